"""Rules for markdown-it that take formulas before all else: a line of one may begin with `=`, `-`, `+`, `>` or `#`.

mdit-py-plugins' dollarmath, texmath and amsmath were weighed: they know no money but what a digit follows, let a `$$`
block run over the whole text when its end is missing, and never find one that begins within a line.
"""

import re
from bisect import bisect_left

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from studypress.manuscript.fences import CODE_SPAN
from studypress.markdown.syntax.escaped_formulas import in_brackets, in_dollars
from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.formulas import MARK, find_formula
from studypress.markdown.syntax.lines import noted_of, text_of
from studypress.markdown.syntax.mathematics import is_between_lines, is_formula_block, is_prose
from studypress.markdown.syntax.pushing import push_paragraph
from studypress.numerals import HAN_NUMERALS
from studypress.tex import DEFINITION, Macros

ENVIRONMENTS = (
    "equation", "align", "alignat", "flalign", "gather", "multline", "eqnarray", "aligned", "alignedat", "gathered",
    "split", "cases", "dcases", "rcases", "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix",
    "smallmatrix", "array", "subarray", "CD", "displaymath", "math",
)  # fmt: skip
"""Environments of LaTeX that stand without dollar signs around them; any other shows as typed."""

_BEGIN = re.compile(rf"\\begin\{{((?:{'|'.join(ENVIRONMENTS)})\*?)\}}")
_TAIL = re.compile(
    r"(?:\s*\{#(?P<label>[\w:.-]+)[^{}]*\}|\s+\((?P<name>[^\W\d_][\w:.-]{0,100})\))?\s*(?P<mark>[，。；：、,.;:！？]?)\s*"
)
"""What may stand behind a formula on its last line: pandoc-crossref's label or MyST's, and a mark of the sentence."""
_MOST_LINES = 500
"""Lines of one formula."""
_FEW = 3
"""Formulas between words that are no slips."""
_NEAR = 30
"""Lines above and below one that may be in the same formula as it."""
_CODE = re.compile(CODE_SPAN)


@begins_with("$\\")
def formula(state: StateInline, silent: bool) -> bool:
    """A formula within a line. One between `$$` or in square brackets stands alone, and parts its paragraph."""
    found = find_formula(state.src, state.pos, state.posMax, brackets=state.env["parsed"].brackets)
    if found is None:
        return False
    end = found.end
    mark = MARK.match(state.src, end) if found.display else None
    end = mark.end() if mark else end
    if not silent:
        token = state.push("formula_display" if found.display else "formula", "math", 0)
        token.content = found.tex
        token.meta |= {
            "mark": mark[1] if mark else "",
            "continues": _goes_on(state.src[end : state.posMax]),
            "words_beside": _words_beside(state.src, state.pos, end) if found.display else 0,
        }
    state.pos = end
    return True


def _goes_on(behind: str) -> bool:
    """Whether what stands right behind a formula goes on with its sentence; what counts, `(2)`, begins another."""
    words = behind.strip()
    return bool(words) and not _BEGINS_ANEW.match(words)


_BEGINS_ANEW = re.compile(
    rf"[（(](?:\d{{1,2}}|[{HAN_NUMERALS}]{{1,3}})[）)]|[\u2460-\u2473]|\d{{1,2}}[、.．](?!\d)|[{HAN_NUMERALS}]{{1,3}}、"
    r"|(?:解|证明?|證明?|答|例)\s*\d{0,2}[：:]"
)
"""What counts, or opens an answer: `(2)`, `②`, `3、`, `解：`."""


def _words_beside(source: str, start: int, end: int) -> int:
    """On how many sides of a formula words stand, on its source line."""
    before = source[source.rfind("\n", 0, start) + 1 : start]
    return bool(before.strip()) + bool(source[end:].partition("\n")[0].strip())


def doubles_in_lines(tokens: list[Token]) -> bool:
    """Whether a file writes `$$…$$` for formulas within its lines, as GitBook and kramdown have it.

    So it is where one stands beside words and no formula is written otherwise, or most of them stand between words;
    else `$$` sets it on a line of its own.
    """
    children = [child for token in tokens for child in token.children or ()]
    beside = [count for child in children if (count := child.meta.get("words_beside"))]
    others = sum(child.type == "formula" for child in children)
    between = beside.count(2)
    return bool(beside) and (not others or (between >= _FEW and between > others))


@begins_with("$\\")
def formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""A formula on lines of its own: between `$$`, `\[` and `\]`, or an environment."""
    if state.is_code_block(start):
        return False
    line = text_of(state, start)
    opening, closing = _marks(line)
    if not opening:
        return False
    found = _closing_line(state, start, end, opening, closing)
    if found is None or (opening.startswith("\\begin") and _is_inside(state, start)):
        return False
    last, tex, tail = found
    match = _TAIL.fullmatch(tail)
    if match is None or not (tex.strip() or _is_empty_block(state, start, last)):
        return False
    if closing.endswith("]") and not is_formula_block(tex, closing[:-1]):
        return False
    if match["name"] and not _is_label(match["name"], state.src):
        return False
    if not silent:
        state.line = last + 1
        token = state.push("formula_block", "math", 0)
        token.block, token.map = True, [start, last + 1]
        tex = in_brackets(opening[:-1], tex) if opening.endswith("[") else in_dollars(tex)
        token.content = tex.strip("\n") if not opening.startswith("\\begin") else f"{opening}{tex}{closing}"
        token.meta |= {
            "mark": match["mark"],
            "label": match["label"] or match["name"] or "",
            "continues": last + 1 < end and _goes_on(text_of(state, last + 1)),
        }
    return True


def _is_empty_block(state: StateBlock, start: int, last: int) -> bool:
    """Whether nothing was written in a block yet, `$$` and `$$` in lines of their own, as Typora leaves them.

    The second would open a formula that it does not, and so would each one below; where it does, a `$$` is left over.
    """
    if last == start or text_of(state, start).strip() != "$$" or text_of(state, last).strip() != "$$":
        return False
    noted = noted_of(state)
    if "double dollars" not in noted:
        noted["double dollars"] = [found.start() for found in _DOUBLES.finditer(state.src)]
    places = noted["double dollars"]
    return (len(places) - bisect_left(places, state.bMarks[start])) % 2 == 0


_DOUBLES = re.compile(r"(?<!\\)\$\$")


def _is_label(name: str, source: str) -> bool:
    """Whether a word in round brackets is a label of MyST (`$$x$$ (eq:a)`, dollarmath), and no remark: `(see)`."""
    return ":" in name or f"{{eq}}`{name}`" in source


def _is_inside(state: StateBlock, line: int) -> bool:
    """Whether a line belongs to a formula between dollars that begins within one of the lines above it."""
    first, last = line, line
    while first > 0 and line - first < _NEAR and not state.isEmpty(first - 1):
        first -= 1
    while last + 1 < state.lineMax and last - line < _NEAR and not state.isEmpty(last + 1):
        last += 1
    above = state.src[state.bMarks[first] : state.bMarks[line]]
    mark = next((mark for mark in ("$$", "$") if above.count(mark) % 2), "")
    if not mark:
        return False
    found = find_formula(state.src, state.bMarks[first] + above.rindex(mark), state.eMarks[last])
    return found is not None and found.end > state.bMarks[line]


def _marks(line: str) -> tuple[str, str]:
    """The mark that begins a formula at a line's start, and the one that ends it; empty where none begins."""
    for opening, closing in (("$$", "$$"), ("\\[", "\\]"), ("\\\\[", "\\\\]")):
        if line.startswith(opening):
            return opening, closing
    match = _BEGIN.match(line)
    return (match[0], f"\\end{{{match[1]}}}") if match else ("", "")


_OPENS_BLOCK = re.compile(r"[-*+>|#`~]|\d{1,9}[.)]\s")
"""What begins a line that is none of a formula, where its indent does not say so."""


def _closing_line(state: StateBlock, start: int, end: int, opening: str, closing: str) -> tuple[int, str, str] | None:
    """The line on which a formula ends, its TeX, and what follows on that line. None when it does not end.

    Where `$$` has a line to itself, blank lines may stand inside (as in Typora), but no words of the author's. Some of
    its lines in an item may have lost their indent, as those of a paragraph may (CommonMark §5.2), but not its last.
    """
    first = text_of(state, start)[len(opening) :]
    if closing in first:
        tex, _, tail = first.partition(closing)
        return start, tex, tail
    lines, blank = [first], False
    for number in range(start + 1, min(end, start + _MOST_LINES)):
        if state.isEmpty(number):
            if first.strip() and not opening.startswith("\\begin"):
                return None
            blank = True
            continue
        line = text_of(state, number)
        before, found, tail = line.partition(closing)
        is_lazy = state.sCount[number] < state.blkIndent
        if is_lazy and (blank or found or state.sCount[number] < 0 or _OPENS_BLOCK.match(line)):
            return None
        if (blank or is_lazy) and is_prose(before):
            return None
        lines.append(before)
        if found:
            return number, "\n".join(lines), tail
    return None


def formula_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph within which `$$`, or a `$` in a line alone, opens a formula of lines that are no heading or list."""
    if silent or not _holds_dollars(state, start, end):
        return False
    last = _last_line(state, start, end)
    if last is None:
        return False
    state.line = last
    push_paragraph(state, state.getLines(start, last, state.blkIndent, False).strip(), start, last)
    return True


def definitions(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph that holds definitions of TeX's commands alone, as Pandoc reads them without dollar signs."""
    if silent or state.is_code_block(start) or not DEFINITION.match(text_of(state, start)):
        return False
    last = start
    while last + 1 < end and not state.isEmpty(last + 1):
        last += 1
    tex = "\n".join(text_of(state, number) for number in range(start, last + 1))
    if Macros().read(tex).strip():
        return False
    state.line = last + 1
    token = state.push("formula_block", "math", 0)
    token.block, token.map, token.content = True, [start, last + 1], tex
    return True


def _holds_dollars(state: StateBlock, start: int, end: int) -> bool:
    """Whether one of these stands before the next blank line; looked for once for the thousand items of a list."""
    noted = noted_of(state)
    first, last, at = noted.get("dollars", (0, -1, 0))
    begin = state.bMarks[start]
    if not first <= start <= last:
        last = start
        while last + 1 < end and not state.isEmpty(last + 1):
            last += 1
        at = _find_dollars(state.src, begin, state.eMarks[last])
    elif 0 <= at < begin:
        at = _find_dollars(state.src, begin, state.eMarks[last])
    noted["dollars"] = start, last, at
    return bool(last > start and at >= 0)


_DOLLARS = re.compile(r"\$\$|(?<![^\s>])\$[ \t]*$", re.MULTILINE)


def _find_dollars(source: str, start: int, end: int) -> int:
    found = _DOLLARS.search(source, start, end)
    return found.start() if found else -1


def _last_line(state: StateBlock, start: int, end: int) -> int | None:
    """The line after such a paragraph's last; None for a paragraph without such a formula."""
    terminators = state.md.block.ruler.getRules("paragraph")
    number, found = start, False
    while True:
        closed = _line_that_closes(state, number, end)
        found = found or closed > number
        number = closed + 1
        if number >= end or state.isEmpty(number):
            return number if found else None
        # Less than nothing: below a quotation, to whose paragraph it belongs.
        is_own = state.sCount[number] < 0 or state.is_code_block(number)
        if not is_own and any(rule(state, number, end, True) for rule in terminators):
            return number if found else None


def _line_that_closes(state: StateBlock, start: int, end: int) -> int:
    """The last line of the formulas that begin on a line and go on below it; the line itself where none does."""
    if text_of(state, start).strip() == "$":
        return _line_with_dollar(state, start, end)
    is_open = _CODE.sub("", text_of(state, start)).count("$$") % 2 == 1
    last = below = start
    while is_open:
        below += 1
        if below >= min(end, last + _MOST_LINES) or state.isEmpty(below) or state.sCount[below] < state.blkIndent:
            break
        if marks := text_of(state, below).count("$$"):
            last, is_open = below, marks % 2 == 0  # two: one formula ends, and another begins
    return last


def _line_with_dollar(state: StateBlock, start: int, end: int) -> int:
    """The line that begins with the `$` which ends the formula below another; that one's line where none does."""
    lines: list[str] = []
    for below in range(start + 1, min(end, start + _MOST_LINES)):
        line = text_of(state, below)
        if line.startswith("$"):
            is_end = line[1:2] != "$" and is_between_lines("\n".join(["", *lines, ""]))
            return below if is_end else start
        if state.isEmpty(below) or state.sCount[below] < state.blkIndent:
            break
        lines.append(line)
    return start
