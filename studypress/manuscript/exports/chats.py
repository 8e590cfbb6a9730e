r"""Notes that were copied out of a chat with a language model, as Markdown has them.

All of them may stand in a fence ```` ```markdown ````. Where they were copied from the page, `\[` and `\(` have lost
their backslashes. What named the sources of the chat (`【1†source】`, `[citation:3]`) names nothing outside it. Each
line stays a line, so that every message finds its place.
"""

import re
from collections.abc import Iterable, Iterator

from studypress.letters import HAN
from studypress.manuscript.fences import CODE_SPAN, fence_after, fence_mark, lines_of, outside_code

_WRAPPING = re.compile(r"(`{3,})[ \t]*(?:markdown|md)[ \t]*", re.IGNORECASE)
_NAMED_FENCE = re.compile(r"[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?[`~]{3,}[ \t]*[^\s`~]")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")

_SOURCE = re.compile(
    rf"{CODE_SPAN}|【\d+(?::\d+)?†[^【】\n]{{0,200}}】|\[citation:\d+\]|\[\^\d+\^\]"
    r"|:contentReference\[oaicite:\d+\]\{index=\d+\}|\ue200[^\ue200\ue201\n]{0,200}\ue201"
)
_MAY_NAME_SOURCES = re.compile(r"†|\[citation:|\^\]|oaicite|\ue200")

_LONE = re.compile(r"([ \t>]*)([\[\]])[ \t]*")
_BRACKETS = r"\[ (?P<tex>[^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*) \][ \t]*"
_IN_LINE = re.compile(rf"[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?{_BRACKETS}")
_AT_END = re.compile(_BRACKETS)
_IN_TEXT = re.compile(rf"{CODE_SPAN}|(?<![\\\w])\( (?P<tex>(?:[^()\n]|\([^()\n]*\)){{1,200}}?) \)")
_COMMAND = re.compile(r"\\[A-Za-z]{2,}|[A-Za-z0-9)}][\^_]\{")
_SIGN = re.compile(r"[=<>^_\\+]|\A[A-Za-z]\Z")
_CHOICE = re.compile(r"[A-H](?:[ ,、]*[A-H])*")
_WORDS = re.compile(rf"[{HAN}，。；：、\"]|://|\b[A-Za-z]{{3,}}[ ,.;:]+[A-Za-z]{{3,}}\b")
_NAMED_WORDS = re.compile(r"\\(?:text|mathrm|textbf|operatorname|mbox)\s*\{[^{}]*\}|\\[A-Za-z]+")
_MOST_LINES = 40
"""Lines of one formula."""


def from_chats(text: str) -> str:
    """Rewrite a file that was copied out of a chat."""
    return _with_formulas(_without_sources(_unwrapped(text)))


# --- The fence around all ---------------------------------------------------------------------------------------


def _unwrapped(text: str) -> str:
    """Take off the fence around a whole text that begins with a heading, unless it may end before the last line."""
    lines = text.split("\n")
    shown = [at for at, line in enumerate(lines) if line.strip()]
    if len(shown) < 3 or not (opened := _WRAPPING.fullmatch(lines[shown[0]])):
        return text
    inner = lines[shown[0] + 1 : shown[-1]]
    closes = fence_mark(lines[shown[-1]]).startswith(opened[1]) and not lines[shown[-1]].strip("` \t")
    if not closes or not _HEADING.match(lines[shown[1]]) or not _is_whole(inner, opened[1]):
        return text
    lines[shown[0]] = lines[shown[-1]] = ""
    return "\n".join(lines)


def _is_whole(lines: Iterable[str], around: str) -> bool:
    """Whether no fence can end the one around all: each that opens is shorter, or says its language."""
    fence = ""
    for line in lines:
        was, fence = fence, fence_after(fence, line)
        if fence and not was and fence.startswith(around) and not _NAMED_FENCE.match(line):
            return False
    return not fence


# --- Sources of the chat ----------------------------------------------------------------------------------------


def _without_sources(text: str) -> str:
    if not _MAY_NAME_SOURCES.search(text):
        return text
    return outside_code(text, lambda line: _SOURCE.sub(lambda found: found["code"] or "", line))


# --- Formulas that lost their backslashes ------------------------------------------------------------------------


def _with_formulas(text: str) -> str:
    """Give brackets their backslashes back, in a text where what stands between some of them can only be TeX."""
    if not _has_lost(text):
        return text
    lines = list(lines_of(text))
    result = [_in_text(_AT_END.sub(_between, line)) if free else line for line, free in lines]
    for first, last in _blocks([line if free else "" for line, free in lines]):
        for at in range(first + 1, last):
            result[at] = lines[at][0]
        for at in (first, last):
            result[at] = _LONE.sub(r"\1\\\2", lines[at][0])
    return "\n".join(result)


def _has_lost(text: str) -> bool:
    """Whether some brackets hold what can only be TeX; others in the text may then hold what it could be."""
    if "\\" not in text or not ("[ " in text or "[\n" in text or "( " in text):
        return False
    free = [line if is_free else "" for line, is_free in lines_of(text)]
    if any(_COMMAND.search("".join(free[first:last])) for first, last in _blocks(free)):
        return True
    return any(_COMMAND.search(tex) and _is_mathematics(tex) for line in free for tex in _bracketed_in(line))


def _bracketed_in(line: str) -> list[str]:
    alone = _IN_LINE.fullmatch(line)
    return [alone["tex"]] if alone else [found["tex"] for found in _IN_TEXT.finditer(line) if not found["code"]]


def _blocks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """The lines `[` and `]` that have nothing but a formula between them."""
    at = 0
    while at < len(lines):
        opened, closed = _LONE.fullmatch(lines[at]), None
        if opened and opened[2] == "[":
            for end in range(at + 1, min(at + _MOST_LINES, len(lines))):
                closed = _LONE.fullmatch(lines[end])
                if not lines[end].strip() or closed:
                    break
            if closed and closed[2] == "]" and end > at + 1 and _is_mathematics(" ".join(lines[at + 1 : end])):
                yield at, end
                at = end
        at += 1


def _between(found: re.Match[str]) -> str:
    tex = found["tex"]
    return f"\\[ {tex} \\]" if _is_mathematics(tex) and found.end() == len(found.string) else found[0]


def _in_text(line: str) -> str:
    if "( " not in line:
        return line
    return _IN_TEXT.sub(lambda found: found["code"] or _bracketed(found), line)


def _bracketed(found: re.Match[str]) -> str:
    is_formula = _is_mathematics(found["tex"]) and not _CHOICE.fullmatch(found["tex"])
    return f"\\( {found['tex']} \\)" if is_formula else found[0]


def _is_mathematics(tex: str) -> bool:
    """Whether brackets hold a formula, and neither words nor data, nor one that has its dollar signs."""
    return "$" not in tex and _SIGN.search(tex) is not None and not _WORDS.search(_NAMED_WORDS.sub("", tex))
