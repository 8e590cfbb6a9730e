"""SVG pictures without colour, for handouts: each colour becomes the grey that Pillow makes of it in a photograph.

Changed are presentation attributes, `style`, style sheets and the pictures inside. Filters are not: WeasyPrint, which
prints handouts, knows none that makes a colour of greys.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import tinycss2  # type: ignore[import-untyped]
from lxml import etree
from tinycss2.color5 import parse_color  # type: ignore[import-untyped]

from studypress.figures.scale import grey
from studypress.figures.svg import parse_svg
from studypress.figures.svg_clean import SVG_NAMESPACE, embed, embedded
from studypress.model import Asset

_COLOURED = re.compile(r"fill|stroke|filter|background|(?:[a-z]+-)*color|--.+", re.IGNORECASE)
"""Attributes and properties that hold colours, beside names that are none; the last are an author's own."""
_BY_LIGHTNESS = frozenset(("lab", "lch", "oklab", "oklch", "xyz", "xyz-d50", "xyz-d65"))


def grey_svg(asset: Asset) -> Asset:
    """Take the colour out of an SVG picture that has been cleaned."""
    root = parse_svg(asset.data)
    for element in root.iter(etree.Element):
        for name, value in element.items():
            if name == "style":
                element.set(name, _declarations(value))
            elif _COLOURED.fullmatch(name):
                element.set(name, _value(tinycss2.parse_component_value_list(value)))
        if element.tag == f"{{{SVG_NAMESPACE}}}style":
            element.text = _sheet(element.text or "")
        elif picture := embedded(element):
            embed(element, grey(picture))
    return replace(asset, name=f"grey-{asset.name}", data=etree.tostring(root, encoding="utf-8"))


def _sheet(text: str) -> str:
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return "".join(
        f"{tinycss2.serialize(rule.prelude).strip()}{{{_declarations(rule.content)}}}"
        for rule in rules
        if rule.type == "qualified-rule"
    )


def _declarations(source: Any) -> str:
    """The declarations of a rule, given as text or tokens; what is in error has no effect, and goes."""
    return ";".join(
        f"{one.name}:{_value(one.value) if _COLOURED.fullmatch(one.name) else tinycss2.serialize(one.value).strip()}"
        f"{' !important' if one.important else ''}"
        for one in tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True)
        if one.type == "declaration"
    )


def _value(tokens: Iterable[Any]) -> str:
    """A value with its colours greyed, wherever they stand in it: `url(#a) red`, `drop-shadow(0 0 red)`."""
    return "".join(map(_token, tokens)).strip()


def _token(token: Any) -> str:
    if token.type in ("ident", "hash", "function") and (found := _grey(token)):
        return found
    if token.type == "function":
        return f"{token.name}({_value(token.arguments)})"
    return str(token.serialize())


def _grey(token: Any) -> str:
    """The grey to put in a colour's place; empty when the token is none."""
    try:
        colour = parse_color(token)
        if colour is None or colour == "currentcolor":
            return ""
        level = round(255 * _level(colour))
    except (ValueError, TypeError):  # tinycss2 stumbles over `color()` and the like
        return ""
    if colour.alpha == 1:
        return f"#{level:02x}{level:02x}{level:02x}"
    return f"rgba({level},{level},{level},{colour.alpha:g})"


def _level(colour: Any) -> float:
    """How light a colour is, 0 to 1: the luma of ITU-R BT.601, as Pillow reckons it.

    Of CIE colours the lightness, which on greys differs from it by 4 % at most.
    """
    if colour.space in _BY_LIGHTNESS:
        return _clipped(colour.to("lab").coordinates[0] / 100)
    if colour.space in ("hsl", "hwb"):
        colour = colour.to("srgb")
    channels = [_clipped(part or 0) for part in colour.coordinates]
    if colour.space == "device-cmyk":
        channels = [(1 - part) * (1 - channels[3]) for part in channels[:3]]
    red, green, blue = channels
    return (19595 * red + 38470 * green + 7471 * blue) / 65536


def _clipped(part: float) -> float:
    return min(max(part, 0.0), 1.0)
