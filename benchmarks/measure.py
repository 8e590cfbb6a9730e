"""Running a program once: how long it took, and how much memory it and what it started held at their largest."""

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Compiled modules are kept, as where the program is installed: some shells of developers would compile them anew."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program, or the median of several."""

    seconds: float
    """Wall clock."""
    memory: float
    """The largest resident set of any one process of the run, MB."""
    cpu: float
    """Seconds of processor time, of it and of what it started and waited for."""


class FailedError(Exception):
    """A program that did not do its work; says what it said last."""


def measure(command: list[str], folder: Path) -> Run:
    """Run a command in a folder and measure it. Raises FailedError when its status is not 0."""
    said = folder / "said.txt"
    with said.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, env=_ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        words = said.read_text(encoding="utf8", errors="replace").strip().splitlines()
        raise FailedError(f"{' '.join(command[:4])} … ended with {process.returncode}: {' '.join(words[-2:])}")
    return Run(seconds, _megabytes(usage), usage.ru_utime + usage.ru_stime)


def middle(runs: list[Run]) -> Run:
    """The median of several runs."""
    return Run(median(run.seconds for run in runs), median(run.memory for run in runs), median(run.cpu for run in runs))


def _megabytes(usage: resource.struct_rusage) -> float:
    """getrusage(2) counts in KiB on Linux, in bytes on macOS."""
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1_000_000
