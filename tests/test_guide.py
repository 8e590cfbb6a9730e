"""The Docker guide from notes to pages, and the author's untouched notes: what a reader would check with a finger."""

import re
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from golden import compare
from test_render import book_of

from studypress import pdf
from studypress.documents import PageMap
from studypress.model import Book, Entry, Section, TermUse
from studypress.pipeline import build
from studypress.request import Request, Result
from studypress.sheets import SHEETS
from studypress.tree import plain_text, walk
from studypress.wording import Sentence

HERE = Path(__file__).parent
NOTES = HERE / "data" / "docker-notes.md"
TIMESTAMP = 1_700_000_000
SHEET = SHEETS["A4"]
ONLY_IN_RUNNING_TEXT = {
    "CNCF", "Containerd", "Daemonless", "DevOps", "Docker-CE", "Docker-EE", "KVM", "LXC", "Libcontainer", "Moby",
    "PaaS", "Registry", "Repository", "Tag", "WHP", "Xen", "fork", "分层存储",
}  # fmt: skip
"""Terms of the guide whose letters stand in no other term, and neither in a heading nor in a figure of another page:
their uses can be found with a search for the letters alone."""


def silent(stage: Sentence) -> None:
    """Report nothing."""


def pages_of(pdf: Path) -> list[str]:
    """The text layer of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def letters(text: str) -> str:
    """Without white space, which justification and line ends add."""
    return re.sub(r"\s", "", text)


def in_band(path: Path, bottom: float, top: float) -> list[str]:
    """The letters of each page between two heights above its foot, pt."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [letters(page.get_textpage().get_text_bounded(0, bottom, page.get_width(), top)) for page in document]
    finally:
        document.close()


class Guide:
    """The guide, built once."""

    def __init__(self, path: Path, result: Result, page_map: PageMap) -> None:
        self.pdf = path
        self.result = result
        self.page_map = page_map
        self.pages = [letters(page) for page in pages_of(path)]
        with pikepdf.open(path) as file:
            self.labels = labels_of(file)

    def page(self, label: str) -> str:
        """The letters of the page with a printed number."""
        return self.pages[self.labels.index(label)]

    @property
    def glossary(self) -> slice:
        """Which pages the glossary is on; the colophon comes after it."""
        return slice(next(index for index, page in enumerate(self.pages) if page.startswith("术语表")), -1)


def labels_of(file: pikepdf.Pdf) -> list[str]:
    """What each page is called (/PageLabels, ISO 32000-1, 12.4.2)."""
    return [page.label for page in file.pages]


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    path = tmp_path_factory.mktemp("guide") / "book.pdf"
    maps = []
    write_pdf = pdf.write_pdf

    def write(*given: Any, **named: Any) -> pdf.PdfResult:
        result = write_pdf(*given, **named)
        maps.append(result.page_map)
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "write_pdf", write)
        result = build(Request(HERE.parent / "book", output=path, timestamp=TIMESTAMP), silent)
    return Guide(path, result, *maps)


@pytest.fixture(scope="module")
def book() -> Book:
    return book_of(HERE.parent / "book")


def test_text_of_the_whole_guide(guide: Guide) -> None:
    pages = [f"--- {label}\n{page.strip()}\n" for label, page in zip(guide.labels, pages_of(guide.pdf), strict=True)]
    compare("".join(pages), HERE / "books" / "docker.txt")


def test_the_guide_has_nothing_to_warn_of(guide: Guide) -> None:
    assert guide.result.problems == []
    assert (guide.result.chapters, guide.result.figures) == (2, 6)


def test_contents_name_the_pages_where_sections_are(guide: Guide) -> None:
    contents = pages_of(guide.pdf)[guide.labels.index("iii")]
    lines = re.findall(r"^(第.章|\d(?:\.\d)+) ?(.+?)(?: 重点 ?难点)?\s(\d+)$", contents, re.MULTILINE)
    assert len(lines) == 2 + 8 + 6  # chapters, sections, subsections
    for number, title, label in lines:
        assert letters(number + title) in guide.page(label), (number, title, label)


def test_figure_list_names_the_pages_where_figures_are(guide: Guide) -> None:
    lines = re.findall(r"^(图 \d-\d) (.+?) ?(\d+)$", pages_of(guide.pdf)[guide.labels.index("iii")], re.MULTILINE)
    assert len(lines) == 6
    for number, caption, label in lines:
        assert letters(number + caption) in guide.page(label)


def test_summary_boxes_name_the_pages_of_their_sections(guide: Guide, book: Book) -> None:
    groups = [group for chapter in book.chapters if chapter.summary for group in chapter.summary.groups]
    titles = {
        node.id: node.number + letters(plain_text(node.title))
        for node in walk(book.chapters)
        if isinstance(node, Section)
    }
    assert len(groups) == 8
    shown = "".join(guide.pages[guide.labels.index("1") : guide.glossary.start])  # the contents name sections as well
    for group in groups:
        line = rf"{re.escape(letters(titles[group.section][:3] + plain_text(group.title)))}(?:重点)?(?:难点)?(\d+)"
        labels = [label for label in re.findall(line, shown) if label in guide.labels]
        assert labels, line
        assert any(titles[group.section] in guide.page(label) for label in labels), line


def printed_places(guide: Guide) -> list[list[str]]:
    """The page numbers under each entry of the glossary that has some, in the order they are printed."""
    text = ""
    for label, page in zip(guide.labels[guide.glossary], pages_of(guide.pdf)[guide.glossary], strict=True):
        text += page.strip().removesuffix(label).rstrip() + "\n"
    return [found.replace("\n", "").split("、") for found in re.findall(r"(?:^\d[\d、]*\n)+", text, re.MULTILINE)]


def in_printed_order(glossary: tuple[Entry, ...]) -> list[Entry]:
    return sorted(glossary, key=lambda entry: (not entry.letter.isalpha(), entry.letter))


def test_glossary_names_every_page_where_a_term_is_used(guide: Guide, book: Book) -> None:
    used = [entry for entry in in_printed_order(book.glossary) if entry.uses]
    assert len(used) > 30
    meant = [list(dict.fromkeys(guide.page_map.labels[use.id] for use in entry.uses)) for entry in used]
    shown = dict(zip([entry.term for entry in used], printed_places(guide), strict=True))
    assert shown == dict(zip(shown, meant, strict=True))
    words = {node.id: letters(plain_text(node.children)) for node in walk(book.chapters) if isinstance(node, TermUse)}
    for entry in used:
        for use in entry.uses:
            assert words[use.id] in guide.page(guide.page_map.labels[use.id]), use


def test_a_search_for_the_letters_finds_the_pages_that_the_glossary_names(guide: Guide, book: Book) -> None:
    used = [entry.term for entry in in_printed_order(book.glossary) if entry.uses]
    shown = dict(zip(used, printed_places(guide), strict=True))
    text = range(guide.labels.index("1"), guide.glossary.start)
    assert shown.keys() >= ONLY_IN_RUNNING_TEXT
    for term in ONLY_IN_RUNNING_TEXT:
        found = [guide.labels[index] for index in text if letters(term).lower() in guide.pages[index].lower()]
        assert shown[term] == found, term


def test_every_page_but_those_named_here_has_its_folio_in_its_outer_corner(guide: Guide) -> None:
    first, last = guide.labels.index("1"), len(guide.labels) - 1
    assert guide.labels[:first] == ["", "", "i", "ii", "iii", "iv"]
    assert first % 2 == 0  # a chapter opens on a recto, and the first page is one
    assert [number for number, page in enumerate(guide.pages) if not page] == [1, 3, 5]
    bare = {0: "cover", 1: "its back", 2: "title page", 3: "its back", 5: "before a chapter", last: "colophon"}
    with pdfplumber.open(guide.pdf) as file:
        for number, page in enumerate(file.pages):
            if number == 0:
                continue  # the cover has its own words at its foot
            foot = [char for char in page.chars if char["top"] > SHEET.height - SHEET.bottom]
            assert "".join(char["text"] for char in foot) == ("" if number in bare else guide.labels[number])
            if foot:
                edge = foot[0]["x0"] if number % 2 else SHEET.width - foot[-1]["x1"]
                assert edge == pytest.approx(SHEET.outer, abs=0.5), number


def source_pieces(source: str) -> tuple[list[str], list[str], list[str]]:
    """The words of notes between their marks, in order; the headings within summaries; the titles of abbreviations."""
    pieces: list[str] = []
    headings: list[str] = []
    in_summary = False
    titles = re.findall(r'<abbr title="(.*?)">', source)
    for line in source.replace("（重点与难点）", "").splitlines():
        words = re.sub(r"^\s*(?:#+|-)\s+", "", line)
        if line.startswith(("# ", "## ")):
            in_summary = words == "总结"
        here = headings if in_summary and line.startswith("###") else pieces
        here += [letters(piece) for piece in re.split(r"</?(?:a|abbr|b|i|br)\b[^>]*>|!\[|\]\([^)]*\)", words)]
    return [piece for piece in pieces if piece], headings, titles


def test_untouched_notes_keep_every_letter_in_order(tmp_path: Path) -> None:
    path = tmp_path / "notes.pdf"
    result = build(Request(NOTES, output=path, timestamp=TIMESTAMP), silent)
    found = [(problem.place.line, problem.code) for problem in result.problems if problem.severity == "warning"]
    pictures = [17, 20, 23, 31, 34, 117]
    assert found == sorted(
        [(line, "missing-image") for line in pictures]
        + [(line, "placeholder-alt") for line in pictures]
        + [(51, "unknown-html"), (126, "stray-code")]
    )
    # Within the margins alone: a running head or a folio would stand in the middle of a sentence that goes on.
    pages = in_band(path, SHEET.bottom - 3, SHEET.height - SHEET.top + 3)
    with pikepdf.open(path) as file:
        shown = "".join(pages[labels_of(file).index("1") :])
    # List marks are painted after the lines of their page, in the midst of an item that goes on on the next.
    shown = re.sub("[▪–◦]", "", shown)
    pieces, headings, titles = source_pieces(NOTES.read_text(encoding="utf8"))
    assert sum(map(len, pieces)) > 4000
    at = 0
    for piece in pieces:
        start = shown.find(piece, at)
        assert start >= 0, f"lost or astray: {piece}, after {shown[max(at - 30, 0) : at]}"
        at = start + len(piece)
    # These stand in boxes and in the glossary, in an order of their own.
    for piece in (*headings, *titles):
        assert letters(piece) in shown, piece
    assert shown.count("images/image") == 6
