"""What line composition costs: our own, with it and without, and each program on the passages."""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.composition.engines import ENGINES, Engine, MissingError, set_samples
from benchmarks.composition.passages import samples
from benchmarks.contestants import NOTES, Notes
from benchmarks.history import verdict
from benchmarks.measure import measure

MOST = 1.15
"""How many times as long composition may take as WeasyPrint's own lines."""
_REPEATS = 5
_MEASURE = 30
"""em."""
PROGRAM = """
import sys
from unittest.mock import patch
from studypress.cli import main
if sys.argv[1] == "without":
    patch("studypress.pdf.workshop.compose_chinese", lambda: False).start()
sys.exit(main(sys.argv[2:]))
"""
"""Ours, `with` composition or `without`, as its first argument says."""


def tell_cost() -> int:
    """Measure and print. Returns the exit status: 1 when ours costs more than it may."""
    ratios = [_composition(notes) for notes in NOTES]
    _programs()
    return int(max(ratios) > MOST)


def _composition(notes: Notes) -> float:
    """The same book with our composition and with WeasyPrint's own lines, in turn. Returns the ratio of the medians."""
    seconds: dict[str, list[float]] = {"with": [], "without": []}
    for turn in range(_REPEATS + 1):
        for way in seconds if turn % 2 else reversed(seconds):
            with tempfile.TemporaryDirectory() as folder:
                book = notes.copy_to(Path(folder))
                command = [way, "pdf", "--book", str(book), "-o", str(Path(folder) / "out.pdf")]
                run = measure([sys.executable, "-c", PROGRAM, *command], Path(folder))
            if turn:  # the first round warms the disk's cache and counts for nothing
                seconds[way].append(run.cpu)  # whatever else this machine is at
    ours, plain = median(seconds["with"]), median(seconds["without"])
    words = f"{notes.name}: {ours:.2f} s with composition, {plain:.2f} s without, {ours / plain:.2f} times"
    print(verdict(words, ours / plain, MOST))
    return ours / plain


def _programs() -> None:
    taken = {}
    for engine in ENGINES:
        try:
            taken[engine.title] = _passages(engine)
        except MissingError as error:
            print(f"{engine.title} is left out. {error}", file=sys.stderr)
    print(f"\nthe passages at {_MEASURE} em, the whole program, WeasyPrint = 1:")
    for title, seconds in taken.items():
        print(f"{title:<16}{seconds / taken['WeasyPrint']:>6.2f}")


def _passages(engine: Engine) -> float:
    chosen = samples()
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for _ in range(_REPEATS):
            started = time.perf_counter()
            set_samples(engine, chosen, _MEASURE, Path(folder))
            times.append(time.perf_counter() - started)
    return median(times[1:])
