"""One Markdown file, made into chapters; what it became is kept, so that an edit costs the reading of one file."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from studypress.cache import Cache, key_of
from studypress.cached_work import CachedWork
from studypress.config import BookConfig
from studypress.letters import CONTROL
from studypress.manuscript import SourceFile, Vault
from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.tokens import build_tree
from studypress.markdown.elements.unknown_tags import Unknown
from studypress.markdown.nodes.blocks import blocks
from studypress.markdown.sections import chapters
from studypress.markdown.syntax import parse_markdown
from studypress.model import Abbreviation, Chapter, Text
from studypress.problems import Problem
from studypress.tree import kinds_below
from studypress.wording import said

_WORTH = 20_000
"""Characters from which a second process is worth its start."""


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What a file holds, and what is wrong with it."""

    chapters: list[Chapter]
    abbreviations: list[Abbreviation]
    problems: list[Problem]
    unknown: list[Unknown]
    """What stands in angle brackets and is no HTML, which is told for the whole book."""


@dataclass(frozen=True, slots=True)
class FileParser:
    """Parses the files of one manuscript."""

    config: BookConfig
    vault: Vault
    block_ids: frozenset[str]
    """The ids of blocks that links of the book name."""
    is_vault: bool
    """Whether the notes are a vault's, with its comments and ids of blocks."""
    sources: frozenset[str] = frozenset()
    """The keys of what may be cited."""

    def parse(self, sources: tuple[SourceFile, ...], cache: Cache | None, jobs: int) -> list[ParsedFile]:
        """Parse files, or find in the `cache` what their very text became; so many `jobs` parse the others at once."""
        work: CachedWork[SourceFile, ParsedFile] = CachedWork(
            kind="files",
            make=self._parsed,
            made_from=partial(self._made_from, self._facts()),
            size=lambda source: len(source.text),
            worth=_WORTH,
        )
        return work.all(sources, cache, jobs)

    def _facts(self) -> str:
        """What all files are made from beside themselves; told once, since each has it in its key."""
        return repr(
            (
                self.config,
                (self.is_vault, self.vault.is_site, self.vault.is_mdx, self.vault.is_new_mdx),
                sorted(self.vault.components),
                sorted(self.block_ids),
            )
        )

    def _made_from(self, facts: str, source: SourceFile) -> str | None:
        # Where the pictures of other files lie is asked of the disk.
        if any(origin.path != source.path for origin in source.origins):
            return None
        named = self.vault.names() if "[[" in source.text or "<iframe" in source.text else ()
        cited = bool(self.sources), _digest_of(self.sources) if "@" in source.text or "cite" in source.text else ""
        return repr((source, named, cited)) + facts

    def _parsed(self, source: SourceFile) -> ParsedFile:
        context = FileContext(source, self.config, self.vault, self.block_ids, self.is_vault, self.sources)
        is_mdx = source.path.lower().endswith(".mdx")
        dialect = self.config.markdown
        dialect = replace(
            dialect,
            vault_comments=dialect.vault_comments or self.is_vault,
            page_code=dialect.page_code or self.vault.is_site or is_mdx or self.vault.is_mdx,
            page_imports=dialect.page_imports or is_mdx or self.vault.is_mdx,
            tex_commands=dialect.tex_commands or source.path.lower().endswith((".rmd", ".qmd")),
        )
        text = _with_bearable_marks(_without_control_characters(source.text, context), context)
        is_new = is_mdx or self.vault.is_new_mdx
        parsed = parse_markdown(text, dialect, self.config.html.tags, mdx=is_new, sources=self.sources)
        parsed.components |= self.vault.components if dialect.page_code else frozenset()
        tree = build_tree(parsed, context)
        parsed.tokens.clear()  # a dozen for each line, which nobody needs beside the nodes
        content = blocks(tree.children, context)
        del tree
        abbreviations = [
            Abbreviation(title, (Text(term, context.place(line)),), context.place(line))
            for term, title, line in parsed.abbreviations
        ]
        found = chapters(content, context)
        for chapter in found:
            kinds_below(chapter)  # is kept with it
        return ParsedFile(found, abbreviations, context.finish(), context.unknown)


@lru_cache(maxsize=1)
def _digest_of(sources: frozenset[str]) -> str:
    """What tells the keys of one bibliography from those of another: it may have thousands, and each file asks."""
    return key_of(*sorted(sources))


_NULS = re.compile(r"\0+")


def _without_control_characters(text: str, context: FileContext) -> str:
    """Leave out characters that no text has: escape, backspace, …; a sign stands for NUL (CommonMark §2.3)."""
    if not CONTROL.search(text):
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if match := CONTROL.search(line):
            lines[number] = CONTROL.sub("", _NULS.sub("\ufffd", line))
            context.warn(
                "control-character",
                number,
                said("The control character U+0000 stands in this line; “\ufffd” stands for it.")
                if match[0] == "\0"
                else said(
                    "The control character U+{number} stands in this line; it is left out.",
                    number=f"{ord(match[0]):04X}",
                ),
                said("Delete it. It often comes from text copied out of a terminal or a PDF."),
            )
    return "\n".join(lines)


_MOST_MARKS = 100
"""Marks on one letter; the Stream-Safe Text Format of UAX #15 has 30. Setting them takes the square of their number."""
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILED = re.compile(f"({_MARK}{{{_MOST_MARKS}}}){_MARK}+")


def _with_bearable_marks(text: str, context: FileContext) -> str:
    """Leave out the marks on a letter beyond those that anyone could read; told once a line."""
    if not _PILED.search(text):
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if _PILED.search(line):
            lines[number] = _PILED.sub(r"\1", line)
            message = said(
                "More than {most} marks stand on one letter in this line; the others are left out.", most=_MOST_MARKS
            )
            context.warn("control-character", number, message, said("Delete them."))
    return "\n".join(lines)
