"""BibTeX read as data: entries with their fields, names in parts, TeX as plain words. The one door to bibtexparser.

It is loaded when the first .bib file is read: a book without one starts no slower.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from studypress.wording import Sentence, said

if TYPE_CHECKING:
    from bibtexparser.middlewares import LatexDecodingMiddleware
    from bibtexparser.model import Block, Entry

_MOST = 5_000_000
"""Characters of a .bib file: some 15,000 entries, which are read in four seconds, once."""
_LONGEST = 20_000
"""Characters of a field that is read as TeX; a longer one is shown as it is."""


@dataclass(frozen=True, slots=True)
class BibEntry:
    """An entry of a .bib file."""

    key: str
    kind: str
    """`book`, `article`, …, in small letters."""
    fields: Mapping[str, str]
    """By their names in small letters, as typed."""
    line: int
    """Its line in the file."""


@dataclass(frozen=True, slots=True)
class BibName:
    """Someone who made a work; a body has a family name alone."""

    family: str
    given: tuple[str, ...] = ()
    particle: str = ""
    """`van der`."""
    suffix: str = ""
    """`Jr`."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a .bib file."""

    line: int
    message: Sentence
    hint: Sentence


def read_bibtex(text: str) -> tuple[list[BibEntry], list[Fault]]:
    """Read the entries of a .bib file, and tell which cannot be read."""
    if len(text) > _MOST:
        message = said("The file has more than {most} million characters; it is not read.", most=_MOST // 1_000_000)
        return [], [Fault(0, message, said("Keep what the book cites in a file of its own."))]
    for name in ("bibtexparser", "pylatexenc"):  # which tell of every fault as they meet it
        logging.getLogger(name).setLevel(logging.CRITICAL)
    from bibtexparser.entrypoint import parse_string

    library = parse_string(text)
    strings = {key.lower(): str(one.value) for key, one in library.strings_dict.items()}
    entries = []
    faults = []
    for block in library.blocks:
        if found := _entry_in(block):
            entries.append(_read(found, strings))
        elif fault := _fault(block):
            faults.append(fault)
    return entries, faults


def _entry_in(block: "Block") -> "Entry | None":
    """The entry that a block is, even if one of its fields stands twice."""
    from bibtexparser.middlewares import RemoveEnclosingMiddleware
    from bibtexparser.model import DuplicateFieldKeyBlock, Entry

    found: Block | None = block
    if isinstance(block, DuplicateFieldKeyBlock) and isinstance(block.ignore_error_block, Entry):
        found = RemoveEnclosingMiddleware().transform_entry(block.ignore_error_block, None)  # type: ignore[arg-type]
    return found if isinstance(found, Entry) else None


def _read(entry: "Entry", strings: Mapping[str, str]) -> BibEntry:
    fields = {field.key.lower(): _concatenated(str(field.value), strings) for field in reversed(entry.fields)}
    return BibEntry(entry.key, entry.entry_type.lower(), fields, (entry.start_line or 0) + 1)


_PART = r"""(?:[A-Za-z][\w:.+-]*|\d+|"[^"]*"|\{[^{}]*\})"""
_CONCATENATED = re.compile(rf"{_PART}(?:\s*#\s*{_PART})+")


def _concatenated(value: str, strings: Mapping[str, str]) -> str:
    """Put together what is joined by `#`: `may # "~3"`."""
    if "#" not in value or not _CONCATENATED.fullmatch(value):
        return value
    parts = re.findall(_PART, value)
    return "".join(part[1:-1] if part[0] in '"{' else strings.get(part.lower(), part) for part in parts)


def _fault(block: "Block") -> Fault | None:
    """What is told of a block that is no entry; nothing of comments and the like."""
    from bibtexparser.model import DuplicateBlockKeyBlock, ParsingFailedBlock

    line = (block.start_line or 0) + 1
    if isinstance(block, DuplicateBlockKeyBlock):
        message = said("The key {key} stands here a second time; the first entry counts.", key=block.key)
        return Fault(line, message, said("Give one of the two another key, or delete it."))
    if not isinstance(block, ParsingFailedBlock) or _NO_ENTRY.match(block.raw or ""):
        return None
    message = said("The entry that begins here cannot be read.")
    return Fault(line, message, said("Most often a brace, or the comma behind a field, is missing."))


_NO_ENTRY = re.compile(r"@(?:comment|preamble|string)\b", re.IGNORECASE)


# --- TeX ------------------------------------------------------------------------------------------------------

_BARE_SIGN = re.compile(r"(?<!\\)[%&#]")
"""What would be a comment or a column in TeX, and BibTeX's authors mean as it is."""


_LOGO = re.compile(r"\\((?:La|Bib|Xe|Xe(?=La)La|Lua|LuaLa|Con)?TeX|MiKTeX)(?![A-Za-z])(?:\{\}|\\(?= ))?")
"""A name of TeX's, which its reader would drop."""


def plain(tex: str) -> str:
    r"""The words of a text in TeX: `{\"o}` is ö, braces are nothing; formulas between dollar signs stay."""
    tex = _LOGO.sub(r"\1", " ".join(tex.split()))
    if not re.search(r"[\\{}$~`'-]", tex):
        return tex
    decoded = tex
    if len(tex) <= _LONGEST:
        from bibtexparser.model import Entry, Field

        entry = Entry("", "", [Field("", _BARE_SIGN.sub(r"\\\g<0>", tex))])
        _decoder().transform_entry(entry, None)  # type: ignore[arg-type]  # the library is not asked for
        decoded = str(entry.fields[0].value)
    return " ".join(decoded.replace("\u00a0", " ").split())


@cache
def _decoder() -> "LatexDecodingMiddleware":
    from bibtexparser.middlewares import LatexDecodingMiddleware

    return LatexDecodingMiddleware(keep_math_mode=True)


def names(tex: str) -> tuple[list[BibName], bool]:
    """The people of a field such as `author`, and whether `others` are left out there."""
    from bibtexparser.middlewares.names import (
        InvalidNameError,
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    found = []
    for one in split_multiple_persons_names(" ".join(tex[:_LONGEST].split())):
        try:
            parts = parse_single_name_into_parts(one, strict=False)
            family, given, particle, suffix = map(_words, (parts.last, parts.first, parts.von, parts.jr))
        except InvalidNameError:
            family, given, particle, suffix = plain(one), "", "", ""
        found.append(BibName(family, tuple(given.split()), particle, suffix))
    others = bool(found) and found[-1] == BibName("others")
    return found[:-1] if others else found, others


def _words(parts: list[str]) -> str:
    return plain(" ".join(parts))
