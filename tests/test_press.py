"""Print is set by a process of its own: the same file as by one, and what goes wrong there is told."""

import errno
import os
import pickle
import resource
import signal
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from studypress import memory, press
from studypress.forks import ForkDiedError, helped
from studypress.model import Asset
from studypress.pipeline import build
from studypress.problems import BookError
from studypress.request import Request
from studypress.wording import Sentence

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")

_TEXT = "# 容器\n\n用容器运行程序。\n\n## 总结\n\n- 能够说明容器。\n\n*[OCI]: 开放容器倡议\n\n见 OCI。\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book whose glossary names pages."""
    (tmp_path / "1.md").write_text(_TEXT, encoding="utf8")
    (tmp_path / "2.md").write_text(_TEXT.replace("容器", "镜像"), encoding="utf8")
    (tmp_path / "glossary.md").write_text("# 术语表\n\n容器\n: 运行着的程序。\n\n镜像\n: 它的模板。\n", encoding="utf8")
    return tmp_path


def _pdf(book: Path, jobs: int) -> bytes:
    output = book / "out" / f"{jobs}.pdf"
    output.parent.mkdir(exist_ok=True)
    build(Request(book, output=output, timestamp=1, jobs=jobs), lambda stage: None)
    return output.read_bytes()


def test_another_process_sets_the_same_book(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = _pdf(book, 1)
    monkeypatch.setattr(press, "_set", _by_another(press._set, os.getpid()))
    assert _pdf(book, 2) == alone


def _by_another(work: object, here: int) -> object:
    def done(*arguments: object) -> object:
        assert os.getpid() != here
        return work(*arguments)  # type: ignore[operator]

    return done


def test_its_stages_are_told(book: Path) -> None:
    stages: list[Sentence] = []
    build(Request(book, output=book / "a.pdf", timestamp=1, jobs=2), stages.append)
    told = list(map(str, stages))
    assert told[:3] == ["reading", "figures", "pictures"]
    assert "setting 第一章 容器 (4/6)" in told


def test_what_is_wrong_with_a_style_is_told_whatever_the_jobs(book: Path) -> None:
    (book / "own.css").write_text(":root { --ink: 12abc }\np { color: var(--ink) }\n", encoding="utf8")
    (book / "book.toml").write_text('[pdf]\ncss = ["own.css"]\n', encoding="utf8")
    told = []
    for jobs in (1, 2):
        request = Request(book, output=book / f"{jobs}.pdf", timestamp=1, jobs=jobs)
        command = "import sys, pickle; from studypress.pipeline import build; "
        command += "print(build(pickle.loads(bytes.fromhex(sys.argv[1])), lambda stage: None).problems)"
        arguments = [sys.executable, "-c", command, pickle.dumps(request).hex()]
        told.append(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout)
    assert "12abc" in told[0]  # of which WeasyPrint tells once in a process
    assert told[0] == told[1]


def test_a_press_that_dies_is_told_with_its_remedy(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "_set", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(BookError) as caught:
        _pdf(book, 2)
    (found,) = caught.value.problems
    assert (found.severity, "--jobs 1" in str(found.hint)) == ("error", True)


@pytest.mark.parametrize(
    ("bound", "groups", "helped_by"),
    [
        (resource.RLIM_INFINITY, "9223372036854771712", False),
        (resource.RLIM_INFINITY, "max", False),
        (resource.RLIM_INFINITY, "104857600", True),
        (1 << 30, "max", True),
    ],
)
def test_one_process_has_another_to_tell_of_its_end_where_memory_is_bounded(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: int, groups: str, helped_by: bool
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (bound, resource.RLIM_INFINITY))
    monkeypatch.setattr(memory, "_GROUPS", tmp_path / "cgroup")
    monkeypatch.setattr(memory, "_TREES", {"": (str(tmp_path), "memory.max")})
    (tmp_path / "cgroup").write_text("4:memory:/elsewhere\n0::/of/the/machine\n", "utf8")
    (tmp_path / "memory.max").write_text(f"{groups}\n", "ascii")
    with press.begun(Request(book, jobs=1)) as begun:
        assert (begun.helper is not None) == helped_by


def test_what_the_press_raises_is_raised_here(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise press.NoPangoError("no Pango")

    monkeypatch.setattr(press, "load_weasyprint", refuse)
    for jobs in (1, 2):
        with pytest.raises(press.NoPangoError, match="no Pango"):
            _pdf(book, jobs)


def test_where_no_process_can_be_had_the_book_is_set_here(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = _pdf(book, 1)

    def refuse() -> int:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    assert _pdf(book, 2) == alone


def test_a_helper_ends_with_the_work_it_was_begun_for() -> None:
    def live(connection: Connection) -> None:
        connection.send(os.getpid())
        signal.pause()

    with helped(live) as helper:
        pid = helper.answer()
    assert not Path(f"/proc/{pid}").exists()
    with pytest.raises(ForkDiedError):
        helper.answer()


def test_what_getting_ready_finds_is_told_when_the_book_is_set(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "resource_folder", lambda name: book)  # where no face is
    with pytest.raises(BookError) as caught:
        _pdf(book, 2)
    assert "face" in str(caught.value.problems[0].message)


def test_a_helper_ends_when_its_parent_is_killed() -> None:
    code = (
        "import os, signal, time; from studypress.forks import helped\n"
        "def live(connection):\n"
        "    connection.send(os.getpid()); time.sleep(60); os.write(1, b'outlived it')\n"
        "with helped(live) as helper: helper.answer(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, "")  # read until the last that could write has ended


def test_small_pictures_are_sent_together_and_large_ones_alone() -> None:
    sizes = (10, 20, press._LOAD - 30, 1, 2 * press._LOAD, 5)
    assets = [Asset(f"{size}.svg", "image/svg+xml", b"x" * size, 1, 1) for size in sizes]
    loads = list(press._loads(assets))
    assert [asset for load in loads for asset in load] == assets
    assert [len(load) for load in loads] == [3, 1, 1, 1]
    assert list(press._loads([])) == [()]
