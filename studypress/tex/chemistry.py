r"""Chemistry in formulas: the plain part of mhchem's `\ce{…}`, made into TeX.

Formulas with charges, states, isotopes, bonds, hydrates and reactions: `\ce{SO4^2- + Ba^2+ -> BaSO4 v}`. Quantities
with their units, `\pu{…}`, are read in `units`.
"""

import re

from studypress.letters import CJK
from studypress.tex.arguments import arguments, with_arguments_read
from studypress.tex.units import quantity

_USE = re.compile(r"\\ce(?![A-Za-z])")
_QUANTITY = re.compile(r"\\pu(?![A-Za-z])")
_ARROWS = {
    "<=>>": r"\rightleftharpoons", "<<=>": r"\rightleftharpoons", "<=>": r"\rightleftharpoons",
    "<-->": r"\leftrightarrows", "<->": r"\leftrightarrow", "->": r"\longrightarrow", "<-": r"\longleftarrow",
}  # fmt: skip
"""Reactions, the longer first."""
_OVER = {"->": r"\xrightarrow", "<-": r"\xleftarrow"}
"""Those that grow with what stands above them."""
_IN_BRACKETS = r"(?:[^\[\]]|\[[^\[\]]{0,99}\])*"
_ARROW = re.compile(
    rf"(?P<kind>{'|'.join(map(re.escape, _ARROWS))})"
    rf"(?:[TC]?\[(?P<above>{_IN_BRACKETS})\])?(?:[TC]?\[(?P<below>{_IN_BRACKETS})\])?"
    r"|(?P<command>\\x(?:longequal|rightarrow|leftarrow|leftrightarrow|rightleftharpoons|leftrightharpoons))(?![A-Za-z])"
    rf"\s*(?:\[(?P<under>{_IN_BRACKETS})\])?"
)
_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<math>\$[^$]*\$)"
    r"|(?P<script>[\^_])"
    r"|(?P<number>\d+(?:[.,]\d+)?(?:/\d+)?)"
    r"|(?P<letters>[A-Z][a-z]?|[a-z]+)"
    r"|(?P<open>[(\[])|(?P<close>[)\]])"
    r"|(?P<command>\\[A-Za-z]+|\\.)"
    rf"|(?P<words>[{CJK}、，・]+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
_TERM = re.compile(r"(?:\$[^$]*\$|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\}|\S)+")
"""What stands between blanks; those in braces, and in formulas, part nothing."""
_SCRIPT = {"^": re.compile(r"[a-z]?\d*[+\-]|\d+|[IVX]+|[A-Za-z.•*]"), "_": re.compile(r"\d+|[A-Za-z]")}
"""What is raised or lowered when no braces say it."""
_GAS, _SETTLES = r"{\uparrow}", r"{\downarrow}"
_WORDS = {"+": "+", "-": "-", "^": _GAS, "(^)": _GAS, "v": _SETTLES, "(v)": _SETTLES}
_STATE = re.compile(r"\((aq|s|l|g|cr|am|aq,\s*∞)\)")
_AFTER_SIGN = re.compile(rf"[\s,;)\]/{CJK}]|\Z|[\^_]|<|->")
_BONDS = {"-": "{-}", "=": "{=}", "#": r"{\equiv}", "~": r"{\sim}"}
_NUMBERED_BONDS = {"1": "-", "2": "=", "3": "#"}


def chemistry(tex: str) -> str:
    r"""Rewrite every `\pu{…}` and `\ce{…}` of a formula; one without braces stays."""
    tex = with_arguments_read(tex, _QUANTITY, lambda inside: f"{{{quantity(inside)}}}")
    return with_arguments_read(tex, _USE, _reactions)


def _reactions(inside: str) -> str:
    text = _unwrapped(inside)
    lines = [text] if r"\begin" in text else text.split(r"\\")
    made = r" \quad ".join(_reaction(line.strip()) for line in lines if line.strip())
    return f"{{{made}}}"


def _unwrapped(text: str) -> str:
    r"""A reaction without a `\ce{…}` within it, which says again what holds there: `->[\ce{K3[Fe(CN)6]}]`."""
    while found := _USE.search(text):
        inside, end = arguments(text, found.end(), 1)
        text = text[: found.start()] + "".join(inside) + text[end:]
    return text


def _reaction(text: str) -> str:
    """Both sides of every arrow, each a sum of formulas."""
    parts: list[str] = []
    position = 0
    while arrow := _ARROW.search(text, position):
        above, end = arguments(text, arrow.end(), 1) if arrow["command"] else ([arrow["above"] or ""], arrow.end())
        parts += [_sum(text[position : arrow.start()]), _arrow(arrow, "".join(above))]
        position = end
    return " ".join([*parts, _sum(text[position:])]).strip()


def _arrow(found: re.Match[str], above: str) -> str:
    kind, below = found["kind"], found["below"] or found["under"] or ""
    over, under = (_sum(words) if words else "" for words in (above, below))
    if found["command"]:
        return f"{found['command']}{f'[{under}]' if under else ''}{{{over}}}"
    if not above and not below:
        return _ARROWS[kind]
    if kind in _OVER:
        return f"{_OVER[kind]}{f'[{under}]' if under else ''}{{{over}}}"
    return rf"\;\underset{{{under}}}{{\overset{{{over}}}{{{_ARROWS[kind]}}}}}\;"


def _sum(text: str) -> str:
    """What stands between arrows: formulas with `+` between them, and the marks of gas and of what settles."""
    terms = [_WORDS.get(word[0]) or _Reader(word[0]).formula() for word in _TERM.finditer(text)]
    return r"\,".join(terms).replace(r"\,+\,", " + ").replace(r"\,-\,", " - ")


class _Reader:
    """One formula, read from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._made: list[str] = []
        self._bound = False
        """Whether what stands before can have scripts of its own."""

    def formula(self) -> str:
        """Read it as TeX."""
        while self._at < len(self._text):
            state = _STATE.match(self._text, self._at)
            if state:
                self._add(rf"\,\text{{({state[1]})}}", state.end(), bound=False)
            else:
                self._token()
        return "".join(self._made)

    def _token(self) -> None:
        found = next(_TOKEN.finditer(self._text, self._at))  # there is one: the last choice is any sign
        token, end = found[0], found.end()
        match found.lastgroup:
            case "script":
                self._script(token, end)
            case "number" if self._bound:  # an index is whole: the point of CuSO4.5H2O is that of a hydrate
                index = re.split("[.,/]", token)[0]
                self._add(f"_{{{index}}}", self._at + len(index), bound=True)
            case "number":
                above, _, below = token.partition("/")
                space = r"\," if end < len(self._text) else ""
                self._add((rf"\tfrac{{{above}}}{{{below}}}" if below else above) + space, end, bound=False)
            case "letters":
                self._add(rf"\mathrm{{{token}}}", end, bound=True)
            case "words":
                self._add(rf"\text{{{token}}}", end, bound=False)
            case "math":
                self._add(f"{{{token[1:-1]}}}", end, bound=True)
            case "open":
                self._add(token, end, bound=False)
            case "close":
                self._add(token, end, bound=True)
            case "command":
                self._command(token, end)
            case _:
                self._sign(token, end)

    def _command(self, name: str, end: int) -> None:
        """A command of TeX with what it is given, as it is; the bonds of mhchem."""
        given, end = arguments(self._text, end, 9)
        if name == r"\bond" and given:
            self._add(_BONDS.get(_NUMBERED_BONDS.get(given[0], given[0]), "{-}"), end, bound=False)
        else:
            made = "".join([name, *(f"{{{argument}}}" for argument in given)])
            made = f"{{{made}}}" if made.endswith("arrow") else f"{made} " if made[-1].isalpha() else made
            self._add(made, end, bound=True)

    def _script(self, mark: str, position: int) -> None:
        inside, end = arguments(self._text, position, 1)
        if not inside:
            charge = _SCRIPT[mark].match(self._text, position)
            inside, end = [charge[0] if charge else ""], charge.end() if charge else position
        script = rf"\mathrm{{{inside[0]}}}" if inside[0].isalpha() and len(inside[0]) > 1 else inside[0]
        self._add(f"{'' if self._bound else '{}'}{mark}{{{script}}}", end, bound=True)

    def _sign(self, sign: str, end: int) -> None:
        """A charge, a bond, the dot of a hydrate, or any other sign as it is."""
        if sign in "+-" and self._bound and _AFTER_SIGN.match(self._text, end):
            self._add(f"^{{{sign}}}", end, bound=False)
        elif sign in _BONDS:
            self._add(_BONDS[sign], end, bound=False)
        elif sign in "*.·•":
            self._add(r"\cdot ", end, bound=False)
        elif sign == "{":
            inside, after = arguments(self._text, end - 1, 1)
            words = rf"\text{{{inside[0]}}}" if inside else r"\{"
            self._add(words, after if inside else end, bound=True)
        else:
            self._add(sign, end, bound=sign == "'")

    def _add(self, tex: str, end: int, *, bound: bool) -> None:
        self._made.append(tex)
        self._at, self._bound = end, bound
