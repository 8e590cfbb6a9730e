"""Golden files: what the program made once, looked at by a person, and kept.

`compare` is the only way a test reads one. It never writes unless pytest was started with `--update-golden`.
"""

import difflib
from pathlib import Path

update = False
"""True under `pytest --update-golden`; set by conftest.py, in every worker of xdist alike."""


def compare(actual: str, golden: Path) -> None:
    """Fail, with a unified diff, when `actual` is not the text of the file `golden`."""
    __tracebackhide__ = True
    if update:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(actual.encode())
        return
    if not golden.is_file():
        raise AssertionError(f"{golden} does not exist. Look at this, then run pytest with --update-golden:\n{actual}")
    expected = golden.read_bytes().decode()
    if actual != expected:
        raise AssertionError(f"{golden} differs (--update-golden accepts it):\n{_diff(expected, actual)}")


def _diff(expected: str, actual: str) -> str:
    lines = difflib.unified_diff(
        expected.splitlines(keepends=True), actual.splitlines(keepends=True), "golden", "actual", n=2
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ no newline at the end\n" for line in lines)
