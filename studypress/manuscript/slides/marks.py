"""What tools for slides write among the words, as Markdown has it, or left out where it only moves and adorns."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from studypress.manuscript.fences import CODE_SPAN, fence_after
from studypress.manuscript.slides.tools import Tool

_PAGE_CODE = re.compile(r"[ \t]*<(style|script)\b[^<>]*>", re.IGNORECASE)
_TITLE = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_BLOCK = re.compile(r"[ \t]*(?:[-*+>|]|\d+[.)] |```|~~~|!\[|<|#|\$\$|$)")
_COMMENT = re.compile(r"(?:(?<![ \t])[ \t]+)?<!--(.*?)-->[ \t]*", re.DOTALL)


def without_page_code(lines: Sequence[str]) -> list[str]:
    """Leave out the styles and scripts of slides, which say how a screen shows them; one without end is text."""
    last = {end: at for at, line in enumerate(lines) for end in ("</style>", "</script>") if end in line.lower()}
    result: list[str] = []
    fence = end = ""
    for at, line in enumerate(lines):
        opened = None if fence or end else _PAGE_CODE.match(line)
        if opened and at <= last.get(f"</{opened[1].lower()}>", -1):
            end = f"</{opened[1].lower()}>"
        fence = fence if end else fence_after(fence, line)
        result.append("" if end else line)
        if end and end in line.lower():
            end = ""
    return result


# --- Speaker's notes -------------------------------------------------------------------------------------------


_NOTES = "> [!notes]"
_LONGEST = 300
"""Lines of the notes of one slide, or of a comment."""


def put_in_box(lines: list[str], start: int, stop: int, words: str, speaker_notes: str) -> None:
    """Make speaker's notes a box, or leave them out; `words` are those of their first line."""
    inner = [words, *lines[start + 1 : stop]] if words else list(lines[start + 1 : stop])
    while inner and not inner[-1].strip():
        inner.pop()
    box = [_NOTES, *(f"> {line}".rstrip() for line in inner)] if inner and speaker_notes != "none" else []
    if box and start and lines[start - 1].startswith(">"):
        box.insert(0, "")  # of another quotation
    while len(box) > stop - start and stop + 1 < len(lines) and not (lines[stop] + lines[stop + 1]).strip():
        stop += 1
    if len(box) > stop - start and stop < len(lines):  # others keep their lines
        box = [f"{_NOTES} {words}", *box[box.index(_NOTES) + 2 :]]
    lines[start:stop] = [*box, *([""] * (stop - start - len(box)))]


_SETTING = re.compile(r"\s*(?:[$_]?[a-zA-Z]+:.*)?")
"""A line of a comment that sets something: `_class: lead`."""


def notes_in_comments(lines: Sequence[str], slides: Sequence[range], tool: Tool) -> list[str]:
    """Make boxes of what Marp (every comment that sets nothing) and Slidev (the last of a slide) show to who speaks."""
    result = list(lines)
    for slide in slides if tool in (Tool.MARP, Tool.SLIDEV) else ():
        found = [each for each in _comments(lines, slide) if not _sets(each[2])]
        for start, stop, words in found if tool is Tool.MARP else found[-1:]:
            inner = words.strip("\n").split("\n")
            result[start:stop] = [*inner, *([""] * (stop - start))][: stop - start]
            put_in_box(result, start, stop, inner[0].strip(), "all")
    return result


def _sets(words: str) -> bool:
    """Whether a comment sets something, in each of its lines, or makes a heading fit."""
    return words.strip() == "fit" or all(map(_SETTING.fullmatch, words.split("\n")))


def _comments(lines: Sequence[str], slide: range) -> Iterator[tuple[int, int, str]]:
    """The comments of a slide that stand alone: their first line, the line below their last, and what is in them."""
    at, fence = slide.start, ""
    while at < slide.stop:
        fence = fence_after(fence, lines[at])
        end = at
        if not fence and lines[at].lstrip().startswith("<!--"):
            below = range(at, min(at + _LONGEST, slide.stop))
            end = next((end for end in below if "-->" in lines[end]), at)
            if found := _COMMENT.fullmatch("\n".join(lines[at : end + 1])):
                yield at, end + 1, found[1]
        at = end + 1


# --- reveal.js -------------------------------------------------------------------------------------------------

_ASIDE = re.compile(r"[ \t]*<aside[ \t][^<>]*\bnotes\b[^<>]*>(.*)")
_LIT_LINES = re.compile(r"((?<![ \t])[ \t]*+`{3,}[^\s`]*)[ \t]*\[[\d\s:,|-]*\][ \t]*")
_FORMULA = re.compile(r"(?<!`)`(\$\$[^`]+\$\$|\\\[[^`]+\\\])`(?!`)")


_DIV = re.compile(r":{3,}[ \t]*(?:notes|\{[ \t]*\.notes[ \t]*\})[ \t]*()")
_END = re.compile(r"(.*)</aside>[ \t]*|:{3,}[ \t]*")


def reveal_lines(lines: Sequence[str], speaker_notes: str) -> list[str]:
    """Read notes between tags or colons, and formulas in backquotes; which lines of code are lit is left out."""
    result = [_LIT_LINES.sub(r"\1", line) for line in lines]
    fence = ""
    for at, line in enumerate(result):
        fence = fence_after(fence, line)
        if not fence and (opened := _ASIDE.fullmatch(line) or _DIV.fullmatch(line)):
            below = range(at + 1, at + 1 if "</aside>" in line else min(at + _LONGEST, len(result)))
            end = next((end for end in below if _END.fullmatch(result[end])), at)
            result[end] = _END.sub(r"\1", result[end]) if end > at else line
            put_in_box(result, at, end + 1, opened[1].replace("</aside>", "").strip(), speaker_notes)
    return _FORMULA.sub(r"\1", "\n".join(result)).split("\n")


# --- Marp ------------------------------------------------------------------------------------------------------

_PICTURE = re.compile(rf"{CODE_SPAN}|!\[(?P<alt>[^\[\]\n]*)\](?P<target>\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\))")
_SIZE = re.compile(r"(w|width|h|height):(\d+(?:\.\d+)?(?:px|%|em|mm|cm|in|pt)?|auto)")
_LOOK = re.compile(
    r"bg|fit|cover|contain|auto|vertical|(?:left|right)(?::\S+)?|\d+%|(?:blur|brightness|contrast|drop-shadow|grayscale"
    r"|hue-rotate|invert|opacity|saturate|sepia)(?::\S+)?"
)
_BESIDE = re.compile(r"(?:left|right)\b.*|fit|contain|auto|\d+%")
"""How a background is shown that is looked at: beside the words, or whole."""


def marp_lines(lines: Sequence[str], slides: Sequence[range], free: Sequence[bool]) -> list[str]:
    """Read the sizes in pictures' texts, and leave out backgrounds behind words."""
    result = list(lines)
    for slide in slides:
        shown = _whole_picture if not any(free[at] and _shows_words(lines[at]) for at in slide) else _picture
        for at in slide:
            if free[at] and "![" in lines[at]:
                result[at] = _PICTURE.sub(shown, lines[at])
    return result


def _shows_words(line: str) -> bool:
    return bool(_COMMENT.sub("", _PICTURE.sub("", line)).strip())


def _picture(found: re.Match[str]) -> str:
    words = (found["alt"] or "").split()
    if "bg" in words and not any(_BESIDE.fullmatch(word) for word in words):
        return ""
    return _whole_picture(found)


def _whole_picture(found: re.Match[str]) -> str:
    """A picture with its size, as Pandoc writes it; what stands in code is none."""
    if found["code"]:
        return found[0]
    words = found["alt"].split()
    sizes = [size for word in words if (size := _SIZE.fullmatch(word)) and size[2] != "auto"]
    kept = [word for word in words if not _SIZE.fullmatch(word) and not (_is_set(words) and _LOOK.fullmatch(word))]
    attributes = " ".join(f"{'width' if size[1][0] == 'w' else 'height'}={size[2]}" for size in sizes)
    return f"![{' '.join(kept)}]{found['target']}{f'{{{attributes}}}' if attributes else ''}"


def _is_set(words: Sequence[str]) -> bool:
    """Whether a picture's text sets how it is shown, and is no text that only has such a word."""
    return all(_LOOK.fullmatch(word) or _SIZE.fullmatch(word) for word in words) or "bg" in words


# --- Slidev ----------------------------------------------------------------------------------------------------

_SLOT = re.compile(r"::[ \t]*[a-z][\w-]*[ \t]*::[ \t]*")
_STEPS = re.compile(r"(\$\$)[ \t]*\{[^{}]*\}(?:\{[^{}]*\})?[ \t]*")
_MOVED = re.compile(r"(`{4,})md magic-move\b.*")
_INSIDE = r"(?:\"[^\"]*\"|'[^']*'|[^<>\"'`]){0,500}>"
_COMPONENT = re.compile(
    rf"{CODE_SPAN}|</?(?P<name>[A-Z][\w.]*|v-[\w-]+|[a-z]\w*(?:[:-][\w-]+)+|template|arrow|toc)(?=[\s/>]){_INSIDE}"
)
_TAG = re.compile(rf"{CODE_SPAN}|<[a-z]{_INSIDE}")
_HANDLER = re.compile(r"\s+[@#][\w.:-]+(?:=(?:\"[^\"]*\"|'[^']*'))?(?=[\s/>])")
"""What a click does, or the name of a slot, in a tag."""


def slidev_lines(lines: Sequence[str], free: Sequence[bool]) -> list[str]:
    """Leave out what moves a slide and the components that it draws; what these hold stays."""
    result = _unmoved(lines)
    text = "\n".join(result)
    for is_free, group in groupby(range(len(result)), key=lambda at: free[at]):
        stretch = list(group)
        if is_free:
            shown = _without_components("\n".join(result[at] for at in stretch), text).split("\n")
            result[stretch[0] : stretch[-1] + 1] = shown
    return [
        _STEPS.sub(r"\1", "" if is_free and _SLOT.fullmatch(line) else line)
        for line, is_free in zip(result, free, strict=True)
    ]


def _unmoved(lines: Sequence[str]) -> list[str]:
    """Take off the fence around listings of which one becomes the other on a screen."""
    result = list(lines)
    end = ""
    for at, line in enumerate(lines):
        if opened := _MOVED.fullmatch(line):
            end, result[at] = opened[1], ""
        elif end and line.rstrip() == end:
            end, result[at] = "", ""
    return result


def _without_components(stretch: str, text: str) -> str:
    def shown(found: re.Match[str]) -> str:
        if found["code"]:
            return found[0]
        name = found["name"]
        known = not name[0].isupper() or found[0].endswith("/>") or f"</{name}>" in text
        return _line_ends(found) if known else found[0]

    stretch = _TAG.sub(lambda found: found["code"] or _HANDLER.sub(_line_ends, found[0]), stretch)
    return _COMPONENT.sub(shown, stretch)


def _line_ends(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


# --- PowerPoint ------------------------------------------------------------------------------------------------


def plain_lines(lines: Sequence[str], free: Sequence[bool]) -> list[str]:
    """Have each line of a text box printed as one: it is a point of the slide."""
    return [
        f"{line}  " if free[at] and _is_point(line) and at + 1 < len(lines) and _is_point(lines[at + 1]) else line
        for at, line in enumerate(lines)
    ]


def _is_point(line: str) -> bool:
    return _BLOCK.match(line) is None
