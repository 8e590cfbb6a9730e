"""Pages of Logseq as Markdown has them. There every line stands in an item of one list, and says things of itself.

A heading opens a section though it is typed in an item; what is below it is its content. What the program notes for
itself (`id:: 64ca…`, `collapsed:: true`) is left out, and what only names a block (`((64ca…))`) says its words. Each
line stays a line, so that every message finds its place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from studypress.manuscript.fences import fence_after
from studypress.manuscript.notebooks.cells import is_notebook
from studypress.manuscript.source import SourceFile

NOTHING_SHOWN = "<!-- -->"
"""What stands for a line that is left out: an empty one would part the items of a list."""

_BLOCK = re.compile(r"(\t*)-(?: (.*)|$)")
_HEADING = re.compile(r"#{1,6} +(?=\S)")
_PROPERTY = re.compile(r"[ \t]*([A-Za-z][\w./-]*):: ?(.*)")
_HIDDEN = re.compile(
    r"id|collapsed|heading|title|alias(?:es)?|icon|public|background-color|exclude-from-graph-view|filters|file(?:-path)?"
    r"|(?:created|updated|last-modified)-at|(?:ls|hl|card|query|logseq|template)[-.].*|template|done|doing|now|later|todo",
    re.IGNORECASE,
)
"""Properties that Logseq keeps for itself, or that the page's own title says; it shows all others."""
_TASK = re.compile(r"(?:(TODO|DOING|NOW|LATER|WAITING|WAIT|IN-PROGRESS)|DONE|CANCELL?ED) +(?=\S)")
_TIME = re.compile(r"CLOCK:.*|[-*] State .*|:END:")
"""A line of a book of times, below `:LOGBOOK:`."""
_EDGE = re.compile(r"#\+(BEGIN|END)_(\w+)[ \t]*(.*)", re.IGNORECASE)
_BOXES = frozenset({"note", "tip", "important", "caution", "warning", "pinned"})
_CODE = frozenset({"src", "example"})
_ORG = "#+"
"""What ends code that begins as in Org mode; any other has a fence."""
_QUOTES = frozenset({"quote", "verse"})
_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_LABELLED = re.compile(rf"\[([^\[\]]*)\]\(\(\({_ID}\)\)\)")
_NAMED = re.compile(rf"\{{\{{embed \(\(({_ID})\)\)\}}\}}|\(\(({_ID})\)\)")
_PAGE = re.compile(r"\{\{embed (\[\[[^\[\]]+\]\])\}\}")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAY = re.compile(
    rf"\[\[(\d{{4}}[-/_]\d\d[-/_]\d\d|\d{{4}}年\d\d?月\d\d?日|(?:{_MONTHS})[a-z]* \d\d?(?:st|nd|rd|th), \d{{4}})\]\]"
)
"""A day, which many name and few have a page for, in the ways of writing that are offered: at first `Dec 4th, 2023`."""
_FILM = re.compile(r"\{\{(?:video|youtube|vimeo|bilibili|twitter|tweet) +(?:(https?://[^\s{}]+)|([\w-]{11}))\}\}")
_SPACE = re.compile(r"(?<!\!)\[\[((?=[^\[\]|\n][^\[\]|\n/]*+/[^\[\]|\n])[^\[\]|\n]++)\]\]")
"""A page of a namespace, which is called by all of its name."""
_CLOZE = re.compile(r"\{\{cloze (.{1,2000}?)\}\}")
_MOST_SAID = 12
"""Lines below the first of a block that are looked at for what they say of it."""
_ROUNDS = 3
"""How often blocks are put where others name them; each time doubles how far that reaches, to eight levels."""
_LONGEST = 2_000
"""Characters of a line in which blocks are put that it names: of those that name each other, each would hold all."""
_SIZE = re.compile(r"(?<=\))\{(?::height [\d.]+,? *)?:width ([\d.]+)(?:, *:height [\d.]+)?\}")


def is_graph(root: Path) -> bool:
    """Whether Logseq keeps its settings in a folder."""
    return (root / "logseq" / "config.edn").is_file()


def from_logseq(files: Sequence[SourceFile]) -> tuple[SourceFile, ...]:
    """Rewrite the pages of a graph, which are called by their files."""
    words = dict(pair for file in files for pair in _words_of_blocks(file))
    for _ in range(_ROUNDS):
        words = {name: _inline(text, words) if len(text) < _LONGEST else text for name, text in words.items()}
    return tuple(file if is_notebook(file.path) else _rewritten(file, words) for file in files)


def _rewritten(file: SourceFile, words: dict[str, str]) -> SourceFile:
    return replace(file, text="\n".join(_Page(file, words).lines()), title=file.title or _title(file))


def _title(file: SourceFile) -> str:
    """The name that a page is found by: `a___b` and `a%2Fb` are `a/b`, and a day's is a date."""
    given = re.match(r"(?:.*\n){0,5}?title:: *(\S.*)", file.text)
    name = unquote(PurePosixPath(file.path).stem).removeprefix("hls__").replace("___", "/")
    return given[1].strip() if given else re.sub(r"\A(\d{4})_(\d\d)_(\d\d)\Z", r"\1-\2-\3", name)


def _words_of_blocks(file: SourceFile) -> Iterator[tuple[str, str]]:
    """The first line of every block that has an id."""
    lines = file.text.split("\n")
    for number, line in enumerate(lines):
        if not (block := _BLOCK.fullmatch(line)) or not (words := block[2]) or words.startswith("```"):
            continue
        said = dict(_own(lines[number + 1 : number + 1 + _MOST_SAID]))
        if "id" in said:
            yield said["id"], _TASK.sub("", _HEADING.sub("", _picture(file, said) or words))


def _picture(file: SourceFile, said: dict[str, str]) -> str:
    """What was marked in a picture of a PDF, which is kept as a picture of its own; empty for any other block."""
    if said.get("hl-type") != "area" or "hl-stamp" not in said:
        return ""
    folder = PurePosixPath(file.path).stem.removeprefix("hls__")
    return f"![](<../assets/{folder}/{said.get('hl-page')}_{said.get('id')}_{said['hl-stamp']}.png>)"


def _inline(text: str, words: dict[str, str]) -> str:
    """What stands within a line, as Markdown has it."""
    text = _SPACE.sub(r"[[\1\|\1]]", _DAY.sub(r"\1", _PAGE.sub(r"\1", _LABELLED.sub(r"\1", text))))
    text = _NAMED.sub(lambda found: words.get(found[1] or found[2], found[0]), text)
    text = _FILM.sub(lambda found: f"<{found[1] or f'https://www.youtube.com/watch?v={found[2]}'}>", text)
    return _SIZE.sub(r"{width=\1px}", _CLOZE.sub(r"\1", text))


@dataclass(slots=True)
class _Page:
    """A page that is being rewritten, line by line."""

    file: SourceFile
    words: dict[str, str]
    tabs: int = 0
    """Before the block that a line belongs to."""
    above: list[int] = field(default_factory=list)
    """The tabs of the blocks above it, and its own: on some pages the first of them has one already."""
    depth: int = 0
    """How many blocks are above it."""
    lifted: int = 0
    """How many headings stand above it that are no items any more."""
    is_lifted: bool = True
    """Whether it is one of them, or stands before all blocks."""
    mark: str = "-"
    """Of the item that it is."""
    fence: str = ""
    quoted: bool = False
    logged: bool = False
    """Whether the line is in a book of times, `:LOGBOOK:`."""
    made: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """All lines of the page."""
        source = self.file.text.split("\n")
        for number, line in enumerate(source):
            block = None if self.fence else _BLOCK.fullmatch(line)
            if block:
                following = source[number + 1 : number + 1 + _MOST_SAID]
                self.made.append(self._block(len(block[1]), block[2] or "", following))
            elif not self.made and _HEADING.match(line):
                self.made.append(self._block(0, line, ()))
            else:
                self.made.append(self._more(line))
        return self.made

    def _block(self, tabs: int, text: str, following: Sequence[str]) -> str:
        """The first line of a block."""
        while self.above and self.above[-1] >= tabs:
            self.above.pop()
        depth = len(self.above)
        self.above.append(tabs)
        self.tabs, self.depth, self.lifted = tabs, depth, min(depth, self.lifted)
        self.quoted = self.logged = False
        if heading := _HEADING.match(text):
            self.is_lifted = self.lifted == depth
            if self.is_lifted:
                self.lifted += 1
                return f"{'#' * min(depth + 2, 6)} {_inline(text[heading.end() :], self.words)}"
        self.is_lifted = False
        said: dict[str, str] = dict(_own(following))
        self.mark = "1." if said.get("logseq.order-list-type") == "number" else "-"
        if not text and _ends(tabs, following):
            self.depth = max(depth - 1, self.lifted)
            return f"{self._indent()}  {NOTHING_SHOWN}" if depth > self.lifted else NOTHING_SHOWN
        text = _picture(self.file, said) or text
        task = _TASK.match(text)
        text = f"[{' ' if task[1] else 'x'}] {text[task.end() :]}" if task else text
        return f"{self._indent()}{self.mark} {self._shown(text)}".rstrip()

    def _more(self, line: str) -> str:
        """A line that a block goes on with."""
        tabs = len(line) - len(line.lstrip("\t"))
        own = line[min(tabs, self.tabs) :]
        own = own[2:] if own.startswith("  ") else own
        before = "" if self.is_lifted else f"{self._indent()}{' ' * len(self.mark)} "
        if not own.strip() and not (own and self.fence):
            return "" if not self.quoted else f"{before}>"
        return before + self._shown(own)

    def _indent(self) -> str:
        return "\t" * (self.depth - self.lifted)

    def _shown(self, text: str) -> str:
        """The words of a line without its indent."""
        edge = _EDGE.fullmatch(text)
        if edge and self.fence in ("", _ORG):
            return self._edge(edge[1].lower() == "begin", edge[2].lower(), edge[3])
        was = self.fence
        self.fence = was if was == _ORG else fence_after(was, text)
        if was or self.fence:
            return text
        line = text.strip()
        if line == ":LOGBOOK:" or (self.logged and _TIME.fullmatch(line)):
            self.logged = line != ":END:"
            return NOTHING_SHOWN
        self.logged = False  # its end may be missing: what else stands there is the author's
        said = _PROPERTY.fullmatch(text)
        if said and _HIDDEN.fullmatch(said[1]):
            return NOTHING_SHOWN
        if said:
            above = self.made[-1].strip() if self.made else ""
            text = f"{'<br>' if above not in ('', NOTHING_SHOWN) and above[0] != '#' else ''}{said[1]}: {said[2]}"
        return f"{'> ' if self.quoted else ''}{_inline(text, self.words)}"

    def _edge(self, begins: bool, kind: str, more: str) -> str:
        """A line `#+BEGIN_NOTE` or `#+END_NOTE`."""
        if kind in _BOXES:
            return f"::: {kind} {more}".rstrip() if begins else ":::"
        if kind in _CODE:
            self.fence = _ORG if begins else ""
            return f"```{more}" if begins else "```"
        self.quoted = begins and kind in _QUOTES
        return ">" if self.quoted else NOTHING_SHOWN


def _ends(depth: int, following: Sequence[str]) -> bool:
    """Whether nothing stands below the first line of a block: many are left empty by their authors."""
    if not "".join(following).strip():
        return True
    below = _BLOCK.fullmatch(following[0])
    return below is not None and len(below[1]) <= depth


def _own(following: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What lines right below the first of a block say of it."""
    for line in following:
        if not (said := _PROPERTY.fullmatch(line)):
            return
        yield said[1], said[2].strip()
