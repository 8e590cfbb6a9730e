"""HTML in Markdown: code, players and drawings in it, and the components that a site draws."""

import re
from dataclasses import replace

from benchmarks.fidelity.lines import Line, Lines, around_code, fenced
from benchmarks.fidelity.sources import Source


def whole_pre(lines: Lines) -> Lines:
    """Keep the empty lines of a `<pre>` that stands in another tag, at which CommonMark ends that."""
    made: Lines = []
    inside = False
    for line, info in fenced(lines):
        opened = info is None and re.match(r"\s*<(?!pre\b)\w.*<pre\b", line.text)
        inside = (inside or bool(opened)) and "</pre>" not in line.text
        made.append(replace(line, text="<!-- -->") if inside and not line.text.strip() else line)
    return made


_READ = re.compile(r"\s*<(?P<name>[a-z]\w*)\s(?:[^<>]*\s)?markdown(?:=\"(?:1|block)\")?(?:\s[^<>]*)?>\s*")


def read_inside(lines: Lines) -> Lines:
    """Set apart what a block of HTML holds that says `markdown`, as Python-Markdown has it read."""
    made: Lines = []
    names: list[str] = []
    for line, info in fenced(lines):
        found = _READ.fullmatch(line.text) if info is None else None
        closes = bool(names) and info is None and f"</{names[-1]}>" in line.text
        names += [found["name"]] if found else []
        edge = [replace(line, text="")]
        made += [*(edge if closes else []), line, *(edge if found else [])]
        names = names[:-1] if closes else names
    return made


_PLAYER = re.compile(r"<(?P<close>/)?(?:video|audio)\b[^<>]*>")


def players(lines: Lines) -> Lines:
    """Take away what a player holds for browsers that have none, up to an empty line."""
    made: Lines = []
    inside = False
    for line, info in fenced(lines):
        inside = inside and bool(line.text.strip())
        if info is not None or not (inside or _PLAYER.search(line.text)) or "`<" in line.text:
            made.append(line)
            continue
        parts: list[str] = []
        for part in re.split(r"(<[^<>]*>)", line.text):
            found = _PLAYER.fullmatch(part)
            inside = not found["close"] if found else inside
            parts += [] if inside and not part.startswith("<") else [part]
        made.append(replace(line, text="".join(parts)))
    return made


_DRAWING = re.compile(r"(?<!`)<svg[\s>]")
_SHAPE = re.compile(r"<(path|rect|circle|ellipse|line|polyline|polygon|text|image|use href=\"#)[\s>]")


def drawings(lines: Lines) -> Lines:
    """Let `<svg>…</svg>` be a picture, however many lines it has, if it shows anything."""
    made: Lines = []
    told = list(fenced(lines))
    at = 0
    while at < len(told):
        line, info = told[at]
        found = _DRAWING.search(line.text) if info is None else None
        last = next((n for n in range(at, len(told)) if "</svg>" in told[n][0].text), None) if found else None
        at += 1
        if found is None or last is None:
            made.append(line)
            continue
        drawn, _, rest = "\n".join(one.text for one, _ in told[at - 1 : last + 1])[found.start() :].partition("</svg>")
        picture = '<img src="drawing.svg">' if _SHAPE.search(drawn) else ""
        told[last] = replace(line, text=f"{line.text[: found.start()]}{picture}{rest}"), None
        at = last
    return made


_LINK_TAG = re.compile(r'<[A-Z]\w*\s[^<>]*href="')
_BUILT_IN = ("ClientOnly", "KeepAlive", "Suspense", "Teleport", "Transition", "TransitionGroup")


_SAYS = ("title", "description", "desc", "details")
"""What a component that closes itself shows."""
_OPEN_TAG = re.compile(r"\s*<[A-Z]\w*(?:\s[^<>]*)?")


def joined_tags(lines: Lines) -> Lines:
    """Set the tag of a component that goes over several lines on one."""
    made: Lines = []
    open_tag: Lines = []
    for line, info in fenced(lines):
        is_more = bool(open_tag) and "<" not in line.text
        if open_tag and not is_more:
            made += open_tag
            open_tag = []
        if info is None and (is_more or _OPEN_TAG.fullmatch(line.text)):
            open_tag.append(line)
            if ">" in line.text:
                made.append(replace(open_tag[0], text=" ".join(one.text.strip() for one in open_tag)))
                open_tag = []
        else:
            made.append(line)
    return made + open_tag


def components_of(page: Source) -> list[str]:
    """The tags that the script of a page of VitePress brings in, and Vue's own: the site draws something there."""
    text = "\n".join(line.text for line in page.lines)
    has_script = re.search(r"^<script", text, re.MULTILINE) is not None
    if not (page.site or has_script or "<Badge " in text or _LINK_TAG.search(text)):
        return []
    brought = re.findall(r"^import (\w+) from .*\.vue['\"];?$|^ *(\w+): defineAsyncComponent", text, re.MULTILINE)
    return [*map("".join, brought), *_BUILT_IN, *page.site]


def without_components(line: Line, names: list[str]) -> Lines:
    """Take their tags away, and lines with nothing else; a component with an address is a link."""

    def said(tag: re.Match[str]) -> str:
        known = tag[1] in names or " href=" in tag[0]
        words = [found[1] for name in _SAYS if (found := re.search(rf'\s{name}="([^"]*)"', tag[0]))]
        return "<br>".join(words) if known and words else tag[0]

    def without(text: str) -> str:
        text = re.sub(r"<([A-Z]\w*)\s[^<>]*/>", said, text)
        text = re.sub(r'<Badge\s[^<>]*?text="([^"]*)"[^<>]*/>', r"\1", text)
        text = re.sub(r'<[A-Za-z][\w-]*\s+:svg="\w+"\s*/>', '<img src="a.svg">', text)
        text = re.sub(rf"{_LINK_TAG.pattern}[^<>]*>|</[A-Z]\w*Link>", "", text)
        return re.sub(rf"</?({'|'.join(names)})\b[^<>]*>", "", text)

    text = around_code(line.text, without)
    return [replace(line, text=text)] if text.strip() or not line.text.strip() else []
