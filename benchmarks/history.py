"""What the measurements share: options, targets in words, and a history of ratios: seconds mean nothing elsewhere."""

import csv
import shutil
import subprocess
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.contestants import ROOT


def keep(history: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Add lines to a history, each with the day and the commit before it."""
    new = not history.exists()
    with history.open("a", encoding="utf8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if new:
            writer.writerow(["date", "commit", *columns])
        for row in rows:
            writer.writerow([datetime.now(UTC).date().isoformat(), commit(), *row])


NO_PANDOC = """pandoc is missing, which we measure against. Debian, Ubuntu: sudo apt-get install pandoc;
macOS: brew install pandoc; Windows: winget install JohnMacFarlane.Pandoc"""


def options_for(program: str, description: str, repeats: int = 3) -> ArgumentParser:
    """The options that all measurements have."""
    parser = ArgumentParser(prog=f"python -m {program}", description=description)
    words = f"runs of each; the median counts ({repeats})"
    parser.add_argument("--repeats", type=_count, default=repeats, metavar="N", help=words)
    parser.add_argument("--no-history", action="store_true", help="add nothing to history.csv")
    return parser


def _count(given: str) -> int:
    if int(given) < 1:
        raise ArgumentTypeError("1 or more")
    return int(given)


def verdict(words: str, value: float, most: float) -> str:
    """Whether a target is met, as a line of the table."""
    return f"{'met   ' if value <= most else 'MISSED'}  {words} (at most {most:g})"


def commit() -> str:
    """The commit, with a `+` when the program has changed since."""
    if shutil.which("git") is None:
        return ""
    name = _git("rev-parse", "--short", "HEAD")
    return f"{name}+" if name and _git("status", "--porcelain", "studypress", "templates", "fonts") else name


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
