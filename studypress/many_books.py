"""Many books at once, by any `concurrent.futures.Executor`: this machine's processes, a Dask or a Ray cluster.

Each book is one task, set by one process. `docs/scale.md` shows how it is used, and what it costs.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, as_completed

from studypress.problems import BookError, Place, Problem, fatal
from studypress.request import Request, Result
from studypress.wording import Sentence, said, shortened

Outcome = Result | list[Problem]
"""What was made of a book, or why nothing was."""


def build_many(requests: Iterable[Request], executor: Executor) -> Iterator[tuple[Request, Outcome]]:
    """Build books, and give each with what came of it, as soon as it is known and in no order.

    The executor must run its tasks in processes, not in threads: WeasyPrint has one log for a process. Nothing is
    raised for a book that cannot be built, nor for a fault of ours, nor for a process that dies over a book; the others
    go on where the executor lets them.
    """
    asked: dict[Future[Outcome], Request] = {}
    for request in requests:
        try:
            asked[executor.submit(_outcome, request)] = request
        except RuntimeError as cause:  # a process that died over an earlier book has broken it, or it was shut down
            message = said("The executor takes no more books: {cause}.", cause=_words(cause))
            yield request, _failed(request, message, _ALONE)
    for future in as_completed(asked):
        yield asked[future], _result(future, asked[future])


def _outcome(request: Request) -> Outcome:
    from studypress.kept_results import deliver_again
    from studypress.pipeline import build

    try:
        return deliver_again(request) or build(request, lambda stage: None)
    except BookError as error:
        return error.problems
    except MemoryError:
        return _failed(request, said("There is not enough memory."), _ALONE)
    except Exception as fault:
        message = said("This is a fault of studypress, not of the book: {fault}.", fault=_words(fault))
        return _failed(request, message, said("Build it alone with STUDYPRESS_DEBUG=1, and report what that shows."))


def _result(future: Future[Outcome], request: Request) -> Outcome:
    try:
        return future.result()
    except Exception as cause:  # whatever an executor raises for a process that is gone
        message = said("The process that was building the book ended: {cause}.", cause=_words(cause))
        return _failed(request, message, _ALONE)


_ALONE = said("Build it alone, to see what it says.")


def _failed(request: Request, message: Sentence, hint: Sentence) -> list[Problem]:
    return [fatal("typesetting", Place(str(request.book)), message, hint)]


def _words(cause: Exception) -> str:
    return ": ".join(filter(None, (type(cause).__name__, shortened(str(cause)))))
