"""Pages of GitBook and HonKit as an e-book has them: their variables, and nothing that is for a site alone."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.fidelity.lines import Line, Lines

_SITE = re.compile(r"\s*\{%\s*if\s+output\.name\s*==+\s*[\"']website[\"']\s*%\}\s*")
_END = re.compile(r"\s*\{%\s*(?:endif|else)\s*%\}\s*")
_VARIABLE = re.compile(r"\{\{\s*book\.(\w+)\s*\}\}")


def variables_of(folder: Path) -> dict[str, str]:
    """The variables of a book, by name."""
    file = folder / "book.json"
    try:
        found = json.loads(file.read_text("utf8")).get("variables", {}) if file.is_file() else {}
    except (ValueError, AttributeError):
        return {}
    return {name: str(value) for name, value in found.items() if isinstance(value, str | int)}


def filled(lines: Lines, variables: dict[str, str]) -> Iterator[Line]:
    """Put values in the places of variables, and leave out lines from a condition for sites to where it ends."""
    inside = False
    for line in lines:
        inside = inside or _SITE.fullmatch(line.text) is not None
        if not inside:
            yield replace(line, text=_VARIABLE.sub(lambda found: variables.get(found[1], found[0]), line.text))
        inside = inside and _END.fullmatch(line.text) is None
