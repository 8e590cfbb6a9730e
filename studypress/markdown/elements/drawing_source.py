"""The source of a drawing that stands in HTML, as XML has it: the rest of the program reads drawings as files.

HTML also has names in small letters, values without quotes and names of characters such as `&nbsp;`.
"""

import re
from html import escape, unescape

from studypress.markdown.syntax.drawings import SHAPE
from studypress.markdown.syntax.html import ATTRIBUTE, Drawing

_CASED = """
    clipPath clipPathUnits gradientTransform gradientUnits lengthAdjust linearGradient markerHeight markerUnits
    markerWidth maskContentUnits maskUnits pathLength patternContentUnits patternTransform patternUnits
    preserveAspectRatio radialGradient refX refY spreadMethod startOffset stdDeviation tableValues textLength textPath
    viewBox feBlend feColorMatrix feComposite feFlood feGaussianBlur feMerge feMergeNode feOffset
"""
"""Names that HTML reads in any case (HTML Living Standard, 13.2.6.1 and 13.2.6.5)."""
_NAMES = {name.lower(): name for name in _CASED.split()}
_TAG = re.compile(r"<(/?[A-Za-z][\w:-]*)([^<>]*)>")
_MEANT = re.compile(r"[^:]+|(?:xmlns|xlink|xml):[^:]+")
"""Names of attributes that draw; others are left of the programs that made it, with prefixes that nothing explains."""
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]*;")
_BARE = re.compile(r"&(?!(?:[A-Za-z]+|#\w+);)")
_ID = re.compile(r"\sid\s*=", re.IGNORECASE)
_TITLE = re.compile(r"<title[^<>]*>([^<>]*)</title>", re.IGNORECASE)


def picture_of(drawing: Drawing) -> dict[str, str]:
    """What an `<img>` would say that shows a drawing."""
    given = drawing.tag.attributes
    title = _TITLE.search(drawing.source)
    alt = given.get("aria-label") or (unescape(title[1]).strip() if title else "")
    kept = {name: value for name, value in given.items() if name in ("width", "height", "style", "id")}
    address = "data:image/svg+xml," + as_xml(drawing.source).replace("%", "%25").replace("\n", "%0A")
    return {**kept, "src": address, "alt": alt}


def shows_itself(source: str) -> bool:
    """Whether a drawing holds what it shows; many icons only name one that the page has elsewhere."""
    return bool(SHAPE.search(source) or _ID.search(source))


def as_xml(source: str) -> str:
    """Write a drawing as XML has it."""
    source = _BARE.sub("&amp;", _ENTITY.sub(lambda found: escape(unescape(found[0])), _TAG.sub(_tag, source)))
    if "xlink:" in source and "xmlns:xlink" not in source:
        return source.replace("<svg", '<svg xmlns:xlink="http://www.w3.org/1999/xlink"', 1)
    return source


def _tag(found: re.Match[str]) -> str:
    name = _cased(found[1].removeprefix("/"))
    inside = found[2].removesuffix("/").rstrip()
    given = [one for one in ATTRIBUTE.finditer(inside) if _MEANT.fullmatch(one[1])]
    attributes = {_cased(one[1]): one[2] or '""' for one in reversed(given)}
    written = "".join(f" {key}={_quoted(value)}" for key, value in reversed(attributes.items()))
    return f"<{'/' if found[1].startswith('/') else ''}{name}{written}{found[2][len(inside) :]}>"


def _cased(name: str) -> str:
    return _NAMES.get(name.lower(), "svg" if name == "SVG" else name)


def _quoted(value: str) -> str:
    return value if value[0] in "\"'" else f'"{value}"'
