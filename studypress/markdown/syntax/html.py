"""Raw HTML: what its tags mean to us, and how a stretch of it is cut into tags and words.

Tags are recognised by CommonMark's grammar (§6.6), not by a browser's, since what is no tag must show as typed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import TypeAlias

from studypress.letters import CONTROL
from studypress.markdown.syntax.drawings import extents


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


INLINE = _names(
    "a abbr b big bdi bdo br cite code del dfn em font i img ins kbd label mark q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr"
)
"""Tags that live inside a line. The rest of the known ones are blocks."""

HEADINGS = _names("h1 h2 h3 h4 h5 h6")

BLOCK = HEADINGS | _names(
    "address article aside blockquote caption center col colgroup dd details div dl dt figcaption figure footer "
    "header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)

KNOWN = INLINE | BLOCK

VOID = _names("br col hr img wbr")
"""Tags without content, which need no closing tag."""

UNSAFE = _names(
    "applet audio base button embed form frame frameset iframe input link math meta noscript object option param "
    "script select source style svg template textarea track video"
)
"""Tags that run something, fetch something or ask for input; they show as typed."""

RAW = _names("script style")
"""Tags whose content is no HTML."""

OPTIONAL_END = _names("colgroup dd dt li p rp rt tbody td tfoot th thead tr")
"""Tags that HTML lets an author leave open (HTML Living Standard §13.1.2.4)."""

_TABLE_PARTS = _names("thead tbody tfoot")

PARENTS = {
    "li": _names("ul ol"),
    **dict.fromkeys(("dt", "dd"), _names("dl")),
    **dict.fromkeys(("tr", "td", "th", "caption", "colgroup", "col", *_TABLE_PARTS), _names("table")),
    "summary": _names("details"),
    "figcaption": _names("figure"),
    **dict.fromkeys(("rt", "rp"), _names("ruby")),
}
"""Tags that mean something only inside another one: `使用<li>标签` speaks of the tag and opens no item."""

CLOSES = {
    "li": (_names("li"), _names("ul ol")),
    **dict.fromkeys(("dt", "dd"), (_names("dt dd"), _names("dl"))),
    **dict.fromkeys(("td", "th"), (_names("td th"), _names("tr table"))),
    "tr": (_names("tr caption colgroup"), _TABLE_PARTS | {"table"}),
    **dict.fromkeys(_TABLE_PARTS, (_TABLE_PARTS | {"caption", "colgroup"}, _names("table"))),
    **dict.fromkeys(("rt", "rp"), (_names("rt rp"), _names("ruby"))),
}
"""Opening tag → the open elements that it ends, and those beyond which it does not look."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening or closing tag."""

    name: str
    """Lower case."""
    attributes: dict[str, str]
    """Names in lower case, values decoded."""
    closing: bool
    source: str
    """As typed."""
    line: int
    """Within the stretch, 0 for its first."""

    @property
    def closes_itself(self) -> bool:
        """Whether it ends in `/>`. HTML makes nothing of that; who writes `<a id="x"/>` means an empty element."""
        return self.source.endswith("/>")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands between tags."""

    text: str
    """Decoded."""
    line: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as SVG, whole."""

    tag: Tag
    """The opening one."""
    source: str
    """As typed, with its tags."""
    line: int


Piece: TypeAlias = "Tag | Words | Drawing | Oddity"


@dataclass(frozen=True, slots=True)
class Oddity:
    """A declaration, processing instruction or CDATA section; or a comment that never ends."""

    source: str
    line: int
    unclosed: bool = False


ATTRIBUTE = re.compile(
    r"""(?:\s+|(?<=["'])(?:\s*[,;]\s*)?)([A-Za-z_:][A-Za-z0-9_.:-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
)
"""One attribute. Behind a value in quotes a comma is let pass, or no space at all, as browsers do."""
TAG = re.compile(rf"""<(/?)([A-Za-z][A-Za-z0-9-]*)((?:{ATTRIBUTE.pattern})*)(?:(?<=["'])\s*[,;])?\s*/?>""")
_SPACED_END = re.compile(r"</[ \t]+([A-Za-z][A-Za-z0-9]*)[ \t]*>")
"""`</ td>`, of which browsers make nothing, and its author a closing tag."""
WORD_MARK = re.compile(r"<!\[(?:if\b[^\[\]<>]{0,80}|endif)\]>|</?o:p>|<o:p */>", re.IGNORECASE)
"""What Word writes into HTML for itself: its conditions, and the mark of a paragraph's end."""
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
ENDS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
"""How comments, processing instructions, CDATA sections and declarations begin and end."""


def decode(text: str) -> str:
    """Replace character references; like CommonMark, and unlike browsers, only those that end in `;`."""
    return _REFERENCE.sub(lambda match: CONTROL.sub("\ufffd", unescape(match[0])), text) if "&" in text else text


def scan(text: str) -> Iterator[Piece]:
    """Cut raw HTML into tags, words, drawings and oddities, each with its line; comments are left out."""
    cutter = _Cutter(text)
    words: list[Words] = []
    while cutter.position < len(text):
        for piece in cutter.next_piece():
            if isinstance(piece, Words) and (not words or piece.line == words[-1].line + words[-1].text.count("\n")):
                words.append(piece)
                continue
            yield from _joined(words)
            words = [piece] if isinstance(piece, Words) else []
            if not words:
                yield piece
    yield from _joined(words)


def _joined(words: list[Words]) -> Iterator[Words]:
    """Words as one that only a bracket meaning itself parted, as in a formula: `a < b`."""
    if words:
        yield Words("".join(each.text for each in words), words[0].line)


class _Cutter:
    """A position in a stretch of HTML, and its line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.line = 0
        # Where each kind of ending stands last: without this, a run of `<!--` would be searched again and again.
        self.last_end = {end: text.rfind(end) for _, end in ENDS}
        self.drawings = extents(text)

    def next_piece(self) -> Iterator[Piece]:
        start, text = self.position, self.text
        if text[start] != "<":
            end = text.find("<", start)
            yield Words(decode(self._take(end if end >= 0 else len(text))), self._line_before)
        elif match := WORD_MARK.match(text, start):
            self._take(match.end())
        elif match := TAG.match(text, start):
            tag = Tag(match[2].lower(), _attributes(match[3]), bool(match[1]), match[0], self.line)
            if start in self.drawings:
                yield Drawing(tag, self._take(self.drawings[start]), self._line_before)
                return
            self._take(match.end())
            yield tag
            if tag.name in RAW and not tag.closing:
                yield from self._raw(tag.name)
        elif (match := _SPACED_END.match(text, start)) and match[1].lower() in KNOWN:
            yield Tag(match[1].lower(), {}, closing=True, source=self._take(match.end()), line=self._line_before)
        else:
            yield from self._special()

    def _special(self) -> Iterator[Words | Oddity]:
        """A comment, a declaration and the like; or a bracket that means itself."""
        for opening, end in ENDS:
            if not self.text.startswith(opening, self.position):
                continue
            if self.text.startswith(("<!-->", "<!--->"), self.position):
                self._take(self.text.index(">", self.position) + 1)
            elif self.last_end[end] >= self.position + len(opening):
                stop = self.text.index(end, self.position + len(opening)) + len(end)
                source = self._take(stop)
                if opening != "<!--":
                    yield Oddity(source, self._line_before)
            else:
                yield Oddity(self._take(self.position + len(opening)), self._line_before, unclosed=True)
            return
        yield Words(self._take(self.position + 1), self._line_before)

    def _raw(self, name: str) -> Iterator[Words]:
        end = re.compile(f"</{name}", re.IGNORECASE).search(self.text, self.position)
        content = self._take(end.start() if end else len(self.text))
        if content:
            yield Words(content, self._line_before)

    def _take(self, end: int) -> str:
        taken = self.text[self.position : end]
        self._line_before = self.line
        self.line += taken.count("\n")
        self.position = end
        return taken


def _attributes(source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(source):
        value = match[2] or ""
        if value[:1] in ("'", '"'):
            value = value[1:-1]
        found.setdefault(match[1].lower(), decode(value))
    return found
