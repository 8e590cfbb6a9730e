"""Rules are switched off: everywhere, for a stretch, for a line."""

from pathlib import Path

import pytest
from limits import within

from studypress.check import read_switches
from studypress.config import BookConfig, CheckConfig
from studypress.manuscript import Manuscript, Origin, SourceFile
from studypress.problems import Place, problem
from studypress.wording import NOTHING


def manuscript(text: str, *off: str, origins: tuple[Origin, ...] = (), first_line: int = 1) -> Manuscript:
    file = SourceFile("1.md", text, first_line, origins=origins)
    return Manuscript(Path(), BookConfig(check=CheckConfig(off)), (file,))


def kept(given: Manuscript, code: str = "missing-alt", path: str = "1.md", lines: int = 9) -> list[int]:
    """The lines on which a problem is still told."""
    problems = [problem(code, Place(path, line), NOTHING) for line in range(1, lines + 1)]
    return [one.place.line for one in read_switches(given)[0].kept(problems)]


def test_a_rule_is_off_in_the_whole_book() -> None:
    assert kept(manuscript("文字", "missing-alt")) == []
    assert len(kept(manuscript("文字", "heading-skip"))) == 9


def test_an_error_is_never_switched_off() -> None:
    assert len(kept(manuscript("文字\n\n<!-- check: off -->"), "not-utf8")) == 9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("文\n\n<!-- check: off missing-alt -->\n\n文\n\n<!-- check: on missing-alt -->\n", [1, 2, 8, 9]),
        ("文\n\n<!-- check: off missing-alt -->\n\n文\n", [1, 2]),
        ("<!-- check: off missing-alt -->\n\n文\n\n<!-- check: off missing-alt -->\n\n文\n", []),
        ("文\n\n<!-- check: off -->\n\n文\n\n<!-- check: on -->\n", [1, 2, 8, 9]),
        ("文\n\n<!-- check: off heading-skip, missing-alt -->\n\n<!--check:on  missing-alt-->\n", [1, 2, 6, 7, 8, 9]),
        ("文\n字 <!-- check: off missing-alt -->\n字\n", [1, 3, 4, 5, 6, 7, 8, 9]),
        ("- 文\n- <!-- check: off missing-alt -->\n", [1]),
        ("<!-- 说明：\n不是命令 -->\n\n`<!-- check: off -->`\n\n```\n<!-- check: off -->\n```\n", list(range(1, 10))),
    ],
)
def test_a_comment_switches_from_its_line_or_for_its_line(text: str, expected: list[int]) -> None:
    assert kept(manuscript(text)) == expected


def test_lines_count_from_the_files_first_and_included_files_have_their_own() -> None:
    assert kept(manuscript("<!-- check: off missing-alt -->", first_line=4)) == [1, 2, 3]
    origins = (Origin(0, "1.md", 1), Origin(1, "part.md", 7), Origin(2, "1.md", 3))
    included = manuscript("文\n<!-- check: off missing-alt -->\n文\n", origins=origins)
    assert kept(included, path="part.md") == [1, 2, 3, 4, 5, 6]
    assert len(kept(included)) == 9


def test_a_word_that_switches_nothing_is_told_with_the_nearest() -> None:
    _, problems = read_switches(manuscript("<!-- check: off mising-alt -->\n<!-- check: missing-alt -->"))
    assert [(str(one.place), one.code) for one in problems] == [
        ("1.md:1", "check-comment"),
        ("1.md:2", "check-comment"),
    ]
    assert str(problems[0].hint) == "Did you mean missing-alt?"


@pytest.mark.parametrize(
    ("comment", "shown"), [("check:", "check:"), ("check: ？", "check: ？"), ("check: " + "关" * 99, "关")]
)
def test_a_comment_without_a_word_is_told_as_it_stands_and_a_long_one_in_short(comment: str, shown: str) -> None:
    (told,) = read_switches(manuscript(f"<!-- {comment} -->"))[1]
    assert f"`{shown}" in str(told.message)
    assert len(str(told.message)) < 130


def test_of_thousands_of_codes_that_are_none_the_nearest_is_looked_for_a_hundred_times() -> None:
    codes = " ".join(f"missing-alts{number}" for number in range(20_000))
    with within(2.5, "codes"):
        _, problems = read_switches(manuscript(f"<!-- check: off {codes} -->\n"))
    hints = [str(one.hint) for one in problems]
    assert len(hints) == 20_000
    assert hints[99] == "Did you mean missing-alt?"
    assert hints[100].startswith("Write `check: off CODE`")
