"""Diagrams in text form, drawn, checked and kept."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from studypress.figures.assets import PictureError
from studypress.figures.drawing import blank, finish_drawing, labelled
from studypress.figures.graphviz import dot_labels, dot_version, render_dot
from studypress.figures.kept import Drawing, Kept
from studypress.figures.mermaid import VERSION, mermaid_labels, render_mermaid
from studypress.model import Diagram
from studypress.problems import Problem, problem

MAX_SOURCE = 50_000
"""Characters; the renderers run inside this process or for its time."""

_FILLED_IN_BY_HAND = (
    "flowchart", "graph", "block", "statediagram", "classdiagram", "erdiagram", "mindmap", "sequencediagram",
    "architecture",
)  # fmt: skip
"""Kinds of mermaid diagram whose boxes still mean something without their labels; a pie does not."""


@dataclass(frozen=True, slots=True)
class _Renderer:
    """A language of diagrams."""

    version: Callable[[], str]
    render: Callable[[str], str]
    labels: Callable[[str], Iterable[str]]


_RENDERERS = {
    "mermaid": _Renderer(lambda: VERSION, render_mermaid, mermaid_labels),
    "dot": _Renderer(dot_version, render_dot, dot_labels),
}


def draw_diagram(diagram: Diagram, kept: Kept) -> tuple[Diagram, list[Problem]]:
    """Fill in a diagram's drawing; without one its source will be shown as code."""
    try:
        asset, blank_asset = _drawing(diagram, kept)
    except PictureError as error:
        message = f"The {diagram.language} diagram cannot be drawn: {error.reason.rstrip('.')}."
        hint = error.hint or "mend its source; until then the source is shown as code"
        return diagram, [problem("diagram-failed", diagram.place, message, f"{hint[:1].upper()}{hint[1:]}.")]
    return replace(diagram, asset=asset, blank=blank_asset), []


def _drawing(diagram: Diagram, kept: Kept) -> Drawing:
    renderer = _RENDERERS.get(diagram.language)
    if renderer is None:
        raise PictureError(f"“{diagram.language}” is no language of diagrams known here")
    if not diagram.text.strip():
        raise PictureError("it is empty")
    if len(diagram.text) > MAX_SOURCE:
        raise PictureError(f"its source is longer than {MAX_SOURCE} characters", "split it into several diagrams")
    made_from = diagram.language, renderer.version(), diagram.text
    found = kept.find(*made_from)
    if found is None:
        found = _draw(diagram, renderer)
        kept.keep(found, *made_from)
    return found


def _draw(diagram: Diagram, renderer: _Renderer) -> Drawing:
    root = finish_drawing(renderer.render(diagram.text), renderer.labels(diagram.text))
    return labelled(root), blank(root) if _can_be_blank(diagram) else None


def _can_be_blank(diagram: Diagram) -> bool:
    if diagram.language == "dot":
        return True
    source = re.sub(r"\A---\n.*?\n---\n|%%[^\n]*", "", diagram.text, flags=re.DOTALL)
    words = re.findall(r"[A-Za-z]+", source)
    return bool(words) and words[0].lower() in _FILLED_IN_BY_HAND
