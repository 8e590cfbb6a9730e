"""A style sheet as `pdf` is given it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """A style sheet, read."""

    path: str
    """Where it is, for problems: relative to the manuscript's folder, or `templates/print.css`."""
    text: str
    """CSS."""
