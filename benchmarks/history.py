"""What the measurements share: targets in words, and a history of ratios, since seconds mean nothing elsewhere."""

import csv
import shutil
import subprocess
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
