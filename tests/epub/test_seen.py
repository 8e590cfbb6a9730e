"""E-books as a browser shows them: nothing ends beyond the edge, all is loaded, and the reader's colours reach it."""

import json
import os
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import epub_books
import epub_samples as samples
import pytest

from studypress.documents import Rendered
from studypress.editions import Piece
from studypress.epub import Setting, write_epub
from studypress.pipeline import build
from studypress.request import Request
from studypress.resources import resource_folder

NPM = Path(__file__).parent / "npm"
CHROMIUM = shutil.which("chromium")

pytestmark = pytest.mark.skipif(
    CHROMIUM is None or not (NPM / "node_modules/puppeteer-core").exists(),
    reason="CHROMIUM IS MISSING: no e-book was looked at. With npm and Chromium, `make test` sets this up",
)


def seen(data: bytes, folder: Path) -> list[str]:
    """Unpack an e-book, open its pages, and list what is wrong with what is seen."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        archive.extractall(folder)
    # A machine that has no Han of its own, as many in CI, would measure boxes.
    fonts = folder / "fonts.conf"
    fonts.write_text(f"<fontconfig><dir>{resource_folder('fonts')}</dir></fontconfig>", encoding="utf8")
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM), "FONTCONFIG_FILE": str(fonts)}
    command = ["node", str(NPM / "look.mjs"), str(folder / "EPUB/text")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [
        f"{each['page']} at {each['width']} px, {each['size']} %: {each['what']}" for each in json.loads(done.stdout)
    ]


@pytest.mark.parametrize("name", epub_books.BOOKS)
def test_a_book_fits_and_takes_the_readers_colours(name: str, tmp_path: Path) -> None:
    assert seen(epub_books.epub(name), tmp_path) == []


def test_what_does_not_fit_or_load_is_seen(tmp_path: Path) -> None:
    page = samples.page(
        "c1",
        Piece.CHAPTERS,
        "一",
        f'<p style="width: 350px">只在最窄时出格</p><p style="color: #222">自己的颜色</p><p>犇</p>'
        '<p style="opacity: 0.75">在棕色的纸上太淡</p>'
        f'<p><img src="../images/{samples.PHOTO.name}" alt="图"/></p>'
        '<pre class="code numbered"><code><span class="code-line">整行</span>\n</code></pre>'
        '<pre><code><span style="-webkit-user-select: none">1 </span>不全\n</code></pre>',
    )
    css = (resource_folder("templates") / "epub.css").read_text(encoding="utf8")
    cover = samples.raster("png", (16, 24))
    pages = Rendered((page,), (), (samples.PHOTO,))
    data, _ = write_epub(pages, samples.METADATA, Setting(samples.WORDS, (("epub.css", css),), samples.DAY, cover))
    files = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as whole, zipfile.ZipFile(files, "w") as spoilt:
        for name in whole.namelist():
            lost = "fonts/" in name or name.endswith(samples.PHOTO.name)
            spoilt.writestr(name, b"" if lost else whole.read(name))
    found = seen(files.getvalue(), tmp_path)
    wide = [line for line in found if "beyond the edge" in line]
    assert [line.partition(":")[0] for line in wide] == ["c1.xhtml at 320 px, 100 %", "c1.xhtml at 320 px, 200 %"]
    assert any("the face StudyPress Song does not load" in line for line in found)
    assert any("no picture: " in line for line in found)
    assert [line.rpartition(" ")[2] for line in found if "copied otherwise" in line] == ["不全\n"]
    assert any("sepia: <p" in line and "keeps its own colours" in line for line in found)
    pale = [line.partition("%: ")[2] for line in found if "too pale" in line]
    assert pale == ['sepia: <p class=""> is too pale: 4.1']


def test_lists_count_nothing_beside_the_numbers_of_chapters_and_of_items_within_items(tmp_path: Path) -> None:
    book = tmp_path / "book"
    for name in ("01_甲/1", "01_甲/2", "02_乙/1", "02_乙/2"):
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        text = f"# 章\n\n1. 甲\n   - ① 乙\n   - ② 丙\n\n## 节\n\n{'字' * 5_000}\n"
        (book / f"{name}.md").write_text(text, encoding="utf8")
    made = tmp_path / "book.epub"
    build(Request(book, target="epub", output=made), lambda stage: None)
    assert seen(made.read_bytes(), tmp_path / "seen") == []
