"""How long something may take: for what a careless expression would look at for minutes, or for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time


@contextmanager
def within(seconds: float, what: str = "") -> Iterator[None]:
    """Fail if this takes more seconds of the processor; a busy machine, which only makes it wait, fails no test.

    The bounds are ten times what is needed, and a small part of what one pass too many would take.
    """
    began = process_time()
    yield
    assert process_time() - began < seconds, what
