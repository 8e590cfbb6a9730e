"""What a reader sees in the EPUB of the author's text: what the program adds on purpose is left out by its class."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from lxml import etree

from benchmarks.fidelity.reading import Attributes, Piece, Reading, Rules, plain, scan
from studypress.locale import locale_for, note_mark

_NUMBERS = frozenset({"chapter-number", "section-number", "part-number"})
"""Classes of the numbers that stand before headings."""
_OWN_CLASSES = (
    "figure-number formula-number badge objectives group-section group-page noteref backlink note-number placeholder "
    "tick note-words counterpart citation sources"
)
_OWN = frozenset(_OWN_CLASSES.split())
"""Classes of what is no text of the author's."""
_OWN_PAGES = frozenset({"cover", "titlepage", "nav", "contents", "colophon", "glossary", "figures", "notes"})
_NS = {"opf": "http://www.idpf.org/2007/opf", "c": "urn:oasis:names:tc:opendocument:xmlns:container"}


@dataclass(frozen=True, slots=True)
class Ebook:
    """An EPUB that was read."""

    language: str
    reading: Reading
    """The author's text."""
    whole: Reading
    """The same pages with all that the program adds."""
    headings: tuple[Piece, ...]
    """Those that open sections, with their numbers."""
    titles: dict[str, str]
    """Headings without their numbers, by the letters of both."""
    outline: tuple[str, ...]
    """The entries of its navigation, without white space."""
    badged: frozenset[str] = frozenset()
    """Headings that have badges, without these, which stand for what was typed in brackets: `进程（重点）`."""


def read_ebook(file: Path) -> Ebook:
    """Read an EPUB in the order of its spine."""
    own, whole, numbered = Reading(), Reading(), Reading()
    titles: dict[str, str] = {}
    badged: set[str] = set()
    with zipfile.ZipFile(file) as archive:
        package, spine, nav = _package(archive)
        language = package.findtext(".//{http://purl.org/dc/elements/1.1/}language") or "en"
        rules, with_numbers, drawn = _rules(language, _OWN | _NUMBERS), _rules(language, _OWN), _drawn(archive)
        for name in spine:
            page = PurePosixPath(name).stem
            markup = archive.read(name).decode("utf8")
            if page not in _OWN_PAGES or '<section class="chapter' in markup:  # an author's own GLOSSARY.md
                bare, full = scan(markup, rules, page), scan(markup, with_numbers, page)
                own.extend(bare)
                numbered.extend(full)
                titles |= _titles(bare, full)
                badged |= _with_badges(bare, full, scan(markup, _rules(language, _OWN - {"badge"}), page))
                whole.extend(scan(markup, _WHOLE, page, drawn))
        outline = scan(_toc(archive.read(nav).decode("utf8")), _WHOLE, "nav")
    headings = tuple(piece for piece in numbered.pieces if piece.level)
    entries = tuple(piece.text for piece in outline.pieces)
    return Ebook(language, own, whole, headings, titles, entries, frozenset(badged))


def letters(text: str) -> str:
    """A heading without the marks that part its number from its words."""
    return re.sub(r"\W", "", text)


def _titles(bare: Reading, full: Reading) -> dict[str, str]:
    """The headings of a page by their letters, where each has words besides its number."""
    pairs = [[one.text for one in reading.pieces if one.kind == "heading"] for reading in (full, bare)]
    told = zip(*pairs, strict=True) if len(pairs[0]) == len(pairs[1]) else ()
    return {letters(numbered): words for numbered, words in told if numbered != words}


def _with_badges(*readings: Reading) -> set[str]:
    """The headings of a page, bare, to which the last reading adds words: bare, with numbers, with badges as well."""
    bare, full, badged = ([one.text for one in reading.pieces if one.kind == "heading"] for reading in readings)
    if not len(bare) == len(full) == len(badged):
        return set()
    return {words for words, numbered, marked in zip(bare, full, badged, strict=True) if marked != numbered}


def _toc(markup: str) -> str:
    found = re.search(r'<nav[^>]*epub:type="toc".*?</nav>', markup, re.DOTALL)
    return re.sub(r"<h1.*?</h1>", "", found[0], flags=re.DOTALL) if found else ""


def _drawn(archive: zipfile.ZipFile) -> dict[str, str]:
    """The text of drawings, which is text in print too."""
    texts = {}
    for name in (name for name in archive.namelist() if name.endswith(".svg")):
        root = etree.fromstring(archive.read(name))
        elements = root.iter("{http://www.w3.org/2000/svg}text")
        texts[PurePosixPath(name).name] = plain("".join("".join(map(str, one.itertext())) for one in elements))
    return texts


def _package(archive: zipfile.ZipFile) -> tuple[etree._Element, list[str], str]:
    container = etree.fromstring(archive.read("META-INF/container.xml"))
    root = container.find(".//c:rootfile", _NS)
    path = PurePosixPath(root.get("full-path", "") if root is not None else "")
    package = etree.fromstring(archive.read(str(path)))
    items = {item.get("id"): item for item in package.iterfind(".//opf:item", _NS)}
    order = [items[ref.get("idref")] for ref in package.iterfind(".//opf:itemref", _NS)]
    nav = next(item for item in items.values() if "nav" in item.get("properties", "").split())
    names = [str(path.parent / unquote(item.get("href", ""))) for item in [*order, nav]]
    return package, names[:-1], names[-1]


def _rules(language: str, own: frozenset[str]) -> Rules:
    words = locale_for(language).words

    def dropped(tag: str, attributes: Attributes) -> bool:
        classes = frozenset(attributes.get("class", "").split())
        return tag == "rp" or bool(own & classes) or {"summary", "outline"} <= classes

    return Rules(dropped, _formula, typed_tags=False, generated=frozenset(map(str, words.values())))


def _formula(tag: str, attributes: Attributes) -> bool:
    return tag == "math"


_NOTE = re.compile(r"-n(\d+)(?:-ref)?$")
"""The end of the address of a note, or of its mark."""


def _not_printed(tag: str, attributes: Attributes) -> bool:
    """Whether print has nothing of the kind; marks of notes are left out of both where print has them as circles."""
    classes = attributes.get("class", "").split()
    if "noteref" in classes or "backlink" in classes:
        found = _NOTE.search(attributes.get("href", ""))
        return found is None or note_mark(int(found[1])) != found[1]
    return tag == "rp" or "tick" in classes or "note-words" in classes


_WHOLE = Rules(_not_printed, _formula, typed_tags=False, shows_tex=False, references=True)
