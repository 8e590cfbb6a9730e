"""Finding, ordering and decoding the files of a manuscript, and staying inside its folder."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from studypress.manuscript import Manuscript, SourceFile, Spellings, file_inside, read_manuscript
from studypress.manuscript.decode import LARGEST
from studypress.markdown import parse
from studypress.model import Section
from studypress.problems import BookError, Problem, UsageError
from studypress.tree import plain_text


def _folder(root: Path, **files: str | bytes) -> Path:
    return _write(root, {f"{name}.md": text for name, text in files.items()})


def _write(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def _paths(manuscript: Manuscript) -> list[str]:
    return [file.path for file in manuscript.chapters]


def _one(root: Path, text: str | bytes) -> tuple[SourceFile, list[Problem]]:
    manuscript, problems = read_manuscript(_folder(root, one=text))
    return manuscript.chapters[0], problems


def _fails(path: Path, kind: type[BookError] = BookError) -> list[tuple[str, str]]:
    with pytest.raises(kind) as caught:
        read_manuscript(path)
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


# --- Words that are no Markdown ------------------------------------------------------------------------------

_BROKEN = json.dumps("A\x01\n\ud800\uffffB")
"""As YAML and JSON can have it, with escapes."""
_MENDED = "A \ufffd\ufffdB"


@pytest.mark.parametrize(
    "files",
    [
        {"1.md": f"---\ntitle: {_BROKEN}\n---\n文\n"},
        {"mkdocs.yml": f"site_name: {_BROKEN}\nnav:\n  - {_BROKEN}: a.md\n", "docs/a.md": "文\n"},
        {"book.json": f'{{"title": {_BROKEN}}}', "SUMMARY.md": "- [A\x01 \uffff\uffffB](a.md)\n", "a.md": "文\n"},
    ],
)
def test_titles_are_text_whatever_escapes_their_files_have(tmp_path: Path, files: dict[str, str]) -> None:
    book, _ = parse(read_manuscript(_write(tmp_path, dict(files)))[0])
    titles = [book.metadata.title, *(plain_text(chapter.title) for chapter in book.chapters)]
    assert set(titles) == {_MENDED}


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_names_of_files_are_text_where_they_are_titles(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/A\x01\xff"))
    _folder(folder, **{os.fsdecode(b"B\x02\xfe"): "文", "C": "# C\n\n文"})
    manuscript, _ = read_manuscript(folder)
    book, _ = parse(manuscript)
    assert manuscript.default_title == "A \ufffd"
    assert plain_text(book.chapters[0].title) == "B \ufffd"


def test_macros_of_front_matter_are_text(tmp_path: Path) -> None:
    source, _ = _one(tmp_path, '---\nmacros:\n  R: "a\\x01\\n\\ud800"\n---\n文\n')
    assert source.macros == (("R", "a \n\ufffd"),)


# --- Finding and ordering -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "names",
    [
        ["1.md", "2.md", "10.md"],
        ["前言.md", "1.md", "总结.md", "附录A 命令.md", "附录B.md", "参考资料.md", "后记.md"],
        ["前言.md", "第一章.md", "第一章 答案.md", "第二章.md", "附录.md", "参考答案.md", "参考资料.md"],
        ["a.md", "第一章.md", "答案之书.md", "各章习题答案与解析.md"],
        ["力/1.md", "力/练习.md", "力/习题答案.md", "答案/1.md"],
        ["Preface.md", "01-a.md", "b.md", "Appendix A.md", "references.md"],
        ["chapter1.md", "chapter2.md", "Chapter10.md"],
        ["1.2 b.md", "1.10 a.md", "2 c.md"],
        ["第一章 概述.md", "第二章 引擎.md", "第十章 z.md", "第十二章 y.md", "第二十章 x.md", "第一百零一章 a.md"],
        ["一、概述.md", "二、引擎.md", "十、网络.md", "十一、集群.md"],
        ["高一.md", "高二.md", "高三.md", "高分子.md"],
        ["周一 语文.md", "周三.md", "周五.md", "周日.md"],
        ["高一（上）.md", "高一（下）.md", "高二上册.md", "高二下册.md"],
        ["上册.md", "中册.md", "下册.md"],
        ["前言.md", "绪论.md", "第1讲.md", "第10讲.md"],
        ["第１章.md", "第2章.md", "第１０章.md"],
        ["第2章.md", "第2章/README.md", "第2章/1.md", "第3章/1.md", "第3章/2.markdown", "第10章/1.md"],
        ["前言/README.md", "第1章/1.md", "第2章/1.md", "附录1/README.md", "参考资料/1.md"],
        ["Ch01/1.md", "Ch02/1.md", "Appendix01/README.md"],
        ["README.markdown"],
        ["part/README.md"],
    ],
)
def test_chapters_come_in_the_order_a_person_expects(tmp_path: Path, names: list[str]) -> None:
    _write(tmp_path, dict.fromkeys(reversed(names), "text"))
    manuscript, problems = read_manuscript(tmp_path)
    assert ([path for path in _paths(manuscript) if (tmp_path / path).is_file()], problems) == (names, [])


def test_a_readme_that_is_longer_than_all_else_is_the_notes(tmp_path: Path) -> None:
    _write(tmp_path, {"README.md": "# 讲义\n\n" + "字" * 3_000, "README_en.md": "x" * 9_000, "例/a.md": "# 例\n\n字"})
    assert _paths(read_manuscript(tmp_path)[0]) == ["README.md", "例/a.md"]
    (tmp_path / "例/a.md").write_text("# 例\n\n" + "字" * 3_001, "utf8")
    assert _paths(read_manuscript(tmp_path)[0]) == ["例/a.md"]


def test_a_readme_with_sections_a_fifth_as_long_as_the_chapters_is_one_and_one_of_links_is_not(tmp_path: Path) -> None:
    links, code = "- [第一章 力](a.md)<br>\n" * 300, "```\n" + "x" * 7_000 + "\n```\n"
    chapters: dict[str, str | bytes] = {"a.md": "# 甲\n\n" + "字" * 5_000, "b.md": "# 乙\n\n" + "字" * 5_000}
    for words, taken in (("字" * 700, ["README.md"]), (links, []), (code, []), ("字" * 500, [])):
        _write(tmp_path, chapters | {"README.md": "# 讲义\n\n" + f"## 节\n\n{words}\n\n" * 3})
        assert _paths(read_manuscript(tmp_path)[0]) == [*taken, "a.md", "b.md"]


def test_plain_text_is_taken_where_there_is_no_markdown(tmp_path: Path) -> None:
    texts = ["2.txt", "10.TXT", "例/1.txt"]
    _write(
        tmp_path,
        dict.fromkeys([*texts, "LICENSE.txt", "requirements-dev.txt", "a.csv", "例/robots.txt"], "# 章\n\n字\n"),
    )
    assert _paths(read_manuscript(tmp_path)[0]) == texts
    (tmp_path / "1.md").write_text("# 章\n\n字\n", encoding="utf8")
    assert _paths(read_manuscript(tmp_path)[0]) == ["1.md"]


def test_word_is_told_beside_plain_text_and_not_beside_markdown(tmp_path: Path) -> None:
    _write(tmp_path, dict.fromkeys(["1.txt", "讲 10.docx", "讲 9.docx", "x.pdf"], "字\n"))
    told = [one for one in read_manuscript(tmp_path)[1] if one.code == "skipped-file"]
    assert [(one.place.path, str(one.message)[:12]) for one in told] == [("讲 9.docx", "2 Word files")]
    assert "pandoc '讲 9.docx'" in str(told[0].hint)
    _write(tmp_path, {"1.md": "字\n"})
    assert [one.code for one in read_manuscript(tmp_path)[1] if one.code == "skipped-file"] == []


def test_only_chapters_are_taken_and_the_rest_is_noted(tmp_path: Path) -> None:
    taken = ["1.md", "agents.md", "history.md", "summary.md"]
    left = ["README.md", "LICENSE.md", "CHANGELOG.md", "CLAUDE.md", "SUMMARY.md" if os.name != "nt" else "SECURITY.md"]
    never = [".hidden.md", ".git/a.md", "dist/a.md", "node_modules/x/a.md", "notes.txt", "glossary.md", "2.md~"]
    _write(tmp_path, dict.fromkeys([*taken, *left, *never], "text"))
    manuscript, problems = read_manuscript(tmp_path)
    assert _paths(manuscript) == taken
    assert {problem.place.path for problem in problems} == set(left)
    assert {problem.code for problem in problems} == {"skipped-file"}
    assert [file.path for file in manuscript.glossary] == ["glossary.md"]


def test_a_chapter_whose_number_is_written_otherwise_is_meant(tmp_path: Path) -> None:
    _write(
        tmp_path,
        {"book.toml": 'chapters = ["第3章.md"]', **dict.fromkeys(("第一章.md", "第三章.md", "第四章.md"), "# 章")},
    )
    with pytest.raises(BookError) as caught:
        read_manuscript(tmp_path)
    assert [str(one.hint) for one in caught.value.problems if one.code == "missing-chapter"] == [
        "Did you mean 第三章.md?"
    ]


@pytest.mark.parametrize("name", ["Book.toml", "book.toml.txt"])
def test_settings_that_would_not_be_read_are_told(tmp_path: Path, name: str) -> None:
    _write(tmp_path, {name: 'title = "甲"', "1.md": "# 章\n"})
    with pytest.raises(UsageError) as caught:
        read_manuscript(tmp_path)
    assert [(one.place.path, str(one.hint)) for one in caught.value.problems] == [(name, "Rename it to book.toml.")]


@pytest.mark.parametrize(
    ("folder", "files", "title"),
    [
        ("k8s", ["容器编排.md"], "容器编排"),
        ("k8s", ["C语言程序设计.md"], "C语言程序设计"),
        ("k8s", ["第1章 容器.md"], "k8s"),
        ("k8s", ["学习笔记.md"], "k8s"),
        ("k8s", ["ch1导论.md"], "k8s"),
        ("k8s", ["notes.md"], "k8s"),
        ("k8s", ["容器编排.md", "网络.md"], "k8s"),
        ("操作系统", ["容器编排.md"], "操作系统"),
        ("gs", ["高等数学-第1章 极限.md", "高等数学-第2章.md", "高等数学-第三章.md"], "高等数学"),
        ("xa", ["信息安全（上）01第一章.md", "信息安全（上）2.md", "信息安全（上）3.md"], "信息安全（上）"),
        ("lab", ["实验1.md", "实验2.md", "实验3.md"], "lab"),
        ("gs", ["高等数学1.md", "高等数学2.md", "线性代数3.md"], "gs"),
    ],
)
def test_a_folder_of_one_file_is_called_as_that_where_only_that_has_a_name_for_readers(
    tmp_path: Path, folder: str, files: list[str], title: str
) -> None:
    _write(tmp_path / folder, dict.fromkeys(files, "# 甲\n\n文\n\n# 乙\n\n文\n"))
    assert read_manuscript(tmp_path / folder)[0].default_title == title


@pytest.mark.parametrize(
    ("readme", "title"),
    [
        ("# 高中物理笔记\n\n怎样用。\n", "高中物理笔记"),
        ("[![x](y)](z)\n\n# 力学 {docsify-ignore}\n", "力学"),
        ("# a\x01b\n", "a b"),
        ("# 目录\n\n- 一\n", "folder"),
        ("# 前言\n", "folder"),
        ("## 二级\n", "folder"),
        ("# ---\n", "folder"),
        ("文\n", "folder"),
    ],
)
def test_a_readme_beside_the_chapters_names_the_book(tmp_path: Path, readme: str, title: str) -> None:
    files: dict[str, str | bytes] = {"README.md": readme, "1.md": "# 甲\n\n文", "2.md": "# 乙\n\n文"}
    folder = tmp_path / "folder"
    folder.mkdir()
    book, _ = parse(read_manuscript(_write(folder, files))[0])
    assert book.metadata.title == title
    (folder / "book.toml").write_text('title = "书"', encoding="utf8")
    assert parse(read_manuscript(folder)[0])[0].metadata.title == "书"


@pytest.mark.parametrize(
    "front",
    [
        "layout: home\nhero:\n  name: 项目\n  text: 一句话\nfeatures:\n  - title: 快\n    details: 很快",
        "home: true\nheroText: 项目\ntagline: 一句话\nfeatures:\n- title: 快\n  details: 很快",
    ],
)
def test_a_home_page_has_its_words_in_its_front_matter(tmp_path: Path, front: str) -> None:
    (tmp_path / "index.md").write_text(f"---\n{front}\n---\n", encoding="utf8")
    manuscript, problems = read_manuscript(tmp_path / "index.md")
    assert problems == []
    (chapter,) = parse(manuscript)[0].chapters
    assert plain_text(chapter.title) == "项目"
    assert "一句话" in plain_text(chapter.blocks)
    assert plain_text(chapter.blocks[-1]) == "快 — 很快"


@pytest.mark.parametrize(
    "copy", ["第1章 - 副本", "第1章 副本 2", "第1章(1)", "第1章 - Copy", "第1章 copy", "第1章（冲突副本 甲的电脑）"]
)
def test_a_copy_of_a_file_is_told_and_no_chapter_where_it_says_the_same(tmp_path: Path, copy: str) -> None:
    texts = {"第1章.md": "# 力\n\n甲\n", f"{copy}.md": "# 力\n甲", "第1章下.md": "# 力\n\n甲\n"}
    manuscript, problems = read_manuscript(_write(tmp_path, {**texts}))
    assert set(_paths(manuscript)) == {"第1章.md", "第1章下.md"}
    assert [(one.code, one.place.path) for one in problems] == [("skipped-file", f"{copy}.md")]
    manuscript, problems = read_manuscript(_write(tmp_path, {f"{copy}.md": "# 力\n\n乙\n"}))
    assert len(manuscript.chapters) == 3
    assert [(one.code, one.place.path) for one in problems] == [("contents-list", f"{copy}.md")]


def test_a_readme_that_is_a_chapter_does_not_name_the_book(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    _write(tmp_path / "folder", {"README.md": "# 甲\n\n文", "a.md": "# 乙\n\n文"})
    (tmp_path / "folder" / "book.toml").write_text('chapters = ["README.md", "a.md"]', encoding="utf8")
    assert parse(read_manuscript(tmp_path / "folder")[0])[0].metadata.title == "folder"


def test_the_list_decides_and_unlisted_files_are_noted(tmp_path: Path) -> None:
    _write(tmp_path, {"a.md": "A", "b.md": "B", "sub/c.txt": "C", "README.md": "R", "book.toml": ""})
    (tmp_path / "book.toml").write_text('chapters = ["sub\\\\c.txt", "./a.md"]')
    manuscript, problems = read_manuscript(tmp_path)
    assert _paths(manuscript) == ["sub/c.txt", "a.md"]
    assert [(problem.code, problem.place.path) for problem in problems] == [("skipped-file", "b.md")]


@pytest.mark.parametrize("settings", ["", r'chapters = ["docs\\02.md", "01.md"]'])
def test_a_backslash_in_the_name_of_a_file_is_one(tmp_path: Path, settings: str) -> None:
    _write(tmp_path, {"01.md": "# 甲\n\n文", "docs\\02.md": "# 乙\n\n文", "book.toml": settings})
    manuscript, found = read_manuscript(tmp_path)
    assert (sorted(_paths(manuscript)), found) == (["01.md", "docs\\02.md"], [])


def test_named_glossaries_and_style_sheets_are_read(tmp_path: Path) -> None:
    config = '[glossary]\nfiles = ["terms.md"]\n[pdf]\ncss = "p.css"\n[epub]\ncss = ["e.css"]'
    files: dict[str, str | bytes] = {
        "a.md": "A",
        "terms.md": "T",
        "p.css": "---\na: b\n---\n",
        "e.css": "",
        "book.toml": config,
    }
    manuscript, problems = read_manuscript(_write(tmp_path, files))
    assert problems == []
    assert _paths(manuscript) == ["a.md"]
    assert [file.path for file in manuscript.glossary] == ["terms.md"]
    assert [file.text for file in manuscript.print_styles] == ["---\na: b\n---\n"]
    assert [file.path for file in manuscript.epub_styles] == ["e.css"]


@pytest.mark.parametrize("name", ["one.md", "one.MD", "one.txt", "glossary.md"])
def test_a_single_file_is_its_folder_with_that_one_chapter(tmp_path: Path, name: str) -> None:
    _write(tmp_path, {name: "text", "other.md": "other", "book.toml": 'title = "Book"\nchapters = ["other.md"]'})
    manuscript, problems = read_manuscript(tmp_path / name)
    assert (_paths(manuscript), problems) == ([name], [])
    assert (manuscript.root, manuscript.default_title) == (tmp_path.resolve(), Path(name).stem)
    assert manuscript.config.title == "Book"


def test_a_single_file_is_built_whose_folder_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(folder: Path) -> Iterator[Path]:
        raise PermissionError(folder)

    _folder(tmp_path, one="text")
    monkeypatch.setattr(Path, "iterdir", forbidden)
    manuscript, problems = read_manuscript(tmp_path / "one.md")
    assert (_paths(manuscript), manuscript.glossary, problems) == (["one.md"], (), [])


def test_the_configuration_stands_for_its_folder(tmp_path: Path) -> None:
    _write(tmp_path, {"a.md": "A", "book.toml": ""})
    assert _paths(read_manuscript(tmp_path / "book.toml")[0]) == ["a.md"]


def test_what_is_no_manuscript_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    for name in ("nothing", "a.docx", "nothing.md"):
        assert _fails(tmp_path / name, UsageError) == [("no-manuscript", str(tmp_path / name))]


@pytest.mark.parametrize(("name", "told"), [("讲义.docx", "pandoc 讲义.docx"), ("讲义.ZIP", "Unpack 讲义.ZIP")])
def test_what_may_hold_notes_is_told_how_to_get_at_them(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    for path, error in ((tmp_path / name, UsageError), (tmp_path, BookError)):
        with pytest.raises(error) as caught:
            read_manuscript(path)
        assert told in str(caught.value.problems[0].hint).replace("'", "")


def test_an_empty_folder_has_no_chapters(tmp_path: Path) -> None:
    assert _fails(tmp_path) == [("no-chapters", ".")]


@pytest.mark.parametrize("name", ["a.md", "a.ipynb"])
def test_an_empty_file_is_not_told_of_its_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"cells": [], "nbformat": 4}' if name.endswith("ipynb") else "", "utf8")
    (tmp_path / "b.docx").write_bytes(b"PK")
    with pytest.raises(BookError) as caught:
        read_manuscript(tmp_path / name)
    assert [(found.code, found.place.path) for found in caught.value.problems] == [
        ("empty-file", name),
        ("no-chapters", name),
    ]
    assert str(caught.value.problems[1].hint) == "Write it, or name another file."


def test_a_whole_disk_is_not_walked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studypress.manuscript.reading.MOST_FILES", 3)
    folder = _folder(tmp_path, a="text", b="text", c="text")
    assert len(read_manuscript(folder)[0].chapters) == 3
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "picture.png").write_bytes(b"")
    with pytest.raises(BookError, match="more than 3 files"):
        read_manuscript(folder)


def test_all_missing_chapters_are_told_with_their_lines_and_nearest_names(tmp_path: Path) -> None:
    config = 'chapters = [\n  "engin.md",\n  "sub",\n  "part/net.md",\n]'
    _write(tmp_path, {"engine.md": "E", "sub/net.md": "N", "book.toml": config})
    with pytest.raises(BookError) as caught:
        read_manuscript(tmp_path)
    told = [
        (problem.place.line, str(problem.hint))
        for problem in caught.value.problems
        if problem.code == "missing-chapter"
    ]
    of_folder = "Give the folder another name, or name a file in it."
    assert told == [(2, "Did you mean engine.md?"), (3, of_folder), (4, "Did you mean sub/net.md?")]


@pytest.mark.parametrize("listed", ['"1.md"', "'1.md'", '"./1.md"', r'"part\\..\\1.md"', '"a", "1.md" # "2.md"'])
def test_a_missing_chapter_is_told_at_the_line_that_names_it(tmp_path: Path, listed: str) -> None:
    config = f'# not "1.md"\nchapters = ["11.md",\n{listed}\n]\n'
    _write(tmp_path, {"11.md": "E", "a": "A", "book.toml": config})
    with pytest.raises(BookError) as caught:
        read_manuscript(tmp_path)
    assert [str(one.place) for one in caught.value.problems if one.code == "missing-chapter"] == ["book.toml:3"]


def test_what_is_no_text_that_a_person_wrote_is_not_read(tmp_path: Path) -> None:
    _write(tmp_path, {"1.md": "一"})
    os.mkfifo(tmp_path / "2.md")
    with (tmp_path / "3.md").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(BookError) as caught:
        read_manuscript(tmp_path)
    assert [f"{one.place}: {one.message} {one.hint}" for one in caught.value.problems] == [
        "2.md: 2.md is not an ordinary file. Put a copy of its text there.",
        "3.md: The file cannot be read: it has 11 MB, and a text may have 10. Split it; keep data out of the notes.",
    ]


# --- Decoding -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_utf_8_and_marked_utf_16_are_read_alike(tmp_path: Path, encoding: str) -> None:
    source, problems = _one(tmp_path, "# 容器\r\n\r一\x00\n".encode(encoding))
    assert (source.text, problems) == ("# 容器\n\n一\x00\n", [])


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("# a\r\n\r\n核心软件".encode("gbk"), 3, "looks like GBK"),
        ("# a\r\r核".encode("gb18030"), 3, "looks like GBK"),
        ("# 第一章 細胞\n\n這是細胞的結構。".encode("big5"), 1, "looks like Big5"),
        ("# 第一章 物質\n\nこれは日本語の文章です。\n".encode("shift-jis"), 1, "looks like Shift-JIS"),
        ("# 第一章 物质\n\n这是中文的文章。\n".encode("gbk"), 1, "looks like GBK"),
        (b"caf\xe9 au lait", 1, "Byte E9 is not UTF-8."),
        (b"\n\n\xed\xa0\x80", 3, "Byte ED"),
        ("a\nb".encode("utf-16") + b"\x00", 2, "not UTF-16-LE"),
    ],
)
def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path: Path, data: bytes, line: int, words: str) -> None:
    _folder(tmp_path, bad=data, good="text")
    with pytest.raises(BookError) as caught:
        read_manuscript(tmp_path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, caught.value.status) == ("not-utf8", line, 1)
    assert words in str(problem.message)
    assert ("iconv" in str(problem.hint)) == ("looks like" in str(problem.message))


# --- Front matter ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "first_line"),
    [
        ("---\ntitle: 容器\n---\nbody", "容器", 4),
        ('---\ntags:\n- a\n  b: c\n# no\n\ntitle: "a # \\"b\\""  # c\n...\nbody', 'a # "b"', 9),
        ("---\nTitle: 'it''s'\n--- \nbody", "it's", 4),
        ("---\ntitle: a # b\n---\nbody", "a", 4),
        ("---\ntitle: >-\n  one\n  two\nx: y\n---\nbody", "one two", 7),
        ("---\nauthor: a\n---\nbody", "", 4),
        ('---\n"og:title": x\n"title": 容器\n---\nbody', "容器", 5),
        ('---\n"title": a: b\n---\nbody', "a: b", 4),
        ("---\n\nkind-of: x\ntags: [a]\n\n---\nbody", "", 7),
        ("---\ndate created: 2024-09-24 23:41\nLast Change: x\nupdated:: 2024\ntitle: 容器\n---\nbody", "容器", 7),
        ("---\n# vi: ft=markdown\n---\nbody", "", 4),
        ("---\n# 目录\ntoc_depth: 3\ntitle: 容器\n---\nbody", "容器", 6),
        ('+++\ntitle = "容器"\n[extra]\na = 1\n+++\nbody', "容器", 6),
    ],
)
def test_front_matter_is_cut_off_and_its_title_kept(tmp_path: Path, text: str, title: str, first_line: int) -> None:
    source, problems = _one(tmp_path, text)
    assert problems == []
    assert (source.text, source.title, source.first_line) == ("body", title, first_line)
    assert text.split("\n")[source.first_line - 1] == "body"


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nprose\n\n---\n",
        "---\n\nNote: prose\n\n---\n",
        "---\n# 标题\n---\n",
        "---\n# 标题\nprose\n---\n",
        "---\n\na: b\nprose\n\n---\n",
        "---\nprose: with a colon, and more\n\nprose",
        "---\nMind this: prose\n---\n",
        "---",
        "---\n---\nprose",
        "---\n注意：正文\n---\n",
        "+++\nprose\n+++\n",
        "----\ntitle: a\n----\n",
        " ---\ntitle: a\n---\n",
        "prose\n---\ntitle: a\n---\n",
    ],
)
def test_text_is_never_taken_for_front_matter(tmp_path: Path, text: str) -> None:
    source, _ = _one(tmp_path, text)
    assert (source.text, source.first_line, source.title) == (text, 1, "")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: a\n\nprose\n", 1),
        ("---\ntitle: a\nprose\n---\n", 3),
        ("+++\ntitle = a\n+++\n", 1),
        (f"+++\ntitle = 0x{'f' * 5_000}\n+++\n", 1),
        ("+++\ntitle = 'a'\n", 1),
        pytest.param(f"---\ntitle: {'a' * 2_001}\n---\n", 1, id="no title is as long"),
        pytest.param(f"---\ntags: {'a' * 100_000}\nauthor: {'a' * 2_001}\n---\n", 1, id="nor any name"),
    ],
)
def test_broken_front_matter_is_text_with_a_warning(tmp_path: Path, text: str, line: int) -> None:
    source, problems = _one(tmp_path, text)
    assert [(problem.code, problem.place.line) for problem in problems] == [("front-matter", line)]
    assert source.text == text


def test_a_file_of_front_matter_alone_is_empty(tmp_path: Path) -> None:
    manuscript, problems = read_manuscript(_folder(tmp_path, a="text", b="---\ntitle: b\n---"))
    assert manuscript.chapters[1].text == ""
    assert [problem.code for problem in problems] == ["empty-file"]
    assert ("no-chapters", ".") in _fails(_folder(tmp_path / "empty", c=" \n"))


def test_a_file_of_nothing_but_nul_is_empty_and_damaged(tmp_path: Path) -> None:
    manuscript, (found,) = read_manuscript(_folder(tmp_path, a="text", b="\0" * 900 + "\n", c="a\0b"))
    assert [file.text for file in manuscript.chapters] == ["text", "a\0b"]
    assert (found.code, "U+0000" in str(found.message), "copy" in str(found.hint)) == ("empty-file", True, True)


# --- Inside the folder ----------------------------------------------------------------------------------------


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    book = _write(tmp_path / "book", {"a.md": "A", "sub/b.md": "B"})
    (book / "link.md").symlink_to(secret)
    (book / "circle.md").symlink_to("circle.md")
    (book / "away").symlink_to(tmp_path)
    listed = ["../secret.md", str(secret), "link.md", "away/secret.md", "sub/../../other.md", "circle.md"]
    (book / "book.toml").write_text(f"chapters = {listed!r}")
    told = _fails(book)
    assert [code for code, _ in told if code == "outside-folder"] == ["outside-folder"] * 6
    (book / "book.toml").unlink()
    assert _fails(book) == [("skipped-file", "away"), ("outside-folder", "circle.md"), ("outside-folder", "link.md")]


def test_a_configuration_that_is_a_link_to_elsewhere_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text("password = 1")
    book = _folder(tmp_path / "book", a="A")
    (book / "book.toml").symlink_to(tmp_path / "secret.toml")
    assert _fails(book, UsageError) == [("outside-folder", "book.toml")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    _folder(tmp_path, a="A")
    os.mkfifo(tmp_path / "b.md")
    assert _fails(tmp_path) == [("missing-chapter", "b.md")]


def test_a_file_that_cannot_be_read_is_one_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert _fails(_write_before(tmp_path)) == [("missing-chapter", "a.md")]


def _write_before(root: Path) -> Path:
    (root / "a.md").write_text("A")
    return root


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("x.png", "sub/x.png"),
        ("./x.png?raw=true#a", "sub/x.png"),
        ("../top.png", "top.png"),
        ("..\\top.png", "top.png"),
        ("%E5%9B%BE%201.png", "sub/图 1.png"),
        ("图 1.png", "sub/图 1.png"),
        ("C#.png", "sub/C#.png"),
        ("gone.png", "sub/gone.png"),
        ("#anchor", "sub/a.md"),
    ],
)
def test_a_target_is_found_from_the_file_it_stands_in(tmp_path: Path, target: str, found: str) -> None:
    root = _write(tmp_path, dict.fromkeys(["sub/a.md", "sub/x.png", "top.png", "sub/图 1.png", "sub/C#.png"], "x"))
    assert file_inside(root, "sub/a.md", target) == root.resolve() / found


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a.png",
        "//example.org/a.png",
        "data:image/png;base64,AA",
        "file:///etc/passwd",
        "/etc/passwd",
        "C:\\a.png",
        "../../a.png",
        "..%2f..%2fa.png",
        "..\\..\\a.png",
        "away/a.png",
        "a%00.png",
        "x" * 5000,
        "circle.png",
        "\\\\server\\share\\a.png",
    ],
)
def test_a_target_outside_is_nothing(tmp_path: Path, target: str) -> None:
    root = _write(tmp_path / "book", {"sub/a.md": "x"})
    (root / "sub/away").symlink_to(tmp_path)
    (root / "sub/circle.png").symlink_to("circle.png")
    assert file_inside(root, "sub/a.md", target) is None


@pytest.mark.parametrize(
    ("fronts", "settings", "expected"),
    [
        (["author: 王小明", "author: 王小明", ""], "", ["王小明"]),
        (["authors: [王小明, 李华]", "author:\n  name: Ann Lee"], "", ["王小明", "李华", "Ann Lee"]),
        (["author: 王小明"], 'authors = ["李华"]', ["李华"]),
        (['author: "\\ud800王\\a小明"'], "", ["\ufffd王 小明"]),
        ([f"author: 作者{number}" for number in range(9)], "", []),
    ],
)
def test_who_front_matter_names_is_the_author(
    fronts: list[str], settings: str, expected: list[str], tmp_path: Path
) -> None:
    for number, front in enumerate(fronts):
        (tmp_path / f"{number}.md").write_text(f"---\nx: 1\n{front}\n---\n# 章\n\n文。\n", encoding="utf8")
    if settings:
        (tmp_path / "book.toml").write_text(f"{settings}\n", encoding="utf8")
    manuscript, _ = read_manuscript(tmp_path)
    assert [author.name for author in manuscript.config.authors] == expected


def test_the_subtitle_of_a_book_of_one_file_is_in_its_front_matter(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.md").write_text(f"---\nsubtitle: 第{number}次\n---\n# 章\n\n文。\n", encoding="utf8")
    assert read_manuscript(tmp_path / "1.md")[0].config.subtitle == "第1次"
    assert read_manuscript(tmp_path)[0].config.subtitle == ""
    (tmp_path / "2.md").unlink()
    assert read_manuscript(tmp_path)[0].config.subtitle == "第1次"
    (tmp_path / "book.toml").write_text('subtitle = "别的"\n', encoding="utf8")
    assert read_manuscript(tmp_path)[0].config.subtitle == "别的"


def test_a_readme_that_tells_the_newest_lesson_first_gives_no_order(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"课{number}.md": f"# 课{number}\n\n" + "文字。\n\n" * 40 for number in range(1, 5)
    }
    readme = "# 记录\n\n" + "".join(f"- [课{number}](课{number}.md)\n" for number in (4, 3, 2, 1))
    _write(tmp_path, files | {"README.md": readme})
    manuscript, _ = read_manuscript(tmp_path)
    assert [file.path for file in manuscript.chapters] == ["课1.md", "课2.md", "课3.md", "课4.md"]


def test_a_last_heading_of_one_sign_is_no_title_of_what_stands_before_it(tmp_path: Path) -> None:
    late = "## 甲\n\n文\n\n## 乙\n\n文\n\n# 版权\n\n文\n"
    _write(tmp_path, {"1力.md": late, "2功.md": "## 目录\n\n文\n\n# 功\n\n文\n\n## 丙\n\n文\n"})
    book, _ = parse(read_manuscript(tmp_path)[0])
    assert [plain_text(chapter.title) for chapter in book.chapters] == ["1力", "功"]
    first = [plain_text(block.title) for block in book.chapters[0].blocks if isinstance(block, Section)]
    assert first == ["甲", "乙", "版权"]


def test_a_spelling_that_leads_out_of_the_folder_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "Secret.png").write_bytes(b"x")
    root = (tmp_path / "in").resolve()
    root.mkdir()
    (root / "Own.png").write_bytes(b"x")
    (root / "Link.png").symlink_to(tmp_path / "out" / "Secret.png")
    found = [Spellings(root).find(name) for name in ("own.png", "link.png", "LINK.png", "../out/secret.png", "")]
    assert found == [root / "Own.png", None, None, None, None]
