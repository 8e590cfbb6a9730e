"""Strong words that go on behind strong words, `**变量****1****：**`: a word processor marks each run of its own.

CommonMark takes four stars inside for text, or for strong words within strong words (§6.2, rules 9 and 10).
"""

import re
from collections.abc import Iterator

from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.cjk_emphasis import LONGEST, VERBATIM
from studypress.markdown.syntax.first_letters import begins_with

_STARS = re.compile(r"\*{2,}")
_PAIRS = (2, 3)
"""Stars of strong words, and of strong words that are emphasised too."""


def joints(source: str) -> dict[int, int]:
    """Where stars close strong words and open others at once, and how many: in lines whose stars are all pairs."""
    found: dict[int, int] = {}
    start = 0
    for line in source.split("\n") if "****" in source else ():
        if "****" in line and len(line) < LONGEST:
            found |= {start + run.start(): len(run[0]) for run in _joints_in(line)}
        start += len(line) + 1
    return found


def _joints_in(line: str) -> list[re.Match[str]]:
    line = VERBATIM.sub(lambda found: "x" * len(found[0]), line)
    found, opened = [], 0
    for run, before, behind in _runs(line):
        length = len(run[0])
        if not opened and length in _PAIRS and not behind.isspace():
            opened = length
        elif opened == length and not before.isspace():
            opened = 0
        elif opened and length == 2 * opened and not (before + behind).isspace():
            found.append(run)
        else:
            return []
    return [] if opened else found


def _runs(line: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Runs of stars, each with what stands before and behind it."""
    for run in _STARS.finditer(line):
        yield run, line[run.start() - 1 : run.start()] or " ", line[run.end() : run.end() + 1] or " "


@begins_with("*")
def joint(state: StateInline, silent: bool) -> bool:
    """Leave out the stars between words that are strong on both sides."""
    length: int = state.joints.get(state.pos, 0)  # type: ignore[attr-defined]  # InlineState's
    state.pos += length
    return length > 0
