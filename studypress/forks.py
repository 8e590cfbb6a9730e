"""Work on many things by several processes at once, where that is safe: on Linux.

A process does one thing and ends. It is a fork, which has everything loaded, so that starting one takes milliseconds;
nothing that its work leaves in memory outlives it; and one that dies takes no other along.
"""

import contextlib
import ctypes
import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from studypress.pickling import pickled

Thing = TypeVar("Thing")
Made = TypeVar("Made")

CAN_FORK = sys.platform.startswith("linux")
"""Elsewhere a fork may hang (macOS), or there is none (Windows)."""


class ForkDiedError(Exception):
    """A process ended over its work and said nothing, or could not begin it: mostly because memory was short."""

    def __init__(self, thing: object = None) -> None:
        super().__init__("A process died over its work.")
        self.thing = thing
        """What it worked on."""


def in_forks(work: Callable[[Thing], Made], things: Sequence[Thing], jobs: int) -> Iterator[tuple[int, Made]]:
    """Do `work` on each thing by so many processes at once; give its index and what comes of it as soon as it is done.

    What `work` raises is raised here, and ends the other processes; raises ForkDiedError when one dies.
    """
    crew: Crew[Thing, Made] = Crew(jobs)
    with crew.ended():
        yield from crew.all(work, things, lambda thing: 0)


def ahead(
    work: Callable[[Thing], object], things: Sequence[Thing], jobs: int, size: Callable[[Thing], int], worth: int
) -> None:
    """Have processes do `work` on their shares of the things, for what it keeps: nothing comes back.

    Where it is not done, because forking is not safe or one died, this process will do it when it does not find what
    should be kept. A second process is begun if it has things of at least the size `worth` to do.
    """
    shares = _dealt(things, jobs, size)
    if not CAN_FORK or len(shares) < 2 or sum(map(size, shares[-1])) < worth:
        return

    def done(share: list[Thing]) -> None:
        for thing in share:
            work(thing)

    with contextlib.suppress(ForkDiedError):
        list(in_forks(done, shares, jobs))


@contextmanager
def beside(work: Callable[[], object]) -> Iterator[None]:
    """Have a process do `work` meanwhile, in the time that the others leave, for what it keeps: nothing comes back.

    It is done in the end, unless no process can be had for it or what it is done beside fails.
    """
    crew: Crew[None, None] = Crew(1)

    def do(nothing: None) -> None:
        os.nice(_YIELDING)
        work()

    with crew.ended():
        with contextlib.suppress(ForkDiedError):
            crew.begin(do, None)
        yield
        with contextlib.suppress(ForkDiedError):
            list(crew.all(do, (), lambda nothing: 0))


_YIELDING = 10
"""How much nicer a process is than others that want a core."""


def _dealt(things: Sequence[Thing], jobs: int, size: Callable[[Thing], int]) -> list[list[Thing]]:
    """So many shares of about the same size, the least one last; fewer when there are not so many things."""
    shares: list[tuple[int, list[Thing]]] = [(0, []) for _ in range(min(jobs, len(things)))]
    for thing in sorted(things, key=size, reverse=True):
        at = min(range(len(shares)), key=lambda index: shares[index][0])
        weight, share = shares[at]
        shares[at] = weight + size(thing), [*share, thing]
    return [share for _, share in sorted(shares, key=lambda pair: pair[0], reverse=True)]


@dataclass(frozen=True, slots=True)
class Helper:
    """A process that does something beside this one, and answers."""

    connection: Connection

    def tell(self, thing: object) -> None:
        """Send it something. Where it has ended, `answer` tells why."""
        with contextlib.suppress(OSError):
            self.connection.send_bytes(pickled(thing))

    def answer(self) -> Any:
        """Wait for what it says next. Raises what it raised, or ForkDiedError when it ended and said nothing."""
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            raise ForkDiedError() from None
        if isinstance(answer, _Fault):
            raise answer.error
        return answer


@contextmanager
def helped(live: Callable[[Connection], None]) -> Iterator[Helper]:
    """Begin a process that lives as `live` says, with its end of a pipe; it does not outlive the work here.

    Raises ForkDiedError when none can be had.
    """
    try:
        ours, its = get_context("fork").Pipe()
        process = get_context("fork").Process(target=_help, args=(live, its, ours, os.getpid()))
        process.start()
    except OSError:
        raise ForkDiedError() from None
    its.close()
    try:
        yield Helper(ours)
    finally:
        process.kill()
        process.join()
        ours.close()


@dataclass(frozen=True, slots=True)
class _Fault:
    """What went wrong in a process."""

    error: Exception


def _help(live: Callable[[Connection], None], connection: Connection, other: Connection, parent: int) -> None:
    """The life of a helper."""
    other.close()
    end_with(parent)
    try:
        live(connection)
    except Exception as error:
        with contextlib.suppress(OSError):  # nobody listens any more
            connection.send(_Fault(_sendable(error)))


@contextmanager
def shared_memory() -> Iterator[None]:
    """What processes share stays shared when they look for garbage."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@dataclass(frozen=True, slots=True)
class _Worker(Generic[Thing]):
    """A process at work."""

    number: int
    """Counted from 0 as they are begun."""
    thing: Thing
    process: BaseProcess


@dataclass
class Crew(Generic[Thing, Made]):
    """Processes at work, each on one thing; it is used within `ended`."""

    jobs: int
    """How many there are at most."""
    busy: dict[Connection, _Worker[Thing]] = field(default_factory=dict)
    """Each by the end of a pipe that its answer comes from."""
    _begun: int = 0

    @property
    def is_full(self) -> bool:
        """Whether no more can be begun now."""
        return len(self.busy) >= self.jobs

    def begin(self, work: Callable[[Thing], Made], thing: Thing) -> int:
        """Have a process work on a thing, and give its number. Raises ForkDiedError when none can be had."""
        try:
            receiver, sender = get_context("fork").Pipe(duplex=False)
            process = get_context("fork").Process(target=_work, args=(work, thing, sender, os.getpid()))
            process.start()
        except OSError:  # memory, processes or files that may be open are used up
            raise ForkDiedError(thing) from None
        sender.close()
        self.busy[receiver] = _Worker(self._begun, thing, process)
        self._begun += 1
        return self._begun - 1

    def all(
        self, work: Callable[[Thing], Made], things: Sequence[Thing], size: Callable[[Thing], int]
    ) -> Iterator[tuple[int, Made]]:
        """Do `work` on each thing, but for those that are begun, as `in_forks` does."""
        begun = {worker.thing: worker.number for worker in self.busy.values()}  # none of things that have no hash
        places = {begun[thing]: at for at, thing in enumerate(things) if begun and thing in begun}
        new = [at for at in range(len(things)) if at not in places.values()]
        new.sort(key=lambda at: (size(things[at]), -at))  # the last is begun first
        while new or self.busy:
            while new and not self.is_full:
                at = new.pop()
                places[self.begin(work, things[at])] = at
            for number, made in self._finished():
                if number in places:
                    yield places[number], made

    def _finished(self) -> Iterator[tuple[int, Made]]:
        """Wait until something is made. Raises what the work raised, or ForkDiedError."""
        for receiver in cast(list[Connection], wait(list(self.busy))):
            worker = self.busy.pop(receiver)
            try:
                answer, fault = receiver.recv()
            except (EOFError, OSError):  # at once, or over its answer
                raise ForkDiedError(worker.thing) from None
            finally:
                receiver.close()
                worker.process.join()
            if fault is not None:
                raise fault
            yield worker.number, answer

    @contextmanager
    def ended(self) -> Iterator[None]:
        """Leave no process behind: what is being made is not wanted after a failure."""
        with shared_memory():
            try:
                yield
            finally:
                for worker in self.busy.values():
                    worker.process.kill()
                    worker.process.join()


def _work(work: Callable[[Any], Any], thing: Any, sender: Connection, parent: int) -> None:
    """The life of a process of a crew."""
    end_with(parent)
    gc.disable()  # it ends before garbage could matter, and looking at all that was made takes a tenth of its time
    try:
        answer = pickled((work(thing), None))
    except Exception as error:
        answer = pickled((None, _sendable(error)))
    sender.send_bytes(answer)


def _sendable(error: Exception) -> Exception:
    """A fault as it can be sent, with the place where it happened, which a sent one does not have."""
    where = traceback.format_exc()
    error.add_note(where)
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes; some are sent and cannot be received
    except Exception:
        return RuntimeError(where)
    return error


_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that a process gets when the one that made it ends."""


_FIRST_TO_GO = "500"
"""oom_score_adj (proc(5)): a process counts as if half the memory there is were added to what it has taken."""


def end_with(parent: int) -> None:
    """Have this process, or the program it becomes, killed when its parent ends; Ctrl-C is for the parent alone.

    Where memory runs out, as in a container that may have little, it is killed before its parent, which then tells so.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before it could be told
        os._exit(1)
