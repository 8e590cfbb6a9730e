"""`build.py new` and `build.py init`: a book to begin with, and settings for notes that are there."""

import re
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from studypress import pipeline
from studypress.cli import main
from studypress.config import BookConfig, read_config
from studypress.manuscript import read_manuscript
from studypress.markdown import parse
from studypress.model import Block, Cell, Definition, Diagram, Inline, ListItem, Row, Style, Styled
from studypress.new_book import settings
from studypress.request import Request
from studypress.resources import resource_folder
from studypress.study import study
from studypress.tree import walk

Captured = pytest.CaptureFixture[str]


def _files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


# --- new ------------------------------------------------------------------------------------------------------


def test_the_new_book_shows_every_element_without_a_problem(tmp_path: Path, capsys: Captured) -> None:
    assert main(["new", str(tmp_path / "书")]) == 0
    written = [str(tmp_path / "书" / name) for name in _files(tmp_path / "书")]
    assert sorted(capsys.readouterr().out.splitlines()) == sorted(written)
    assert [str(found) for found in pipeline.check(Request(tmp_path / "书"))] == []
    manuscript, _ = read_manuscript(tmp_path / "书")
    book, _ = study(parse(manuscript)[0], manuscript.config)
    nodes = list(walk((book.chapters, book.glossary, book.abbreviations)))
    kinds = {*get_args(Block), *get_args(Inline), ListItem, Definition, Row, Cell, Diagram}
    assert kinds - {type(node) for node in nodes} == set()
    assert {node.style for node in nodes if isinstance(node, Styled)} == set(Style)


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "mine.md").write_text("mine")
    assert main(["new", str(tmp_path)]) == 2
    assert main(["new", str(tmp_path / "mine.md")]) == 2
    assert _files(tmp_path) == {"mine.md": b"mine"}
    assert "error cannot-write" in capsys.readouterr().err


def test_an_empty_folder_is_as_good_as_none(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path)]) == 0
    assert (tmp_path / "book.toml").is_file()


def test_a_new_book_that_was_begun_by_a_killed_program_is_completed(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path)]) == 0
    whole = _files(tmp_path)
    (tmp_path / "book.toml").unlink()
    (tmp_path / ".book.toml.abcdefgh.part").write_text("ti")
    assert main(["new", str(tmp_path)]) == 0
    assert _files(tmp_path) == {**whole, ".book.toml.abcdefgh.part": b"ti"}
    assert main(["new", str(tmp_path)]) == 2, "one that is whole is the author's by now"
    (tmp_path / "book.toml").unlink()
    (tmp_path / "mine").mkdir()
    assert main(["new", str(tmp_path)]) == 2
    (tmp_path / "mine").rmdir()
    (tmp_path / "glossary.md").write_text("mine")
    assert main(["new", str(tmp_path)]) == 2
    assert not (tmp_path / "book.toml").exists()


# --- init -----------------------------------------------------------------------------------------------------


def _uncommented(text: str) -> str:
    return re.sub(r'^# (?=(\w+|"[^"]+") = |\[)', "", text, flags=re.MULTILINE)


def _keys(form: Any, prefix: str = "") -> set[str]:
    kinds = get_type_hints(form)
    found: set[str] = set()
    for field in fields(form):
        kind = kinds[field.name]
        found |= _keys(kind, f"{prefix}{field.name}.") if is_dataclass(kind) else {prefix + field.name}
    return found


def _set_keys(table: dict[str, Any], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for key, value in table.items():
        found |= {prefix + key, *(_set_keys(value, f"{prefix}{key}.") if isinstance(value, dict) else ())}
    return found


def test_every_key_is_there_with_its_default(tmp_path: Path) -> None:
    text = _uncommented(settings({}))
    assert _keys(BookConfig) - _set_keys(tomllib.loads(text)) == set()
    (tmp_path / "book.toml").write_text(text, encoding="utf8")
    config = read_config(tmp_path / "book.toml")
    assert (config.pdf, config.epub, config.language) == (BookConfig().pdf, BookConfig().epub, "zh-Hans")
    assert not tomllib.loads(settings({}))


def test_plain_notes_get_their_title_language_and_list(tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "Forces"
    folder.mkdir()
    for name in ("10.md", '9 "b".md'):
        (folder / name).write_text("# Gravity\n\n" + "The force pulls everything down. " * 30, encoding="utf8")
    assert main(["init", "--book", str(folder)]) == 0
    assert capsys.readouterr().out.strip() == str(folder / "book.toml")
    table = tomllib.loads((folder / "book.toml").read_text(encoding="utf8"))
    assert table == {"title": "Forces", "language": "en", "chapters": ['9 "b".md', "10.md"]}
    problems = pipeline.check(Request(folder))
    assert {one.code for one in problems} == {"summary-missing"}


@pytest.mark.parametrize(
    "files",
    [
        {"力学/1.md": "# 重力\n\n字\n", "力学/2.md": "# 弹力\n\n字\n", "热学/1.md": "# 温度\n\n字\n"},
        dict.fromkeys(("高等数学.md", "线性代数.md"), "# 一\n\n字\n\n# 二\n\n字\n\n# 三\n\n字\n"),
        {"x/1.md": "# 一\n\n字\n", "x/2.md": "# 二\n\n字\n", "3.md": "# 三\n\n字\n"},
    ],
    ids=["parts", "subjects", "a folder and a file"],
)
def test_a_book_is_the_same_with_the_settings_it_was_given(tmp_path: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf8")
    before = read_manuscript(tmp_path)[0].chapters
    assert main(["init", "--book", str(tmp_path)]) == 0
    assert [(one.path, one.level, one.part) for one in read_manuscript(tmp_path)[0].chapters] == [
        (one.path, one.level, one.part) for one in before
    ]


def test_the_list_of_another_tool_stays_the_list(tmp_path: Path) -> None:
    (tmp_path / "SUMMARY.md").write_text("- [力](a.md)\n  - [重力](b.md)\n", encoding="utf8")
    (tmp_path / "book.json").write_text('{"title": "力学", "author": "李"}', encoding="utf8")
    (tmp_path / "a.md").write_text("# 力\n", encoding="utf8")
    (tmp_path / "b.md").write_text("# 重力\n\n向下。\n", encoding="utf8")
    assert main(["init", "--book", str(tmp_path)]) == 0
    table = tomllib.loads((tmp_path / "book.toml").read_text(encoding="utf8"))
    assert table == {"title": "力学", "authors": ["李"], "language": "zh-Hans"}
    assert [file.level for file in read_manuscript(tmp_path)[0].chapters] == [1, 2]


def test_the_settings_of_mdbook_are_not_touched(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "book.toml").write_text('[book]\ntitle = "力学"\n', encoding="utf8")
    (tmp_path / "src" / "SUMMARY.md").write_text("- [力](a.md)\n", encoding="utf8")
    (tmp_path / "src" / "a.md").write_text("# 力\n\n作用。\n", encoding="utf8")
    assert main(["init", "--book", str(tmp_path)]) == 0
    assert (tmp_path / "book.toml").read_text(encoding="utf8") == '[book]\ntitle = "力学"\n'
    assert tomllib.loads((tmp_path / "studypress.toml").read_text(encoding="utf8"))["title"] == "力学"


@pytest.mark.parametrize("name", ["book.toml", "studypress.toml"])
def test_settings_that_are_there_stay(tmp_path: Path, name: str, capsys: Captured) -> None:
    (tmp_path / "a.md").write_text("# A\n\ntext\n")
    (tmp_path / name).write_text("")
    before = _files(tmp_path)
    assert main(["init", "--book", str(tmp_path)]) == 2
    assert _files(tmp_path) == before
    assert main(["init", "--book", str(tmp_path / "a.md")]) == 2
    assert main(["init", "--book", str(tmp_path / "gone")]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_sample_is_part_of_the_program() -> None:
    assert (resource_folder("templates") / "start" / "book" / "book.toml").is_file()
