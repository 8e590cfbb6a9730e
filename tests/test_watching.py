"""`--watch`: a book is made again whenever a file of it changes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchfiles import Change

from studypress import watching as watching_room
from studypress.forks import CAN_FORK
from studypress.request import Request
from studypress.watching import _OfTheBook

ROOT = Path(__file__).parent.parent


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "1.md").write_text("# 甲\n\n话。\n", "utf8")
    (folder / "book.toml").write_text("[epub]\npage_list = false\n", "utf8")
    return folder


@pytest.fixture
def watching(book: Path) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "epub", str(book), "-o", str(book / "out.epub"), "--watch"],
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:  # fmt: skip
        yield process
        process.kill()


def _told(process: "subprocess.Popen[str]") -> str:
    """What is said until it waits again."""
    assert process.stderr
    lines = []
    for line in process.stderr:
        lines.append(line)
        if line.startswith("watching "):
            break
    return "".join(lines)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_it_is_made_again_after_each_change_and_a_fault_ends_nothing(
    book: Path, watching: "subprocess.Popen[str]"
) -> None:
    output = book / "out.epub"
    assert "1 chapter, " in _told(watching)
    first = output.read_bytes()
    (book / "2.md").write_text("# 乙\n\n话。\n", "utf8")
    assert "2 chapters, " in _told(watching)
    second = output.read_bytes()
    assert second != first
    (book / "book.toml").write_text("[epub\n", "utf8")
    assert "error config-syntax" in _told(watching)
    assert output.read_bytes() == second
    (book / "book.toml").write_text("[epub]\npage_list = false\n", "utf8")
    assert "2 chapters, " in _told(watching)
    watching.send_signal(signal.SIGINT)
    assert watching.wait(60) == 0
    assert watching.stderr
    assert watching.stderr.read() == ""


def test_where_the_system_watches_no_more_folders_they_are_looked_through(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def seen(folder: Path, *, force_polling: bool | None, **_: object) -> Iterator[set[str]]:
        asked.append(bool(force_polling))
        if not force_polling:
            raise OSError("OS file watch limit reached")
        yield from (set(), set(), {"a change"})

    monkeypatch.setattr(watching_room, "watch", seen)
    monkeypatch.setattr(watching_room, "CAN_FORK", False)
    made: list[str] = []

    def make(request: Request) -> int:
        made.append("made")
        return 0

    def died() -> None:
        made.append("died")

    assert watching_room.keep_made(Request(book), make, died, lambda: made.append("waiting")) == 0
    assert (asked, made) == ([False, True], ["made", "waiting"] * 2)


@pytest.mark.skipif(not CAN_FORK, reason="processes are forked on Linux alone")
def test_a_process_that_dies_is_told_of_and_ends_nothing(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching_room, "watch", lambda *_, **__: iter((set(), {"a change"})))
    told: list[str] = []

    def die(request: Request) -> int:
        os._exit(9)

    assert watching_room.keep_made(Request(book), die, lambda: told.append("died"), lambda: told.append("waiting")) == 0
    assert told == ["died", "waiting"] * 2


def test_results_parts_and_folders_of_tools_are_not_the_book(tmp_path: Path) -> None:
    seen = _OfTheBook(tmp_path / "out")
    names = ("1.md", "图/a.png", "book.toml", ".vitepress/config.ts")
    others = ("out", "dist/a.pdf", "a.EPUB", ".1.md.abcdefgh.part", ".studypress/x", ".git/x", ".obsidian/x", "1.md~")
    assert [name for name in (*names, *others) if seen(Change.modified, str(tmp_path / name))] == list(names)


def test_what_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "pdf", str(tmp_path / "none"), "--watch"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, "none" in done.stderr, "watching" in done.stderr) == (2, True, False)
