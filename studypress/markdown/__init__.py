"""Markdown and raw HTML, made into the typed model. The only room that knows markdown-it-py.

A file goes through these steps, each a module:

1. `syntax`     text → markdown-it's tokens, by CommonMark, tables, footnotes, … and our own rules
2. `tokens`     tokens and raw HTML (`html`) → one tree (`elements`), every element with its line
3. `blocks`     tree → blocks; `inlines` for the insides of lines, `figures` for what stands alone
4. `sections`   blocks between headings → chapters and sections, with their footnotes
5. `nesting`    pages that a list of contents puts below a chapter → sections of it

Whatever is not understood shows as typed, with a problem at its line.
"""

import re
import uuid
from dataclasses import dataclass, replace

from studypress.config import BookConfig
from studypress.manuscript import Manuscript, SourceFile, Vault
from studypress.markdown.blocks import blocks
from studypress.markdown.context import FileContext
from studypress.markdown.figures import is_placeholder_alt
from studypress.markdown.html import CONTROL
from studypress.markdown.html_comments import Comment, html_comments
from studypress.markdown.nesting import nested
from studypress.markdown.prose import HIDDEN, ProseLine, prose_lines, same_but_for_words
from studypress.markdown.sections import chapters, number_chapters
from studypress.markdown.syntax import parse_markdown
from studypress.markdown.tokens import build_tree
from studypress.model import Abbreviation, Book, Chapter, Metadata, Text
from studypress.problems import Problem
from studypress.tree import plain_text

__all__ = [
    "HIDDEN",
    "Comment",
    "ProseLine",
    "html_comments",
    "is_placeholder_alt",
    "parse",
    "prose_lines",
    "same_but_for_words",
]


_BLOCK_LINK = re.compile(r"#\^([A-Za-z0-9-]{1,100})")


def parse(manuscript: Manuscript) -> tuple[Book, list[Problem]]:
    """Parse every file of a manuscript into a book, and tell what is wrong with them.

    Chapters and sections have their ids by position; titles still carry key marks (`study` reads them).
    """
    vault = Vault(manuscript.root, (file.path for file in manuscript.chapters))
    block_ids = frozenset(name for file in manuscript.chapters for name in _BLOCK_LINK.findall(file.text))
    files, glossary = (
        [_parse_file(source, manuscript.config, vault, block_ids) for source in sources]
        for sources in (manuscript.chapters, manuscript.glossary)
    )
    pages = ((source, file.chapters) for source, file in zip(manuscript.chapters, files, strict=True))
    book_chapters = number_chapters(nested(pages), "c")
    book = Book(
        metadata=_metadata(manuscript, book_chapters),
        chapters=book_chapters,
        abbreviations=tuple(a for file in files + glossary for a in file.abbreviations),
        glossary_source=number_chapters((c for file in glossary for c in file.chapters), "gs"),
    )
    return book, [problem for file in files + glossary for problem in file.problems]


@dataclass(frozen=True, slots=True)
class _ParsedFile:
    chapters: list[Chapter]
    abbreviations: list[Abbreviation]
    problems: list[Problem]


def _parse_file(source: SourceFile, config: BookConfig, vault: Vault, block_ids: frozenset[str]) -> _ParsedFile:
    context = FileContext(source, config, vault, block_ids)
    dialect = replace(config.markdown, vault_comments=config.markdown.vault_comments or vault.is_obsidian)
    parsed = parse_markdown(_without_control_characters(source.text, context), dialect, config.html.tags)
    content = blocks(build_tree(parsed, context).children, context)
    abbreviations = [
        Abbreviation(title, (Text(term, context.place(line)),), context.place(line))
        for term, title, line in parsed.abbreviations
    ]
    return _ParsedFile(chapters(content, context), abbreviations, context.finish())


def _without_control_characters(text: str, context: FileContext) -> str:
    """Leave out characters that no text has: NUL, escape, backspace, …; told once a line."""
    if not CONTROL.search(text):
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if match := CONTROL.search(line):
            lines[number] = CONTROL.sub(lambda found: "\ufffd" if found[0] == "\0" else "", line)
            context.warn(
                "control-character",
                number,
                f"The control character U+{ord(match[0]):04X} stands in this line; it is left out.",
                "Delete it. It often comes from text copied out of a terminal or a PDF.",
            )
    return "\n".join(lines)


def _metadata(manuscript: Manuscript, found: tuple[Chapter, ...]) -> Metadata:
    config = manuscript.config
    title = config.title or _title_from_files(manuscript, found)
    identifier = config.identifier
    if not identifier:
        # The same book has the same identifier wherever and whenever it is made.
        name = "\n".join((title, *(author.name for author in config.authors), config.language))
        identifier = uuid.uuid5(uuid.NAMESPACE_URL, name).urn
    return Metadata(
        title=title,
        language=config.language,
        subtitle=config.subtitle,
        authors=config.authors,
        identifier=identifier,
        date=config.date,
        rights=config.rights,
        publisher=config.publisher,
        description=config.description,
        series=config.series,
    )


def _title_from_files(manuscript: Manuscript, found: tuple[Chapter, ...]) -> str:
    if len(manuscript.chapters) == 1 and manuscript.chapters[0].title:
        return manuscript.chapters[0].title
    if len(found) == 1 and (title := plain_text(found[0].title)):
        return title
    return manuscript.default_title
