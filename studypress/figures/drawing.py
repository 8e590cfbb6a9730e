"""What is done to a renderer's drawing before it may stand in a book: simplified, set in our face, and proved whole."""

import copy
import re
from collections.abc import Iterable

from lxml import etree

from studypress.figures.assets import PictureError
from studypress.figures.measure import FONT_FAMILY, label_width
from studypress.figures.svg import parse_svg, written
from studypress.figures.svg_clean import SVG_NAMESPACE, Element, clean, references
from studypress.figures.svg_rules import drop_idle_rules
from studypress.model import Asset
from studypress.wording import said

_SVG = f"{{{SVG_NAMESPACE}}}"
_FAMILY = f"'{FONT_FAMILY}',sans-serif"
_FONT_RULE = re.compile(r"font-family\s*:[^;}]*", re.IGNORECASE)
_EMPTY_STYLE_NAMES = """
    display:inline visibility:inherit visibility:visible clip-path:none mask:none filter:none transform:none
    transform:matrix(1_0_0_1_0_0) white-space:pre font-style:normal font-weight:normal overflow:visible
"""
_EMPTY_STYLES = frozenset(_EMPTY_STYLE_NAMES.split())
"""Declarations (blanks as `_`) that say what is so anyway; half of a drawing's bytes."""
_REFERENCED_BY_CSS = re.compile(r"url\(\s*[\"']?#([^\"')]+)")
_SHAPES = ("rect", "polygon", "circle", "ellipse", "path")


def finish_drawing(svg: str, labels: Iterable[str]) -> Element:
    """Clean a renderer's SVG and check that it shows every label. Raises PictureError when it does not."""
    root = parse_svg(svg.encode())
    for name in ("foreignObject", "mask", "image"):
        if root.find(f".//{_SVG}{name}") is not None:
            raise PictureError(said("the renderer drew it with parts that print badly"))
    for title in list(root.iter(f"{_SVG}title", f"{_SVG}desc")):
        title.getparent().remove(title)  # tool tips; the alternative text says it better
    clean(root)
    _unfold_labels(root)
    _drop_first_shifts(root)
    _put_messages_on_ground(root)
    drop_idle_rules(root)
    _drop_unused(root)
    for element in root.iter(etree.Element):
        _simplify_style(element)
    _check_labels(root, labels)
    return root


def labelled(root: Element) -> Asset:
    """The drawing with its labels."""
    return written(copy.deepcopy(root))


def blank(root: Element) -> Asset | None:
    """The drawing without its labels, to be filled in by hand; None when nothing but words is in it."""
    root = copy.deepcopy(root)
    if not any(_is_box(shape) for name in _SHAPES for shape in root.iter(f"{_SVG}{name}")):
        return None
    for group in list(root.iter(f"{_SVG}g")):
        if group.get("class") == "label-lines":
            group.clear()  # with the patch of ground behind a label on a line, which would leave a gap there
    for text in list(root.iter(f"{_SVG}text")):
        text.getparent().remove(text)
    return written(root)


def _is_box(shape: Element) -> bool:
    return shape.getparent().tag != f"{_SVG}marker" and shape.get("stroke") not in ("transparent", "none")


def _unfold_labels(root: Element) -> None:
    """Put every label where it is used.

    merman keeps each as a nested <svg> to which a <use> points; that clips the last letter of a label when the face
    is a hair wider than measured, and e-readers often get it wrong.
    """
    by_id = {element.get("id"): element for element in root.iter(f"{_SVG}g")}
    for use in list(root.iter(f"{_SVG}use")):
        names = references(use)
        target = by_id.get(names[0]) if names else None
        if target is None or len(target) != 1 or target[0].tag != f"{_SVG}svg":
            continue
        use.getparent().replace(use, _label_lines(target[0], on_line=_stands_on_line(use)))


def _label_lines(store: Element, on_line: bool) -> Element:
    """The lines of a label out of the nested <svg> that keeps them; on a line of the drawing, on a patch of ground."""
    group = etree.Element(f"{_SVG}g", {"class": "label-lines"})
    group.extend(copy.deepcopy(child) for child in store if "opacity:0" not in child.get("style", "").split(";"))
    if on_line and group.find(f"{_SVG}rect") is None:
        group.insert(0, _ground({name: store.get(name, "0") for name in ("width", "height")}))
    return group


def _ground(place: dict[str, str]) -> Element:
    return etree.Element(f"{_SVG}rect", {**place, "style": "fill:#ffffff;stroke:none;opacity:1"})


def _put_messages_on_ground(root: Element) -> None:
    """Put a patch of ground behind each line of a message in a sequence diagram, unless parts of it have their own.

    Lines of life that it reaches over would strike it out. merman centres it 1 em below its place.
    """
    if any(shape.get("class") == "rect" for shape in root.iter(f"{_SVG}rect")):
        return
    for text in list(root.iter(f"{_SVG}text")):
        size = _PIXELS.search(text.get("style", "")) if text.get("class") == "messageText" and not len(text) else None
        width = label_width(text.text or "", float(size[1])) if size else None
        if not size or not width:
            continue
        high = float(size[1])
        left, top = float(text.get("x", 0)) - width / 2 - _AIR, float(text.get("y", 0)) + high / 2
        place = {"x": left, "y": top, "width": width + 2 * _AIR, "height": high}
        group = etree.Element(f"{_SVG}g", {"class": "label-lines"})
        text.getparent().replace(text, group)
        group.extend((_ground({name: f"{value:.1f}" for name, value in place.items()}), text))


_PIXELS = re.compile(r"font-size:\s*([\d.]+)px")
_AIR = 2
"""px of ground at either side of a message."""


def _stands_on_line(use: Element) -> bool:
    return any("edgeLabel" in ancestor.get("class", "").split() for ancestor in use.iterancestors())


def _drop_first_shifts(root: Element) -> None:
    """Take a shift off a text whose first row has one of its own, which takes its place (SVG 2, 11.4.2).

    WeasyPrint adds both: the words in the boxes of a timeline stood on their lower edges.
    """
    for text in root.iter(f"{_SVG}text"):
        first = text[0] if len(text) and not (text.text or "").strip() else None
        for name in ("dx", "dy"):
            if first is not None and first.tag == f"{_SVG}tspan" and name in first.attrib:
                text.attrib.pop(name, None)


def _drop_unused(root: Element) -> None:
    """Take out markers, filters and label stores that nothing points to."""
    used = {name for element in root.iter(etree.Element) for name in references(element)}
    for style in root.iter(f"{_SVG}style"):
        used.update(_REFERENCED_BY_CSS.findall(style.text or ""))
    for defs in list(root.iter(f"{_SVG}defs")):
        for child in list(defs):
            if child.get("id") not in used and child.tag != f"{_SVG}style":
                defs.remove(child)
        if len(defs) == 0:
            defs.getparent().remove(defs)
    for marker in list(root.iter(f"{_SVG}marker")):
        if marker.get("id") not in used:
            marker.getparent().remove(marker)


def _simplify_style(element: Element) -> None:
    """Set our face, and drop declarations without effect."""
    if element.tag == f"{_SVG}style":
        element.text = _FONT_RULE.sub(f"font-family:{_FAMILY}", element.text or "")
        return
    if element.get("font-family"):
        element.set("font-family", _FAMILY)
    if "style" not in element.attrib:
        return
    rules = [rule.strip() for rule in element.attrib.pop("style").split(";")]
    kept = [
        rule for rule in rules if rule and rule.replace(" ", "_") not in _EMPTY_STYLES and rule not in _EMPTY_STYLES
    ]
    kept = [_FONT_RULE.sub(f"font-family:{_FAMILY}", rule) for rule in kept if not rule.startswith("line-height")]
    if kept:
        element.set("style", ";".join(kept))


def _check_labels(root: Element, labels: Iterable[str]) -> None:
    """Renderers lose labels without a word; a figure that lies is worse than its source shown as code."""
    shown = _letters("".join(text for element in root.iter(f"{_SVG}text") for text in element.itertext()))
    for label in labels:
        if _letters(label) not in shown:
            raise PictureError(said("the renderer lost the label “{label}”", label=label.strip()[:40]))
    if "objectObject" in shown:
        raise PictureError(said("the renderer lost a label"))


def _letters(text: str) -> str:
    """Without spaces and signs: lines are broken, quoted and trimmed in many ways."""
    return "".join(letter for letter in text if letter.isalnum())
