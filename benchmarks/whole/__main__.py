"""`python -m benchmarks.whole`: sets a whole book with each program, then ours after an edit and unchanged.

Status 0: every target is met; 1: one is missed, or a program failed.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from benchmarks import history
from benchmarks.contestants import OURS, PEER, Contestant, ours
from benchmarks.history import commit, options_for, verdict
from benchmarks.measure import FailedError, Run, measure, middle
from benchmarks.whole.contestants import PEERS, XELATEX
from benchmarks.whole.manuscript import edited, write_book

HISTORY = Path(__file__).parent / "history.csv"
COLUMNS = ("chapters", "pages", "to_weasyprint", "to_xelatex", "edit", "unchanged", "memory_mb", "size")
ONE_PIECE = "  in one piece"

MOST_TIMES = {PEER: 0.25, XELATEX: 0.5}
"""What part of a peer's time a cold build may take."""
MOST_FOR_EDIT = 0.12
"""What part of a cold build one edited chapter may take, contents and all."""
MOST_UNCHANGED = 0.05
MOST_MEMORY = 450.0
"""MB, of any process."""
MOST_SIZE = 1.2
"""How many times as large as one document the file may be that is bound of parts."""


@dataclass(frozen=True, slots=True)
class Made:
    """A way of setting the book, and what it took."""

    name: str
    run: Run
    pages: int
    size: int
    """Bytes."""


def main() -> int:
    """Measure, print, keep."""
    parser = options_for("benchmarks.whole", "Measure a whole book.")
    parser.add_argument("--chapters", type=int, default=30, metavar="N", help="chapters of the book (30)")
    parser.add_argument("--only-ours", action="store_true", help="leave the peers out")
    options = parser.parse_args()
    try:
        peers = () if options.only_ours else PEERS
        table = {made.name: made for made in _all(options.chapters, options.repeats, peers)}
    except FailedError as error:
        print(error, file=sys.stderr)
        return 1
    _print(table, options)
    if not options.no_history:
        _keep(table, options.chapters)
    return int(not all(met for met, _ in _verdicts(table)))


def _all(chapters: int, repeats: int, peers: tuple[Contestant, ...]) -> list[Made]:
    runs: dict[str, list[Made]] = {}
    for turn in range(repeats):
        done = [*_ours(chapters), *(_peer(one, chapters) for one in peers if _there(one))]
        for made in done:
            runs.setdefault(made.name, []).append(made)
        print(f"round {turn + 1} of {repeats} …", file=sys.stderr)
    if peers:
        runs[ONE_PIECE] = [_one_piece(chapters)]
    return [Made(name, middle([one.run for one in made]), made[0].pages, made[0].size) for name, made in runs.items()]


def _there(one: Contestant) -> bool:
    if not one.is_there():
        print(f"{one.name} is missing: {', '.join(one.needs)}", file=sys.stderr)
    return one.is_there()


def _ours(chapters: int) -> list[Made]:
    """Cold, with one chapter edited, and with nothing changed."""
    with tempfile.TemporaryDirectory() as folder:
        book, output = Path(folder) / "book", Path(folder) / "out.pdf"
        names = write_book(book, chapters)
        made = [_made(OURS, ours(book, output), output)]
        middle_one = book / names[len(names) // 2]
        middle_one.write_text(edited(middle_one.read_text("utf8")), "utf8")
        made.append(_made("  one chapter edited", ours(book, output), output))
        made.append(_made("  nothing changed", ours(book, output), output))
        return made


def _peer(one: Contestant, chapters: int) -> Made:
    with tempfile.TemporaryDirectory() as folder:
        book, output = Path(folder) / "book", Path(folder) / "out.pdf"
        names = write_book(book, chapters)
        return _made(one.name, one.command(book, names, output), output)


def _one_piece(chapters: int) -> Made:
    """Our own pages as one document, once: its size is what counts."""
    with tempfile.TemporaryDirectory() as folder:
        book, output = Path(folder) / "book", Path(folder) / "out.pdf"
        write_book(book, chapters)
        program = Path(__file__).with_name("one_piece.py")
        return _made(ONE_PIECE, [sys.executable, str(program), str(book), str(output)], output)


def _made(name: str, command: list[str], output: Path) -> Made:
    run = measure(command, output.parent)
    with pikepdf.open(output) as pdf:
        return Made(name, run, len(pdf.pages), output.stat().st_size)


# --- Telling --------------------------------------------------------------------------------------------------


def _print(table: dict[str, Made], options: argparse.Namespace) -> None:
    cold = table[OURS].run.seconds
    print(f"{options.chapters} chapters, median of {options.repeats}; {os.cpu_count()} processors, commit {commit()}\n")
    print(f"{'program':<24}{'seconds':>9}{'ratio':>8}{'CPU s':>8}{'MB held':>9}{'pages':>7}{'KB':>8}")
    for made in table.values():
        print(f"{made.name:<24}{made.run.seconds:>9.2f}{made.run.seconds / cold:>8.3f}{made.run.cpu:>8.2f}", end="")
        print(f"{made.run.memory:>9.0f}{made.pages:>7}{made.size / 1000:>8.0f}")
    print()
    for _, words in _verdicts(table):
        print(words)


def _verdicts(table: dict[str, Made]) -> list[tuple[bool, str]]:
    cold, told = table[OURS], []
    for peer, most in MOST_TIMES.items():
        if peer in table:
            told.append((f"cold: {(ratio := _ratio(table, peer)):.2f} of {peer}", ratio, most))
    for name, most in (("  one chapter edited", MOST_FOR_EDIT), ("  nothing changed", MOST_UNCHANGED)):
        ratio = table[name].run.seconds / cold.run.seconds
        told.append((f"{name.strip()}: {ratio:.3f} of cold", ratio, most))
    if ONE_PIECE in table:
        told.append((f"size: {(ratio := _size_ratio(table)):.2f} of one piece", ratio, MOST_SIZE))
    told.append((f"memory: {cold.run.memory:.0f} MB", cold.run.memory, MOST_MEMORY))
    return [(value <= most, verdict(words, value, most)) for words, value, most in told]


def _ratio(table: dict[str, Made], peer: str) -> float:
    return table[OURS].run.seconds / table[peer].run.seconds


def _size_ratio(table: dict[str, Made]) -> float:
    return table[OURS].size / table[ONE_PIECE].size


def _keep(table: dict[str, Made], chapters: int) -> None:
    cold = table[OURS]
    to_peers = [f"{_ratio(table, peer):.3f}" if peer in table else "" for peer in MOST_TIMES]
    parts = [
        f"{table[name].run.seconds / cold.run.seconds:.3f}" for name in ("  one chapter edited", "  nothing changed")
    ]
    size = f"{_size_ratio(table):.2f}" if ONE_PIECE in table else ""
    history.keep(HISTORY, COLUMNS, [[chapters, cold.pages, *to_peers, *parts, round(cold.run.memory), size]])


if __name__ == "__main__":
    sys.exit(main())
