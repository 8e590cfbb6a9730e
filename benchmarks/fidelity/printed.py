"""What a reader sees in the PDF: the type area of each page as pdftotext reads it, in the order it was drawn.

It is compared with all that the EPUB shows, since both have what the program adds (numbers, objectives, summaries).
What print alone has, contents, glossary and the pages that links lead to, is left out.
"""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

from benchmarks.fidelity.reading import Piece, plain
from studypress.locale import locale_for
from studypress.sheets import SHEETS

MARKER = re.compile(r"(?=\S)(?:(?:\d{1,3}|[a-z]|[ivxlc]+|[A-Z])\.\s*|\(\d{1,3}\)\s*|[①-⑳]\s*)?(?:[▪▫•◦‣–○●■□]\s*)*")
"""The mark of an item of a list, which stands alone: `1.`, and `(1)` and `①` below it.

A list may begin an item, `1. ▪`; a year does not count items.
"""
_CODE_MARKS = "↪↩"
"""Where a line of code goes on."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF that was read."""

    pieces: tuple[Piece, ...]
    """A line each, without those that are the mark of an item; the place is the page."""
    text: str
    """All lines, joined."""
    pages: int
    outline: tuple[str, ...]
    """Without white space."""
    figures: int
    """Pictures and drawn formulas, as the tags count them; the cover is none."""


def read_printed(file: Path, titles: Sequence[str] = ()) -> Printed:
    """Read a PDF, whose author has `titles`, in which a word of the program's may be. Raises CalledProcessError."""
    with pikepdf.open(file) as pdf:
        language = str(pdf.Root.get("/Lang", "en"))
        words = locale_for(language).words
        own_titles = frozenset(str(text) for name, text in words.items() if name != "sources")  # an author's, mostly
        own, made_with = _own_pages(pdf, own_titles, titles), plain(str(words["made_with"]))
        with pdf.open_outline() as outline:
            entries = tuple(plain(str(item.title)) for item in _flat(outline.root))
        figures = sum(_is_figure(one) for one in pdf.objects)
        sheet = min(SHEETS.values(), key=lambda one: abs(one.width - float(pdf.pages[0].mediabox[2])))
        turned = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in pdf.pages]
        with _without_unseen(pdf) as seen:
            upright = _text(seen, sheet.top, sheet.text_height)
            wide = _text(seen, sheet.outer, sheet.text_width) if any(turned) else upright
    texts = [across if is_turned else page for page, across, is_turned in zip(upright, wide, turned, strict=True)]
    lines = [
        Piece(plain(line), line, f"page {number}")
        for number, page in enumerate(texts, 1)
        if number not in own and made_with not in plain(page)
        for line in page.split("\n")
    ]
    shown = [line for line in lines if not MARKER.fullmatch(line.prose.strip())]
    text = "".join(line.text for line in lines).translate(dict.fromkeys(map(ord, _CODE_MARKS)))
    return Printed(tuple(_without_page_notes(shown, language)), text, len(turned), entries, figures)


@contextmanager
def _without_unseen(pdf: pikepdf.Pdf) -> Iterator[Path]:
    """A copy without what formulas say in letters that nobody sees: in an e-book their text is that of MathML."""
    for page in pdf.pages:
        content = page.Contents.read_bytes() if "/Contents" in page else b""
        if _UNSEEN.search(content):
            page.Contents = pdf.make_stream(_UNSEEN.sub(b"", content))
    with TemporaryDirectory() as folder:
        copy = Path(folder, "seen.pdf")
        pdf.save(copy)
        yield copy


_UNSEEN = re.compile(rb"BT /Unseen [^<]*<[^>]*> Tj ET")


def _text(file: Path, top: float, height: float) -> list[str]:
    """The text of each page between two heights."""
    crop = ["-x", "0", "-y", str(round(top) - 4), "-W", "2000", "-H", str(round(height) + 8)]
    command = ["pdftotext", "-raw", *crop, "-enc", "UTF-8", str(file), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode("utf8").removesuffix("\f").split("\f")


def _flat(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _flat(list(item.children))


def _is_figure(one: object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/S") in ("/Figure", "/Formula") and "/P" in one


def _own_pages(pdf: pikepdf.Pdf, words: frozenset[str], titles: Sequence[str] = ()) -> frozenset[int]:
    """Numbers of the pages before the text and of those behind it, which the outline calls by the locale's words.

    Where the author's titles are such words too, these come first.
    """
    numbers: dict[int, int] = {page.obj.objgen[0]: number for number, page in enumerate(pdf.pages, 1)}
    theirs = Counter(titles)
    starts: list[tuple[int, bool]] = []
    with pdf.open_outline() as outline:
        for item in outline.root:
            is_own = str(item.title) in words and not theirs[plain(str(item.title))]
            theirs[plain(str(item.title))] -= not is_own
            starts.append((numbers[_page(item)], is_own))
    own = set(range(1, starts[0][0]))
    for (start, is_own), (end, _) in zip(starts, [*starts[1:], (len(numbers) + 1, False)], strict=True):
        own |= set(range(start, end)) if is_own else set()
    return frozenset(own)


def _page(item: pikepdf.OutlineItem) -> int:
    """Give the number of the object of the page that an entry leads to, which our own PDFs always name outright."""
    if not isinstance(item.destination, pikepdf.Array):
        raise ValueError(f"“{item.title}” in the outline leads to no page")
    page: pikepdf.Object = item.destination[0]
    return page.objgen[0]


def _without_page_notes(lines: list[Piece], language: str) -> Iterator[Piece]:
    """Take away `（第 12 页）`, over the ends of lines too."""
    words = locale_for(language).words
    number = re.escape(plain(str(words["at_page"]))).replace(r"\{\}", r"(?:\d+|[ivxlc]+)")
    opening, closing, comma = (
        re.escape(plain(str(words[name]))) for name in ("bracket_open", "bracket_close", "comma")
    )
    note = re.compile(f"{opening}{number}{closing}|{comma}{number}")
    text = "".join(line.text for line in lines)
    gone = {spot for found in note.finditer(text) for spot in range(*found.span())}
    at = 0
    for line in lines:
        kept = "".join(char for spot, char in enumerate(line.text, at) if spot not in gone and char not in _CODE_MARKS)
        at += len(line.text)
        yield Piece(kept, line.prose, line.place)
