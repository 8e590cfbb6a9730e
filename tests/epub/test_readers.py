"""E-books opened in two readers, foliate-js and epub.js: what they list, and what pops up."""

import json
import os
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import epub_books
import epub_samples as samples
import pytest
from epub_rules import NAMES, Publication

from studypress.documents import PageStart
from studypress.epub import PageList, Setting, write_epub

NPM = Path(__file__).parent / "npm"
CHROMIUM = shutil.which("chromium")

pytestmark = pytest.mark.skipif(
    CHROMIUM is None or not (NPM / "node_modules/foliate-js").exists(),
    reason="THE READERS ARE MISSING: no e-book was opened in any. With npm and Chromium, `make test` sets them up",
)


def marked_samples() -> bytes:
    """Pack the samples with a page list."""
    starts = (PageStart("1", "c1", 0, "第一章"), PageStart("2", "c1", 60, "一二"), PageStart("3", "c2", 0, "第"))
    styles = (("epub.css", "p { margin: 0 }"),)
    pages = PageList("urn:uuid:1", starts)
    return write_epub(
        samples.rich(), samples.METADATA, Setting(samples.WORDS, styles, samples.DAY, None, page_list=pages)
    )[0]


def told_of(data: bytes, folder: Path) -> Any:
    """Open an e-book in both readers, and give what they tell of it."""
    file = folder / "book.epub"
    file.write_bytes(data)
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM)}
    command = ["node", str(NPM / "open.mjs"), str(file)]
    return json.loads(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)


@pytest.fixture(scope="module", params=["samples", *epub_books.BOOKS])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Publication, Any]:
    """Give an e-book, and what both readers tell of it."""
    data = marked_samples() if request.param == "samples" else epub_books.epub(request.param)
    return Publication(data), told_of(data, tmp_path_factory.mktemp("readers"))


def test_readers_list_contents_pages_and_landmarks(opened: tuple[Publication, Any]) -> None:
    book, told = opened
    nav = book.pages["nav.xhtml"]
    wanted = book.texts("//h:nav[@role='doc-toc']//h:a/text()", nav)
    assert told["foliate"]["contents"] == told["epubjs"]["contents"]
    assert [label for _, label in told["foliate"]["contents"]] == wanted
    assert told["foliate"]["pages"] == book.texts("//h:nav[@e:type='page-list']//h:a/text()", nav)
    kinds = book.texts("//h:nav[@e:type='landmarks']//h:a/@e:type", nav)
    assert told["foliate"]["landmarks"] == told["epubjs"]["landmarks"] == kinds
    assert told["foliate"]["documents"] == len(book.pages)


def pops_up(book: Publication, told: Any) -> list[bool]:
    """Tell of everything that pops up whether it is the whole of the book's note or entry."""
    ids = {str(e.get("id")): e for root in book.pages.values() for e in root.iter("{*}aside", "{*}div")}
    whole = {anchor: "".join(map(str, element.itertext())).split() for anchor, element in ids.items()}
    return [(shown or "").split() == whole[anchor] for _, anchor, shown in told["foliate"]["popups"]]


def test_what_pops_up_is_the_note_or_the_whole_entry(opened: tuple[Publication, Any]) -> None:
    assert {kind for kind, _, _ in opened[1]["foliate"]["popups"]} == {"doc-noteref", "doc-glossref"}
    assert all(pops_up(*opened))


def test_a_note_that_pops_up_in_part_is_seen(tmp_path: Path) -> None:
    whole = marked_samples()
    spoilt = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as book, zipfile.ZipFile(spoilt, "w") as other:
        for name in book.namelist():
            part = (
                book.read(name).replace(b'id="c1-n1"', b"").replace(b'class="backlink"', b'class="backlink" id="c1-n1"')
            )
            other.writestr(name, part)
    assert False in pops_up(Publication(whole), told_of(spoilt.getvalue(), tmp_path))


def test_no_word_is_lost_and_nothing_is_too_wide_in_epub_js(opened: tuple[Publication, Any]) -> None:
    book, told = opened
    assert {name.removeprefix("text/") for name in told["epubjs"]["words"]} == set(book.pages)
    for name, (length, beyond) in told["epubjs"]["words"].items():
        body = book.pages[name.removeprefix("text/")].find("h:body", NAMES)
        assert body is not None
        assert length == len("".join("".join(map(str, body.itertext())).split())), name
        assert beyond <= 0, name
