"""What was compiled in an earlier run is what it would be if it were compiled now."""

import dataclasses
import inspect
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from studypress import compiled


class Zero(int):
    """A number of a class of its own, as Python 3.13 has one for no flags."""


EXPRESSIONS: list[tuple[str | bytes, int]] = [
    (r"(?P<left>[一-鿿]+)(?:[：:](?P<right>\w+))?", 0),
    (r"第\s*(\d+)\s*章", re.MULTILINE),
    (r"(?i:docker)\b # a word", re.VERBOSE),
    (rb"<(\w+)[^>]*>", re.IGNORECASE),
    ("", 0),
    (r"章.", Zero(0)),
]
TEXT = "第 12 章 容器：Docker"


@pytest.fixture(autouse=True)
def _nowhere_afterwards() -> Iterator[None]:
    yield
    compiled.keep_in(None)


def run(folder: Path | None) -> list[re.Pattern[Any]]:
    """The expressions, as a run of the program has them that begins now."""
    re.purge()
    compiled._read_once.cache_clear()
    compiled.keep_in(folder)
    with compiled.kept_compiled():
        return [re.compile(*one) for one in EXPRESSIONS]


def facts(found: re.Pattern[Any]) -> tuple[object, ...]:
    text: Any = TEXT.encode() if isinstance(found.pattern, bytes) else TEXT
    matches = [(match.span(), match.groups(), match.groupdict()) for match in found.finditer(text)]
    return found.pattern, found.flags, found.groups, dict(found.groupindex), matches


def test_what_was_kept_is_what_would_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = list(map(facts, run(None)))
    assert list(map(facts, run(tmp_path))) == expected

    def compiled_again(*_: object) -> None:
        raise AssertionError("an expression that was kept is compiled again")

    monkeypatch.setattr(compiled, "_expression", compiled_again)
    assert list(map(facts, run(tmp_path))) == expected


@pytest.mark.parametrize("harm", [lambda data: data[:-9], lambda data: data[:40] + b"?" + data[41:], lambda data: b""])
def test_a_damaged_file_is_not_there(tmp_path: Path, harm: Any) -> None:
    expected = list(map(facts, run(tmp_path)))
    file = tmp_path / "compiled"
    whole = file.read_bytes()
    file.write_bytes(harm(whole))
    assert list(map(facts, run(tmp_path))) == expected
    assert file.read_bytes() == whole


def test_another_python_has_made_nothing_for_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.version", "another")
    run(tmp_path)
    monkeypatch.undo()
    assert compiled._read(tmp_path / "compiled") == {}


def test_what_cannot_be_kept_is_compiled_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "pipe").mkdir()
    os.mkfifo(tmp_path / "pipe" / "compiled")
    for folder in ("file", "pipe"):
        assert list(map(facts, run(tmp_path / folder))) == list(map(facts, run(None)))


def test_faulty_expressions_are_told_as_ever_and_what_is_compiled_elsewhere_is_not_kept(tmp_path: Path) -> None:
    compiled.keep_in(tmp_path)
    with pytest.raises(re.error, match="unterminated"), compiled.kept_compiled():
        re.compile("(never kept")
    re.compile("(not kept)")
    assert not (tmp_path / "compiled").exists()


def _classes() -> list[type]:
    """Classes whose methods are written by `dataclasses`, made anew."""
    compiled._read_once.cache_clear()
    with compiled.kept_compiled():

        @dataclass(frozen=True, slots=True, order=True)
        class Point:
            x: int
            y: list[int] = field(default_factory=list)

        @dataclass
        class Named(Parent):
            name: str = "第一章"

    return [Point, Named]


@dataclass
class Parent:
    """What another class adds to."""

    place: int = 0


def test_the_methods_of_dataclasses_are_what_they_would_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shown() -> str:
        point, named = _classes()
        ones = [point(1), point(2, [3]), named(4), named(4, "甲")]
        return f"{ones} {ones[0] < ones[1]} {ones[0] == point(1)} {hash(point(1, ()))} {inspect.signature(point)}"

    expected = shown()
    compiled.keep_in(tmp_path)
    assert shown() == expected
    monkeypatch.setattr("builtins.compile", None)
    assert shown() == expected
    assert "exec" not in vars(dataclasses)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="owners of files are known on Unix")
def test_what_another_may_have_written_is_not_run(tmp_path: Path) -> None:
    run(tmp_path)
    (tmp_path / "compiled").chmod(0o666)
    assert compiled._read(tmp_path / "compiled") == {}


def test_tables_are_read_once_from_each_source(tmp_path: Path) -> None:
    source, read = tmp_path / "words.dic", []

    def table(file: Path) -> dict[str, tuple[int, ...]]:
        read.append(file)
        return {word: (1, len(word)) for word in file.read_text("utf8").split()}

    compiled.keep_in(tmp_path / "kept")
    for words, expected in (("甲 book", {"甲": (1, 1), "book": (1, 4)}), ("乙", {"乙": (1, 1)})):
        source.write_text(words, "utf8")
        for _ in range(2):
            assert compiled.kept_table(source, table) == expected
    assert len(read) == 2
    compiled.keep_in(None)
    compiled.kept_table(source, table)
    assert len(read) == 3


def test_a_table_that_cannot_be_kept_is_read_all_the_same(tmp_path: Path) -> None:
    compiled.keep_in(tmp_path / "kept")
    source = tmp_path / "words.dic"
    source.touch()
    for _ in range(2):
        assert compiled.kept_table(source, lambda file: {"place": file}) == {"place": source}
