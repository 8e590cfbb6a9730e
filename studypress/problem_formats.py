"""Problems as other programs read them: JSON, and the commands by which GitHub marks the lines of a change."""

import json
import os
from pathlib import Path

from studypress.problems import Problem, Severity
from studypress.speech import Say

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
"""The severities as GitHub calls them."""


def as_json(problems: list[Problem], say: Say) -> str:
    """Write a list of objects, in ASCII, which every console can take."""
    return json.dumps([_object(one, say) for one in problems], indent=2)


def as_github(problems: list[Problem], folder: Path, say: Say) -> str:
    """Write a workflow command for each problem (GitHub Actions, "Workflow commands", `::warning file=…::`).

    `folder` is the manuscript's: GitHub counts paths from the folder in which the program runs.
    """
    return "\n".join(_command(one, folder, say) for one in problems)


def _object(one: Problem, say: Say) -> dict[str, str | int]:
    return {
        "path": one.place.path,
        "line": one.place.row,
        **({"cell": one.place.cell} if one.place.cell else {}),
        "severity": str(one.severity),
        "code": one.code,
        "message": say(one.message),
        "hint": say(one.hint),
    }


def _command(one: Problem, folder: Path, say: Say) -> str:
    line, title = one.place.line or "", one.code
    if one.place.cell:  # GitHub counts the lines of the JSON
        line, title = "", f"{one.code} ({one.place.spot})"
    given = {"file": _from_here(folder / one.place.path), "line": str(line), "title": title}
    properties = ",".join(f"{name}={_property(value)}" for name, value in given.items() if value)
    words = " ".join(map(say, filter(None, (one.message, one.hint))))
    return f"::{_LEVELS[one.severity]} {properties}::{_escaped(words)}"


def _from_here(path: Path) -> str:
    """Give a path as it is seen from the folder in which the program runs."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # on another drive of Windows
        return path.as_posix()


def _escaped(words: str) -> str:
    """Escape what would end a command, as actions/toolkit does."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _escaped(words).replace(":", "%3A").replace(",", "%2C")
