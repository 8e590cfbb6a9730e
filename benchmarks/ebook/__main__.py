"""`python -m benchmarks.ebook`: packs two books as EPUB, cold, with our program and with pandoc.

The targets are seconds that an author waits; ratios are of processor time, since pandoc uses one core. Status 0: every
target is met; 1: one is missed, or a program failed; 2: pandoc is missing.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import history
from benchmarks.contestants import NOTES, OURS, ours
from benchmarks.history import NO_PANDOC, commit, options_for, verdict
from benchmarks.measure import FailedError, Run, measure, middle
from benchmarks.whole.manuscript import write_book

HISTORY = Path(__file__).parent / "history.csv"
COLUMNS = ("book", "cpu_ratio", "memory_ratio", "size_ratio")
PANDOC = "pandoc"
CHAPTERS = 28
"""Of the long book: 567,000 characters, 46 drawings."""


@dataclass(frozen=True, slots=True)
class Book:
    """A manuscript that is packed."""

    name: str
    write: Callable[[Path], tuple[str, ...]]
    """Writes it into a folder that is not there, and gives its chapters in order."""
    most: float
    """Seconds that it may take us."""


def _docker(folder: Path) -> tuple[str, ...]:
    shutil.copytree(NOTES[0].source, folder, ignore=shutil.ignore_patterns(".*", "dist"))
    return NOTES[0].files


BOOKS = (Book("docker guide", _docker, 1.5), Book("long book", lambda folder: write_book(folder, CHAPTERS), 6.0))


@dataclass(frozen=True, slots=True)
class Made:
    """What an e-book took."""

    run: Run
    size: int
    """Bytes."""


def main() -> int:
    """Measure, print, keep."""
    options = options_for("benchmarks.ebook", "Measure e-books against pandoc.").parse_args()
    if shutil.which(PANDOC) is None:
        print(NO_PANDOC, file=sys.stderr)
        return 2
    try:
        table = {book.name: _both(book, options.repeats) for book in BOOKS}
    except FailedError as error:
        print(error, file=sys.stderr)
        return 1
    _print(table, options.repeats)
    if not options.no_history:
        _keep(table)
    return int(any(table[book.name][OURS].run.seconds > book.most for book in BOOKS))


def _both(book: Book, repeats: int) -> dict[str, Made]:
    runs: dict[str, list[Made]] = {OURS: [], PANDOC: []}
    for turn in range(repeats + 1):
        for name, command in ((OURS, _ours), (PANDOC, _pandoc)):
            made = _made(book, command)
            runs[name] += [made] if turn else []  # the first round warms the disk's cache and counts for nothing
        print(f"{book.name}: round {turn} of {repeats} …", file=sys.stderr)
    return {name: Made(middle([one.run for one in made]), made[0].size) for name, made in runs.items()}


def _made(book: Book, command: Callable[[Path, tuple[str, ...], Path], list[str]]) -> Made:
    with tempfile.TemporaryDirectory() as folder:
        notes, output = Path(folder) / "book", Path(folder) / "out.epub"
        names = book.write(notes)
        return Made(measure(command(notes, names, output), Path(folder)), output.stat().st_size)


def _ours(notes: Path, _: tuple[str, ...], output: Path) -> list[str]:
    """All but the pages of the printed book, which would be set first."""
    with (notes / "book.toml").open("a", encoding="utf8") as config:
        config.write("\n[epub]\npage_list = false\n")
    return ours(notes, output)


def _pandoc(notes: Path, names: tuple[str, ...], output: Path) -> list[str]:
    files = [str(notes / name) for name in names]
    words = ["--from=markdown", "--to=epub3", "--mathml", "--toc", "--metadata", "title=book"]
    return [PANDOC, *files, *words, f"--resource-path={notes}", "-o", str(output)]


# --- Telling --------------------------------------------------------------------------------------------------


def _print(table: dict[str, dict[str, Made]], repeats: int) -> None:
    print(f"median of {repeats}; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; commit {commit()}\n")
    print(f"{'book':<16}{'program':<14}{'CPU s':>7}{'wall s':>8}{'MB held':>9}{'KB':>7}")
    for name, made in table.items():
        for program, one in made.items():
            print(f"{name:<16}{program:<14}{one.run.cpu:>7.2f}{one.run.seconds:>8.2f}", end="")
            print(f"{one.run.memory:>9.0f}{one.size / 1000:>7.0f}")
    print()
    for book in BOOKS:
        taken = table[book.name][OURS].run.seconds
        print(verdict(f"{book.name}: {taken:.2f} s", taken, book.most))


def _keep(table: dict[str, dict[str, Made]]) -> None:
    history.keep(HISTORY, COLUMNS, (_row(name, made[OURS], made[PANDOC]) for name, made in table.items()))


def _row(name: str, ours: Made, peer: Made) -> list[str]:
    ratios = (ours.run.cpu / peer.run.cpu, ours.run.memory / peer.run.memory, ours.size / peer.size)
    return [name, *(f"{ratio:.2f}" for ratio in ratios)]


if __name__ == "__main__":
    sys.exit(main())
