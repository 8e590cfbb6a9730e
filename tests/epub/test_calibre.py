"""E-books through calibre: to AZW3, as Kindle's readers get them, and back, with nothing lost; and what calibre checks.

calibre is heavy, and no part of `make setup`: its tests run where it is installed.
"""

import json
import os
import posixpath
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import epub_books
import epub_samples as samples
import pytest
from lxml import etree

from studypress.epub import Setting, write_epub
from studypress.model import Series

pytestmark = pytest.mark.skipif(
    shutil.which("ebook-convert") is None,
    reason="CALIBRE IS MISSING: no e-book was converted for Kindle (Debian, Ubuntu: sudo apt-get install calibre)",
)

ENVIRONMENT = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
CHECKS = """
import json, sys
from calibre.ebooks.oeb.polish.check.main import run_checks
from calibre.ebooks.oeb.polish.container import get_container
for path in sys.argv[1:]:
    print("FOUND", json.dumps([[e.level, e.name or "", e.msg] for e in run_checks(get_container(path))]))
"""
OPINIONS = re.compile("Expected selector|unknown property .text-spacing-trim.")
"""What calibre 6 calls errors of a style sheet and no reader stumbles over: which of two rules stands first, and a
property of CSS Text 4 that it is too old to know."""
WARNING = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader gets of an e-book."""

    words: str
    """Of all pages in the order of the spine, without blanks."""
    pictures: int
    contents: tuple[str, ...]


def told(data: bytes) -> Told:
    """Read an e-book, whoever made it; the wrapped cover and the second contents that calibre adds are left out."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"))
        path = container.xpath("string(//*[local-name()='rootfile']/@full-path)")
        folder, package = posixpath.dirname(str(path)), etree.fromstring(archive.read(str(path)))
        files = {item.get("id"): unquote(item.get("href", "")) for item in package.iter("{*}item")}
        ncx = next(i.get("id") for i in package.iter("{*}item") if i.get("media-type") == "application/x-dtbncx+xml")
        names = [files[item.get("idref")] for item in package.iter("{*}itemref")]
        shown = [name for name in names if name != "titlepage.xhtml"]
        pages = [etree.fromstring(archive.read(posixpath.join(folder, name))) for name in shown]
        labels = etree.fromstring(archive.read(posixpath.join(folder, files[ncx]))).iterfind(
            ".//{*}navPoint/{*}navLabel"
        )
    bodies = [body for page in pages for body in page.iter("{*}body")]
    words = "".join("".join("".join(map(str, body.itertext())).split()) for body in bodies)
    pictures = sum(len(list(body.iter("{*}img", "{*}image"))) for body in bodies)
    contents = tuple("".join(map(str, label.itertext())).strip() for label in labels)
    return Told(words.partition("TableofContents")[0], pictures, contents)


def there_and_back(data: bytes, folder: Path) -> bytes:
    """Convert an e-book to AZW3, and that to EPUB again."""
    names = [folder / name for name in ("book.epub", "book.azw3", "back.epub")]
    names[0].write_bytes(data)
    for source, target in pairwise(names):
        command = ["ebook-convert", str(source), str(target)]
        subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=True)
    return names[2].read_bytes()


@pytest.mark.parametrize(
    ("name", "profile"), [*((name, "standard") for name in epub_books.BOOKS), ("every-element", "kindle")]
)
def test_conversion_to_azw3_and_back_loses_nothing(name: str, profile: str, tmp_path: Path) -> None:
    data = epub_books.epub(name, profile)
    before = told(data)
    assert before.pictures > 1
    assert len(before.contents) > 10
    assert told(there_and_back(data, tmp_path)) == before


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [(b"</p>", b"x</p>", "words"), (b"<img ", b"<br ", "pictures"), (b"<text>", b"<text>x", "contents")],
)
def test_what_a_conversion_loses_is_seen(old: bytes, new: bytes, part: str) -> None:
    files = BytesIO()
    with zipfile.ZipFile(BytesIO(epub_books.epub("every-element"))) as book, zipfile.ZipFile(files, "w") as spoilt:
        for name in book.namelist():
            spoilt.writestr(name, book.read(name).replace(old, new))
    whole, found = told(epub_books.epub("every-element")), told(files.getvalue())
    assert {name for name in Told.__slots__ if getattr(whole, name) != getattr(found, name)} == {part}


def shelved(folder: Path, change: tuple[str, str] = ("", "")) -> dict[str, str]:
    """Tell how calibre shelves a book with a series and two people; `change` spoils its package document before."""
    data, _ = write_epub(
        samples.plain(),
        replace(samples.METADATA, series=Series("入门丛书", "2")),
        Setting(samples.WORDS, (), samples.DAY, None),
    )
    file = folder / "shelved.epub"
    with zipfile.ZipFile(BytesIO(data)) as book, zipfile.ZipFile(file, "w") as spoilt:
        for name in book.namelist():
            spoilt.writestr(
                name, book.read(name).decode().replace(*change) if name.endswith(".opf") else book.read(name)
            )
    done = subprocess.run(["ebook-meta", str(file)], env=ENVIRONMENT, capture_output=True, text=True, check=True)
    lines = [line.partition(":") for line in done.stdout.splitlines()]
    return {name.strip(): value.strip() for name, _, value in lines}


def test_calibre_reads_authors_and_series_back(tmp_path: Path) -> None:
    found = shelved(tmp_path)
    assert (found["Title"], found["Series"]) == ("Docker学习指南: 容器、镜像与引擎", "入门丛书 #2")
    assert found["Author(s)"] == "王小明 [Wang Xiaoming]"
    assert found["Languages"] == "zho"
    assert "Series" not in shelved(tmp_path, ("belongs-to-collection", "belongs-to"))


def test_calibre_finds_no_error(tmp_path: Path) -> None:
    script = tmp_path / "checks.py"
    script.write_text(CHECKS, encoding="utf8")
    good, bad = tmp_path / "good.epub", tmp_path / "bad.epub"
    good.write_bytes(epub_books.epub("every-element"))
    with zipfile.ZipFile(good) as book, zipfile.ZipFile(bad, "w") as spoilt:
        for name in book.namelist():
            if not name.endswith(".jpg"):
                spoilt.writestr(name, book.read(name))
    command = ["calibre-debug", str(script), "--", str(good), str(bad)]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    reports = [json.loads(line.removeprefix("FOUND")) for line in done.stdout.splitlines() if line.startswith("FOUND")]
    faults = [[f"{n}: {m}" for level, n, m in r if level > WARNING and not OPINIONS.search(m)] for r in reports]
    assert faults[0] == []
    assert faults[1] != []
