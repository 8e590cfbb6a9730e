"""The book that is measured: chapters of equal make, with all that slows a typesetter down.

A chapter has about 19,000 characters and 18 pages of A4: prose, nested lists, tables, code and drawings, no two alike.
"""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.whole.prose import Prose

_SECTIONS = 7
_DRAWINGS_IN_THREE = 5
"""Drawings in three chapters: 50 in a book of 30."""


def write_book(folder: Path, chapters: int) -> tuple[str, ...]:
    """Write a manuscript. Gives the names of its files, in order."""
    folder.mkdir(parents=True)
    names = tuple(f"{number:03}.md" for number in range(1, chapters + 1))
    listed = ", ".join(f'"{name}"' for name in names)
    (folder / "book.toml").write_text(f'title = "系统笔记"\nauthors = ["某人"]\nchapters = [{listed}]\n', "utf-8")
    for number, name in enumerate(names, 1):
        (folder / name).write_text(chapter(number), "utf-8")
    return names


def edited(text: str) -> str:
    """A chapter after an edit: a paragraph more, in its middle."""
    middle = text.index("\n\n", len(text) // 2)
    return f"{text[:middle]}\n\n改动：{Prose(len(text)).paragraph(3)}{text[middle:]}"


def chapter(number: int) -> str:
    """One chapter in Markdown."""
    prose = Prose(number)
    drawn = (number * _DRAWINGS_IN_THREE) // 3 - ((number - 1) * _DRAWINGS_IN_THREE) // 3
    parts = [f"# {prose.noun()}与{prose.noun()}（{number}）", prose.paragraph(4)]
    for section in range(1, _SECTIONS + 1):
        parts += _section(prose, number, section, draw=section <= drawn)
    return "\n\n".join([*parts, *_summary(prose)]) + "\n"


def _section(prose: Prose, number: int, section: int, draw: bool) -> Iterator[str]:
    name = f"{prose.noun()}的{prose.noun()}"
    yield f"## {name}{'（重点与难点）' if section == 2 else ''}"
    yield prose.paragraph(6)
    yield prose.paragraph(7)
    yield f"### {prose.term()} 的实现"
    yield f"{prose.paragraph(6)}[^n{number}x{section}]"
    yield _list(prose)
    if section % 2:
        yield _table(prose, rows=8)
    else:
        yield _code(prose, number * 100 + section)
    if draw:
        yield _drawing(prose, number * 100 + section)
    yield f"### {prose.noun()}"
    for _ in range(2):
        yield prose.paragraph(6)
    yield f"[^n{number}x{section}]: {prose.sentence()}"


def _list(prose: Prose) -> str:
    lines = []
    for _ in range(3):
        lines.append(f"- **{prose.noun()}**：{prose.sentence()}")
        for _ in range(2):
            lines.append(f"  - {prose.clause()}，{prose.clause()}；")
            lines.append(f"    1. {prose.clause()} {prose.number(99)} 次")
    return "\n".join(lines)


def _table(prose: Prose, rows: int) -> str:
    lines = ["| 名称 | 作用 | 版本 | 耗时（ms） |", "|---|---|:-:|--:|"]
    lines += [
        f"| {prose.term()} | {prose.clause()} | {prose.number(9)}.{prose.number(30)} | {prose.number(9999)} |"
        for _ in range(rows)
    ]
    return "\n".join(lines)


def _code(prose: Prose, seed: int) -> str:
    body = "\n".join(
        f"    if load > {prose.number(9999)}:  # {prose.noun()}\n"
        f'        queue.append(("{prose.term()}", {prose.number(999)} * weight))'
        for _ in range(6)
    )
    return f"```python\ndef balance_{seed}(queue: list, load: float, weight: int = 3) -> None:\n{body}\n```"


def _drawing(prose: Prose, seed: int) -> str:
    steps = "\n".join(f"  N{step}[{prose.noun()} {seed}] --> N{step + 1}[{prose.noun()}]" for step in range(5))
    return f"```mermaid\ngraph LR\n{steps}\n  N0 -->|{prose.noun()}| N4\n```"


def _summary(prose: Prose) -> Iterator[str]:
    yield "## 总结"
    yield "\n".join(f"- 能够说明{prose.noun()}与{prose.noun()}的关系，并用 {prose.term()} 举例；" for _ in range(6))
