"""Results are written whole or not at all."""

import errno
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from studypress.output import file_name, is_part, refuse_to_replace, write_whole
from studypress.problems import BookError, UsageError
from studypress.temporary import named_folder, replacing, sweep


def test_the_earlier_result_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "new" / "book.pdf"
    write_whole(file, [b"one"])
    write_whole(file, [b"two"])
    assert file.read_bytes() == b"two"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Docker 入门", "Docker 入门"),
        ("/etc/elsewhere", "-etc-elsewhere"),
        ("../../escape", "-..-escape"),
        ("TCP/IP", "TCP-IP"),
        ("甲：乙?", "甲：乙-"),
        ("...", "book"),
        ("字" * 90, "字" * 53),
    ],
)
def test_the_title_of_notes_names_a_file_in_the_folder_of_results_alone(words: str, name: str) -> None:
    assert file_name(words) == name


def test_what_cannot_be_written_is_said_and_leaves_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "book.pdf").mkdir()
    with pytest.raises(BookError) as caught:
        write_whole(tmp_path / "book.pdf", [b"data"])
    assert [problem.code for problem in caught.value.problems] == ["cannot-write"]
    assert str(caught.value.problems[0].hint).startswith("Make room, allow writing there")  # `init` has no -o
    assert list(tmp_path.iterdir()) == [tmp_path / "book.pdf"]


def test_a_name_as_long_as_the_disk_takes_is_written(tmp_path: Path) -> None:
    """What is being written has a name beside it for a moment, which is no longer than that."""
    file = tmp_path / f"{'字' * 83}.pdf"
    file.write_bytes(b"old")
    write_whole(file, [b"data"])
    assert file.read_bytes() == b"data"


def test_a_link_that_leads_to_itself_is_said(tmp_path: Path) -> None:
    (tmp_path / "dist").symlink_to("dist")
    with pytest.raises(BookError) as caught:
        write_whole(tmp_path / "dist" / "book.pdf", [b"data"])
    assert [problem.code for problem in caught.value.problems] == ["cannot-write"]


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "link.pdf").symlink_to("real.pdf")
    write_whole(tmp_path / "link.pdf", [b"data"])
    assert (tmp_path / "link.pdf").is_symlink()
    assert (tmp_path / "real.pdf").read_bytes() == b"data"


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    # Never tried on a device: as root, a fault here would replace the machine's own.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as reader:
        read = reader.submit(pipe.read_bytes)
        write_whole(pipe, [b"data"])
        assert read.result(timeout=10) == b"data"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(sys.platform != "linux", reason="a shell hands over a pipe under this name on Linux")
def test_a_pipe_without_a_name_is_written_to() -> None:
    reading, writing = os.pipe()
    write_whole(Path(f"/dev/fd/{writing}"), [b"data"])
    assert os.read(reading, 9) == b"data"
    os.close(reading)
    os.close(writing)


# --- What a program that was killed left behind ---------------------------------------------------------------


def _of_yesterday(path: Path) -> None:
    os.utime(path, (time.time() - 90_000,) * 2)


def test_half_a_result_is_swept_a_day_later(tmp_path: Path) -> None:
    old, new, other = (tmp_path / f".[b].pdf.{name}.part" for name in ("ab_12345", "cd_12345", "my own"))
    for file in (old, new, other):
        file.touch()
    _of_yesterday(old)
    _of_yesterday(other)
    write_whole(tmp_path / "[b].pdf", [b"data"])
    assert not old.exists()
    assert new.exists(), "another program is writing it"
    assert other.exists(), "it is called otherwise"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it has a name from the beginning")
def test_what_is_being_written_has_no_name_to_stay_behind(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"one"
        seen.extend(tmp_path.iterdir())

    seen: list[Path] = []
    mask = os.umask(0o027)
    request.addfinalizer(lambda: os.umask(mask))
    write_whole(tmp_path / "book.pdf", pieces())
    with replacing(tmp_path / "entry", ".", ".new") as output:
        output.write(b"data")
        seen.extend(tmp_path.iterdir())
    assert seen == [tmp_path / "book.pdf"]
    (tmp_path / "usual").touch()
    assert (tmp_path / "book.pdf").stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert (tmp_path / "usual").stat().st_mode & 0o777 == 0o640, "what a process may give is as it was"
    assert (tmp_path / "entry").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("refused", ["open", "link"])
def test_a_disk_that_cannot_do_so_is_written_to_all_the_same(
    tmp_path: Path, refused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.open

    def opened(path: Path, flags: int, mode: int) -> int:
        if isinstance(path, Path) and path.is_dir():
            raise OSError(errno.EOPNOTSUPP, "Operation not supported")
        return really(path, flags, mode)

    def linked(*_: object, **__: object) -> None:
        raise PermissionError

    def pieces() -> Iterator[bytes]:
        seen.extend(tmp_path.iterdir())
        yield b"one"

    seen: list[Path] = []
    monkeypatch.setattr(os, refused, {"open": opened, "link": linked}[refused])
    write_whole(tmp_path / "book.pdf", pieces())
    write_whole(tmp_path / "book.pdf", [b"two"])
    assert len(seen) == (refused == "open")
    assert all(map(is_part, seen)), "else it is never swept"
    assert list(tmp_path.iterdir()) == [tmp_path / "book.pdf"]
    assert (tmp_path / "book.pdf").read_bytes() == b"two"


def test_half_an_entry_is_swept_a_day_later(tmp_path: Path) -> None:
    (tmp_path / ".ab_12345.new").touch()
    _of_yesterday(tmp_path / ".ab_12345.new")
    with replacing(tmp_path / "entry", ".", ".new") as output:
        output.write(b"data")
    assert list(tmp_path.iterdir()) == [tmp_path / "entry"]


def test_a_folder_for_a_program_is_swept_a_day_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / ".studypress.ab_12345.work"
    (left / "faces").mkdir(parents=True)
    _of_yesterday(left)
    with named_folder() as folder:
        assert list(tmp_path.iterdir()) == [folder]
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be held there")
def test_a_folder_that_nobody_holds_is_swept_by_the_next_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, new, strangers = (tmp_path / f".studypress.{name}_12345.work" for name in ("ab", "cd", "ef"))
    for made in (left, new):
        made.mkdir()
    strangers.symlink_to(tmp_path)
    os.utime(left, (time.time() - 120,) * 2)
    with named_folder() as held:
        os.utime(held, (time.time() - 120,) * 2)
        assert not left.exists()
        sweep.cache_clear()
        with named_folder() as other:
            assert {held, new, strangers, other} == set(tmp_path.iterdir())


def test_an_authors_file_of_another_kind_is_not_replaced(tmp_path: Path) -> None:
    for name, words in (("thesis.odt", b"mine"), ("empty.odt", b""), ("earlier.PDF", b"%PDF"), ("folder.pdf", None)):
        (tmp_path / name).mkdir() if words is None else (tmp_path / name).write_bytes(words)
    for name in ("thesis.odt", "folder.pdf", "new.md"):
        with pytest.raises(UsageError):
            refuse_to_replace(tmp_path / name, ".pdf")
    for name in ("empty.odt", "earlier.PDF", "new", "new.pdf"):
        refuse_to_replace(tmp_path / name, ".pdf")
