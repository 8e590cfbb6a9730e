"""How long something may take: for what a careless expression would look at for minutes, or for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from time import process_time

_USUAL = 0.017
"""Seconds that the work of `_pace` takes at most on the machine on which the bounds were set (0.010 to 0.017)."""


@contextmanager
def within(seconds: float, what: str = "") -> Iterator[None]:
    """Fail if this takes more seconds of the processor; a busy machine, which only makes it wait, fails no test.

    The bounds are many times what is needed, and a small part of what one pass too many would take. A machine that is
    slower than that on which they were set has as much longer.
    """
    began = process_time()
    yield
    assert process_time() - began < seconds * _pace(), what


@cache
def _pace() -> float:
    """How many times as long as usual this machine takes for some work; 1 for one that is faster."""
    return max(1.0, min(_seconds_of_work() for _ in range(5)) / _USUAL)


def _seconds_of_work() -> float:
    began = process_time()
    for number in range(300_000):
        number * number % 7
    return process_time() - began
