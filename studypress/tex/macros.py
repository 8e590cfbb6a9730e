r"""An author's own commands: `\newcommand{\R}{\mathbb{R}}`, `\def\f#1{…}`, `\DeclareMathOperator{\argmax}{arg\,max}`.

A definition holds from where it stands to the end of the book, as in MathJax; groups bound nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from studypress.tex.arguments import arguments

DEFINITION = re.compile(
    r"\\(?P<kind>newcommand|renewcommand|providecommand|DeclareMathOperator|def|gdef|let)(?P<star>\*?)"
    r"\s*(?:\{\s*)?\\(?P<name>[A-Za-z]+)(?:\s*\})?"
)
"""How a definition begins: its kind, and the name that it gives."""

_COUNT = re.compile(r"\s*\[([0-9])\]")
_DEFAULT = re.compile(r"\s*\[((?:[^\[\]{}]|\{[^{}]*\})*)\]")
_PARAMETERS = re.compile(r"\s*((?:#[1-9])*)\s*(?=\{)")
_EQUAL = re.compile(r"\s*=?\s*(\\(?:[A-Za-z]+|.)|[^\s{}\\])", re.DOTALL)
_COMMAND = re.compile(r"\\([A-Za-z]+)|\\.", re.DOTALL)
_PARAMETER = re.compile(r"#([1-9])")
_MOST_STEPS = 2_000
_LONGEST = 20_000
"""What putting macros in their places may come to in one formula, so that none that name themselves go on forever."""


@dataclass(frozen=True, slots=True)
class Macro:
    """What is read in place of a command."""

    body: str
    """With `#1`, `#2`, … for its arguments."""
    count: int = 0
    """How many arguments it has."""
    default: str | None = None
    """What the first argument is where it is not given in square brackets; None for one that must be given."""
    is_sign: bool = False
    """Whether its body is what TeX meant by that before any definition: `\\let\\old\\phi` outlives a new `\\phi`."""


class Macros:
    """The commands that an author has defined so far."""

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        self._by_name = {
            name.lstrip("\\"): Macro(body, max(map(int, _PARAMETER.findall(body)), default=0))
            for name, body in (given or {}).items()
        }

    def read(self, tex: str) -> str:
        """Take the definitions out of a formula, and put what is defined in the places where the rest uses it.

        A definition that cannot be read stays as it is.
        """
        return self._put_in(self._learn(tex))

    def _learn(self, tex: str) -> str:
        kept: list[str] = []
        done = position = 0
        while found := DEFINITION.search(tex, position):
            read = _definition(tex, found)
            position = read[1] if read else found.end()
            if read is None:
                continue
            if found["kind"] != "providecommand" or found["name"] not in self._by_name:
                self._by_name[found["name"]] = self._equal(read[0])
            kept.append(tex[done : found.start()])
            done = position
        return "".join([*kept, tex[done:]])

    def _equal(self, macro: Macro) -> Macro:
        return self._by_name.get(macro.body.removeprefix("\\"), macro) if macro.is_sign else macro

    def _put_in(self, tex: str) -> str:
        """The formula with every macro in its place; as it was where that has no end."""
        result, position = tex, 0
        for _ in range(_MOST_STEPS):
            found = next((m for m in _COMMAND.finditer(result, position) if m[1] in self._by_name), None)
            if found is None:
                return result
            macro, position = self._by_name[found[1]], found.start()
            body, end = _used(macro, result, found.end())
            if body is None:
                position = found.end()
                continue
            joint = " " if body[-1:].isalpha() and result[end : end + 1].isalpha() else ""
            result = result[: found.start()] + body + joint + result[end:]
            position += len(body) * macro.is_sign
            if len(result) > _LONGEST:
                break
        return tex


def _definition(tex: str, found: re.Match[str]) -> tuple[Macro, int] | None:
    """What is defined, and where its definition ends; None for one that is not complete."""
    match found["kind"]:
        case "let":
            equal = _EQUAL.match(tex, found.end())
            return (Macro(equal[1], is_sign=True), equal.end()) if equal else None
        case "def" | "gdef":
            parameters = _PARAMETERS.match(tex, found.end())
            return _with_body(tex, parameters.end(), parameters[1].count("#")) if parameters else None
        case "DeclareMathOperator":
            names, end = arguments(tex, found.end(), 1)
            return (Macro(f"\\operatorname{found['star']}{{{names[0]}}}"), end) if names else None
        case _:
            count, position, default = 0, found.end(), None
            if given := _COUNT.match(tex, position):
                count, position = int(given[1]), given.end()
                if first := _DEFAULT.match(tex, position):
                    default, position = first[1], first.end()
            return _with_body(tex, position, count, default)


def _with_body(tex: str, position: int, count: int, default: str | None = None) -> tuple[Macro, int] | None:
    bodies, end = arguments(tex, position, 1, signs=True)
    return (Macro(bodies[0], count, default), end) if bodies else None


def _used(macro: Macro, tex: str, position: int) -> tuple[str | None, int]:
    """What a use of a macro is read as, and where the use ends; None where it lacks an argument."""
    given: list[str] = []
    if macro.default is not None:
        first = _DEFAULT.match(tex, position)
        given = [first[1] if first else macro.default]
        position = first.end() if first else position
    wanted = macro.count - len(given)
    found, end = arguments(tex, position, wanted, signs=True)
    if len(found) < wanted:
        return None, position
    given += found
    body = _PARAMETER.sub(lambda number: given[int(number[1]) - 1] if int(number[1]) <= len(given) else "", macro.body)
    return body, end
