"""Markdown and raw HTML, made into the typed model. The only room that knows markdown-it-py.

A file goes through these steps (`files` takes it through the first four, and keeps what comes of it):

1. `syntax/`    text → markdown-it's tokens, by CommonMark, tables, footnotes, … and our own rules
2. `elements/`  tokens and raw HTML → one tree of elements, each with its line
3. `nodes/`     elements → the model's blocks, and its nodes inside of lines
4. `sections`   blocks between headings → chapters and sections, by `headings`, `ranks`, `slugs`, with `chapter_notes`
5. `nesting`    pages that a list of contents puts below a chapter → sections of it

Then the book is looked at as one: its `typed_parts`, its `macros` of TeX, its `book_title`. `prose` and `html_comments`
look at a text as it was typed. Whatever is not understood shows as typed, with a problem at its line.
"""

import re
import uuid
from dataclasses import replace

from studypress.bibliography import read_bibliography
from studypress.cache import Cache
from studypress.config import BookConfig
from studypress.manuscript import Manuscript, Vault
from studypress.markdown.book_title import pairs_in, with_title
from studypress.markdown.elements.unknown_tags import unknown_html
from studypress.markdown.files import FileParser
from studypress.markdown.html_comments import Comment, html_comments
from studypress.markdown.macros import with_macros
from studypress.markdown.nesting import nested
from studypress.markdown.nodes.figures import is_placeholder_alt
from studypress.markdown.nodes.stray_code import stray_code_line
from studypress.markdown.prose import HIDDEN, ProseLine, prose_lines, same_but_for_words
from studypress.markdown.sections import number_chapters
from studypress.markdown.syntax.wikilinks import links_notes
from studypress.markdown.typed_parts import with_typed_parts
from studypress.model import Book, Cited, Metadata
from studypress.problems import Problem
from studypress.tree import walk

__all__ = [
    "HIDDEN",
    "Comment",
    "ProseLine",
    "html_comments",
    "is_placeholder_alt",
    "parse",
    "prose_lines",
    "same_but_for_words",
    "stray_code_line",
]


_BLOCK_LINK = re.compile(r"#\^([A-Za-z0-9-]{1,100})")


def parse(manuscript: Manuscript, cache: Cache | None = None, jobs: int = 1) -> tuple[Book, list[Problem]]:
    """Parse every file of a manuscript into a book, and tell what is wrong with them.

    A file that was parsed before is found in the `cache`; so many `jobs` parse the others at once.
    Chapters and sections have their ids by position; titles still carry key marks (`study` reads them).
    """
    vault = Vault(manuscript.root, (file.path for file in manuscript.chapters))
    block_ids = frozenset(name for file in manuscript.chapters for name in _BLOCK_LINK.findall(file.text))
    bibliography, in_bibliography = read_bibliography(manuscript.bibliography, cache)
    sources = bibliography.keys if manuscript.config.markdown.citations else frozenset[str]()
    parser = FileParser(_as_its_tool(manuscript), vault, block_ids, links_notes(manuscript, vault), sources)
    files, glossary = (parser.parse(sources, cache, jobs) for sources in (manuscript.chapters, manuscript.glossary))
    pages = ((source, file.chapters) for source, file in zip(manuscript.chapters, files, strict=True))
    summaries = manuscript.config.study.summary_headings
    title, found = with_title(manuscript, nested(with_typed_parts(pages), summaries))
    book_chapters = with_macros(number_chapters(found, "c"), manuscript)
    book = Book(
        metadata=_metadata(manuscript, title),
        chapters=book_chapters,
        listed=bool(manuscript.contents or manuscript.config.chapters),
        abbreviations=tuple(a for file in files + glossary for a in file.abbreviations),
        glossary_source=number_chapters((c for file in glossary for c in file.chapters), "gs"),
    )
    called = dict.fromkeys(one.key for one in walk(book, Cited) if one.key in sources)
    book = replace(book, sources=tuple(map(bibliography.source, called)))
    problems = in_bibliography + [problem for file in files + glossary for problem in file.problems]
    return book, problems + unknown_html(one for file in files + glossary for one in file.unknown)


def _as_its_tool(manuscript: Manuscript) -> BookConfig:
    """The settings, with what mdBook leaves out: elsewhere nobody hides lines of Rust, and they are printed."""
    config, is_mdbook = manuscript.config, manuscript.contents.endswith("SUMMARY.md")
    hides = config.markdown.hidden_lines or is_mdbook
    return replace(config, markdown=replace(config.markdown, hidden_lines=hides))


def _metadata(manuscript: Manuscript, title: str) -> Metadata:
    config = manuscript.config
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
        pairs=pairs_in((title, config.subtitle), (file.text for file in manuscript.chapters)),
    )
