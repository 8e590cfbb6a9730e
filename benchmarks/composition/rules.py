"""The rules by name: L lines, P punctuation, M mixed text, D distances, G paragraphs, S the source.

Each is a function that finds the places in a galley where the rule is at stake, and says whether it was kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from benchmarks.composition import breaks, gaps, marks
from benchmarks.composition.galleys import Galley, same_text
from benchmarks.composition.sites import Site


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of composition."""

    name: str
    title: str
    must: bool
    """Whether breaking it is a fault, rather than a matter of taste."""
    sites: Callable[[Galley], Iterator[Site]]


def text(galley: Galley) -> Iterator[Site]:
    """The text of the page is the source's, code point for code point, for two readers; spaces are not counted."""
    wanted = same_text("".join(atom.char for atom in galley.atoms))
    found = [
        (first, second) for read in (galley.copied, galley.raw) for first, second in _differ(same_text(read), wanted)
    ]
    yield Site(not found, 0, len(found), " ".join(f"{first} for {second}" for first, second in found))


def _differ(read: str, wanted: str) -> list[tuple[str, str]]:
    codes = SequenceMatcher(None, read, wanted, autojunk=False).get_opcodes() if read != wanted else []
    return [(read[a:b] or "nothing", wanted[c:d] or "nothing") for what, a, b, c, d in codes if what != "equal"]


def raw_lines(galley: Galley) -> Iterator[Site]:
    """A line of the page is copied as one line (pdftotext -raw)."""
    read = [line for line in galley.raw.splitlines() if line.strip()]
    off = len(read) - len(galley.lines)
    yield Site(off == 0, 0, abs(off), f"{len(galley.lines)} lines read as {len(read)}")


RULES = (
    Rule("flush", "both edges flush", True, breaks.flush),
    Rule("L1", "never first in a line: ，。、！？）》”·～ …", True, breaks.never_first),
    Rule("L2", "never last: “（《 …", True, breaks.never_last),
    Rule("L5", "—— …… whole, 2 em", True, breaks.strokes),
    Rule("L6", "number with unit and sign, note mark with word", True, breaks.units),
    Rule("L6c", "number with counter: 第 3 章, 15 个", False, breaks.counters),
    Rule("L7", "words whole", True, breaks.words),
    Rule("P2", "marks that meet: 1.5 em", True, marks.adjacent),
    Rule("P3", "half a cell at the line's end", True, marks.half_at_end),
    Rule("P4", "half a cell at the line's start", True, marks.half_at_start),
    Rule("P5", "half a cell at the paragraph's start", False, marks.half_at_indent),
    Rule("P7", "？！ 1 em, ？？？ 2 em", True, marks.shouts),
    Rule("P10", "quotes full-width in Chinese, proportional in Latin", True, marks.quotes),
    Rule("M1", "Han-Latin gap, 1/8 to 1/3 em", True, gaps.gaps),
    Rule("M2", "no gap beside marks and at edges", True, gaps.no_gaps),
    Rule("M3", "typed space, same gap", True, gaps.typed_spaces),
    Rule("M5", "words and numbers never spaced out", True, gaps.inside_words),
    Rule("M6", "the gap beside code", False, gaps.code_gaps),
    Rule("D3", "Han evenly spaced in a line", True, gaps.even),
    Rule("D4", "Han at most 1/4 em apart", False, gaps.loose),
    Rule("ink", "marks and neighbours never overlap", True, marks.ink),
    Rule("G2", "no lone Han in a last line", True, breaks.lone_han),
    Rule("S1", "soft line ends vanish", True, gaps.soft_line_ends),
    Rule("text", "copied text is the source's", True, text),
    Rule("raw", "a line copies as one line", True, raw_lines),
)
