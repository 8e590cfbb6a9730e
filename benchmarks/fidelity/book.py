"""One book, measured: its sources, its EPUB and its PDF beside each other."""

import difflib
import re
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from pathlib import Path

from emoji import EMOJI_DATA, distinct_emoji_list

from benchmarks.fidelity.comparing import Comparison, Difference, compare
from benchmarks.fidelity.ebook import Ebook, letters, read_ebook
from benchmarks.fidelity.markup import Leftover, leftovers
from benchmarks.fidelity.printed import MARKER, Printed, read_printed
from benchmarks.fidelity.reading import Piece, Reading, plain
from benchmarks.fidelity.reference import read_reference
from benchmarks.fidelity.sources import read_sources

_NAV_LEVELS = 3
"""Levels of headings that an e-book's navigation has: chapter, section, subsection."""
MOST_LOST = 5.0
"""Characters in 10,000 that may be missing or added."""

_NEAR = 5000
"""How far from a line of code the next one may be in the PDF, in characters."""
_MOST_DIGITS = 4
"""Of a page; a line of code below a heading may be nothing but numbers."""
_LABELS = 3
"""As many heads of columns stand on a page where a table is told row by row."""
_LEAST_HEAD = 12
_IGNORED = re.compile(r"\*\*|[☐☑☒]")
"""Not compared: marks that the reference can't read beside Han, which are counted as leftovers; boxes of tasks."""
_NUMBER = re.compile(
    r"(例子?|案例|实验|任务|项目|专题)\s*\d+[:：]?|第[\d一二三四五六七八九十百零]+(部分|[章节節篇部編编])[、.．:：]?|[（(]?(\d+([.．]\d+)*[)）、.．:：]?|[一二三四五六七八九十]+[)）、.．:：]|[①-⑳])"
)
"""A number that is typed before a heading, or generated."""
_CAPTION = re.compile(r"(图|圖|表|Figure|Fig\.|Table)([A-Z][-.–])?\d+([-.–]\d+)*[:：.]?")
"""The same before a caption, and before a line that may be one."""


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What came of a book's text."""

    pages: int
    epub: Comparison
    pdf: Comparison
    left: tuple[Leftover, ...]
    codes: int
    code_lost: tuple[str, ...]
    """Code blocks of the source that the EPUB does not have to the byte."""
    code_broken: tuple[str, ...]
    """Code blocks of the EPUB that are not whole in the PDF, white space aside."""
    headings: tuple[int, int]
    """In the source, in the EPUB."""
    in_nav: tuple[int, int]
    """Headings down to the level that an e-book's navigation has, and how many of them it has."""
    in_outline: tuple[int, int]
    """Headings that open sections, and how many of them the PDF's outline has."""
    not_in_nav: tuple[str, ...]
    not_in_outline: tuple[str, ...]
    pictures: tuple[int, int]
    """In the source, in the EPUB."""
    in_pdf: tuple[int, int]
    """Pictures of the EPUB that have a description, and formulas; the same of the PDF, which has some twice."""
    pictures_lost: tuple[str, ...]

    @property
    def is_kept(self) -> bool:
        """Whether the book keeps to every target."""
        rates = (self.epub.missing_rate, self.epub.added_rate, self.pdf.missing_rate, self.pdf.added_rate)
        lost = self.code_lost or self.code_broken or self.not_in_nav or self.not_in_outline
        left = any(not one.also_in_reference for one in self.left)
        pictures = len(set(self.pictures)) == 1 and self.in_pdf[0] <= self.in_pdf[1]
        return max(rates) <= MOST_LOST and not lost and not left and pictures


def measure_book(folder: Path, epub: Path, pdf: Path) -> Fidelity:
    """Read all three and compare them."""
    ebook = read_ebook(epub)
    printed = _with_emoji(read_printed(pdf, [one.text for one in ebook.headings if one.level == 1]), ebook)
    reference = read_reference(read_sources(folder), ebook.language)
    shallow = [one for one in ebook.headings if one.level <= _NAV_LEVELS]
    words = {one for picture in ebook.reading.pictures for one in picture.words}
    not_in_nav = _absent(shallow, ebook.outline, words)
    not_in_outline = _absent(ebook.headings, printed.outline, words)
    lost, made = _code_lost(reference, ebook), ebook.reading
    shown = len(made.pictures) + len(_not_drawn(reference, ebook))
    return Fidelity(
        printed.pages,
        _compared(reference, ebook),
        _compared_print(ebook, printed),
        tuple(leftovers(ebook.reading.pieces, reference.pieces)),
        len(reference.codes),
        lost,
        _code_broken(ebook, printed),
        (sum(one.kind == "heading" for one in reference.pieces), sum(one.kind == "heading" for one in made.pieces)),
        (len(shallow), len(shallow) - len(not_in_nav)),
        (len(ebook.headings), len(ebook.headings) - len(not_in_outline)),
        not_in_nav,
        not_in_outline,
        (len(reference.pictures), shown),
        (sum(one.is_described for one in made.pictures) + made.formulas, printed.figures),
        _pictures_lost(reference, ebook),
    )


# --- Text -----------------------------------------------------------------------------------------------------


def _compared(reference: Reading, ebook: Ebook) -> Comparison:
    known = {words for picture in reference.pictures for words in picture.words}
    known |= {words[found.end() :] for words in known if (found := _CAPTION.match(words))}
    known -= {_without_number(one) for one in reference.pieces if one.kind == "text" and _CAPTION.match(one.text)}
    left_out = {"caption": known, "code": set(_not_drawn(reference, ebook))}
    pieces = [one for one in ebook.reading.pieces if one.text not in left_out.get(one.kind, ())]
    labels = {one.text for one in pieces if one.kind == "code-title"}
    told = [one for one in reference.pieces if one.kind != "caption" or _without_number(one) not in known]
    typed = [_as_shown(one, ebook.titles, ebook.badged) for one in _without_labels(told, labels)]
    return compare(_comparable(typed), _comparable(_without_labels(pieces, labels)))


_BADGE = re.compile(r"(?:[（(【\[][^（）()【】\[\]]+[）)】\]])+$|^[【\[][^【】\[\]]+[】\]]")


def _as_shown(piece: Piece, titles: dict[str, str], badged: Set[str] = frozenset()) -> Piece:
    """A heading without its typed number, where the EPUB has both, the number apart: `周一：入门`.

    So it is with what stands in brackets at its end or its beginning, where the EPUB has a badge.
    """
    if piece.kind != "heading":
        return piece
    bare = _BADGE.sub("", piece.text)
    text = bare if titles.get(letters(bare), bare) in badged else piece.text
    return replace(piece, text=titles.get(letters(text), text))


def _not_drawn(reference: Reading, ebook: Ebook) -> list[str]:
    """Code of drawings that could not be drawn, so that the EPUB shows it."""
    drawings = {picture.drawing for picture in reference.pictures if picture.drawing}
    return [one.text for one in ebook.reading.pieces if one.kind == "code" and one.text in drawings]


def _without_labels(pieces: Sequence[Piece], labels: set[str]) -> list[Piece]:
    """Take away titles of code, which come from its info string, or from the label of a tab that it stands in."""
    return [one for one in pieces if one.kind != "code-title" and not (one.kind == "text" and one.text in labels)]


def _compared_print(ebook: Ebook, printed: Printed) -> Comparison:
    cells = {one.text for one in ebook.whole.pieces if one.kind == "head"}
    pieces = [f"{one.text}\n{one.prose}" for one in ebook.whole.pieces]
    typed = "\n".join([*pieces, *(code for code, _, _ in ebook.whole.codes)])
    worded = [cell for cell in cells if len(cell) > 1 and re.search(r"[^\W\d_]", cell)]
    labels = [cell for cell in worded if not re.search(rf"(?<!\S){re.escape(cell)}[:：]", typed)]
    titles = {*ebook.outline, *(one.text for one in ebook.whole.pieces if one.kind == "heading")}
    lines = _without_labels_of_cells(_without_pages(titles, printed.pieces), labels)
    found = compare(_without_note_marks(_without_markers(ebook.whole.pieces)), _without_note_marks(lines))
    shown = "".join(one.text for one in lines)
    runs = groupby(ebook.whole.pieces, key=lambda one: one.kind == "head")
    heads = {"".join(one.text for one in run) for is_head, run in runs if is_head}
    drawn = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(cells, key=len, reverse=True)))})?[:：]")
    return replace(
        found,
        missing=tuple(
            one
            for one in found.missing
            if not (one.text in shown and _is_in_head(one.text, heads)) and not _MARKS.fullmatch(one.text)
        ),
        added=tuple(one for one in found.added if not _is_head(one.text, heads) and not _is_labels(one, drawn)),
    )


_MARKS = re.compile(r"(?:\(\d{1,3}\)|[①-⑳])+")
"""What counts before a formula: alone in its line, print's is left out, since it may be the mark of an item."""


def _is_labels(added: Difference, label: re.Pattern[str]) -> bool:
    """Whether nothing but heads of columns before their cells was added, perhaps from the second letter of one on."""
    return label.sub("", added.before + added.text) in (added.before, label.sub("", added.before))


def _with_emoji(printed: Printed, ebook: Ebook) -> Printed:
    """Put emoji that an e-book shows in the place of their names, by which print tells those that no face has."""
    text = "".join(one.text for one in ebook.whole.pieces)
    joined = [sign for sign in EMOJI_DATA if "\u200d" in sign and plain(sign) in text]
    shown = [sign for sign in (*distinct_emoji_list(text), *joined) if sign not in printed.text]
    names = {
        name: plain(sign) for sign in shown for name in (EMOJI_DATA[sign]["en"], *EMOJI_DATA[sign].get("alias", ()))
    }
    if not names:
        return printed
    known = re.compile("|".join(map(re.escape, names)))
    text = "".join(one.text for one in printed.pieces)
    shown_at: dict[int, str] = {}
    for found in known.finditer(text):  # a name may stand on two lines
        shown_at |= {found.start(): names[found[0]], **dict.fromkeys(range(found.start() + 1, found.end()), "")}
    starts = [0, *accumulate(len(one.text) for one in printed.pieces)]
    pieces = tuple(
        replace(one, text="".join(shown_at.get(at, char) for at, char in enumerate(one.text, start)))
        for one, start in zip(printed.pieces, starts, strict=False)
    )
    return replace(printed, pieces=pieces, text=known.sub(lambda found: names[found[0]], printed.text))


def _without_labels_of_cells(lines: Sequence[Piece], heads: Sequence[str]) -> list[Piece]:
    """Take away the heads of columns where a table is told row by row: `Name: …`, several on a page."""
    words = "|".join(r"\s*".join(map(re.escape, head)) for head in sorted(heads, key=len, reverse=True))
    labelled = re.compile(rf"(?<!\S)(?:{words})[:：]")
    made: list[Piece] = []
    for _, page in groupby(lines, key=lambda one: one.place):
        here = list(page)
        found = [labelled.findall(line.prose) if words else [] for line in here]
        if sum(map(len, found)) >= _LABELS:
            here = [_without_each(line, labels) for line, labels in zip(here, found, strict=True)]
        made += here
    return made


def _without_each(line: Piece, labels: list[str]) -> Piece:
    text = line.text
    for label in labels:
        text = text.replace(plain(label), "", 1)
    return replace(line, text=text)


def _is_head(text: str, heads: set[str]) -> bool:
    """Whether it is the head of a table, said again on its next page; aligned, perhaps, from its second letter on."""
    return any(len(text) == len(head) and text in head * 2 for head in heads)


def _is_in_head(text: str, heads: set[str]) -> bool:
    """Whether it is the head of a table, or most of it: what print says again may be taken for its first."""
    return len(text) >= _LEAST_HEAD and any(text in head for head in heads)


def _without_markers(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out headings and paragraphs that are a number alone, `1.`, `(2)`: print's are, as marks of items."""
    return [one for one in pieces if one.kind not in ("heading", "text") or not MARKER.fullmatch(one.text)]


def _without_note_marks(pieces: Sequence[Piece]) -> list[Piece]:
    """Take circled numbers away from both, since print marks notes by them and an e-book does not."""
    return [replace(one, text=re.sub("[①-⓿㉑-㊿]", "", one.text)) for one in pieces]


def _without_pages(titles: Set[str], lines: Sequence[Piece]) -> list[Piece]:
    """Take away the page that stands behind a section's name in a chapter's summary, as print alone has it."""
    return [
        replace(line, text=_without_page(line.text, before.text, titles))
        for before, line in pairwise([Piece("", "", ""), *lines])
    ]


def _without_page(line: str, before: str, titles: Set[str]) -> str:
    """A line up to the end of a title; a title may itself end in a number: `会话 1` on page 17."""
    digits = len(line) - len(line.rstrip("0123456789"))
    for end in range(len(line) - 1, len(line) - min(digits, _MOST_DIGITS) - 1, -1):
        words = line[:end].removeprefix("§")
        if words in titles or before + words in titles:
            return line[:end]
    return line


def _comparable(pieces: Sequence[Piece]) -> list[Piece]:
    return [replace(one, text=_IGNORED.sub("", _without_number(one))) for one in pieces]


# --- Code, headings, pictures ---------------------------------------------------------------------------------


_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters, which no XML holds (XML 1.0, "Char"), and nobody sees: an author is told of them."""


def _composed(code: str) -> str:
    """Code whose letters are one with their accents, as pandoc has them."""
    return unicodedata.normalize("NFC", code).rstrip("\n")


def _code_lost(reference: Reading, ebook: Ebook) -> tuple[str, ...]:
    source = [_composed(_UNWRITABLE.sub("", text)) for text, _, _ in reference.codes]
    made = [_composed(text) for text, _, _ in ebook.reading.codes]
    lost = []
    matcher = difflib.SequenceMatcher(None, source, made, autojunk=False)
    for name, start, end, other_start, other_end in matcher.get_opcodes():
        if name in ("delete", "replace"):
            other = " | ".join(made[other_start:other_end])[:60]
            lost += [f"{reference.codes[n][2]}: {source[n][:60]!r} → {other!r}" for n in range(start, end)]
    return tuple(lost)


def _code_broken(ebook: Ebook, printed: Printed) -> tuple[str, ...]:
    """Code whose lines do not follow each other in the PDF; where a page ends, a drawing may be painted between."""
    text, broken, at = printed.text, [], 0
    for code, _, place in ebook.reading.codes:
        lines = [line for line in map(plain, code.split("\n")) if line]
        ends, missed, begin = -1, "", at
        for _ in range(_TRIES if lines else 0):  # `24`, the first line of a tree, stands at many places
            begin = _place(lines[0], text, begin, len(text))
            if begin < 0:
                missed = missed or lines[0]
                break
            ends, line = _end_of(lines, text, begin)
            missed = missed or line
            if ends >= 0:
                break
            begin += 1
        if lines and ends < 0:
            broken.append(f"{place}: {missed[:60]!r} of {code[:40]!r}")
        at = ends if ends >= 0 else at
    return tuple(broken)


_TRIES = 100


def _end_of(lines: Sequence[str], text: str, spot: int) -> tuple[int, str]:
    """Where code ends whose first line stands at a spot; -1, and the line that is not near the one before it."""
    for line in lines:
        spot = _place(line, text, spot, spot + _NEAR)
        if spot < 0:
            return -1, line
        spot += len(line)
    return spot, ""


def _place(line: str, text: str, start: int, end: int) -> int:
    """Where a line of code stands, -1 for nowhere; in what is read from the right, pdftotext orders the marks anew."""
    if _FROM_RIGHT.search(line):
        stretches = (text[spot : spot + len(line)] for spot in range(start, min(end, start + _NEAR)))
        return next((spot for spot, one in enumerate(stretches, start) if sorted(one) == sorted(line)), -1)
    return text.find(line, start, end)


_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
"""A letter of Hebrew or Arabic."""


def _absent(headings: Sequence[Piece], outline: Sequence[str], pictured: Set[str]) -> tuple[str, ...]:
    """Headings, with their numbers, that do not stand in the outline, in its order."""
    titles = [one.text for one in headings]
    bare = list(map(_bare, titles))
    entries = [_without_pictured(entry, set(bare), pictured) for entry in outline]
    codes = difflib.SequenceMatcher(None, bare, entries, autojunk=False).get_opcodes()
    lost = [number for name, start, end, _, _ in codes if name in ("delete", "replace") for number in range(start, end)]
    return tuple(f"{headings[number].place}: {titles[number]}" for number in lost)


def _without_pictured(entry: str, titles: Set[str], pictured: Set[str]) -> str:
    """An entry of an outline without the words that say there what a picture in its heading shows."""
    forms = [entry, *(entry.replace(words, "") for words in pictured if words and words in entry)]
    return next((form for form in map(_bare, forms) if form in titles), _bare(entry))


_SIGNS = (
    r"\\(?:sqrt|times|cdots?|ldots|dots|[dt]?frac|alpha|beta|[gG]amma|[dD]elta|epsilon|zeta|[tT]heta|iota|kappa|[lL]ambda|rho"
    r"|[sS]igma|tau|[uU]psilon|[pP]hi|chi|[pP]si|[oO]mega|var(?:epsilon|theta|phi)|[mnp]u|[pP]i|[xX]i|eta|mathbf|mathrm|mathbb|mathcal"
    r"|operatorname|boldsymbol|text|ce(?=\{)|leq?|geq?|neq?(?!g)|infty|int|in(?!f)|sum|partial|pm|to(?!p)|[rR]ightarrow|equiv"
    r"|approx|angle|triangle|vec|bar|hat|overline|cup|cap|circ|perp|quad|left|right)"
)
"""Commands of TeX that are a sign, or none, in plain words."""


def _bare(title: str) -> str:
    """Take away marks and signs, since an outline has a formula in plain words: `O(n^2)` is `O(n²)` there."""
    return re.sub(rf"{_SIGNS}|[α-ωΑ-Ω]|[^\w]|_", "", unicodedata.normalize("NFKC", title))


def _pictures_lost(reference: Reading, ebook: Ebook) -> tuple[str, ...]:
    """Pictures of the source, if the EPUB has not as many."""
    same = len(reference.pictures) == len(ebook.reading.pictures) + len(_not_drawn(reference, ebook))
    return () if same else tuple(f"{picture.place}: {picture.source}" for picture in reference.pictures)


def _without_number(piece: Piece) -> str:
    number = {"heading": _NUMBER, "caption": _CAPTION, "text": _CAPTION}.get(piece.kind)
    found = number.match(piece.text) if number else None
    return piece.text[found.end() :] if found else piece.text
