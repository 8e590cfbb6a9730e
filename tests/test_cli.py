"""What the program says, where it says it, and the status it ends with."""

import contextlib
import errno
import json
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from studypress import commands, epub, options, pipeline
from studypress.cache import FOLDER
from studypress.cli import main
from studypress.documents import Document, Rendered
from studypress.editions import Piece
from studypress.model import Metadata
from studypress.press import Press
from studypress.problem_formats import as_github
from studypress.problems import BookError, Place, problem
from studypress.request import Report, Request, Result
from studypress.resources import given_home, user_cache
from studypress.screen import printable
from studypress.wording import NOTHING, said

ROOT = Path(__file__).parent.parent
CHAPTER = "# 容器\n\n## 用途\n\n一个运行环境。\n\n## 总结\n\n### 用途\n\n- 能够说出用途\n  - 一个运行环境\n"
BAD_LINK = CHAPTER + "\n[链接](#nowhere)\n"

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small manuscript in `book/`, to stand in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.delenv("STUDYPRESS_DEBUG", raising=False)
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "1.md").write_text(CHAPTER, encoding="utf8")
    return folder


def _instead_of_build(monkeypatch: pytest.MonkeyPatch, work: Callable[[Request], Result]) -> list[Request]:
    """Let `work` stand in for the pipeline; returns the requests it was given."""
    requests: list[Request] = []

    def build(press: Press, request: Request, report: Report) -> Result:
        requests.append(request)
        report(said("setting c1 (1/1)"))
        return work(request)

    monkeypatch.setattr(pipeline, "build_with", build)
    return requests


def _result(*codes: str) -> Result:
    return Result(
        (Path("dist/book.pdf"),), [problem(code, Place("1.md", 3), said("So.")) for code in codes], 12, 2, 1, 0
    )


def _fail(error: BaseException) -> Callable[[Request], Result]:
    def work(request: Request) -> Result:
        raise error

    return work


# --- A whole run ----------------------------------------------------------------------------------------------


def test_stdout_has_the_paths_and_stderr_the_rest(book: Path, capsys: Captured) -> None:
    (book / "1.md").write_text(BAD_LINK, encoding="utf8")
    assert main(["epub"]) == 0
    out, err = capsys.readouterr()
    assert out == f"{Path('dist/book.epub')}\n"
    assert Path("dist/book.epub").stat().st_size > 1000
    assert "1.md:14: warning broken-link: " in err
    assert "\n  hint: " in err
    assert re.search(r"^1 chapter, 1 warning, \d+\.\d s$", err, re.MULTILINE)


def test_errors_write_nothing_and_leave_the_earlier_output(book: Path, capsys: Captured) -> None:
    Path("out.epub").write_text("earlier")
    (book / "2.md").write_bytes(b"\n\xd6\xd0")
    assert main(["epub", "-o", "out.epub"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "2.md:2: error not-utf8: " in err
    assert err.splitlines()[-1] == "1 error; nothing was written"
    assert Path("out.epub").read_text() == "earlier"


def test_strict_makes_errors_of_warnings(book: Path, capsys: Captured) -> None:
    (book / "1.md").write_text(BAD_LINK, encoding="utf8")
    assert main(["epub", "--strict"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "1.md:14: error broken-link: " in err
    assert not Path("dist").exists()


def test_notes_are_for_check_alone(book: Path, capsys: Captured) -> None:
    (book / "1.md").write_text("# 容器\n\n没有。\n", encoding="utf8")
    assert main(["epub", "--strict"]) == 0
    assert " note " not in capsys.readouterr().err
    assert main(["check", "--strict"]) == 0
    err = capsys.readouterr().err
    assert "1.md:1: note summary-missing: " in err
    assert err.splitlines()[-1] == "1 note"


def test_check_says_what_is_wrong_and_ends_with_the_right_status(book: Path, capsys: Captured) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "no problems"
    (book / "1.md").write_text(BAD_LINK, encoding="utf8")
    assert main(["check"]) == 0
    assert main(["check", "--strict"]) == 1
    (book / "1.md").write_bytes(b"\xff\xff")
    assert main(["check"]) == 1
    assert not Path("dist").exists()
    assert capsys.readouterr().out == ""


def test_check_gives_json_to_programs(book: Path, capsys: Captured) -> None:
    (book / "1.md").write_text(BAD_LINK, encoding="utf8")
    assert main(["check", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    (only,) = json.loads(out)
    assert set(only) == {"path", "line", "severity", "code", "message", "hint"}
    assert (only["path"], only["line"], only["severity"], only["code"]) == ("1.md", 14, "warning", "broken-link")
    assert "broken-link" not in err
    (book / "book.toml").write_text('titel = "a"')
    assert main(["check", "--format", "json"]) == 2
    assert [one["code"] for one in json.loads(capsys.readouterr().out)] == ["config-unknown-key"]


@pytest.mark.parametrize("command", ["pdf", "epub", "handout", "check"])
def test_wrong_configuration_is_wrong_usage(book: Path, capsys: Captured, command: str) -> None:
    (book / "book.toml").write_text('titel = "a"')
    assert main([command]) == 2
    assert "book.toml:1: error config-unknown-key: " in capsys.readouterr().err


# --- Options --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [[], ["pfd"], ["pdf", "--page", "A3"], ["pdf", "--only", "hard"], ["handout", "--chapter", "0"],
     ["handout", "--kind", "poster"], ["check", "--format", "xml"], ["epub", "--page", "A4"], ["pdf", "nowhere"],
     ["pdf", "--book", "nowhere"], ["pdf", "a", "b"], ["pdf", "a", "--book", "b"], ["pdf", "-o", "-"]],
)  # fmt: skip
def test_wrong_usage_ends_with_2(capsys: Captured, arguments: list[str]) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err


def test_cleaning_a_folder_that_is_not_there_is_wrong_usage_and_touches_none_above(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / FOLDER).mkdir()
    assert main(["clean", str(tmp_path / "nots")]) == 2
    assert "no-manuscript" in capsys.readouterr().err
    assert (tmp_path / FOLDER).is_dir()


@pytest.mark.parametrize("name", ["x" * 300, "x" * 300 + "/a.md", "circle", "circle/a.md"])
@pytest.mark.parametrize(
    "words", [["pdf", "-o"], ["pdf", "--book"], ["check"], ["localize"], ["clean"], ["init"], ["new"]]
)
def test_a_name_that_can_be_none_is_wrong_usage(words: list[str], name: str, capsys: Captured) -> None:
    Path("circle").symlink_to("circle")
    status = main([*words, name])
    err = capsys.readouterr().err
    assert (status, "internal error" in err) == (2, False)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["pdf"], {"target": "pdf", "page": None, "only_key": False, "strict": False, "output": None}),
        (["pdf", "--page", "a5", "--only", "key"], {"page": "A5", "only_key": True}),
        (["pdf", "-o", "a.pdf", "--strict"], {"output": Path("a.pdf"), "strict": True}),
        (["handout"], {"target": "handout", "kind": "notes", "chapter": None}),
        (["handout", "--chapter", "2", "--kind", "recall"], {"chapter": 2, "kind": "recall"}),
        (["epub", "--book", "notes/one.md"], {"target": "epub", "book": Path("notes/one.md")}),
        (["epub", "notes/one.md", "--strict"], {"target": "epub", "book": Path("notes/one.md"), "strict": True}),
    ],
)
def test_options_reach_the_pipeline(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], expected: dict[str, Any]
) -> None:
    requests = _instead_of_build(monkeypatch, lambda request: _result())
    assert main(arguments) == 0
    assert {name: getattr(requests[0], name) for name in expected} == expected


@pytest.mark.parametrize(
    ("option", "hint"),
    [
        ("--chapter", "--chapter is an option of handout."),
        ("--cover", "Say it in book.toml: cover = …"),
        ("--css", "Say it in book.toml: [pdf] css = …"),
    ],
)
def test_an_option_that_is_elsewhere_is_told_where(capsys: Captured, option: str, hint: str) -> None:
    assert main(["pdf", option, "3"]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"  hint: {hint}"


def test_a_folder_of_notes_is_the_default_and_elsewhere_the_book_beside_the_program(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests = _instead_of_build(monkeypatch, lambda request: _result())
    (tmp_path / "empty").mkdir()
    for folder in (ROOT, book, tmp_path / "empty"):
        monkeypatch.chdir(folder)
        main(["pdf"])
    assert [request.book for request in requests] == [Path("book"), Path(), ROOT / "book"]


def test_without_a_book_beside_the_program_the_folders_own_is_asked_for(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(options, "__file__", str(book / "site-packages" / "studypress" / "options.py"))
    (book / "1.md").unlink()
    monkeypatch.chdir(book)
    assert main(["check"]) == 2
    assert "\nbook: error no-manuscript: " in capsys.readouterr().err


def test_a_dead_link_of_the_epub_is_told_at_the_chapters_place(book: Path) -> None:
    link = '<a href="gopher://x.test/">there</a>'
    html = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>A</title></head><body><p>{link}</p></body></html>'
    pages = (Document("c1", Piece.CHAPTERS, "A", html), Document("glossary", Piece.GLOSSARY, "G", html))
    words = epub.NavWords(**{field.name: "word" for field in fields(epub.NavWords)})
    about = Metadata("A", "en", identifier="urn:uuid:9a3e9f5e-0000-4000-8000-000000000000")
    places = {"c1": Place("1.md", 4)}
    _, problems = epub.write_epub(Rendered(pages, (), ()), about, epub.Setting(words, (), 0, None, places))
    assert [str(one.place) for one in problems] == ["1.md:4", "."]


def test_the_time_comes_from_the_environment_or_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = _instead_of_build(monkeypatch, lambda request: _result())
    monkeypatch.setattr("studypress.options.time.time", lambda: 5.9)
    main(["pdf"])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    main(["pdf"])
    assert [request.timestamp for request in requests] == [5, 1700000000]


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="caches have another place there")
@pytest.mark.parametrize(
    ("home", "caches", "found"),
    [
        ("/home/li", "", "/home/li/.cache/studypress"),
        ("/home/li", "/var/li", "/var/li/studypress"),
        ("/home/li", "li", "/home/li/.cache/studypress"),
        ("li", "", None),
    ],
)
def test_a_folder_of_notes_never_brings_the_folder_of_the_users_caches(
    monkeypatch: pytest.MonkeyPatch, home: str, caches: str, found: str | None
) -> None:
    monkeypatch.setenv("HOME", home)
    monkeypatch.setenv("XDG_CACHE_HOME", caches)
    assert user_cache() == (Path(found) if found else None)


@pytest.mark.skipif(sys.platform == "win32", reason="HOME names no folder there")
def test_a_user_of_whom_nothing_is_known_gets_the_name_of_a_home_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    def unknown(number: int) -> pwd.struct_passwd:
        raise KeyError(number)

    monkeypatch.setenv("HOME", "/home/li")
    with given_home():
        assert Path.home() == Path("/home/li")
    assert Path.home() == Path("/home/li")
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.delenv("HOME")
    assert user_cache() is None
    with given_home():
        assert Path.home().is_absolute()
    assert "HOME" not in os.environ, "other programs would be told of it too"


@pytest.mark.parametrize("words", ["0", "1700000000", "253402300799"])
def test_the_time_of_a_book_reaches_to_the_end_of_the_year_9999(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", words)
    assert options.timestamp() == int(words)


@pytest.mark.parametrize("words", ["yesterday", "-1", "1.5", "253402300800", "9" * 30, "0" * 20 + "9" * 30, "１"])
def test_a_bad_time_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, capsys: Captured, words: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", words)
    assert main(["epub"]) == 2
    assert "SOURCE_DATE_EPOCH" in capsys.readouterr().err


# --- Ends -----------------------------------------------------------------------------------------------------


def test_the_last_line_sums_up(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    _instead_of_build(monkeypatch, lambda request: _result("broken-link", "missing-image", "heading-skip"))
    assert main(["pdf"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "setting c1 (1/1) …"
    assert lines[1:-1] == ["1.md:3: warning broken-link: So.", "1.md:3: warning missing-image: So."]
    assert lines[-1].startswith("12 pages, 2 chapters, 1 term, 2 warnings, ")
    assert lines[-1].endswith(" s")


def test_a_sheet_counts_the_chapters_that_are_on_it(book: Path, capsys: Captured) -> None:
    (book / "1.md").write_text("# 力\n\n## 习题\n\n1. 力是什么？\n", encoding="utf8")
    (book / "2.md").write_text("# 热\n\n```mermaid\ngraph LR; A-->B\n```\n", encoding="utf8")
    (book / "3.md").write_text("# 光\n\n文字\n", encoding="utf8")
    for kind, chapters in (("recall", "2 chapters, 1 figure"), ("notes", "3 chapters, 1 figure")):
        assert main(["handout", "--kind", kind, "-o", "a.pdf"]) == 0
        assert f" pages, {chapters}, " in capsys.readouterr().err


def test_what_comes_very_often_is_told_by_check_alone(book: Path, capsys: Captured) -> None:
    text = CHAPTER + "".join(f"\n![](图{n}.png)\n" for n in range(30)) + "\n[链接](#nowhere)\n"
    (book / "1.md").write_text(text, encoding="utf8")
    assert main(["epub", "-o", "a.epub"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert sum(" warning missing-image: " in line for line in lines) == 10
    assert sum(" warning broken-link: " in line for line in lines) == 1
    assert "and 20 more of missing-alt, 20 more of missing-image; `check` tells all" in lines
    assert ", 61 warnings, " in lines[-1]
    main(["check"])
    told = capsys.readouterr().err
    assert told.count(" warning missing-image: ") == 30
    assert told.splitlines()[-2].startswith("30 of missing-alt, 30 of missing-image, 1 of broken-link")


def test_an_interrupt_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    _instead_of_build(monkeypatch, _fail(KeyboardInterrupt()))
    assert main(["pdf"]) == 130
    assert capsys.readouterr().err.strip() == "setting c1 (1/1) …"


def test_an_order_to_stop_while_the_program_is_being_loaded_shows_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.import_module", _fail(KeyboardInterrupt()))
    with pytest.raises(SystemExit) as left:
        runpy.run_path(str(Path(__file__).parent.parent / "build.py"))
    assert left.value.code == 130
    with pytest.raises(SystemExit) as left:
        runpy.run_module("studypress", run_name="__main__")
    assert left.value.code == 130


def test_too_little_memory_is_no_fault_of_the_program(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    _instead_of_build(monkeypatch, _fail(MemoryError()))
    assert main(["pdf"]) == 1
    err = capsys.readouterr().err
    assert "studypress: There is not enough memory.\n" in err
    assert "internal error" not in err


def test_what_fails_where_memory_is_used_up_fails_for_want_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    _instead_of_build(monkeypatch, _fail(OSError("libfigures.so: failed to map segment from shared object")))
    assert main(["pdf"]) == 1
    assert "internal error" in capsys.readouterr().err

    def refused(*_: int) -> None:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    monkeypatch.setattr("studypress.memory.mmap", refused)
    assert main(["pdf"]) == 1
    assert "studypress: There is not enough memory.\n" in capsys.readouterr().err


_FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")


@_FULL
@pytest.mark.parametrize("arguments", [["epub", "-o", "x.epub"], ["--help"]])
def test_a_full_disk_behind_stdout_is_no_fault_of_the_program(arguments: list[str]) -> None:
    run = _shell('"$@" > /dev/full', *arguments)
    assert (run.returncode, run.stderr.splitlines()[-1]) == (
        1,
        "studypress: cannot be written: No space left on device",
    )


@_FULL
@pytest.mark.parametrize("where", ["2> /dev/full", "2>&1 > x.out | true"])
def test_work_goes_on_where_nobody_can_read_of_it(where: str) -> None:
    _shell(f'"$@" {where}', "epub", "-o", "x.epub")
    assert Path("x.epub").stat().st_size > 1000


def _shell(words: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the program by a line for the shell, in which `"$@"` stands for it and its arguments."""
    command = ["bash", "-c", words, "bash", sys.executable, str(ROOT / "build.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_fault_of_the_program_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    _instead_of_build(monkeypatch, _fail(ZeroDivisionError("by\x1b[31m zero")))
    assert main(["pdf"]) == 1
    err = capsys.readouterr().err
    assert r"studypress: internal error: ZeroDivisionError: by\x1b[31m zero" in err
    assert "Traceback" not in err
    monkeypatch.setenv("STUDYPRESS_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["pdf"])


WITHOUT_PANGO = """
import sys
class Pango:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            print("WeasyPrint could not import some external libraries")  # as it does itself
            raise OSError("cannot load library 'libpango-1.0-0': error 0x7e")
sys.meta_path.insert(0, Pango())
from studypress.cache import FOLDER
from studypress.cli import main
sys.exit(main(sys.argv[1:]))
"""


def _without_pango(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT_PANGO, *arguments]
    return subprocess.run(
        command, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )


def test_without_pango_one_line_and_a_hint() -> None:
    done = _without_pango("pdf", "--no-cache")
    assert (done.returncode, done.stdout) == (2, "")
    said = [line for line in done.stderr.splitlines() if not line.endswith("…")]
    assert len(said) == 2
    assert "Pango" in said[0]
    assert "doctor" in said[1]


def test_an_e_book_without_pages_of_print_needs_no_pango(book: Path) -> None:
    assert _without_pango("epub", "--no-cache").returncode == 2
    (book / "book.toml").write_text("[epub]\npage_list = false\n", encoding="utf8")
    done = _without_pango("epub", "--no-cache")
    assert (done.returncode, done.stdout) == (0, f"{Path('dist/book.epub')}\n")


def test_without_a_package_one_line(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def without_package(name: str) -> Any:
        raise ModuleNotFoundError("No module named 'jinja2'", name="jinja2")

    monkeypatch.setattr(commands, "import_module", without_package)
    assert main(["epub"]) == 2
    assert capsys.readouterr().err == "Error: The package jinja2 is not installed. Run: make setup\n"


# --- Terminals and consoles -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("容器 “a” é\u3000😀", "容器 “a” é\u3000😀"),
        ("a\x1b[31mb\x07", r"a\x1b[31mb\x07"),
        ("a\nb\rc\td", r"a\nb\rc\td"),
        ("\x9b31m", r"\x9b31m"),
        ("a\u202eb\u2028c\udcffd", r"a\u202eb\u2028c\udcffd"),
    ],
)
def test_what_steers_a_terminal_is_written_out(raw: str, shown: str) -> None:
    assert printable(raw) == shown


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such name")
def test_file_names_do_not_steer_the_terminal(book: Path, capsys: Captured) -> None:
    (book / "2\x1b]0;title\x07\n.md").write_bytes(b"\xff")
    assert main(["check"]) == 1
    err = capsys.readouterr().err
    assert r"2\x1b]0;title\x07\n.md:1: error not-utf8: " in err
    assert "\x1b" not in err


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_a_console_without_han_does_not_stop_the_work(book: Path) -> None:
    (book / "1.md").write_text(BAD_LINK, encoding="utf8")
    (book / "1.md").rename(book / "容器.md")
    done = _run("check", PYTHONIOENCODING="cp1252")
    assert done.returncode == 0
    assert rb"\u5bb9\u5668.md:14: warning broken-link: " in done.stderr


def _on_a_terminal(*arguments: str, **environment: str) -> str:
    import pty

    main_end, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), *arguments],
        stdout=terminal,
        stderr=terminal,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "40", **environment},
    ) as running:
        os.close(terminal)
        said = b""
        with contextlib.suppress(OSError):  # Linux ends the reading of a terminal without writers by an error
            while block := os.read(main_end, 4096):
                said += block
        os.close(main_end)
    assert running.returncode == 0
    return said.decode()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
def test_colour_only_on_a_terminal_and_not_under_no_color(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (book / "1.md").write_text(BAD_LINK, encoding="utf8")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert b"\x1b" not in _run("check").stderr
    assert "1.md:14: \x1b[33mwarning broken-link\x1b[0m: The link to “#nowhere” leads to no heading" in _on_a_terminal(
        "check"
    )
    plain = _on_a_terminal("check", NO_COLOR="1")
    assert "1.md:14: warning broken-link: The link to “#nowhere” leads to no heading" in plain
    assert "\x1b[33m" not in plain


# --- build.py -------------------------------------------------------------------------------------------------


def _bare_build(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a copy of build.py by a Python that has no packages."""
    (folder / "build.py").write_bytes((ROOT / "build.py").read_bytes())
    return subprocess.run(
        [sys.executable, "-I", "-S", "build.py", "pdf", "--page", "A5"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_packages_build_py_says_the_one_command(tmp_path: Path) -> None:
    done = _bare_build(tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "build.py needs Python 3.11 or newer and its packages. Run: make setup\n"


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_build_py_goes_on_in_the_venv_when_there_is_one(tmp_path: Path) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"\nexit 7\n')
    python.chmod(0o755)
    done = _bare_build(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (7, "build.py pdf --page A5\n", "")
    called = [sys.executable, "build.py", "pdf"]  # by a Python that has packages, of whatever versions
    assert subprocess.run(called, cwd=tmp_path, capture_output=True, check=False).stdout == b"build.py pdf\n"
    python.write_text("#!/bin/sh\necho $$\n")
    with subprocess.Popen(called, cwd=tmp_path, stdout=subprocess.PIPE) as process:
        assert process.communicate()[0].split() == [str(process.pid).encode()]  # nothing else is there to stop


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_venv_that_is_a_link_and_lacks_packages_is_asked_once(tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (tmp_path / "venv" / "pyvenv.cfg").write_text(f"home = {sys.base_prefix}/bin\n")
    (tmp_path / ".venv").symlink_to("venv")
    done = _bare_build(tmp_path)
    assert (done.returncode, done.stderr[:21]) == (2, "build.py needs Python")


def test_build_py_is_short() -> None:
    assert len((ROOT / "build.py").read_text().splitlines()) < 20


def test_errors_of_the_pipeline_keep_their_status(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    faults = [
        problem("cannot-write", Place("a.pdf"), said("It cannot be written.")),
        problem("heading-skip", Place("1.md"), NOTHING),
    ]
    _instead_of_build(monkeypatch, _fail(BookError(faults)))
    assert main(["pdf"]) == 1
    assert "a.pdf: error cannot-write: It cannot be written." in capsys.readouterr().err


# --- Outputs that must not be replaced --------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["book/1.md", "book"])
def test_notes_and_folders_are_not_replaced(target: str, book: Path, capsys: Captured) -> None:
    before = (book / "1.md").read_bytes()
    assert main(["epub", "-o", target]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{target}: error cannot-write: " in err
    assert (book / "1.md").read_bytes() == before


def test_a_closed_stdout_does_not_stop_the_work(book: Path) -> None:
    run = _shell('"$@" >&-', "epub", "-o", "x.epub")
    assert (run.returncode, "internal error" in run.stderr) == (0, False)
    assert Path("x.epub").stat().st_size > 1000


def test_check_gives_commands_to_github(book: Path, capsys: Captured) -> None:
    (book / "1.md").write_text(BAD_LINK, "utf8")
    (book / "book.toml").write_text("[check]\noff = []\n", "utf8")
    assert main(["check", "--format", "github"]) == 0
    out, err = capsys.readouterr()
    assert re.match(r"::warning file=book/1\.md,line=14,title=broken-link::\S.*\n\Z", out)
    assert "broken-link" not in err
    (book / "book.toml").write_text('titel = "a"', "utf8")
    assert main(["check", "--format", "github"]) == 2
    assert capsys.readouterr().out.startswith("::error file=book/book.toml,line=1,title=config-unknown-key::")


def test_what_would_end_a_command_of_github_is_escaped() -> None:
    found = problem("missing-image", Place("100%/a,b:c.md"), said("It is\r\n50% there: a, b."), said("Look."))
    expected = "::warning file=100%25/a%2Cb%3Ac.md,title=missing-image::It is%0D%0A50%25 there: a, b. Look."
    assert as_github([found], Path(), str) == expected


def test_a_style_sheet_that_no_e_book_can_hold_is_told_before_a_page_is_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "1.md").write_text("# 一\n\n文字。\n", encoding="utf8")
    (tmp_path / "book.toml").write_text('[epub]\ncss = ["own.css"]\n', encoding="utf8")
    (tmp_path / "own.css").write_text("p { direction: rtl }\n", encoding="utf8")
    assert main(["epub", "--book", str(tmp_path), "-o", str(tmp_path / "b.epub"), "--no-cache"]) == 1
    shown = capsys.readouterr().err
    assert "own.css:1: error style-sheet: " in shown
    assert "setting" not in shown
