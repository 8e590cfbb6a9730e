"""Results are written whole or not at all."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from studypress.output import write_whole
from studypress.problems import BookError


def test_the_earlier_result_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "new" / "book.pdf"
    write_whole(file, [b"one"])
    write_whole(file, [b"two"])
    assert file.read_bytes() == b"two"
    assert list(file.parent.iterdir()) == [file]


def test_what_cannot_be_written_is_said_and_leaves_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "book.pdf").mkdir()
    with pytest.raises(BookError) as caught:
        write_whole(tmp_path / "book.pdf", [b"data"])
    assert [problem.code for problem in caught.value.problems] == ["cannot-write"]
    assert list(tmp_path.iterdir()) == [tmp_path / "book.pdf"]


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
