"""Every edition from manuscript to file: what each shows and leaves out, on which paper, in which language."""

import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from lxml import etree
from test_guide import TIMESTAMP, letters, pages_of, silent
from test_render import book_of

from studypress.cache import FOLDER
from studypress.editions import HANDOUTS
from studypress.figures import diagrams
from studypress.model import Paragraph, Point
from studypress.pipeline import build
from studypress.request import Request, Result
from studypress.sheets import SHEETS, sheet_of
from studypress.tree import plain_text, walk

GUIDE = Path(__file__).parent.parent / "book"
PAPERS = {"A4": (210, 297), "A5": (148, 210), "B5": (176, 250), "16开": (185, 260), "Letter": (215.9, 279.4)}
"""mm, from ISO 216, GB/T 788 and ANSI/ASME Y14.1."""
LONG = "w" * 200
URL = (
    "https://registry.example.org/"
    + "/".join(f"segment{number:03}" for number in range(40))
    + "?tag=latest&digest=sha256"
)
HARD = f"""
# 容器{LONG}

## 宽的东西`{LONG}`

一个词{LONG}，一个网址{URL}，一段代码`{LONG}`，**{LONG}**，*{LONG}*，[{LONG}](https://example.org/)。

容器技术是一种轻量级的虚拟化方式，它把应用程序和它所依赖的环境一起打包，使得应用可以在任何地方运行。[^1]

[^1]: {LONG} {URL}

- 项{LONG}
  - {URL}
    - 项`{LONG}`
      - 项{LONG}

> {LONG}

```python
{LONG} = "{LONG}"  # 注释{"注" * 80}
```

|{"|".join(f" 第{number}列 " for number in range(12))}|
|{"|".join("---" for _ in range(12))}|
|{"|".join(f" containerd-shim-{number} " for number in range(12))}|
|{"|".join(["名字"] * 11)}| {LONG} |

| 名字 | 网址 |
|---|---|
| `{LONG}` | {URL} |

## 总结

### 宽的东西{LONG}

- 能够说出{LONG}
  - {URL}
"""
"""A manuscript of what does not fit."""
TINY = """
# 镜像

开头的话。

## 分层（重点）

分层的正文。

### 层的缓存

缓存的正文。

```python
def run(name):  # 注释
    return "值", 42
```

```mermaid caption="层与层"
graph LR
  A[底层] --> B[顶层]
```

## 标签

标签的正文，见[网站](https://example.org/)，有==标记==和脚注[^1]。

[^1]: 脚注的话。

### 标签的命名（难点）

命名的正文。

### 标签的删除

删除的正文。

## 总结

### 分层

- 说明分层的好处
  - 各镜像共用相同的层

### 标签

- 说明标签的用途
  - 区分同一仓库中的镜像
"""


def make(path: Path, output: Path, **options: Any) -> Result:
    return build(Request(path, output=output, timestamp=TIMESTAMP, **options), silent)


def manuscript(folder: Path, text: str, config: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "book.toml").write_text(config, encoding="utf8")
    (folder / "1.md").write_text(text, encoding="utf8")
    return folder


def text_of(pdf: Path) -> str:
    return letters("".join(pages_of(pdf)))


# --- Handouts -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def handouts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every kind of handout of the guide's second chapter, whose paper is said to be A5."""
    folder = tmp_path_factory.mktemp("handouts")
    guide = folder / "guide"
    shutil.copytree(GUIDE, guide, ignore=shutil.ignore_patterns(".studypress"))
    with (guide / "book.toml").open("a", encoding="utf8") as config:
        config.write('\n[pdf]\npage = "A5"\n')
    made = {kind: folder / f"{kind}.pdf" for kind in HANDOUTS}
    for kind, path in made.items():
        assert make(guide, path, target="handout", kind=kind, chapter=2, home=folder / "home").chapters == 1
    return made


@pytest.mark.parametrize("kind", HANDOUTS)
def test_a_handout_is_one_chapter_on_a4(handouts: dict[str, Path], kind: str) -> None:
    with pikepdf.open(handouts[kind]) as file:
        assert all(size_of(page) == pytest.approx(PAPERS["A4"], abs=0.1) for page in file.pages)
        with file.open_outline() as outline:
            assert [item.title for item in outline.root] == ["第二章 Docker引擎"]
    shown = text_of(handouts[kind])
    assert "第二章" in shown
    assert "Docker引擎" in shown
    for other in ("第一章", "DevOps概述", "容器与虚拟机的区别", "能够描述什么是DevOps", "图1-"):
        assert other not in shown


def answers() -> Iterator[str]:
    """The letters of every answer that the guide gives in its second chapter: below its points and in its glossary."""
    book = book_of(GUIDE)
    chapter = book.chapters[1]
    points = [node for node in walk(chapter.summary) if isinstance(node, Point)]
    entries = [e for e in book.glossary if any(use.chapter == chapter.id for use in e.uses)]
    paragraphs = [
        node
        for part in (*(point.answer for point in points), *(entry.definitions for entry in entries))
        for node in walk(part)
        if isinstance(node, Paragraph)
    ]
    found = [letters(plain_text(node.children)) for node in paragraphs]
    yield from (words for words in found if len(words) > 5)


def test_recall_hides_the_answers_and_the_key_shows_them(handouts: dict[str, Path]) -> None:
    recall, key = text_of(handouts["recall"]), text_of(handouts["answers"])
    hidden = list(answers())
    assert len(hidden) > 30
    assert [words for words in hidden if words in recall] == []
    missing = [words for words in hidden if words not in key]
    assert missing == []
    for both in ("能够说出Docker首发版本引擎的两个核心组件", "Libcontainer", "图2-1"):
        assert both in recall
        assert both in key
    label = letters("Docker Client（客户端，CLI）")  # in the figure
    assert label in key
    assert label not in recall


def coloured(file: pikepdf.Pdf) -> list[str]:
    """Every operator and every shading of a file that is not black, white or grey."""
    found = []
    forms = [
        o
        for o in file.objects
        if isinstance(o, pikepdf.Stream) and (o.get("/Subtype") == "/Form" or "/PatternType" in o)
    ]
    for source in (*file.pages, *forms):
        for instruction in pikepdf.parse_content_stream(source):
            operator = str(instruction.operator)
            words = [str(operand) for operand in instruction.operands]
            match operator:
                case "rg" | "RG":
                    grey = len(set(words)) == 1
                case "k" | "K":
                    grey = {float(word) for word in words[:3]} == {0}
                case "cs" | "CS":
                    grey = words in (["/Pattern"], ["/DeviceGray"])
                case "sc" | "SC" | "scn" | "SCN":
                    grey = len(words) == 1
                case _:
                    grey = True
            found += [] if grey else [f"{' '.join(words)} {operator}"]
    for o in file.objects:
        if isinstance(o, pikepdf.Dictionary | pikepdf.Stream) and "/FunctionType" in o:
            ends = [o[name] for name in ("/C0", "/C1") if name in o]
            found += [str(list(end)) for end in ends if len({float(part) for part in end}) > 1]
    return found


COLOURED_SVG = """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><style>.a{fill:teal}</style>
<linearGradient id="g"><stop stop-color="gold"/><stop offset="1" style="stop-color:hsl(9 90% 50%)"/></linearGradient>
<rect class="a" width="9" height="9"/><rect x="10" width="9" height="9" fill="url(#g)" stroke="#00f"/></svg>
"""


def test_the_search_for_colour_sees_the_books(tmp_path: Path) -> None:
    plain, folder = manuscript(tmp_path / "plain", "图"), manuscript(tmp_path / "tiny", "![一张彩图](a.svg)")
    (folder / "a.svg").write_text(COLOURED_SVG, encoding="utf8")
    found = []
    for path in (plain, folder):
        make(path, tmp_path / "book.pdf")
        with pikepdf.open(tmp_path / "book.pdf") as file:
            found.append(len(coloured(file)))
    assert found[0] > 1
    assert found[1] - found[0] >= 3  # a shape, an outline and a gradient


@pytest.mark.parametrize("kind", HANDOUTS)
def test_handouts_have_no_colour(handouts: dict[str, Path], kind: str, tmp_path: Path) -> None:
    folder = manuscript(tmp_path / "tiny", TINY.replace("## 标签\n", "![一张彩图](a.svg)\n\n## 标签\n"))
    (folder / "a.svg").write_text(COLOURED_SVG, encoding="utf8")
    make(folder, tmp_path / "tiny.pdf", target="handout", kind=kind)
    for path in (handouts[kind], tmp_path / "tiny.pdf"):
        with pikepdf.open(path) as file:
            assert coloured(file) == []


# --- Key sections alone -------------------------------------------------------------------------------------------


def outline_of(items: Any) -> list[str]:
    return [title for item in items for title in (item.title, *outline_of(item.children))]


@pytest.mark.parametrize(("target", "kind"), [("pdf", "notes"), ("handout", "notes")])
def test_only_key_keeps_the_key_sections_and_no_other(tmp_path: Path, target: str, kind: str) -> None:
    path = tmp_path / "key.pdf"
    make(manuscript(tmp_path / "tiny", TINY), path, target=target, kind=kind, only_key=True)
    with pikepdf.open(path) as file, file.open_outline() as outline:
        titles = [title for title in outline_of(outline.root) if title[:1].isdigit()]
    assert titles == ["1.1 分层", "1.1.1 层的缓存", "1.2 标签", "1.2.1 标签的命名"]
    shown = text_of(path)
    for kept in ("分层的正文。", "缓存的正文。", "命名的正文。", "说明分层的好处", "各镜像共用相同的层"):
        assert kept in shown
    for left_out in ("开头的话", "标签的正文", "删除", "脚注的话", "说明标签的用途", "区分同一仓库"):
        assert left_out not in shown


# --- Paper --------------------------------------------------------------------------------------------------------


def size_of(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height, mm."""
    left, bottom, right, top = (float(side) for side in page.mediabox)
    return (right - left) * 25.4 / 72, (top - bottom) * 25.4 / 72


def beyond(pdf: Path, outer: float, inner: float, top: float) -> tuple[list[str], list[str]]:
    """The characters beyond the side margins or off the paper, with page and how far out, pt: of the text, of heads.

    Rectos come first and have the inner margin at their left. The cover, which has no margins, must keep to its paper.
    A stop or a comma may hang out by half its width, since no line begins with one.
    """
    found: tuple[list[str], list[str]] = ([], [])
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document):
            text = page.get_textpage()
            left, right = (inner, outer) if number % 2 == 0 else (outer, inner)
            if number == 0 and text.get_text_range().strip() == "书":
                left = right = 0
            for index in range(text.count_chars()):
                char = text.get_text_range(index, 1)
                x0, bottom, x1, top_of_char = text.get_charbox(index)
                out = max(left - x0, x1 - (page.get_width() - right), top_of_char - page.get_height(), -bottom)
                if char.strip() and out > (5 if char in "。，、" else 1):
                    in_head = bottom > page.get_height() - top
                    found[in_head].append(f"page {number + 1}: {char} by {out:.1f}")
    finally:
        document.close()
    return found


@pytest.mark.parametrize("paper", PAPERS)
def test_a_page_has_its_size_and_its_text_stays_within_the_margins(tmp_path: Path, paper: str) -> None:
    path = tmp_path / "book.pdf"
    make(manuscript(tmp_path / "hard", HARD, f'title = "书"\n[pdf]\npage = "{paper}"\n'), path)
    with pikepdf.open(path) as file:
        assert all(size_of(page) == pytest.approx(PAPERS[paper], abs=0.1) for page in file.pages)
    assert text_of(path).count(LONG) > 10
    sheet = SHEETS[paper]
    assert beyond(path, sheet.outer, sheet.inner, sheet.top)[0] == []


@pytest.mark.parametrize(("page", "size"), [("A4", 18), ("A5", 20), ("A4", 8)])
def test_text_of_another_size_fills_the_type_area_of_its_page(page: str, size: float) -> None:
    sheet, usual = sheet_of(page, size), SHEETS[page]
    assert (sheet.width, sheet.height, sheet.pitch) == (usual.width, usual.height, round(size * 1.7, 2))
    assert 0 <= usual.text_width - sheet.text_width < size
    assert 0 <= usual.text_height - sheet.text_height < sheet.pitch


def test_large_type_is_in_print_what_was_asked_for(tmp_path: Path) -> None:
    book = manuscript(tmp_path / "book", "# 容器\n\n" + "容器与镜像都有很多。" * 40, "[pdf]\nfont_size = 14\n")
    for asked, size in ((None, 14), (18, 18)):
        with pdfplumber.open(make(book, tmp_path / "a.pdf", font_size=asked, sides="one").files[0]) as file:
            sizes = Counter(round(char["size"], 1) for page in file.pages for char in page.chars)
        assert sizes.most_common(1)[0][0] == size


def test_pages_of_a_book_for_one_side_are_alike_and_none_is_blank(tmp_path: Path) -> None:
    text = "# 容器\n\n## 镜像\n\n" + "容器与镜像都有很多。\n\n" * 60 + "\n# 仓库\n\n仓库。\n"
    book, sheet = manuscript(tmp_path / "book", text, 'title = "书"\n[pdf]\nsides = "one"\n'), SHEETS["A5"]
    one, two = (make(book, tmp_path / f"{sides}.pdf", page="A5", sides=sides) for sides in (None, "two"))
    assert (one.pages, two.pages) == (8, 13)  # cover, title page, contents, three and one of chapters, colophon
    with pdfplumber.open(one.files[0]) as file:
        found = [page.extract_words() for page in file.pages]
    assert all(found)
    body = found[3:7]
    assert [words[-1]["text"] for words in body] == ["1", "2", "3", "4"]
    assert {round((words[-1]["x0"] + words[-1]["x1"]) / 2) for words in body} == {round(sheet.width / 2)}
    title, indented = round(sheet.side), round(sheet.side + 2 * sheet.size)
    assert [round(min(word["x0"] for word in words)) for words in body] == [title, indented, indented, title]
    heads = [(words[0]["text"], round(words[1]["x1"])) for words in body[1:3]]
    assert heads == [("1.1", round(sheet.width - sheet.side))] * 2


@pytest.mark.parametrize("words", [LONG, "容器与镜像" * 20], ids=["a long word", "a long heading"])
def test_a_running_head_stays_within_the_margins(tmp_path: Path, words: str) -> None:
    path = tmp_path / "book.pdf"
    text = f"# 容器{words}\n\n## 镜像{words}\n\n" + "容器与镜像都有很多。\n\n" * 120
    make(manuscript(tmp_path / "hard", text, 'title = "书"\n[pdf]\npage = "A5"\n'), path)
    sheet = SHEETS["A5"]
    assert beyond(path, sheet.outer, sheet.inner, sheet.top) == ([], [])


@pytest.mark.parametrize("sides", ["one", "two"])
def test_what_the_author_has_printed_above_each_page_stands_apart_from_the_running_head(
    tmp_path: Path, sides: str
) -> None:
    text = f"# 力{'很长的题目' * 8}\n\n## 弹力{'很长的题目' * 8}\n\n" + "力有大小和方向。\n\n" * 60
    settings = f"title = '书'\n[pdf]\npage = 'A5'\nsides = '{sides}'\nheader = '育才\"中学\\高一（3）班王老师'\n"
    make(manuscript(tmp_path / "book", text, settings), tmp_path / "a.pdf")
    sheet = SHEETS["A5"]
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        area = (0, 0, sheet.width, sheet.top - 4)
        rows = [page.crop(area).extract_words(x_tolerance=6, keep_blank_chars=True) for page in pdf.pages]
    shown = [[word["text"].strip()[:4] for word in row] for row in rows]
    name, verso, recto = ['育才"中'], ["第一章　", '育才"中'], ['育才"中', "1.1 "]
    assert list(filter(None, shown)) == ([name, name, recto, recto] if sides == "one" else [name, name, verso, recto])
    margins = (sheet.side, sheet.side) if sides == "one" else (sheet.outer, sheet.inner)
    assert beyond(tmp_path / "a.pdf", *margins, sheet.top) == ([], [])


@pytest.mark.parametrize("kind", ["recall", "answers"])
def test_nothing_leaves_the_margins_of_a_handout(tmp_path: Path, kind: str) -> None:
    make(manuscript(tmp_path / "hard", HARD), tmp_path / "sheet.pdf", target="handout", kind=kind)
    assert beyond(tmp_path / "sheet.pdf", 62, 62, 56) == ([], [])


def test_what_explains_an_answer_opens_no_page(tmp_path: Path) -> None:
    why = "\n   解析：因为如此。"
    asked = "\n\n".join(f"{n}. 第{n}题是什么？\n   答案：甲{why * (n % 3 > 0)}" for n in range(1, 61))
    book = manuscript(tmp_path / "notes", f"# 力\n\n## 习题\n\n{asked}\n")
    make(book, tmp_path / "key.pdf", target="handout", kind="answers")
    with pdfplumber.open(tmp_path / "key.pdf") as pdf:
        opening = [page.extract_text().splitlines()[1] for page in pdf.pages[1:]]
    assert opening
    assert [line for line in opening if line.startswith("解析")] == []


# --- Languages ----------------------------------------------------------------------------------------------------

WORDS = {
    "zh-Hant": ("第一章", "目錄", "圖1-1", "學習目標", "重點", "本章要點", "術語表", "本書由studypress排版"),
    "ja": ("第1章", "目次", "図1-1", "学習目標", "重要", "この章の要点", "用語集", "本書はstudypressで組版した"),
    "en": ("Chapter1", "Contents", "Figure1-1", "Learningobjectives", "Keypoint", "Inthischapter", "Glossary",
           "Setbystudypress"),
}  # fmt: skip
MARKS = {"zh-Hant": "（重點）", "ja": "（重点）", "en": " (key)"}
ABROAD = """
# Images

## Layers{mark}

An image is built of layers.

```mermaid caption="Two layers"
graph LR
  A[base] --> B[top]
```

## Summary

- Say what a layer is
  - A layer is a difference between two states

# Tags

## Names

A name and a tag tell one image from all others.

## Versions

A tag often is a version.
"""
"""The second chapter leaves its summary to the program."""


@pytest.mark.parametrize("language", WORDS)
def test_a_book_speaks_its_language(tmp_path: Path, language: str) -> None:
    config = f'title = "Images"\nlanguage = "{language}"\n'
    folder = manuscript(tmp_path / "book", ABROAD.format(mark=MARKS[language]), config)
    (folder / "glossary.md").write_text("image\n: A model for containers.\n", encoding="utf8")
    make(folder, tmp_path / "book.pdf")
    make(folder, tmp_path / "book.epub", target="epub")
    shown = text_of(tmp_path / "book.pdf")
    assert [word for word in WORDS[language] if word not in shown] == []
    others = {word for tag, words in WORDS.items() if tag != language for word in words} - set(WORDS[language])
    assert [word for word in sorted(others) if word in shown] == []
    with pikepdf.open(tmp_path / "book.pdf") as file:
        assert str(file.Root.Lang) == language
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xhtml", ".opf"))}
    assert f"<dc:language>{language}</dc:language>".encode() in parts["EPUB/content.opf"]
    packed = letters("".join(str(etree.fromstring(data).xpath("string()")) for data in parts.values()))
    # The colophon of an e-book tells no faces: the reader chooses them.
    assert [word for word in WORDS[language] if word not in packed and "studypress" not in word] == []


# --- The same again -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["pdf", "epub", "handout"])
def test_drawings_that_were_kept_change_no_byte(tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = TINY.replace("## 标签\n", "```mermaid\ngraph LR\n  a -->|次| b\n```\n\n## 标签\n")
    folder = manuscript(tmp_path / "tiny", text, 'title = "书"\n')
    make(folder, tmp_path / "cold", target=target, home=tmp_path / "home")
    assert list((folder / FOLDER / "drawings").iterdir())

    def drawn_again(*_: object) -> None:
        raise AssertionError("a drawing that was kept is drawn again")

    monkeypatch.setattr(diagrams, "_draw", drawn_again)
    make(folder, tmp_path / "warm", target=target, home=tmp_path / "home")
    assert (tmp_path / "warm").read_bytes() == (tmp_path / "cold").read_bytes()


@pytest.mark.parametrize("length", [800, 1_000, 4_000])
def test_a_footnote_of_any_length_is_whole(tmp_path: Path, length: int) -> None:
    note = "".join(f"第{number}句都在这里，" for number in range(length // 9))
    folder = manuscript(tmp_path / "notes", f"# 注\n\n正文[^1]。\n\n后面的话。\n\n[^1]: {note}\n", 'title = "书"\n')
    make(folder, tmp_path / "out.pdf", page="A5")
    text = letters(text_of(tmp_path / "out.pdf"))
    assert [number for number in range(length // 9) if f"第{number}句" not in text] == []
