"""`python -m benchmarks`: measures all in alternation, prints a table, and adds a line a manuscript to history.csv.

Status 0: every target is met; 1: one is missed, or a program failed; 2: pandoc is missing.
"""

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from benchmarks import history
from benchmarks.contestants import CONTESTANTS, NOTES, OURS, PEER, ROOT, Contestant, Notes
from benchmarks.history import NO_PANDOC, commit, options_for, verdict
from benchmarks.measure import FailedError, Run, measure, middle

HISTORY = Path(__file__).parent / "history.csv"
COLUMNS = ("notes", "time_ratio", "memory_ratio", "size_ratio", "pages", "help_ratio")

MOST_TIMES_PEER = 3.0
"""How many times as long as pandoc + WeasyPrint we may take."""
MOST_FOR_HELP = 0.2
"""Seconds that `--help` may take."""


@dataclass(frozen=True, slots=True)
class Made:
    """A contestant's PDF of one manuscript, and what it took."""

    contestant: str
    run: Run
    pages: int
    size: int
    """Bytes."""


def main() -> int:
    """Measure, print, keep."""
    options = options_for("benchmarks", "Measure against pandoc + WeasyPrint.", repeats=5).parse_args()
    if shutil.which("pandoc") is None:
        print(NO_PANDOC, file=sys.stderr)
        return 2
    try:
        start, helped = _start(options.repeats), _help(options.repeats)
        table = {notes.name: _compare(notes, options.repeats) for notes in NOTES}
    except FailedError as error:
        print(error, file=sys.stderr)
        return 1
    _print(table, start, helped, options.repeats)
    if not options.no_history:
        _keep(table, helped.seconds / start.seconds)
    return 0 if _met(table, helped) else 1


# --- Measuring ------------------------------------------------------------------------------------------------


def _start(repeats: int) -> Run:
    return _several([sys.executable, "-c", "pass"], repeats)


def _help(repeats: int) -> Run:
    return _several([sys.executable, str(ROOT / "build.py"), "--help"], repeats)


def _several(command: list[str], repeats: int) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        measure(command, Path(folder))  # once for nothing, so that the disk's cache is warm for all
        return middle([measure(command, Path(folder)) for _ in range(repeats)])


def _compare(notes: Notes, repeats: int) -> list[Made]:
    """Let the contestants set the notes in turn, every second round in the opposite order."""
    runs: dict[str, list[Run]] = {one.name: [] for one in CONTESTANTS}
    made: dict[str, tuple[int, int]] = {}
    for turn in range(repeats + 1):
        for one in CONTESTANTS if turn % 2 else reversed(CONTESTANTS):
            run, pages, size = _set(one, notes)
            made[one.name] = (pages, size)
            if turn:  # the first round warms the disk's cache and counts for nothing
                runs[one.name].append(run)
        print(f"{notes.name}: round {turn} of {repeats} …", file=sys.stderr)
    return [Made(name, middle(taken), *made[name]) for name, taken in runs.items()]


def _set(one: Contestant, notes: Notes) -> tuple[Run, int, int]:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "out.pdf"
        run = measure(one.command(notes.copy_to(Path(folder)), notes.files, output), Path(folder))
        with pikepdf.open(output) as pdf:
            return run, len(pdf.pages), output.stat().st_size


# --- Telling --------------------------------------------------------------------------------------------------


def _print(table: dict[str, list[Made]], start: Run, helped: Run, repeats: int) -> None:
    print(f"median of {repeats}; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; commit {commit()}\n")
    print(f"{'notes':<14}{'program':<22}{'seconds':>8}{'ratio':>8}{'MB held':>9}{'pages':>7}{'KB':>8}")
    for name, made in table.items():
        peer = _of(made, PEER)
        for one in made:
            ratio = one.run.seconds / peer.run.seconds
            print(f"{name:<14}{one.contestant:<22}{one.run.seconds:>8.2f}{ratio:>8.2f}", end="")
            print(f"{one.run.memory:>9.0f}{one.pages:>7}{one.size / 1000:>8.0f}")
    print(f"\nbuild.py --help: {helped.seconds:.3f} s; Python alone: {start.seconds:.3f} s")
    for name in table:
        print(verdict(f"{name}: {_ratio(table[name]):.2f} times pandoc", _ratio(table[name]), MOST_TIMES_PEER))
    print(verdict(f"--help: {helped.seconds:.3f} s", helped.seconds, MOST_FOR_HELP))


def _met(table: dict[str, list[Made]], helped: Run) -> bool:
    return helped.seconds <= MOST_FOR_HELP and all(_ratio(made) <= MOST_TIMES_PEER for made in table.values())


def _ratio(made: list[Made]) -> float:
    return _of(made, OURS).run.seconds / _of(made, PEER).run.seconds


def _of(made: list[Made], name: str) -> Made:
    return next(one for one in made if one.contestant == name)


def _keep(table: dict[str, list[Made]], help_ratio: float) -> None:
    history.keep(HISTORY, COLUMNS, (_row(name, made, help_ratio) for name, made in table.items()))


def _row(name: str, made: list[Made], help_ratio: float) -> list[object]:
    ours, peer = _of(made, OURS), _of(made, PEER)
    ratios = (_ratio(made), ours.run.memory / peer.run.memory, ours.size / peer.size)
    return [name, *(f"{ratio:.2f}" for ratio in ratios), ours.pages, f"{help_ratio:.1f}"]


if __name__ == "__main__":
    sys.exit(main())
