"""The arguments of a command of TeX."""

import re
from collections.abc import Callable

_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_SIGN = re.compile(r"\\(?:[A-Za-z]+|.)|[^\s{}]", re.DOTALL)


def arguments(tex: str, position: int, count: int, *, signs: bool = False) -> tuple[list[str], int]:
    r"""Read so many arguments in braces from a position on; fewer where fewer are there. Tells where they end.

    With `signs` one sign or command without braces is an argument too, as TeX has it: `\frac12`.
    """
    found: list[str] = []
    while len(found) < count:
        start = position
        while start < len(tex) and tex[start].isspace():
            start += 1
        end = _closing(tex, start)
        if end >= 0:
            found.append(tex[start + 1 : end])
            position = end + 1
        elif signs and (sign := _SIGN.match(tex, start)):
            found.append(sign[0])
            position = sign.end()
        else:
            break
    return found, position


def _closing(tex: str, position: int) -> int:
    """Where the brace that opens at a position is closed; -1 where none opens."""
    if not tex.startswith("{", position):
        return -1
    depth = 0
    for found in _BRACES.finditer(tex, position):
        depth += (found[0] == "{") - (found[0] == "}")
        if depth == 0:
            return found.start()
    return -1


def with_arguments_read(tex: str, command: re.Pattern[str], read: Callable[[str], str]) -> str:
    """Put what `read` makes of its argument in the place of every use of a command; one without braces stays."""
    kept: list[str] = []
    done = 0
    for found in command.finditer(tex):
        if found.start() < done:
            continue  # within an argument that was read
        inside, end = arguments(tex, found.end(), 1)
        if inside:
            kept += [tex[done : found.start()], read(inside[0])]
            done = end
    return "".join([*kept, tex[done:]])
