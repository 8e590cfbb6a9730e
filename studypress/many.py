"""Many books at once, by any `concurrent.futures.Executor`: this machine's processes, a Dask or a Ray cluster.

Each book is one task, set by one process. `docs/scale.md` shows how it is used, and what it costs.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, as_completed
from dataclasses import replace

from studypress.problems import BookError, Place, Problem, Severity, problem
from studypress.request import Request, Result

Outcome = Result | list[Problem]
"""What was made of a book, or why nothing was."""


def build_many(requests: Iterable[Request], executor: Executor) -> Iterator[tuple[Request, Outcome]]:
    """Build books, and give each with what came of it, as soon as it is known and in no order.

    The executor must run its tasks in processes, not in threads: WeasyPrint has one log for a process. Nothing is
    raised for a book that cannot be built, nor for a process that dies over one; the others go on where the executor
    lets them.
    """
    asked: dict[Future[Outcome], Request] = {executor.submit(_outcome, one): one for one in requests}
    for future in as_completed(asked):
        yield asked[future], _result(future, asked[future])


def _outcome(request: Request) -> Outcome:
    from studypress.pipeline import build
    from studypress.receipts import deliver_again

    try:
        return deliver_again(request) or build(request, lambda stage: None)
    except BookError as error:
        return error.problems


def _result(future: Future[Outcome], request: Request) -> Outcome:
    try:
        return future.result()
    except Exception as cause:  # whatever an executor raises for a process that is gone
        message = f"The process that was building the book ended: {type(cause).__name__}."
        found = problem("typesetting", Place(str(request.book)), message, "Build it alone, to see what it says.")
        return [replace(found, severity=Severity.ERROR)]
