"""`python -m benchmarks.formulas`: sets a book of 9,900 formulas cold, and the same with a word in the place of each.

What counts is processor time: that of the formulas beside that of the rest of the book. Status 0: the target is met;
1: it is missed, or the program failed.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks import history
from benchmarks.contestants import ours
from benchmarks.formulas.manuscript import write_book
from benchmarks.history import commit, options_for, verdict
from benchmarks.measure import FailedError, Run, measure, middle

HISTORY = Path(__file__).parent / "history.csv"
COLUMNS = ("target", "formulas_to_rest", "memory_mb")
MOST = 1.0
"""How many times the processor time of the rest of the book its formulas may take."""


def main() -> int:
    """Measure, print, keep."""
    options = options_for("benchmarks.formulas", "Measure a book of formulas.").parse_args()
    try:
        table = {target: _both(target, options.repeats) for target in ("pdf", "epub")}
    except FailedError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"median of {options.repeats}; commit {commit()}\n")
    print(f"{'':<6}{'CPU s':>8}{'without formulas':>18}{'wall s':>8}{'MB held':>9}")
    for target, (with_them, without) in table.items():
        print(f"{target:<6}{with_them.cpu:>8.2f}{without.cpu:>18.2f}{with_them.seconds:>8.2f}{with_them.memory:>9.0f}")
    print()
    for target, runs in table.items():
        print(verdict(f"{target}: formulas take {_ratio(*runs):.2f} of the rest", _ratio(*runs), MOST))
    if not options.no_history:
        rows = ([target, f"{_ratio(*runs):.2f}", round(runs[0].memory)] for target, runs in table.items())
        history.keep(HISTORY, COLUMNS, rows)
    return int(any(_ratio(*runs) > MOST for runs in table.values()))


def _ratio(with_them: Run, without: Run) -> float:
    return (with_them.cpu - without.cpu) / without.cpu


def _both(target: str, repeats: int) -> tuple[Run, Run]:
    """With formulas, and without; in turn, so that other work of the machine slows both."""
    runs: dict[bool, list[Run]] = {True: [], False: []}
    for turn in range(repeats):
        for formulas, done in runs.items():
            done.append(_made(target, formulas))
        print(f"{target}: round {turn + 1} of {repeats} …", file=sys.stderr)
    return middle(runs[True]), middle(runs[False])


def _made(target: str, formulas: bool) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        book, output = Path(folder) / "book", Path(folder) / f"out.{target}"
        write_book(book, formulas)
        return measure(ours(book, output), Path(folder))


if __name__ == "__main__":
    sys.exit(main())
