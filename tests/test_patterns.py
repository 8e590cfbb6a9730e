"""Regular expressions that were compiled in an earlier run are what they would be if they were compiled now."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studypress import patterns

EXPRESSIONS: list[tuple[str | bytes, int]] = [
    (r"(?P<left>[一-鿿]+)(?:[：:](?P<right>\w+))?", 0),
    (r"第\s*(\d+)\s*章", re.MULTILINE),
    (r"(?i:docker)\b # a word", re.VERBOSE),
    (rb"<(\w+)[^>]*>", re.IGNORECASE),
    ("", 0),
]
TEXT = "第 12 章 容器：Docker"


@pytest.fixture(autouse=True)
def _nowhere_afterwards() -> Iterator[None]:
    yield
    patterns.keep_in(None)


def run(folder: Path | None) -> list[re.Pattern[Any]]:
    """The expressions, as a run of the program has them that begins now."""
    re.purge()
    patterns._read_once.cache_clear()
    patterns.keep_in(folder)
    with patterns.kept_patterns():
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

    monkeypatch.setattr(patterns, "_compiled", compiled_again)
    assert list(map(facts, run(tmp_path))) == expected


@pytest.mark.parametrize("harm", [lambda data: data[:-9], lambda data: data[:40] + b"?" + data[41:], lambda data: b""])
def test_a_damaged_file_is_not_there(tmp_path: Path, harm: Any) -> None:
    expected = list(map(facts, run(tmp_path)))
    file = tmp_path / "patterns"
    whole = file.read_bytes()
    file.write_bytes(harm(whole))
    assert list(map(facts, run(tmp_path))) == expected
    assert file.read_bytes() == whole


def test_another_python_has_made_nothing_for_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.version", "another")
    run(tmp_path)
    monkeypatch.undo()
    assert patterns._read(tmp_path / "patterns") == {}


def test_what_cannot_be_kept_is_compiled_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "pipe").mkdir()
    os.mkfifo(tmp_path / "pipe" / "patterns")
    for folder in ("file", "pipe"):
        assert list(map(facts, run(tmp_path / folder))) == list(map(facts, run(None)))


def test_faulty_expressions_are_told_as_ever_and_what_is_compiled_elsewhere_is_not_kept(tmp_path: Path) -> None:
    patterns.keep_in(tmp_path)
    with pytest.raises(re.error, match="unterminated"), patterns.kept_patterns():
        re.compile("(never kept")
    re.compile("(not kept)")
    assert not (tmp_path / "patterns").exists()
