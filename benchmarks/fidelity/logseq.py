"""Pages of Logseq without what it notes for itself, and with the words of the blocks that they name."""

import re
from collections.abc import Iterable

from benchmarks.fidelity.lines import Line, fenced

_OWN = (
    "id collapsed heading title alias aliases icon public background-color exclude-from-graph-view filters file "
    "file-path template done doing now later todo created-at updated-at last-modified-at"
)
_OWN_FAMILIES = ("ls-", "hl-", "card-", "query-", "logseq.", "template-")
_PROPERTY = re.compile(r"(\s*(?:- )?)([A-Za-z][\w./-]*):: ?(.*)")
_REFERENCE = re.compile(r"\{\{embed \(\(([0-9a-f-]{36})\)\)\}\}|\(\(([0-9a-f-]{36})\)\)")


def without_marks(pages: Iterable[Iterable[Line]]) -> list[tuple[Line, ...]]:
    """All pages of a graph, each rewritten."""
    read = [list(page) for page in pages]
    words = {name: text for page in read for name, text in _words(page)}
    return [tuple(_page(page, words)) for page in read]


def _words(page: list[Line]) -> list[tuple[str, str]]:
    found, block = [], ""
    for line in page:
        if opened := re.fullmatch(r"\t*- (.*)", line.text):
            block = re.sub(r"^(#{1,6} +|[A-Z]{3,} +(?=\S))", "", opened[1])
        elif named := re.fullmatch(r"\s*id:: *(\S+)\s*", line.text):
            found += [(named[1], block)] if block and not block.startswith("```") else []
    return found


def _page(page: list[Line], words: dict[str, str]) -> list[Line]:
    """Each block a paragraph or a heading of its own, since lists are no text."""
    made: list[Line] = []
    logged, indent = False, 0
    for line, info in fenced(page):
        opened = re.fullmatch(r"(\t*)-(?: (.*)|)", line.text) if info is None or "```" in line.text else None
        if opened:
            indent = len(opened[1])
            made.append(Line("", line.place))
        text = (opened[2] or "") if opened else re.sub(rf"^\t{{0,{indent}}}(  )?", "", line.text)
        text = re.sub("^(#{1,5} )", r"#\1", text) if info is None else text  # the page's name is its title
        if info is None:
            logged = (logged or text.strip() == ":LOGBOOK:") and text.strip() != ":END:"
            said = _PROPERTY.fullmatch(text)
            if logged or text.strip() == ":END:" or (said and _is_own(said[2].lower())):
                continue
            text = _plain(f"<br>{said[2]}: {said[3]}" if said else text, words)
        made.append(Line(text, line.place))
    return made


def _plain(text: str, words: dict[str, str]) -> str:
    text = re.sub(r"#\+(BEGIN|END)_\w+", "", text)
    text = re.sub(r"^((TODO|DOING|NOW|LATER|WAITING|DONE|CANCELED) +|\[[ xX]\] +)", "", text)
    text = re.sub(r"\[([^\[\]]*)\]\(\(\([0-9a-f-]{36}\)\)\)", r"\1", text)
    for _ in range(2):
        text = _REFERENCE.sub(lambda found: words.get(found[1] or found[2], found[0]), text)
    text = re.sub(r"\{\{embed (\[\[[^\]]*\]\])\}\}|\{\{cloze (.+?)\}\}", r"\1\2", text)
    text = re.sub(r"\{\{(?:video|youtube) (https?:[^{} ]+)\}\}", r"<\1>", text)
    text = re.sub(r"\{\{youtube ([\w-]{11})\}\}", r"<https://www.youtube.com/watch?v=\1>", text)
    return re.sub(r"\)\{:[^{}]*\}", ")", text).replace("[:span]", "![](a.png)")


def _is_own(name: str) -> bool:
    return name in _OWN.split() or name.startswith(_OWN_FAMILIES)
