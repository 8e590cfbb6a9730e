"""Chapters are set by several processes: the same bytes, and what goes wrong in one is told."""

import ast
import errno
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from test_pdf import _SETTING, _page
from weasyprint.text.ffi import ffi, pango

from studypress.documents import Document
from studypress.editions import Piece
from studypress.forks import ahead, beside
from studypress.pdf import Galley, typeset
from studypress.pdf.composition.glyphs import Held
from studypress.pdf.typeset import font_map
from studypress.pdf.workers import SetDocument, Workers
from studypress.pipeline import build
from studypress.problems import BookError, Place, UsageError, problem
from studypress.request import Request
from studypress.wording import said

_LONG = "容" * 9_000
_PAGES = [Document(f"c{number}", Piece.CHAPTERS, f"第{number}章", _LONG) for number in range(4)]

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")


def _set(workers: Workers, set_page: SetDocument, pages: list[Document]) -> list[Galley]:
    with workers.ended():
        return list(workers.set(set_page, pages))


def _part(page: Document) -> Galley:
    return Galley(page.name, str(os.getpid()).encode(), 1, {})


def test_parts_come_from_other_processes_each_once() -> None:
    parts = _set(Workers(2), _part, _PAGES)
    assert sorted(part.name for part in parts) == [page.name for page in _PAGES]
    assert {part.body for part in parts}.isdisjoint({str(os.getpid()).encode()})


@pytest.mark.parametrize(
    ("jobs", "pages"), [(1, _PAGES), (2, _PAGES[:1]), (2, [Document("a", Piece.CHAPTERS, "", "短")] * 3)]
)
def test_little_work_is_done_here(jobs: int, pages: list[Document]) -> None:
    assert {part.body for part in _set(Workers(jobs), _part, pages)} == {str(os.getpid()).encode()}


def test_what_all_need_is_loaded_once_before_they_begin() -> None:
    loaded: list[int] = []

    def part(page: Document) -> Galley:
        assert loaded
        return _part(page)

    assert len(_set(Workers(2, lambda: loaded.append(os.getpid())), part, _PAGES)) == len(_PAGES)
    assert loaded == [os.getpid()]
    _set(Workers(1, lambda: loaded.append(0)), part, _PAGES)
    assert 0 not in loaded


def test_another_process_asks_no_font_map_of_this_one() -> None:
    def maps(page: Document) -> Galley:
        own, before = int(ffi.cast("uintptr_t", font_map(_SETTING))), _fonts()
        typeset(page, _SETTING)
        new = _fonts().keys() - before.keys()
        asked = {int(ffi.cast("uintptr_t", pango.pango_font_get_font_map(_fonts()[one]))) for one in new}
        return Galley(page.name, repr((own, bool(before), asked)).encode(), 1, {})

    typeset(_page("a", "<p>容器与 <code>image</code></p>"), _SETTING)
    ours = int(ffi.cast("uintptr_t", font_map(_SETTING)))
    pages = [_page(f"c{number}", f"<p>容器与 <code>image</code>{'容' * 9_000}</p>") for number in range(2)]
    for part in _set(Workers(2), maps, pages):
        own, knew, asked = ast.literal_eval(part.body.decode())
        assert own != ours
        assert not knew
        assert asked == {own}  # Pango's thread for the other is not here, and would be waited for


def _fonts() -> dict[int, Any]:
    held: Held | None = vars(_SETTING.workshop.faces).get("held")
    return held.fonts if held else {}


def test_what_was_begun_while_more_was_coming_is_not_set_again(tmp_path: Path) -> None:
    more_came = multiprocessing.get_context("fork").Event()

    def part(page: Document) -> Galley:
        assert more_came.wait(60)
        with (tmp_path / "set").open("a") as file:
            file.write(f"{page.name} ")
        return _part(page)

    workers, changed = Workers(2), replace(_PAGES[0], html=_LONG + "器")
    with workers.ended():
        for page in _PAGES[:3]:
            workers.begin(part, page)
        assert len(multiprocessing.active_children()) == 2
        more_came.set()
        parts = list(workers.set(part, [changed, *_PAGES[1:]]))
    assert sorted(one.name for one in parts) == [page.name for page in _PAGES]
    assert sorted((tmp_path / "set").read_text().split()) == ["c0", "c0", "c1", "c2", "c3"]


def test_a_process_that_dies_early_names_its_chapter_later() -> None:
    workers = Workers(2)
    with workers.ended():
        workers.begin(lambda page: os.kill(os.getpid(), signal.SIGKILL), _PAGES[3])  # type: ignore[arg-type,return-value]
        with pytest.raises(BookError, match="第3章"):
            list(workers.set(_part, _PAGES[3:]))


def test_a_problem_comes_back_whole() -> None:
    fault = problem("typesetting", Place("a.md", 3), said("It cannot be set."), said("Take it out."))

    def stop(page: Document) -> Galley:
        raise BookError([fault])

    with pytest.raises(BookError) as caught:
        _set(Workers(2), stop, _PAGES)
    assert caught.value.problems == [fault]
    again = pickle.loads(pickle.dumps(UsageError([fault])))  # noqa: S301
    assert (type(again), again.problems) == (UsageError, [fault])


def test_where_memory_runs_out_another_process_is_killed_before_this_one_which_can_tell() -> None:
    def marked(page: Document) -> Galley:
        return replace(_part(page), body=Path("/proc/self/oom_score_adj").read_bytes())

    own = int(Path("/proc/self/oom_score_adj").read_bytes())
    assert all(int(part.body) > own for part in _set(Workers(2), marked, _PAGES))


def test_a_process_that_dies_names_its_chapter() -> None:
    def die(page: Document) -> Galley:
        if page.title == "第0章":
            os.kill(os.getpid(), signal.SIGKILL)
        return _part(page)

    with pytest.raises(BookError) as caught:
        _set(Workers(2), die, _PAGES)
    (found,) = caught.value.problems
    assert ("第0章" in str(found.message), found.severity, "--jobs 1" in str(found.hint)) == (True, "error", True)


def test_where_no_process_can_be_had_one_is_advised(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    with pytest.raises(BookError) as caught:
        _set(Workers(2), _part, _PAGES)
    assert "--jobs 1" in str(caught.value.problems[0].hint)
    done: list[Document] = []
    ahead(done.append, _PAGES, 2, lambda page: 1, 1)  # what this does is not needed
    with beside(lambda: done.append(_PAGES[0])):
        pass
    assert done == []


def test_what_is_done_beside_is_done_in_the_end(tmp_path: Path) -> None:
    with beside(lambda: (tmp_path / "kept").write_text(str(os.nice(0)))):
        pass
    assert int((tmp_path / "kept").read_text()) > os.nice(0)


def test_what_is_done_beside_a_failure_ends_with_it(tmp_path: Path) -> None:
    with pytest.raises(KeyError), beside(partial(time.sleep, 100)):
        raise KeyError
    assert not multiprocessing.active_children()


class _HomeAloneError(Exception):
    """A fault that pickle sends and cannot receive."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


@pytest.mark.parametrize("fault", [KeyError("a fault"), _HomeAloneError("a ", "fault")], ids=["plain", "unsendable"])
def test_a_fault_of_the_program_is_no_death(fault: Exception) -> None:
    def stop(page: Document) -> Galley:
        raise fault

    with pytest.raises((KeyError, RuntimeError), match="a fault") as caught:
        _set(Workers(2), stop, _PAGES)
    told = "".join([str(caught.value), *getattr(caught.value, "__notes__", ())])
    assert "in stop" in told  # where it happened, which the process itself cannot show any more


def test_the_bytes_are_the_same_whatever_the_jobs(tmp_path: Path) -> None:
    text = "".join(f"{'容器与镜像都在，Docker 1.11 版。' * 30}\n\n" for _ in range(12))
    for number in range(3):
        (tmp_path / f"{number}.md").write_text(f"# 第{number}\n\n{text}", encoding="utf8")
    made = []
    for jobs in (1, 2):
        output = tmp_path / f"{jobs}.pdf"
        build(Request(tmp_path, output=output, timestamp=1, jobs=jobs), lambda _: None)
        made.append(output.read_bytes())
    assert made[0] == made[1]


def test_no_process_outlives_one_that_is_killed() -> None:
    code = (
        "import os, sys, time; sys.path.insert(0, sys.argv[1]); import test_workers as t\n"
        "def wait(page): os.write(1, b'began\\n'); time.sleep(60); os.write(1, b'outlived it\\n')\n"
        "t._set(t.Workers(2), wait, t._PAGES)"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert [process.stdout.readline() for _ in range(2)] == ["began\n"] * 2
        process.kill()
        assert process.stdout.read() == ""  # which ends when the last that could write there has ended
