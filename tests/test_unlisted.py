"""Notes without a list of contents: their order, their language, and which folders and files are parts and chapters."""

from pathlib import Path

import pytest
from manuscripts import chapters, outline, pages, places, read, write

from studypress.manuscript import read_manuscript
from studypress.model import Section
from studypress.tree import plain_text, walk

# --- Front matter ---------------------------------------------------------------------------------------------


def test_drafts_stay_out_unless_they_are_named(tmp_path: Path) -> None:
    files = {"a.md": "# A\n", "b.md": "---\ndraft: true\n---\n# B\n", "c.md": "+++\ndraft = true\n+++\n# C\n"}
    manuscript, problems = read(tmp_path, files | {"d.md": "# D\n"})
    assert places(manuscript) == [(1, "a.md"), (1, "d.md")]
    assert [(problem.code, problem.place.path) for problem in problems] == [
        ("skipped-file", "b.md"),
        ("skipped-file", "c.md"),
    ]
    manuscript, _ = read(tmp_path, {"book.toml": 'chapters = ["b.md"]'})
    assert places(manuscript) == [(1, "b.md")]


@pytest.mark.parametrize("key", ["weight", "sidebar_position", "order", "nav_order"])
def test_front_matter_puts_pages_in_order(tmp_path: Path, key: str) -> None:
    weights = {"x/_index.md": 2, "x/a.md": 20, "x/b.md": 3, "y/index.md": 1, "last.md": 5, "nan.md": "nan"}
    files = {name: f"---\n{key}: {weight}\n---\n# {name}\n" for name, weight in weights.items()}
    manuscript, problems = read_manuscript(write(tmp_path, files | pages("x/10.md", "x/9.md", "z.md")))
    found = [file.path for file in manuscript.chapters]
    assert found == ["y/index.md", "x/_index.md", "x/b.md", "x/a.md", "x/9.md", "x/10.md", "last.md", "nan.md", "z.md"]
    assert [problem.code for problem in problems] == ["contents-list"]


# --- Language -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The force of gravity pulls everything down to the ground. " * 10, "en"),
        ("物体之间的作用叫做力，这是我们学过的知识，来看几个例子。" * 10, "zh-Hans"),
        ("物體之間的作用叫做力，這是我們學過的知識，來看幾個例子。" * 10, "zh-Hant"),
        ("物体の間の作用を力と呼びます。これはもう学びました。" * 10, "ja"),
        ("물체 사이의 작용을 힘이라고 부릅니다. 이것은 이미 배웠습니다. " * 10, "ko"),
        ("说明。\n\n```sh\n" + "docker run image\n" * 300 + "```\n\n" + "容器是轻量的，与虚拟机不同。" * 20, "zh-Hans"),
        (r"解：原式 $$\int x\mathrm{d}x=\frac{1}{2}x^2+C$$，故 $\sin x \cos y$ 与 \(\tan x\)。" * 30, "zh-Hans"),
        ("short", "zh-Hans"),
    ],
)
def test_the_language_is_told_by_the_letters_unless_it_is_said(tmp_path: Path, text: str, language: str) -> None:
    assert read(tmp_path, {"a.md": text})[0].config.language == language
    assert read(tmp_path, {"book.toml": 'language = "fr"'})[0].config.language == "fr"


def test_notes_on_japanese_are_in_chinese_by_their_title(tmp_path: Path) -> None:
    text = "否定：〜は〜ではありません。森さんは学生ではありません。例：这本书。" * 20
    assert read(tmp_path, {"a.md": text, "book.toml": 'title = "日本語文法"'})[0].config.language == "ja"
    assert read(tmp_path, {"book.toml": 'title = "日语语法笔记"'})[0].config.language == "zh-Hans"


# --- Folders of notes that have no list -----------------------------------------------------------------------


def test_short_pieces_under_one_mark_are_sections_of_their_file(tmp_path: Path) -> None:
    piece = "\n\n文\n\n"
    files = {
        "01_导论.md": f"# 回归{piece}## 意义{piece}# 误差{piece}",
        "02_一元回归.md": f"# 一元回归{piece}# 假定{piece}",
        "03_检验.md": f"# 第一节 方法{piece}# 第二节 例{piece}",
    }
    found, codes = chapters(tmp_path, files)
    assert [plain_text(chapter.title) for chapter in found] == ["导论", "一元回归", "检验"]
    assert outline(found[0].blocks) == [(2, "1.1", "回归"), (3, "1.1.1", "意义"), (2, "1.2", "误差")]
    assert outline(found[1].blocks) == [(2, "2.1", "假定")]
    assert outline(found[2].blocks) == [(2, "第一节", "方法"), (2, "第二节", "例")]
    assert not codes
    (note,) = [one for one in read_manuscript(tmp_path)[1] if one.code == "contents-list"]
    assert "its `#` are sections" in str(note.message)


@pytest.mark.parametrize(
    "files",
    [
        dict.fromkeys(("a.md", "b.md", "c.md"), f"# 甲\n\n{'文' * 1500}\n\n# 乙\n\n{'文' * 1500}\n"),
        dict.fromkeys(("a.md", "b.md"), "# 甲\n\n文\n\n# 乙\n\n文\n"),
        dict.fromkeys(("a.md", "b.md", "c.md"), "# 第一章 甲\n\n文\n\n# 第二章 乙\n\n文\n"),
        dict.fromkeys(("a.md", "b.md", "c.md"), "# 甲\n\n```\n# 乙\n# 丙\n```\n"),
    ],
)
def test_long_or_few_or_numbered_pieces_stay_chapters(tmp_path: Path, files: dict[str, str]) -> None:
    manuscript, _ = read(tmp_path, files)
    assert not any(file.whole for file in manuscript.chapters)


def test_folders_of_chapters_are_parts(tmp_path: Path) -> None:
    long = "文" * 5_000
    files = {
        "01_经济/1.md": f"# 甲\n\n{long}",
        "01_经济/2.md": f"# 乙\n\n{long}",
        "02_统计/README.md": "# 统计\n\n文\n",
        "02_统计/1.md": f"# 丙\n\n{long}",
        "02_统计/附/a.md": "# 丁\n\n文\n",
        "02_统计/附/b.md": "# 戊\n\n文\n",
        "02_统计/附/c.md": "# 己\n\n文\n",
    }
    found, _ = chapters(tmp_path, files)
    titles = [(plain_text(chapter.title), chapter.part, chapter.opens_part) for chapter in found]
    assert titles == [
        ("经济", 1, True), ("甲", 1, False), ("乙", 1, False),
        ("统计", 2, True), ("丙", 2, False), ("附", 2, False),
    ]  # fmt: skip
    assert [title for _, _, title in outline(found[-1].blocks)] == ["丁", "戊", "己"]


_OF_SEVERAL = "".join(f"# {name}\n\n{'文' * 1500}\n\n" for name in ("甲", "乙", "丙"))


def test_files_that_all_have_several_chapters_are_parts(tmp_path: Path) -> None:
    found, _ = chapters(tmp_path, {"高等数学.md": _OF_SEVERAL, "线性代数.md": _OF_SEVERAL})
    titles = [(plain_text(chapter.title), chapter.part, chapter.opens_part) for chapter in found]
    algebra, calculus = titles[:4], titles[4:]
    assert algebra == [("线性代数", 1, True), ("甲", 1, False), ("乙", 1, False), ("丙", 1, False)]
    assert calculus == [("高等数学", 2, True), ("甲", 2, False), ("乙", 2, False), ("丙", 2, False)]
    (note,) = [one for one in read_manuscript(tmp_path)[1] if one.code == "contents-list"]
    assert "Files are parts" in str(note.message)


@pytest.mark.parametrize(
    "files",
    [
        {
            "上.md": "# 第一章 甲\n\n文\n\n# 第二章 乙\n\n文\n\n# 第三章 丙\n\n文\n",
            "下.md": "# 第四章 丁\n\n文\n\n# 第五章 戊\n",
        },
        {"第一章.md": _OF_SEVERAL, "第二章.md": _OF_SEVERAL},
        {"1.md": _OF_SEVERAL, "2.md": _OF_SEVERAL},
        {"甲.md": _OF_SEVERAL, "乙.md": f"# 乙\n\n{'文' * 5_000}\n"},
    ],
    ids=("numbers go on", "called chapters", "no names", "one chapter"),
)
def test_files_whose_chapters_are_those_of_one_book_are_no_parts(tmp_path: Path, files: dict[str, str]) -> None:
    found, _ = chapters(tmp_path, files)
    assert not any(chapter.opens_part for chapter in found)


def test_short_notes_keep_their_names_and_their_folders_their_dots(tmp_path: Path) -> None:
    notes = {f"1. 几何/{name}.md": "## 步骤\n\n文\n" for name in ("作图", "判别", "plot-all")}
    found, _ = chapters(tmp_path, notes | {"2.md": "# 乙\n\n文\n"})
    assert [plain_text(chapter.title) for chapter in found] == ["几何", "乙"]
    assert [(level, title) for level, _, title in outline(found[0].blocks)] == [
        (2, "步骤"), (2, "作图"), (3, "步骤"), (2, "判别"), (3, "步骤"),
    ]  # fmt: skip


def test_folders_among_other_files_are_no_parts_and_one_called_a_chapter_is_one(tmp_path: Path) -> None:
    long = "文" * 5_000
    single = {f"{name}.md": f"# {name}\n\n{long}" for name in "abc"}
    found, _ = chapters(tmp_path, single | {f"{folder}/{name}.md": long for folder in "xy" for name in "12"})
    assert not any(chapter.opens_part for chapter in found)  # two of five
    assert len(found) == 7


def test_a_folder_and_the_file_that_opens_it_have_one_title_whatever_zeros_stand_before_its_number(
    tmp_path: Path,
) -> None:
    long = "文" * 5_000
    files = {
        "第01章 力/力.md": f"# 第1章 力\n\n{long}\n\n## 重力\n\n{long}[^1]\n\n[^1]: 注\n",
        "第01章 力/练习.md": "# 练习\n\n字\n",
        "第02章 功/第02章_功.md": f"# 第二章 功\n\n{long}\n",
        "第03章 热/温度.md": f"# 温度\n\n{long}\n",
        "第04章 光/光.md": f"# 第5章 光\n\n{long}\n",
    }
    found, problems = chapters(tmp_path, files)
    assert problems == []
    assert [(chapter.label, plain_text(chapter.title)) for chapter in found] == [
        ("第1章", "力"),
        ("第二章", "功"),
        ("第03章", "热"),
        ("第04章", "光"),
    ]
    sections = [[plain_text(section.title) for section in walk(chapter.blocks, Section)] for chapter in found]
    assert sections == [["重力", "练习"], [], ["温度"], ["光"]]
    assert [note.label for note in found[0].footnotes] == ["1"]


def test_pages_that_stand_for_their_groups_are_known_by_their_own_paths(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": "nav:\n- 密码:\n  - 散列:\n    - a.md\n    - MD5: [b.md]\n    - SHA1:\n      - SHA1: [c.md]\n",
        "docs/a.md": "# 简介\n\n见 [甲](b.md#破解) 与 [乙](c.md#破解)。\n",
        "docs/b.md": "# MD5\n\n## 破解\n\n字\n",
        "docs/c.md": "# SHA1\n\n## 破解\n\n字\n",
    }
    found, problems = chapters(tmp_path, files)
    assert problems == []
    titles = [plain_text(section.title) for section in walk(found, Section)]
    assert titles == ["简介", "MD5", "破解", "SHA1", "破解"]


def test_a_title_that_front_matter_repeats_is_the_books(tmp_path: Path) -> None:
    front = "---\ntitle: 高等数学\n---\n"
    manuscript, _ = read(tmp_path, {f"{name}.md": f"{front}## 一\n\n## 二\n" for name in ("极限", "导数", "积分")})
    assert manuscript.default_title == "高等数学"
    assert [file.title or file.name for file in manuscript.chapters] == ["导数", "极限", "积分"]


@pytest.mark.parametrize("page", ["README.md", "index.md"])
def test_a_page_that_links_most_files_puts_them_in_order(tmp_path: Path, page: str) -> None:
    links = "# 讲义\n\n- [丙](c.html)\n- [甲](./a.md#x)\n  [乙](sub/b)\n![图](d.png) [外](https://x.test/d.md)\n"
    files = {page: links} | dict.fromkeys(("a.md", "aa.md", "c.md", "sub/b.md"), "# 题\n\n文\n")
    manuscript, problems = read_manuscript(write(tmp_path, files))
    order = ["c.md", "a.md", "aa.md", "sub/b.md"]
    assert [file.path for file in manuscript.chapters] == ([page] if page == "index.md" else []) + order
    assert [one.place.path for one in problems if one.code == "contents-list"] == [page]


def test_a_page_with_few_links_is_no_list(tmp_path: Path) -> None:
    files = {"README.md": "[丙](c.md) [乙](b.md)\n"} | {f"{name}.md": "# 题\n\n文\n" for name in "abcde"}
    manuscript, _ = read(tmp_path, files)
    assert [file.path for file in manuscript.chapters] == [f"{name}.md" for name in "abcde"]
