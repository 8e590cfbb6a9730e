"""What drawings hold beside SVG: words in HTML, as Mermaid and draw.io export their labels, and forms to choose from.

Neither WeasyPrint nor most e-readers draw HTML in a picture, and WeasyPrint draws every form of a <switch>.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from studypress.figures.measure import label_width

Element = Any
_SVG = "{http://www.w3.org/2000/svg}"
_FOREIGN = f"{_SVG}foreignObject"
_CONDITIONS = ("requiredExtensions", "systemLanguage")
_UNSEEN = frozenset(["script", "style", "head", "title", "template", "iframe", "object"])
_LINES = frozenset(["br", "div", "p", "li", "dt", "dd", "tr", "pre", "h1", "h2", "h3", "h4", "h5", "h6"])
"""Elements of HTML that stand in lines of their own."""
_NUMBER = re.compile(r"\s*(-?\d{1,6}(?:\.\d+)?)(?:px)?\s*")
_SIZE = re.compile(r"(?:^|[;\s])font-size\s*:\s*(\d{1,3}(?:\.\d+)?)px", re.IGNORECASE)
_COLOUR = re.compile(r"(?:^|[;\s])color\s*:\s*(#[0-9a-f]{3,8}|[a-z]+|rgba?\([\d\s,.%]+\))", re.IGNORECASE)
_CUT = re.compile(r"(?:\.\.\.|…)\s*$")
_LINE = 1.2
"""Of the letters' size, from line to line."""
_USUAL_SIZE = 16.0


def draw_words(root: Element) -> None:
    """Of every <switch> keep the form that is drawn, and draw as text what stands there in HTML."""
    for switch in list(root.iter(f"{_SVG}switch")):
        _choose(switch)
    for box in list(root.iter(_FOREIGN)):
        text = _as_text(box)
        text.tail = box.tail
        box.getparent().replace(box, text)


def _choose(switch: Element) -> None:
    """Keep the first form that asks for nothing (SVG 2, 5.7.3): our readers know no HTML, and any language."""
    forms = list(switch.iterchildren(etree.Element))
    chosen = next((form for form in forms if form.tag != _FOREIGN and not any(map(form.get, _CONDITIONS))), None)
    if chosen is not None:
        for box in (form for form in forms if form.tag == _FOREIGN):
            _complete(chosen, " ".join(_lines(box)))
    for form in forms:
        if form is not (chosen if chosen is not None else forms[0]):
            switch.remove(form)
    switch.tag = f"{_SVG}g"


def _complete(form: Element, words: str) -> None:
    """Write out a label that draw.io has cut where its box ends."""
    for text in form.iter(f"{_SVG}text"):
        shown = "".join(text.itertext())
        if (cut := _CUT.search(shown)) and words.startswith(shown[: cut.start()].strip()):
            text.text = words
            del text[:]


def _as_text(box: Element) -> Element:
    """The words of HTML in the middle of their box, in lines no longer than it."""
    x, y, width, height = (_number(box.get(name, "")) for name in ("x", "y", "width", "height"))
    styles = [element.get("style", "") for element in (*box.iter(etree.Element), *box.iterancestors())]
    size = next((float(found[1]) for style in styles if (found := _SIZE.search(style))), _USUAL_SIZE)
    colour = next((found[1] for style in styles if (found := _COLOUR.search(style))), "")
    lines = [part for line in _lines(box) for part in _fitting(line, width, size)]
    text = etree.Element(f"{_SVG}text", {"text-anchor": "middle" if width else "start"})
    if colour:
        text.set("fill", colour)
    first = y + height / 2 + size * (0.35 - (len(lines) - 1) * _LINE / 2)
    for number, line in enumerate(lines):
        place = {"x": f"{x + width / 2:g}", "y": f"{first + number * size * _LINE:g}"}
        etree.SubElement(text, f"{_SVG}tspan", place).text = line
    return text


def _number(text: str) -> float:
    match = _NUMBER.fullmatch(text)
    return float(match[1]) if match else 0.0


def _lines(box: Element) -> list[str]:
    """What stands in HTML, line by line."""
    return [line for part in "".join(_words(box)).split("\n") if (line := " ".join(part.split()))]


def _words(element: Element) -> Iterator[str]:
    """Its words, with a line's end around what stands in lines of its own."""
    if etree.QName(element).localname.lower() in _UNSEEN:
        return
    end = "\n" if etree.QName(element).localname.lower() in _LINES else ""
    yield end + " ".join((element.text or "").split("\n"))
    for child in element.iterchildren(etree.Element):
        yield from _words(child)
        yield " ".join((child.tail or "").split("\n"))
    yield end


def _fitting(line: str, width: float, size: float) -> list[str]:
    """A line broken where it would leave its box: between words, or between Han letters."""
    if not width or (label_width(line, size) or 0) <= width * 1.1:
        return [line]
    lines = [""]
    for word in re.findall(r"[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+", line):
        if lines[-1] and (label_width((lines[-1] + word).rstrip(), size) or 0) > width:
            lines.append("")
        lines[-1] += word
    return [line.strip() for line in lines]
