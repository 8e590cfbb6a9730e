"""What presentational HTML means: `<font color>`, `<span style>`, `<center>`.

A book has its own faces, sizes and colours; what an author marks by them is kept as what it is for: words in colour
stand out, so they are strong; words on a ground are marked; a size or a face alone says nothing.
"""

import re

from studypress.markdown.elements.element import Element
from studypress.model import Style

_NO_COLOUR = """
    black white gray grey silver gainsboro dimgray dimgrey darkgray darkgrey lightgray lightgrey slategray slategrey
    whitesmoke snow ivory inherit initial unset currentcolor transparent none auto windowtext
"""
_NEUTRAL = frozenset(_NO_COLOUR.split())
_HEX = re.compile(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})[^)]*\)")
_LEAST_COLOUR = 40
"""How far the strongest of red, green and blue is from the weakest, of 255, where a reader sees a colour."""


def styles_meant(element: Element) -> tuple[Style, ...]:
    """What `<font>` or `<span style>` says of its words, the outermost mark first."""
    rules = style_rules(element)
    decoration = f"{rules.get('text-decoration', '')} {rules.get('text-decoration-line', '')}"
    ground = rules.get("background-color", rules.get("background", ""))
    colour = rules.get("color") or (element.attributes.get("color", "") if element.name == "font" else "")
    weight = rules.get("font-weight", "")
    names = element.attributes.get("class", "").split()
    said = {
        Style.MARK: _is_colour(ground) or "mark" in names or "highlight" in names,
        Style.STRONG: weight in ("bold", "bolder", "600", "700", "800", "900") or _is_colour(colour),
        Style.EMPHASIS: rules.get("font-style") in ("italic", "oblique"),
        Style.UNDERLINE: "underline" in decoration or "underline" in names or "ul" in names,
        Style.STRIKE: "line-through" in decoration,
        Style.SUPERSCRIPT: rules.get("vertical-align") == "super",
        Style.SUBSCRIPT: rules.get("vertical-align") == "sub",
    }
    return tuple(style for style, meant in said.items() if meant)


def alignment(element: Element) -> tuple[str, ...]:
    """The class of a block that stands in the middle or at the right."""
    given = style_rules(element).get("text-align") or element.attributes.get("align", "")
    where = "center" if element.name == "center" else given.strip().lower()
    return (f"align-{where}",) if where in ("center", "right") else ()


_NO_GROUND = frozenset(("none", "transparent", "inherit", "initial", "unset", "white", "#fff", "#ffffff"))
_BORDER = re.compile(r"border(?:-left)?")
_NO_BORDER = re.compile(r"none|hidden|0(?![.1-9])|initial|inherit|unset")


def is_boxed(element: Element) -> bool:
    """Whether a `style=` gives a block a ground or a border, as a box that stands out of the text has."""
    rules = style_rules(element)
    ground = rules.get("background-color", rules.get("background", "none")).split(" ")[0]
    borders = (value for name, value in rules.items() if _BORDER.fullmatch(name))
    return ground not in _NO_GROUND or any(not _NO_BORDER.match(border) for border in borders)


def style_rules(element: Element) -> dict[str, str]:
    """The properties of a `style=`, in lower case."""
    pairs = (rule.partition(":") for rule in element.attributes.get("style", "").lower()[:2000].split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value.strip()}


def _is_colour(value: str) -> bool:
    """Whether a value of CSS or of `<font color>` is a colour that stands out: neither black, white nor grey."""
    value = value.strip().lower()
    if not value or value in _NEUTRAL or "url(" in value or "var(" in value:
        return False
    if match := _FUNCTION.match(value):
        levels = [int(level) for level in match.groups()]
    elif match := _HEX.fullmatch(value):
        digits = match[1][:3] if len(match[1]) < 6 else match[1][:6]
        step = len(digits) // 3
        levels = [int(digits[at : at + step] * (3 - step), 16) for at in range(0, len(digits), step)]
    else:
        return value.isalpha()
    return max(levels) - min(levels) >= _LEAST_COLOUR
