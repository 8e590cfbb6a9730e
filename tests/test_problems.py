"""Every problem code has a tiny manuscript that provokes it, in `problems/CODE/` or `problems/CODE@variant/`."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from golden import compare

from studypress.cli import main
from studypress.problems import CODES, shortened

CASES = sorted(folder for folder in (Path(__file__).parent / "problems").iterdir() if folder.is_dir())


def _code(case: Path) -> str:
    return case.name.partition("@")[0]


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    assert sorted({_code(case) for case in CASES}) == sorted(CODES)


def _marks(case: Path) -> tuple[pytest.MarkDecorator, ...]:
    """Let the cases of typesetting provoke WeasyPrint, whose complaints are what they are about."""
    return (pytest.mark.weasyprint_log,) if _code(case) in ("typesetting", "style-sheet") else ()


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name, marks=_marks(case)) for case in CASES])
def test_case(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / case.name
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("expected.txt", "command.txt"))
    monkeypatch.chdir(folder)
    command = case / "command.txt"
    arguments = command.read_text(encoding="utf8") if command.is_file() else "check --book ."

    status = main(shlex.split(arguments))

    lines = re.findall(r"^\S.*: (?:error|warning|note) [a-z0-9-]+: .*\n", capsys.readouterr().err, re.MULTILINE)
    own = [line for line in lines if f"{CODES[_code(case)]} {_code(case)}: " in line]
    assert own, f"the case does not provoke {_code(case)}: {lines}"
    assert bool(status) == any(": error " in line for line in lines)
    compare("".join(lines), case / "expected.txt")


def test_a_long_quotation_is_one_line_with_both_ends() -> None:
    assert shortened(" 短的\n 话 ") == "短的 话"
    assert shortened("x" * 60) == "x" * 60
    long = "images/" + "x" * 99 + "/name.png"
    assert len(shortened(long, 40)) == 40
    assert shortened(long, 40).startswith("images/xxx")
    assert shortened(long, 40).endswith("xxx/name.png")
