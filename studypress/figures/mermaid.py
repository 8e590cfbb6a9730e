"""Mermaid diagrams without a browser (merman's door)."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import merman

from studypress.figures.assets import PictureError
from studypress.figures.measure import FONT_FAMILY, Room, label_width
from studypress.figures.timeline_rows import drawn_downwards
from studypress.figures.timelines import OPTIONS as _TIMELINE
from studypress.figures.timelines import folded, is_timeline, size_for
from studypress.wording import foreign

_LABEL_KEYS = frozenset({"label", "description", "message", "title", "text", "task"})
"""Where merman's parse trees keep what is to be read, in all kinds of diagram."""
_WORDLESS = frozenset({"fork", "join", "choice"})
"""Shapes of state diagrams that have no words: the parser gives them their name in the source."""
_UNREADABLE = re.compile(r"[&#][#\w]+;|\$\$|:?\bfa[bsrl]?:|[*_`~]{1,2}\S")
"""Entities, formulas, icons and Markdown, which are drawn otherwise than they are written."""
_PREAMBLE = re.compile(r"^Diagram parse error \([\w-]+\): ")
_BREAK = re.compile(r"<br\s*/?>|\\n|\n", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_GROUND = re.compile(r"^[ \t]*rect[ \t]+(\S.*)$", re.MULTILINE)
"""The colour behind a part of a sequence diagram, which the parser lists among the messages."""

_ACROSS = re.compile(r"(\A(?:---\n(?s:.*?)\n---\n)?(?:[ \t]*(?:%%.*)?\n)*[ \t]*(?:flowchart|graph)[ \t]+)(?:LR|RL)\b")
"""A flowchart whose boxes go on to the right or to the left, up to that word."""
_VIEW_BOX = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_LEAST_LEGIBLE = 0.6
"""5.2 pt of 8.7 pt."""
_WORTH_TURNING = 1.2
_EASILY_LEGIBLE = 0.8
"""7 pt, below which what can be drawn closer is."""

_SIZE = 14
"""px of a label."""

_GREY = {"fill": "#ffffff", "band": "#f3f3f3", "edge": "#222222", "faint": "#666666", "ink": "#000000"}
_GREYS = ("#ffffff", "#d9d9d9", "#f3f3f3", "#bfbfbf")
"""The grounds of slices, sections and branches, neighbours well apart and all light enough for black words."""
_VARIABLES = {
    "fontFamily": f'"{FONT_FAMILY}"',
    "fontSize": f"{_SIZE}px",
    "background": _GREY["fill"],
    "primaryColor": _GREY["fill"],
    "primaryTextColor": _GREY["ink"],
    "primaryBorderColor": _GREY["edge"],
    "secondaryColor": _GREY["band"],
    "secondaryBorderColor": _GREY["edge"],
    "secondaryTextColor": _GREY["ink"],
    "tertiaryColor": _GREY["band"],
    "tertiaryBorderColor": _GREY["edge"],
    "tertiaryTextColor": _GREY["ink"],
    "lineColor": _GREY["edge"],
    "textColor": _GREY["ink"],
    "mainBkg": _GREY["fill"],
    "nodeBorder": _GREY["edge"],
    "clusterBkg": _GREY["band"],
    "clusterBorder": _GREY["faint"],
    "titleColor": _GREY["ink"],
    "edgeLabelBackground": _GREY["fill"],
    "noteBkgColor": _GREY["band"],
    "noteBorderColor": _GREY["faint"],
    "noteTextColor": _GREY["ink"],
    "actorBkg": _GREY["fill"],
    "actorBorder": _GREY["edge"],
    "actorLineColor": _GREY["faint"],
    "labelBoxBkgColor": _GREY["band"],
    "activationBkgColor": _GREY["band"],
    "pieStrokeWidth": "1px",
    "pieOuterStrokeWidth": "1px",
    "pieOpacity": "1",
    "xyChart": {"plotColorPalette": "#808080,#000000,#a6a6a6,#555555"},
    **{f"pie{number}": _GREYS[number % 4] for number in range(1, 13)},
    **{f"cScale{number}": _GREYS[1] for number in range(12)},  # also the lines of branches: never white
    **{f"cScaleLabel{number}": _GREY["ink"] for number in range(12)},
    **{f"cScaleInv{number}": _GREY["edge"] for number in range(12)},
}
"""Mermaid's theme: dark lines on white, so that a black and white print at A5 loses nothing."""

_PRINT_CSS = (
    f"#merman .node .cluster{{fill:{_GREY['band']};stroke:{_GREY['faint']}}}"
    f"#merman .mindmap-node .node-bkg,#merman .mindmap-node .basic,#merman .timeline-node .node-bkg"
    f"{{fill:{_GREY['band']};stroke:{_GREY['edge']};stroke-width:1px}}"
)
"""What the theme cannot say: frames where Mermaid has colour alone."""

_OPTIONS: dict[str, Any] = {
    "version": 2,
    "svg": {"pipeline": "resvg-safe"},  # labels as <text>; the default's foreignObject stays blank in WeasyPrint
    # Bounded, too, at a second or so; "constrained" gives up at thirty boxes that many lines join.
    "resources": {"profile": "interactive"},
    "site_config": {
        "theme": "base",
        "look": "classic",
        "fontFamily": f'"{FONT_FAMILY}"',
        "fontSize": _SIZE,
        "themeVariables": _VARIABLES,
        # Close-set, since a figure shares its page with text, and boxes no wider than their words: at the
        # 120 px that Mermaid gives them, five in a row left words of 5 pt.
        "state": {"minNodeWidth": 24},
        "timeline": _TIMELINE,
        "flowchart": {
            "nodeSpacing": 32,
            "rankSpacing": 28,
            "padding": 10,
            "wrappingWidth": 240,
            "minNodeWidth": 24,
            "diagramPadding": 4,
        },
    },
}


_WIDTHS = (130, 110, 90)
"""px between the lines of life of a sequence diagram that is drawn closer; 200 in others."""
_ER = {"nodeSpacing": 20, "rankSpacing": 40, "entityPadding": 6, "minEntityWidth": 60, "diagramPadding": 4}
"""px: tables no wider than their words."""
_CAN_BE_CLOSER = re.compile(r"\A(?:---\n(?s:.*?)\n---\n)?(?:[ \t]*(?:%%.*)?\n)*[ \t]*(?:sequenceDiagram|erDiagram)\b")


def render_mermaid(source: str, room: Room) -> str:
    """Draw the diagram as SVG text. Raises PictureError with the renderer's message.

    A flowchart across that is much wider than its page is drawn downwards, if its words come out larger so; in a wide
    timeline they are drawn larger, or it is drawn downwards; what happens between many, and tables with their
    relations, are drawn closer.
    """
    drawn = _draw(source)
    if is_timeline(source) and (size := size_for(_legible(drawn, room))) > _SIZE:
        wide = _draw(folded(source, size), size)
        return wide if size * _legible(wide, room) >= _LEAST_LEGIBLE * _SIZE else _timeline(source, wide, room)
    if _legible(drawn, room) < _EASILY_LEGIBLE and _CAN_BE_CLOSER.match(source):
        return _drawn_closer(source, drawn, room)
    if _legible(drawn, room) >= _LEAST_LEGIBLE or not (across := _ACROSS.match(source)):
        return drawn
    down = _draw(f"{across[1]}TB{source[across.end() :]}")
    return down if _legible(down, room) > _legible(drawn, room) * _WORTH_TURNING else drawn


def _timeline(source: str, across: str, room: Room) -> str:
    """A timeline drawn downwards, where nothing in it is drawn otherwise than it is written, and that is larger."""
    tree = json.loads(_engine().parse_json(source, None))
    if _UNREADABLE.search(" ".join(_strings(tree))) or not tree.get("tasks"):
        return across
    down = drawn_downwards(tree, _GREY["ink"], _GREY["edge"])
    return max(down, across, key=lambda one: _legible(one, room))


def _drawn_closer(source: str, drawn: str, room: Room) -> str:
    """The drawing whose words are easily read, or else the one in which they are the largest."""
    found = [drawn]
    for width in _WIDTHS:
        found.append(_without_hyphens(_draw(source, width=width), source))
        if _legible(found[-1], room) >= _EASILY_LEGIBLE:
            return found[-1]
    return max(found, key=lambda one: _legible(one, room))


_HYPHENATED = re.compile(r"(?<=>)([^<>]*\S)-(?=</t)")


def _without_hyphens(svg: str, source: str) -> str:
    """A drawing without the hyphens at the ends of rows that merman breaks within a word: Chinese has none."""
    return _HYPHENATED.sub(lambda row: row[0] if row[0] in source else row[1], svg)


def _legible(svg: str, room: Room) -> float:
    """The share of their size that the words of a drawing keep on a page."""
    box = _VIEW_BOX.search(svg)
    return min(1.0, room[0] / max(1.0, float(box[1])), room[1] / max(1.0, float(box[2]))) if box else 1.0


def _draw(source: str, size: int = _SIZE, width: int = 0) -> str:
    try:
        return str(_engine(size, width).render_svg(source, None)).replace("</style>", f"{_PRINT_CSS}</style>", 1)
    except merman.MermanError as error:
        message = getattr(error, "message", "") or str(error)
        raise PictureError(foreign(_PREAMBLE.sub("", " ".join(message.split())).rstrip("."))) from error


def mermaid_labels(source: str) -> Iterator[str]:
    """The words that the drawing must show, line by line, as the renderer's own parser understood the source."""
    tree = json.loads(_engine().parse_json(source, None))
    groups = {group.get("id") for group in tree.get("subgraphs") or () if isinstance(group, dict)}
    groups |= set(map(str.rstrip, _GROUND.findall(source))) if tree.get("type") == "sequence" else set()
    for label in _strings(tree):
        # The parser also makes up labels, such as the start of a state diagram: those are not in the source. A group
        # that a line leads to is listed among the nodes, under its id, which is not drawn.
        if label in source and label not in groups and not _UNREADABLE.search(label):
            yield from (_TAG.sub("", line) for line in _BREAK.split(label))


def _strings(tree: Any) -> Iterator[str]:
    if isinstance(tree, list):
        for member in tree:
            yield from _strings(member)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if isinstance(value, str) and key in _LABEL_KEYS:
                yield from () if tree.get("shape") in _WORDLESS else (value,)
            elif key != "config":
                yield from _strings(value)


class _Measurer(merman.MermanTextMeasurer):  # type: ignore[misc]  # merman has no types
    """Tells merman how wide the letters of our own face are; it knows only some Western faces by itself.

    None leaves a question to merman: heights, and lines that have to be broken.
    """

    def measure(self, request: Any) -> Any:
        kind = merman.TEXT_MEASUREMENT_OPERATIONS[request.operation.value][2]
        name = request.operation.name
        lines = request.text.split("\n")
        widths = [label_width(line, request.font_size, _bold(request.font_weight)) for line in lines]
        if any(width is None for width in widths) or (
            kind == "length" and "WIDTH" not in name and "LENGTH" not in name
        ):
            return None
        width = max(width for width in widths if width is not None)
        if kind == "length":
            return _result(width=width, height=0.0, lines=0, length=width)
        if kind == "metrics" and (request.max_width is None or width <= request.max_width):
            return _result(width=width, height=len(lines) * request.line_height, lines=len(lines), length=0.0)
        return None


def _bold(weight: str | None) -> bool:
    return weight in ("bold", "bolder", "600", "700", "800", "900")


def _result(width: float, height: float, lines: int, length: float) -> Any:
    kinds = merman.MermanTextMeasurementResultKind
    kind = kinds.LENGTH if length or not lines else kinds.METRICS
    return merman.MermanTextMeasureResult(
        result_kind=kind, width=width if lines else 0.0, height=height, length=length, line_count=lines,
        bbox_left=None, bbox_right=None, raw_width=None,
    )  # fmt: skip


@cache
def _engine(size: int = _SIZE, width: int = 0) -> Any:
    services = merman.MermanEngineServices().with_text_measurer(_Measurer())
    options = json.loads(json.dumps(_OPTIONS))
    if width:
        sequence = {"actorMargin": 10, "width": width, "messageMargin": 28, "wrap": True}
        options["site_config"] |= {"sequence": sequence, "er": _ER}
    options["site_config"]["fontSize"] = size
    options["site_config"]["themeVariables"]["fontSize"] = f"{size}px"
    return merman.MermanEngine(json.dumps(options), services)
