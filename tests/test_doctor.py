"""What the doctor finds, and what it advises."""

import re
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import Mock

import pytest

from studypress import doctor
from studypress.cli import main
from studypress.wording import said

ROOT = Path(__file__).parent.parent
SYSTEMS = ("debian", "fedora", "arch", "macos", "windows", "")


def _needs(monkeypatch: pytest.MonkeyPatch, **seen: str) -> None:
    """Let the doctor see these things, and all others as they are."""
    needs = tuple(replace(need, look=partial(str, seen.get(need.name, "1.0"))) for need in doctor.NEEDS)
    monkeypatch.setattr(doctor, "NEEDS", needs)


def test_on_this_machine_nothing_required_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"^Pango: found 1\.\d+\.\d+, sets the lines of the PDF$", out, re.M)
    assert re.search(r"^HarfBuzz: found \d+\.\d+\.\d+, ", out, re.M)
    assert re.search(r"^WeasyPrint: found 70\.", out, re.M)
    assert re.search(r"^Python: found 3\.\d+\.\d+, ", out, re.M)


@pytest.mark.parametrize("name", ["Pango", "HarfBuzz", "WeasyPrint", "fonts"])
def test_a_required_thing_that_is_missing_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    _needs(monkeypatch, **{name: ""})
    assert main(["doctor"]) == 1
    assert re.search(rf"^{name}: missing, .*\n  get it: \S", capsys.readouterr().out, re.M)


def _without_packages(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a checkout that has no .venv, and without what is installed beside it."""
    (folder / "build.py").write_bytes((ROOT / "build.py").read_bytes())
    (folder / "studypress").symlink_to(ROOT / "studypress")
    return subprocess.run([sys.executable, "-S", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def test_setup_can_ask_for_the_libraries_before_there_are_packages(tmp_path: Path) -> None:
    done = _without_packages(tmp_path, "-c", "import studypress.doctor as doctor; print(doctor.libraries_found())")
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")


@pytest.mark.parametrize("name", ["_pango", "_harfbuzz", "_subsetter"])
def test_one_library_that_is_missing_is_enough(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(doctor, name, lambda: "")
    assert not doctor.libraries_found()


def test_pango_that_cannot_read_fonts_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    names = doctor._names
    monkeypatch.setattr(doctor, "_names", lambda stem, number: () if stem == "pangoft2" else names(stem, number))
    assert doctor._pango() == ""


def test_the_doctor_works_without_packages(tmp_path: Path) -> None:
    (tmp_path / "fonts").symlink_to(ROOT / "fonts")
    done = _without_packages(tmp_path, "build.py", "doctor")
    assert (done.returncode, done.stderr) == (1, "")
    assert re.search(r"^Pango: found 1\.", done.stdout, re.M)
    assert "WeasyPrint: missing, sets the pages\n  get it: make setup\n" in done.stdout


def test_an_optional_thing_that_is_missing_ends_with_0(monkeypatch: pytest.MonkeyPatch) -> None:
    _needs(monkeypatch, Java="", dot="")
    monkeypatch.setattr(doctor, "_system", lambda: "debian")
    report, complete = doctor.report(str)
    assert complete
    assert "Java: not found (optional), runs EPUBCheck in the tests\n  get it: sudo apt-get install default" in report


def test_what_is_there_but_of_no_use_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    _needs(monkeypatch)
    changed = doctor.OfNoUseError(said("{name} missing or changed", name="a.ttf"))
    needs = [replace(need, look=Mock(side_effect=changed)) if need.name == "fonts" else need for need in doctor.NEEDS]
    monkeypatch.setattr(doctor, "NEEDS", needs)
    report, complete = doctor.report(str)
    assert not complete
    assert "fonts: missing a.ttf missing or changed" not in report
    assert "fonts: unusable (a.ttf missing or changed), " in report


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_has_a_remedy_for_everything(system: str) -> None:
    for need in doctor.NEEDS:
        assert need.remedies.get(system, need.remedies.get(""))


def test_windows_is_told_where_the_libraries_are_named() -> None:
    pango = next(need for need in doctor.NEEDS if need.name == "Pango")
    assert "WEASYPRINT_DLL_DIRECTORIES" in str(pango.remedies["windows"])


def test_changed_fonts_are_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "resource_folder", lambda name: tmp_path / name)
    assert doctor._fonts() == ""
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # SHA-256 of nothing
    (fonts / "SHA256SUMS").write_text(f"{empty}  a.ttf\n{empty} *b.ttf\n")
    (fonts / "a.ttf").write_bytes(b"")
    with pytest.raises(doctor.OfNoUseError, match=r"^b\.ttf missing or changed$"):
        doctor._fonts()
    (fonts / "b.ttf").write_bytes(b"")
    assert str(doctor._fonts()) == "2 faces"
    (fonts / "b.ttf").write_bytes(b"x")
    with pytest.raises(doctor.OfNoUseError, match=r"^b\.ttf missing or changed$"):
        doctor._fonts()


def test_a_library_that_is_nowhere_is_missing() -> None:
    assert doctor._library(("libstudypress-has-no-such-library.so",), "version") == ""
    assert doctor._program("studypress-has-no-such-program", "--version") == ""
