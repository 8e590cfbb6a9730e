"""What a reader sees in HTML, whoever made it: text, headings, code, pictures, in reading order.

One scanner reads both the reference and the EPUB, so that neither is treated better; what differs is `Rules`.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import PurePosixPath
from types import MappingProxyType

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text between two edges of blocks."""

    text: str
    """Without white space and what is invisible."""
    prose: str
    """What of it is neither code nor formula, each of which is U+FFFC here; with its white space."""
    place: str
    """`PATH:LINE`, of a source; a page of the EPUB otherwise."""
    level: int = 0
    """Of a heading that opens a section, from 1; 0 for other text."""
    kind: str = "text"
    """`text`, `heading`, `code`, `caption` (below a picture), `drawn` (in one), `head` (of a column), `code-title`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is shown, or its placeholder."""

    source: str
    words: frozenset[str]
    """Alternative text and title, without white space: what may stand below it as its caption."""
    place: str
    drawing: str = ""
    """The code, without white space, that a drawing is made of; it is shown itself where it can't be drawn."""

    @property
    def is_described(self) -> bool:
        """Whether it has alternative text."""
        return any(self.words)


@dataclass(slots=True)
class Reading:
    """All that was seen."""

    pieces: list[Piece] = field(default_factory=list)
    codes: list[tuple[str, str, str]] = field(default_factory=list)
    """Text of each code block to the byte, its language, its place."""
    pictures: list[Picture] = field(default_factory=list)
    formulas: int = 0

    def extend(self, other: "Reading") -> None:
        """Read on."""
        self.pieces += other.pieces
        self.codes += other.codes
        self.pictures += other.pictures
        self.formulas += other.formulas


@dataclass(frozen=True, slots=True)
class Rules:
    """What is left out, and what is taken for what, of a maker's HTML."""

    dropped: Callable[[str, Attributes], bool]
    """Whether an element and all in it is no text of the author's."""
    formula: Callable[[str, Attributes], bool]
    """Whether the text of an element is TeX; an `alttext` stands for it."""
    typed_tags: bool
    """Whether an unknown tag is shown as it was typed."""
    shows_tex: bool = True
    """Whether formulas are text."""
    drawn: Callable[[str], bool] = lambda _: False
    """Whether code of a class is shown as a picture."""
    references: bool = False
    """Whether references to numbers are text, as typed (`@fig-x`) or as the number that a link shows."""
    generated: frozenset[str] = frozenset()
    """Words that stand alone in a title and were put there by the maker."""
    demos: frozenset[str] = frozenset()
    """The names of the pages of HTML that lie beside the text, which it may embed."""


_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0001d400-\U0001d7ff\U0002f800-\U0002fa1f]+")
"""Letters of mathematical alphabets, and radicals and compatibility forms, which programs write for Han."""
_RADICALS = str.maketrans(
    "⺟⺠⺩⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻬⻮⻰⻱⻳",
    "母民王虎西见角贝车長长门青韦页风飞食马鬼鱼鸟麦黄齐齿龙龜龟",
)
"""Radicals that Unicode's normalization leaves, and whose glyph is that of their Han, which a PDF tells for both."""
_INVISIBLE = re.compile("[\\s\\x00-\\x1f\\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f]+")

TEX_NUMBER = re.compile(r"\\tag\*?\s*\{[^{}]*\}")
"""The number of a formula, which stands beside it."""
_TYPED_REFERENCE = re.compile(
    r"\\?@ref\([\w:.-]+\)|\[?-?@(?:fig|tbl|tab|eq|sec|lst)[:-][\w:.-]*\w\]?|\\(?:eq|auto|[cC])?ref\{[^{}\s]+\}"
    r"|\{(?:numref|ref|eq)\}`[^`]+`"
)
_REFERENCE = re.compile(
    r"\[?\(?第?\s*(?:(?:图|圖|表|代码|程式碼|公式|式|Figure|Table|Section|Chapter|Listing|Equation|Appendix)\s*)?"
    r"(?:\(?[A-Z]?[\d.–-]+\)?|[A-Z]|[一二三四五六七八九十]+)\s*[章节節]?\)?\]?|[“「《][^”」》]+[”」》]"
)
"""What a link shows that stands for a reference."""

_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark nobr q rb rp rt rtc "
    "ruby s samp small span strike strong sub sup tex time tt u var wbr"
)
_BLOCK_TAGS = (
    "address article aside audio blockquote body br button canvas caption center col colgroup dd details dialog dir "
    "div dl dt fieldset figcaption figure footer form frame h1 h2 h3 h4 h5 h6 head header hr html iframe legend li "
    "link main map math meta nav noscript object ol optgroup option p picture pre script section select slot source "
    "style summary svg table tbody td template textarea tfoot th thead title tr track ul video"
)
_INLINE, _BLOCK = frozenset(_INLINE_TAGS.split()), frozenset(_BLOCK_TAGS.split())
_CONTROLS = frozenset({"button", "form", "iframe", "input", "object", "option", "select", "textarea", "video"})
_OPENS = re.compile(r"(?:open\(|href\s*=)\s*['\"]https?:")
"""What a button does that is a link."""
_POSITION = re.compile(r'\sdata-pos="[^"]*"')
"""Pandoc's own attribute."""
_ADDRESS = re.compile(r"(?P<scheme>https?:)?(?P<rest>//.+)")
_VOID = frozenset({"area", "base", "br", "col", "hr", "img", "link", "meta", "source", "track", "wbr"})
_TITLES = frozenset({"callout-title", "details-summary", "title"})


def plain(text: str) -> str:
    """Take away what is not seen: white space, soft hyphens, joiners, selectors of a glyph's form.

    Letters of mathematical alphabets and radicals are plain ones, as they are in print, where no face has them. Letters
    and their accents are one, as pandoc has them.
    """
    text = unicodedata.normalize("NFC", text)
    text = _INVISIBLE.sub("", text).translate(_RADICALS)
    return _FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: Attributes
    dropped: bool


class Scanner(HTMLParser):
    """Reads one document; `reading` has what was seen."""

    def __init__(self, rules: Rules, place: str, drawn: Mapping[str, str]) -> None:
        """Begin at a place, which holds until an element says another; `drawn` is the text in pictures, by name."""
        super().__init__(convert_charrefs=True)
        self.drawn = drawn
        self.rules, self.place, self.reading = rules, place, Reading()
        self._stack: list[_Open] = []
        self._text: list[str] = []
        self._prose: list[str] = []
        self._start = self._end_tag = ""
        self._titled = False
        self._opened_pre = False
        self._link = self._buttons = 0

    def close(self) -> None:
        """End the last piece."""
        super().close()
        self._flush()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        attributes = {name: value or "" for name, value in attrs}
        page = self._page(tag, attributes)
        if tag == "embed" and "data-pos" in attributes:  # what pandoc makes of ![](a.pdf)
            tag = "img"
        is_link = _OPENS.search(attributes.get("onclick", "")) is not None
        self._buttons += is_link
        if page or not self._is_typed(tag) or is_link:
            self.place = attributes.get("data-pos") or self.place
            self._enter(tag, attributes)
            self._put(page, prose=False)
        elif not self._hidden():
            self._put(_POSITION.sub("", self.get_starttag_text() or ""), prose=False)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open and close an element."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and any(one.tag == tag for one in self._stack):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those that were left open in it."""
        if not any(one.tag == tag for one in self._stack):
            is_link = tag == "button" and self._buttons > 0  # pandoc sets each tag of a line in a span of its own
            self._buttons -= is_link
            if self._is_typed(tag) and not is_link and tag not in ("video", "audio") and not self._hidden():
                self._put(self._end_tag, prose=False)
            return
        if tag == "a" and not self.rules.references and _REFERENCE.fullmatch("".join(self._text[self._link :]).strip()):
            del self._text[self._link :], self._prose[self._link :]
        while True:
            self._edge(self._stack[-1].tag)
            closed = self._stack.pop()
            if closed.tag == tag:
                return

    def parse_endtag(self, i: int) -> int:
        """Keep a closing tag as it was typed, too."""
        self._end_tag = self.rawdata[i : self.rawdata.find(">", i) + 1]
        return super().parse_endtag(i)

    def handle_data(self, data: str) -> None:
        """Take text; HTML makes nothing of a line end right behind `<pre>`, XHTML does."""
        opened, self._opened_pre = self._opened_pre, False
        if self._hidden():
            return
        data = data.removeprefix("\n") if opened and self.rules.typed_tags else data
        formula = any(self.rules.formula(one.tag, one.attributes) for one in self._stack)
        code = any(one.tag in ("code", "pre") for one in self._stack)
        data = TEX_NUMBER.sub("", data) if formula else data
        self._put(data, prose=not (formula or code))

    # --- Parts ------------------------------------------------------------------------------------------------

    def _enter(self, tag: str, attributes: Attributes) -> None:
        self._edge(tag)
        self._opened_pre = tag == "pre"
        self._link = len(self._text) if tag == "a" else self._link
        self._titled = self._titled or not _TITLES.isdisjoint(attributes.get("class", "").split())
        dropped = self.rules.dropped(tag, attributes)
        if not self._hidden() and "placeholder" in attributes.get("class", "").split():
            self.reading.pictures.append(Picture("", frozenset(), self.place))
        if not self._hidden() and not dropped:
            if tag == "img":
                words = frozenset(plain(attributes.get(name, "")) for name in ("alt", "title"))
                self.reading.pictures.append(Picture(attributes.get("src", ""), words, self.place))
                if drawn := self.drawn.get(attributes.get("src", "").rpartition("/")[2]):
                    self._flush()
                    self.reading.pieces.append(Piece(drawn, "", self.place, kind="drawn"))
            if tag == "math":
                tex = TEX_NUMBER.sub("", attributes.get("alttext", ""))
                self._put(tex if self.rules.shows_tex else "", prose=False)
                self.reading.formulas += 1
        if tag not in _VOID:
            self._stack.append(_Open(tag, attributes, dropped or tag in ("head", "script", "style", "math", "svg")))

    def _page(self, tag: str, attributes: Attributes) -> str:
        """What stands for a film, or a page of the web, that an author embeds: its title, or else its address."""
        source = attributes.get("src", "").strip() if self.rules.typed_tags else ""
        title = attributes.get("title", "")
        file = PurePosixPath(re.split("[?#]", source)[0]).name
        is_demo = tag == "iframe" and (file in self.rules.demos or file.lower().endswith(".pdf"))
        if (tag in ("video", "audio") or is_demo) and "//" not in source:
            return source and (title or source)
        found = _ADDRESS.fullmatch(source) if tag in ("iframe", "video", "audio") else None
        return (title or f"{found['scheme'] or 'https:'}{found['rest']}") if found else ""

    def _is_typed(self, tag: str) -> bool:
        """Whether a tag is shown as it was typed: one of the author's own, or a control to fill in."""
        return self.rules.typed_tags and (tag in _CONTROLS or tag not in _INLINE | _BLOCK)

    def _hidden(self) -> bool:
        return any(one.dropped for one in self._stack)

    def _put(self, text: str, prose: bool) -> None:
        if not self._start and text.strip():
            self._start = self.place
        self._text.append(text)
        self._prose.append(text if prose else "\ufffc")

    def _edge(self, tag: str) -> None:
        if tag != "pre" and any(one.tag == "pre" for one in self._stack):
            return  # `<pre>a<div>b</div></pre>` is one piece of code
        if tag == "br" and any(map(_level, (one.tag for one in self._stack))):
            return  # a heading of several lines is one, as in an outline
        if tag in _BLOCK and tag != "math" and tag != "svg":
            self._flush()

    def _flush(self) -> None:
        raw, prose = "".join(self._text), "".join(self._prose)
        if not self.rules.references and not any(one.tag == "pre" for one in self._stack):
            raw, prose = _TYPED_REFERENCE.sub("", raw), _TYPED_REFERENCE.sub("", prose)
        start, self._start = self._start or self.place, ""
        titled, self._titled = self._titled, False
        self._text, self._prose = [], []
        if not (text := plain(raw)):
            return
        tags = [one.tag for one in self._stack]
        if "pre" in tags and "tex" not in tags:
            opened = next(one for one in self._stack if one.tag == "pre")
            if self.rules.drawn(opened.attributes.get("class", "")):
                self.reading.pictures.append(Picture("", frozenset(), start, text))
                return
            self.reading.codes.append((raw, opened.attributes.get("class", ""), start))
            self.reading.pieces.append(Piece(text, "", start, kind="code"))
            return
        if titled and raw.strip() in self.rules.generated:
            return
        level = 0 if self._classed("summary") else max(map(_level, tags), default=0)
        heading = any(map(_level, tags)) or self._classed("heading")
        head = "th" in tags and "tbody" not in tags
        kind = "caption" if "figcaption" in tags else "heading" if heading else "head" if head else "text"
        kind = "code-title" if self._classed("code-title") else kind
        self.reading.pieces.append(Piece(text, prose, start, level, kind))

    def _classed(self, name: str) -> bool:
        return any(name in one.attributes.get("class", "").split() for one in self._stack)


def scan(markup: str, rules: Rules, place: str, drawn: Mapping[str, str] = MappingProxyType({})) -> Reading:
    """Read a document; `drawn` is the text that its pictures hold, by their names."""
    scanner = Scanner(rules, place, drawn)
    scanner.feed(markup)
    scanner.close()
    return scanner.reading


def _level(tag: str) -> int:
    return int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
