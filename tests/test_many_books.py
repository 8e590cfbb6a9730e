"""Many books are built by any executor of processes; what goes wrong with one is told and stops no other."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from studypress import pipeline
from studypress.many_books import build_many
from studypress.request import Request, Result


def _requests(folder: Path, texts: dict[str, str]) -> list[Request]:
    made = []
    for name, text in texts.items():
        (folder / name).mkdir()
        (folder / name / "1.md").write_text(text, encoding="utf8")
        made.append(Request(folder / name, output=folder / f"{name}.pdf"))
    return made


def test_books_are_built_by_processes_and_each_tells_its_own(tmp_path: Path) -> None:
    requests = _requests(tmp_path, {"one": "# 一\n\n容器。\n", "bad": "# 二\n\n字\n", "two": "# 三\n\n镜像。\n"})
    (tmp_path / "bad" / "1.md").write_bytes("# 二\n\n字".encode() + b"\xff\xfe\xff" * 30)
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as executor:
        made = {request.book.name: outcome for request, outcome in build_many(requests, executor)}
    assert isinstance(made["bad"], list)
    assert {name for name, outcome in made.items() if isinstance(outcome, Result)} == {"one", "two"}
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF")
    assert not (tmp_path / "bad.pdf").exists()


class _Here(Executor):
    """An executor that does its tasks at once, and takes so many."""

    def __init__(self, most: int) -> None:
        self.left = most

    def submit(self, task: Callable[..., Any], /, *arguments: Any, **_: Any) -> Future[Any]:
        if not self.left:
            raise BrokenExecutor("a process of it was killed")
        self.left -= 1
        future: Future[Any] = Future()
        future.set_result(task(*arguments))
        return future


def test_an_executor_that_breaks_fails_the_books_it_does_not_take(tmp_path: Path) -> None:
    requests = _requests(tmp_path, {"one": "# 一\n", "two": "# 二\n", "three": "# 三\n"})
    made = {request.book.name: outcome for request, outcome in build_many(requests, _Here(1))}
    assert isinstance(made["one"], Result)
    for outcome in (made["two"], made["three"]):
        assert isinstance(outcome, list)
        assert outcome[0].severity == "error"
        assert "takes no more books: BrokenExecutor" in str(outcome[0].message)


def test_a_fault_of_ours_is_not_told_as_a_death(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "build", lambda request, report: 1 // 0)
    ((_, outcome),) = build_many(_requests(tmp_path, {"one": "# 一\n"}), _Here(1))
    assert isinstance(outcome, list)
    assert "a fault of studypress, not of the book: ZeroDivisionError" in str(outcome[0].message)


class _Broken(ProcessPoolExecutor):
    """An executor whose processes are gone."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(OSError(f"worker {os.getpid()} is gone"))
        return future


def test_a_process_that_dies_names_its_book(tmp_path: Path) -> None:
    ((request, outcome),) = build_many(_requests(tmp_path, {"one": "# 一\n"}), _Broken(1))
    assert isinstance(outcome, list)
    assert (outcome[0].place.path, outcome[0].severity) == (str(request.book), "error")
