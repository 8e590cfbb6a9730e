"""Every problem code has a tiny manuscript that provokes it, in `problems/CODE/` or `problems/CODE@variant/`."""

import re
import shlex
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from golden import compare

from studypress.cli import main
from studypress.manuscript import settings_name
from studypress.problems import CODES, SWITCHABLE, Place, in_order, problem
from studypress.wording import said, shortened

CASES = sorted(folder for folder in (Path(__file__).parent / "problems").iterdir() if folder.is_dir())


def _code(case: Path) -> str:
    return case.name.partition("@")[0]


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    assert sorted({_code(case) for case in CASES}) == sorted(CODES)


def _marks(case: Path) -> tuple[pytest.MarkDecorator, ...]:
    """Let the cases of typesetting provoke WeasyPrint, whose complaints are what they are about."""
    return (pytest.mark.weasyprint_log,) if _code(case) in ("typesetting", "style-sheet") else ()


def _run(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[list[str], int]:
    """The lines that are told of a case, and the exit status."""
    folder = tmp_path / case.name
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("expected.txt", "command.txt"))
    monkeypatch.chdir(folder)
    command = case / "command.txt"
    arguments = command.read_text(encoding="utf8") if command.is_file() else "check --book ."
    status = main(shlex.split(arguments))
    lines = re.findall(r"^\S.*: (?:error|warning|note) [a-z0-9-]+: .*\n", capsys.readouterr().err, re.MULTILINE)
    return lines, status


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name, marks=_marks(case)) for case in CASES])
def test_case(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines, status = _run(case, tmp_path, monkeypatch, capsys)
    own = [line for line in lines if f"{CODES[_code(case)]} {_code(case)}: " in line]
    assert own, f"the case does not provoke {_code(case)}: {lines}"
    assert bool(status) == any(": error " in line for line in lines)
    compare("".join(lines), case / "expected.txt")


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name, marks=_marks(case)) for case in CASES])
def test_case_in_chinese(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("LANGUAGE", "")
    lines, _ = _run(case, tmp_path, monkeypatch, capsys)
    assert lines
    for line in lines:
        words = re.sub(r"`[^`]*`|“[^”]*”", "", re.sub(r"^.*?: \w+ [a-z0-9-]+: ", "", line))
        assert re.search(r"[\u4e00-\u9fff]", words)
        assert not re.search(r"\{\w+\}", words), "a place is left open"
        assert not re.search(r"[\u4e00-\u9fff]\w*\W+(?:[a-z]+ ){3}", words), "a part is not translated"


_CHECKED = [case for case in CASES if _code(case) in SWITCHABLE and not (case / "command.txt").is_file()]
_OF_NO_LINE = ("bibliography", "contents-list", "empty-file", "front-matter", "skipped-file")
"""What is said of a whole file, or of a place in which no comment can stand."""
_FRONT_MATTER = re.compile(r"\A(\ufeff?---\n.*?\n---\n|)", re.DOTALL)


def _told(code: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The files that a problem is told of."""
    main(["check", "--book", "."])
    return re.findall(rf"^(\S*?)(?::\d+|:cell [\d:]+)?: \w+ {code}: ", capsys.readouterr().err, re.MULTILINE)


@pytest.mark.parametrize("case", _CHECKED, ids=lambda case: case.name)
def test_every_rule_can_be_switched_off_by_its_key_and_at_the_place(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, code = tmp_path / case.name, _code(case)
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("expected.txt"))
    monkeypatch.chdir(folder)
    told = _told(code, capsys)
    assert told
    chapters = {path for path in told if path.endswith(".md") and path != "SUMMARY.md"}
    for path in chapters:
        file = folder / path
        text = file.read_text(encoding="utf8")
        file.write_text(_FRONT_MATTER.sub(rf"\1<!-- check: off {code} -->\n\n", text, count=1), encoding="utf8")
    assert code in _OF_NO_LINE or not chapters & set(_told(code, capsys))
    settings = folder / settings_name(folder)
    before = settings.read_text(encoding="utf8") if settings.is_file() else ""
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("expected.txt"), dirs_exist_ok=True)
    settings.write_text(f'{before}\n[check]\noff = ["{code}"]\n', encoding="utf8")
    assert _told(code, capsys) == []


def test_a_long_quotation_is_one_line_with_both_ends() -> None:
    assert shortened(" 短的\n 话 ") == "短的 话"
    assert shortened("x" * 60) == "x" * 60
    long = "images/" + "x" * 99 + "/name.png"
    assert len(shortened(long, 40)) == 40
    assert shortened(long, 40).startswith("images/xxx")
    assert shortened(long, 40).endswith("xxx/name.png")


def test_of_a_fault_in_thousands_of_lines_the_first_are_told_and_how_many_more_there_are() -> None:
    strays = [problem("unclosed-html", Place("1.md", line), said("So.")) for line in range(5000, 0, -1)]
    other = [problem("unclosed-html", Place("2.md", line), said("So.")) for line in range(1, 1002)]
    image = problem("missing-image", Place("1.md", 3000), said("So."))

    told = in_order([*strays, image, *other])

    *each, rest, missing = told[:1002]
    assert [found.place.line for found in each] == list(range(1, 1001))
    assert str(rest) == "1.md:1001: warning unclosed-html: From here on, the file has 4000 more of unclosed-html."
    assert missing == image
    assert told[1002:] == other  # a line that says there is one more says no less than that one
    assert sum(found.number for found in told) == 5000 + 1 + 1001
    assert in_order([image, *told]) == told


def test_what_a_file_links_again_and_again_in_vain_is_told_once_and_counted() -> None:
    dead = [problem("broken-link", Place("a.md", line), said("It leads nowhere.")) for line in (9, 3, 5)]
    strays = [problem("stray-code", Place("a.md", line), said("Code.")) for line in (1, 2)]
    others = [replace(dead[0], place=Place("b.md", line)) for line in (1, 2)]
    told = in_order([*dead, *strays, *others])
    assert [(str(one.place), str(one.message), one.number) for one in told] == [
        ("a.md:1", "Code.", 1),
        ("a.md:2", "Code.", 1),
        ("a.md:3", "It leads nowhere. So it is 2 more times in this file.", 3),
        ("b.md:1", "It leads nowhere. So it is once more in this file.", 2),
    ]
    assert in_order(told) == told


def test_of_pictures_that_nothing_describes_twenty_of_a_file_are_told() -> None:
    many = [problem("placeholder-alt", Place("a.md", line), said("Still.")) for line in range(1, 31)]
    few = [problem("missing-alt", Place("a.md", line), said("Nothing.")) for line in range(31, 52)]
    told = in_order([*many, *few])
    assert [found.place.line for found in told] == [*range(1, 22), *range(31, 52)]
    assert str(told[20].message) == "From here on, the file has 10 more of placeholder-alt."
    assert sum(found.number for found in told) == 30 + 21
    assert in_order(told) == told


@pytest.mark.parametrize("code", ["placeholder-alt", "image-elsewhere"])
def test_of_pictures_that_nothing_describes_or_that_lie_elsewhere_sixty_of_a_book_are_told(code: str) -> None:
    places = [Place(f"{file}.md", line) for file in range(9) for line in range(30)]
    many = [problem(code, place, said("Still.")) for place in places]
    other = problem("missing-image", Place("8.md", 3), said("So."))
    told = in_order([*many, other])
    assert [found.place.path for found in told] == ["0.md"] * 21 + ["1.md"] * 21 + ["2.md"] * 19 + ["8.md"]
    assert str(told[60].message) == f"From here on, the book has 192 more of {code}."
    assert sum(found.number for found in told) == 9 * 30 + 1
    assert in_order(told) == told


def test_check_counts_what_it_does_not_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "1.md").write_text("# 一\n\n文字。\n\n" + ":::\n" * 1500, encoding="utf8")
    assert main(["check", "--book", str(tmp_path)]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert sum(": warning unclosed-container: " in line for line in lines) == 1001
    assert lines[-1] == "1500 warnings, 1 note"
