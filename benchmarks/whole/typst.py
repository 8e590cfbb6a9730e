"""The book of the benchmark in Typst's language: what its chapters have in them, and nothing else."""

import re
from collections.abc import Iterator, Sequence

_HEAD = """#set document(title: "系统笔记")
#set page(paper: "a4", numbering: "1")
#set text(font: "StudyPress Song", lang: "zh", size: 10.5pt, cjk-latin-spacing: auto)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 0.75em)
#set heading(numbering: "1.1")
#show heading.where(level: 1): it => { pagebreak(weak: true, to: "odd"); it }
#show raw: set text(font: ("StudyPress Code", "StudyPress Hei"))
#outline(depth: 3)
"""


def typst_source(chapters: Sequence[str]) -> str:
    """The whole book."""
    return _HEAD + "\n".join(_chapter(text) for text in chapters)


def _chapter(text: str) -> str:
    notes = dict(re.findall(r"^\[\^(\w+)\]: (.*)$", text, re.MULTILINE))
    return "\n\n".join(_block(block, notes) for block in _blocks(text)) + "\n"


def _blocks(text: str) -> Iterator[str]:
    fence: list[str] = []
    for block in text.strip().split("\n\n"):
        fence.append(block)
        if "\n\n".join(fence).count("```") % 2 == 0:
            yield "\n\n".join(fence)
            fence = []


def _block(block: str, notes: dict[str, str]) -> str:
    if block.startswith("```"):
        return block
    if block.startswith("|"):
        return _table(block)
    if block.startswith("[^"):
        return ""
    if found := re.match(r"(#+) (.*)", block):
        return "=" * len(found[1]) + " " + _words(found[2], notes)
    lines = [re.sub(r"^(\s*)1\. ", r"\1+ ", line) for line in block.split("\n")]
    return "\n".join(_line(line, notes) for line in lines)


def _line(line: str, notes: dict[str, str]) -> str:
    words = line.lstrip(" -+")
    return line[: len(line) - len(words)] + _words(words, notes)


def _words(text: str, notes: dict[str, str]) -> str:
    escaped = re.sub(r"[#@$<>]", r"\\\g<0>", text)
    strong = re.sub(r"\*\*(.+?)\*\*", r"#strong[\1]", escaped)
    return re.sub(r"\[\^(\w+)\]", lambda note: f"#footnote[{_words(notes[note[1]], {})}]", strong)


def _table(block: str) -> str:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block.split("\n")]
    cells = ", ".join(f"[{_words(cell, {})}]" for row in [rows[0], *rows[2:]] for cell in row)
    return f"#table(columns: {len(rows[0])}, {cells})"
