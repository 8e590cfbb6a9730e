"""The Docker guide from notes to pages, and the author's untouched notes: what a reader would check with a finger."""

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from golden import compare
from test_render import book_of

from studypress.model import Section
from studypress.pipeline import Request, Result, build
from studypress.tree import plain_text, walk

HERE = Path(__file__).parent
NOTES = HERE / "data" / "docker-notes.md"
TIMESTAMP = 1_700_000_000


def silent(stage: str) -> None:
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


class Guide:
    """The guide, built once."""

    def __init__(self, pdf: Path, result: Result) -> None:
        self.pdf = pdf
        self.result = result
        self.pages = [letters(page) for page in pages_of(pdf)]
        with pikepdf.open(pdf) as file:
            self.labels = labels_of(file)

    def page(self, label: str) -> str:
        """The letters of the page with a printed number."""
        return self.pages[self.labels.index(label)]

    def pages_between(self, first: str, last: str) -> str:
        """The letters of a run of pages, found by words at its start and in the page after its end."""
        start = next(index for index, page in enumerate(self.pages) if first in page)
        end = next(index for index, page in enumerate(self.pages) if index > start and last in page)
        return "".join(self.pages[start:end])


def labels_of(file: pikepdf.Pdf) -> list[str]:
    """What each page is called (/PageLabels, ISO 32000-1, 12.4.2)."""
    return [page.label for page in file.pages]


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    pdf = tmp_path_factory.mktemp("guide") / "book.pdf"
    return Guide(pdf, build(Request(HERE.parent / "book", output=pdf, timestamp=TIMESTAMP), silent))


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
    lines = re.findall(r"^(图 \d-\d) (.+?) ?(\d+)$", pages_of(guide.pdf)[guide.labels.index("iv")], re.MULTILINE)
    assert len(lines) == 6
    for number, caption, label in lines:
        assert letters(number + caption) in guide.page(label)


def test_summary_boxes_name_the_pages_of_their_sections(guide: Guide) -> None:
    book = book_of(HERE.parent / "book")
    groups = [group for chapter in book.chapters if chapter.summary for group in chapter.summary.groups]
    titles = {
        node.id: node.number + letters(plain_text(node.title))
        for node in walk(book.chapters)
        if isinstance(node, Section)
    }
    assert len(groups) == 8
    shown = "".join(guide.pages)
    for group in groups:
        line = rf"{re.escape(letters(titles[group.section][:3] + plain_text(group.title)))}(?:重点)?(?:难点)?(\d+)"
        labels = re.findall(line, shown)
        assert any(titles[group.section] in guide.page(label) for label in labels if label in guide.labels), line


def test_glossary_names_the_pages_where_terms_are_used(guide: Guide) -> None:
    start = next(index for index, page in enumerate(guide.pages) if page.startswith("术语表"))
    glossary = "\n".join(pages_of(guide.pdf)[start:])
    entries = re.findall(r"^(gRPC|Libcontainer|Moby|Shim|PaaS|CNCF)\b[\s\S]*?^([\d、]+)$", glossary, re.MULTILINE)
    assert len(entries) == 6
    for term, labels in entries:
        for label in labels.split("、"):
            assert term in guide.page(label), (term, label)


def test_folios_and_labels_agree(guide: Guide) -> None:
    first = guide.labels.index("1")
    assert guide.labels[:first] == ["", "ii", "iii", "iv"] or guide.labels[first - 2 : first] == ["iii", "iv"]
    assert first % 2 == 0  # the first chapter opens on a recto, and the first page is one
    for label, page in zip(guide.labels[first:], guide.pages[first:], strict=True):
        assert not page or page.endswith(label) or page.startswith(label) or "studypress" in page, (label, page[-20:])


def test_untouched_notes_lose_nothing(tmp_path: Path) -> None:
    pdf = tmp_path / "notes.pdf"
    result = build(Request(NOTES, output=pdf, timestamp=TIMESTAMP), silent)
    found = [(problem.place.line, problem.code) for problem in result.problems if problem.severity == "warning"]
    pictures = [17, 20, 23, 31, 34, 117]
    assert found == sorted(
        [(line, "missing-image") for line in pictures]
        + [(line, "placeholder-alt") for line in pictures]
        + [(51, "unknown-html"), (126, "stray-code")]
    )
    shown = letters("".join(pages_of(pdf)))
    source = NOTES.read_text(encoding="utf8")
    for run in re.findall(r"[\u4e00-\u9fff]{2,}", source.replace("（重点与难点）", "（重点）")):
        assert run in shown or all(part in shown for part in re.findall("..", run)), run
    assert "<repository>:<tag>" in shown
    assert letters("select count(table_name)>10 from information_schema.tables") in shown
    assert shown.count("images/image") == 6
