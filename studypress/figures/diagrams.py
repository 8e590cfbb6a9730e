"""Diagrams in text form, drawn, checked and kept."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from studypress.figures.assets import PictureError
from studypress.figures.drawing import blank, finish_drawing, labelled
from studypress.figures.graphviz import dot_labels, dot_version, render_dot
from studypress.figures.kept import Drawing, Kept
from studypress.figures.measure import Room
from studypress.forks import ahead
from studypress.model import Diagram
from studypress.problems import Problem, problem
from studypress.sheets import Sheet
from studypress.wording import said

DIAGRAM_SCALE = 0.62
"""pt per px of a diagram: its 14 px labels are set at 8.7 pt, a caption's size."""
_MOST_OF_A_PAGE = 0.86
"""The share of a page's height that a diagram may have (`img.tall` in base.css)."""
MAX_SOURCE = 50_000
"""Characters; the renderers run inside this process or for its time."""

_WORTH = 3
"""Diagrams to be drawn by a second process, if it is to be worth its start."""

_FILLED_IN_BY_HAND = (
    "flowchart", "graph", "block", "statediagram", "classdiagram", "erdiagram", "mindmap", "sequencediagram",
    "architecture",
)  # fmt: skip
"""Kinds of mermaid diagram whose boxes still mean something without their labels; a pie does not."""


@dataclass(frozen=True, slots=True)
class _Renderer:
    """A language of diagrams."""

    version: Callable[[], str]
    render: Callable[[str, Room], str]
    labels: Callable[[str], Iterable[str]]


def _render_mermaid(source: str, room: Room) -> str:
    from studypress.figures.mermaid import render_mermaid  # merman takes long to load, and most drawings are kept

    return render_mermaid(source, room)


def _mermaid_labels(source: str) -> Iterable[str]:
    from studypress.figures.mermaid import mermaid_labels

    return mermaid_labels(source)


_RENDERERS = {
    "mermaid": _Renderer(lambda: "merman", _render_mermaid, _mermaid_labels),  # its version is in our fingerprint
    "dot": _Renderer(dot_version, lambda source, room: render_dot(source), dot_labels),
}


def room_on(sheet: Sheet) -> Room:
    """What a page holds of a drawing at its full size."""
    return round(sheet.text_width / DIAGRAM_SCALE), round(sheet.text_height * _MOST_OF_A_PAGE / DIAGRAM_SCALE)


def draw_diagram(diagram: Diagram, room: Room, kept: Kept[Drawing]) -> tuple[Diagram, list[Problem]]:
    """Fill in a diagram's drawing; without one its source will be shown as code."""
    try:
        asset, blank_asset = _drawing(diagram, room, kept)
    except PictureError as error:
        language = diagram.language
        message = said("The {language} diagram cannot be drawn: {reason}.", language=language, reason=error.reason)
        hint = error.hint or said("Fix its source; until then the source is shown as code.")
        return diagram, [problem("diagram-failed", diagram.place, message, hint)]
    return replace(diagram, asset=asset, blank=blank_asset), []


def draw_ahead(diagrams: Iterable[Diagram], room: Room, kept: Kept[Drawing], jobs: int) -> None:
    """Have processes draw and keep those that are not kept yet: it is done when there are many."""
    sources = {(one.language, one.text): one for one in diagrams if one.language in _RENDERERS}
    new = [one for one in sources.values() if not kept.holds(*_made_from(one, room))]
    ahead(lambda diagram: draw_diagram(diagram, room, kept), new, jobs, lambda diagram: 1, _WORTH)


def _made_from(diagram: Diagram, room: Room) -> tuple[str, ...]:
    return diagram.language, _RENDERERS[diagram.language].version(), diagram.text, str(room)


def _drawing(diagram: Diagram, room: Room, kept: Kept[Drawing]) -> Drawing:
    renderer = _RENDERERS.get(diagram.language)
    if renderer is None:
        raise PictureError(
            said("“{language}” is not a language for diagrams that is known here", language=diagram.language)
        )
    if not diagram.text.strip():
        raise PictureError(said("it is empty"))
    if len(diagram.text) > MAX_SOURCE:
        reason = said("its source is longer than {most} characters", most=MAX_SOURCE)
        raise PictureError(reason, said("Split it into several diagrams."))
    made_from = _made_from(diagram, room)
    found = kept.find(*made_from)
    if found is None:
        found = _draw(diagram, room, renderer)
        kept.keep(found, *made_from)
    return found


def _draw(diagram: Diagram, room: Room, renderer: _Renderer) -> Drawing:
    root = finish_drawing(renderer.render(diagram.text, room), renderer.labels(diagram.text))
    return labelled(root), blank(root) if _can_be_blank(diagram) else None


def _can_be_blank(diagram: Diagram) -> bool:
    if diagram.language == "dot":
        return True
    source = re.sub(r"\A---\n.*?\n---\n|%%[^\n]*", "", diagram.text, flags=re.DOTALL)
    words = re.findall(r"[A-Za-z]+", source)
    return bool(words) and words[0].lower() in _FILLED_IN_BY_HAND
