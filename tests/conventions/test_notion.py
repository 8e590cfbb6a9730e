"""Exports of Notion: pages in the order of their links, tables printed once."""

from pathlib import Path
from urllib.parse import quote

from manuscripts import places, read

from studypress.markdown import parse
from studypress.model import Table
from studypress.resolve import resolve
from studypress.tree import plain_text, walk

ID = {letter: letter * 32 for letter in "abcdef"}


def test_an_export_of_notion_has_the_order_of_its_links(tmp_path: Path) -> None:
    top = f"物理 {ID['a']}"
    files = {
        f"Export-1/{top}.md": f"# 物理\n\n作者: 王\nTags: 高一\n\n[力]({quote(top)}/力%20{ID['b']}.md)\n",
        f"Export-1/{top}/光 {ID['c']}.md": "# 光\n\n文字\n",
        f"Export-1/{top}/力 {ID['b']}.md": f"# 力\n\n见[光](https://www.notion.so/{ID['c']}?pvs=21)。\n",
        f"Export-1/{top}/力/重力 {ID['d']}.md": "# 重力\n\n文字\n",  # newer exports: no digits in a folder's name
        f"Export-1/{top}/作业 {ID['e']}.csv": "名称,日期\n一,9 月\n",
        f"Export-1/{top}/作业/第一次 {ID['f']}.md": "# 第一次\n\n文字\n",
    }
    manuscript, problems = read(tmp_path, files)
    assert not problems
    assert manuscript.config.title == "物理"
    below = f"Export-1/{top}"
    assert [(file.level, file.path if file.text else file.title, file.uncounted) for file in manuscript.chapters] == [
        (1, f"{below}.md", True),
        (1, f"{below}/力 {ID['b']}.md", False),
        (2, f"{below}/力/重力 {ID['d']}.md", False),
        (1, f"{below}/光 {ID['c']}.md", False),
        (0, f"{below}/作业 {ID['e']}.csv", False),
        (1, f"{below}/作业/第一次 {ID['f']}.md", False),
    ]
    assert "作者: 王  \nTags: 高一\n" in manuscript.chapters[0].text
    book, _ = parse(manuscript)
    assert resolve(book)[1] == []


def test_a_page_of_links_is_no_chapter_and_a_table_of_its_own_is_one_line(tmp_path: Path) -> None:
    text = f"# 一\n\n[作业](作业%20{ID['c']}.csv)\n\n```\n[作业](x.csv)\n```\n\n字\n"
    files = {
        f"课 {ID['a']}.md": f"# 课\n\n## 目录\n\n[一](课%20{ID['a']}/一%20{ID['b']}.md)\n",
        f"课 {ID['a']}/一 {ID['b']}.md": text,
        f"课 {ID['a']}/作业 {ID['c']}.csv": '\ufeff名称,日期\n"一, <二>",9\u2028月\n',
    }
    manuscript, _ = read(tmp_path, files)
    assert places(manuscript) == [(1, f"课 {ID['a']}/一 {ID['b']}.md")]
    lines = manuscript.chapters[0].text.split("\n")
    assert lines[2].startswith("<table><caption>作业</caption><thead><tr><th>名称</th>")
    assert "<td>一, &lt;二&gt;</td><td>9\u2028月</td>" in lines[2]
    assert lines[5] == "[作业](x.csv)"
    assert len(lines) == text.count("\n") + 1


def test_pages_of_a_table_alone_are_chapters_below_its_title(tmp_path: Path) -> None:
    files = {f"作业 {ID['a']}.csv": "名称\n一\n", f"作业/第一次 {ID['b']}.md": "# 第一次\n\n字\n"}
    manuscript, _ = read(tmp_path, files)
    assert [(file.level, file.title) for file in manuscript.chapters] == [(0, "作业"), (1, "")]
    assert manuscript.chapters[0].text.startswith("<table><thead><tr><th>名称</th>")
    assert manuscript.contents == f"作业 {ID['a']}.csv"


def test_a_table_that_no_page_links_is_printed_once_below_its_title(tmp_path: Path) -> None:
    files = {
        f"课 {ID['a']}.md": f"# 课\n\n字\n\n[名单](课/名单%20{ID['b']}.csv)\n",
        f"课/名单 {ID['b']}.csv": "姓名\n张三\n",
        f"课/书目 {ID['c']}.csv": "书名\n力学\n",
        f"课/坏 {ID['d']}.csv": "",
    }
    manuscript, problems = read(tmp_path, files)
    assert [(file.path, file.title) for file in manuscript.chapters] == [
        (f"课 {ID['a']}.md", ""),
        (f"课/书目 {ID['c']}.csv", "书目"),
        (f"课/坏 {ID['d']}.csv", "坏"),
    ]
    assert [problem.code for problem in problems] == ["empty-file"]
    book, _ = parse(manuscript)
    assert [plain_text(chapter.title) for chapter in book.chapters] == ["课", "书目", "坏"]
    assert [plain_text(table.body) for table in walk(book, Table)] == ["张三", "力学"]


def test_several_pages_of_notion_are_chapters_and_others_among_them_are_no_export(tmp_path: Path) -> None:
    files = {f"乙 {ID['b']}.md": "# 乙\n\n字\n", f"甲 {ID['a']}.md": "# 甲\n\n字\n"}
    assert places(read(tmp_path / "pages", files)[0]) == [(1, f"乙 {ID['b']}.md"), (1, f"甲 {ID['a']}.md")]
    mixed, _ = read(tmp_path / "mixed", files | {"notes.md": "# 丙\n\n字\n"})
    assert not mixed.contents
