r"""The numbers that an author gives the lines of a formula: `\tag{1}` in each, and `\tag*{甲}` without brackets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(r"\\tag(\*?)\s*\{([^{}]*)\}")
_OPENING = re.compile(r"\s*\\begin\s*\{[^{}]*\}")
SIGNS_OF_ROWS = re.compile(r"\\(?:begin|end)\{[^{}\n]*\}|\\\\|\\[{}&]|[{}&]")
"""What begins, ends and parts the rows and cells of an environment; a sign behind a backslash is none."""


def with_tags(tex: str) -> str:
    r"""Set the tags of lines in a column of their own, or at the ends of lines that have no columns.

    A formula has room for one number at the margin, and the author gave each of its lines one.
    """
    if not _TAG.search(tex):
        return tex
    rows = list(_outer_rows(tex))
    most = max(row.columns for row in rows)
    for row in reversed(rows):
        line = tex[row.begin : row.end]
        if found := _TAG.search(line):
            apart = "&" * (most - row.columns + 1) if most else r"\qquad "
            words = found[2] if found[1] else f"({found[2]})"
            line = f"{_TAG.sub('', line).rstrip()}{apart}\\text{{{words}}}"
        tex = tex[: row.begin] + line + tex[row.end :]
    return tex


@dataclass(frozen=True, slots=True)
class _Row:
    begin: int
    end: int
    columns: int
    """How many signs `&` it has."""


def _outer_rows(tex: str) -> Iterator[_Row]:
    """The rows of the environment that a formula is; without one, all of it is a row."""
    level = 1 if (opening := _OPENING.match(tex)) else 0
    begin = opening.end() if opening else 0
    depth, columns = level, 0
    for found in SIGNS_OF_ROWS.finditer(tex, begin):
        sign = found[0]
        depth += sign.startswith(("\\begin", "{")) - sign.startswith(("\\end", "}"))
        if depth < level:
            yield _Row(begin, found.start(), columns)
            return
        if depth == level and sign == "\\\\":
            yield _Row(begin, found.start(), columns)
            begin, columns = found.end(), 0
        columns += depth == level and sign == "&"
    yield _Row(begin, len(tex), columns)
