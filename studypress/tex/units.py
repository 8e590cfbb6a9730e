r"""Quantities in formulas: mhchem's `\pu{…}`, made into TeX: `\pu{6.02e23 mol-1}`, `\pu{22.4 L*mol-1}`.

A number stands before its unit; a digit right behind a unit is its power. `//` makes a fraction.
"""

import re

_NUMBER = re.compile(
    r"\s*(?P<digits>[+\-−±]?\s?(?:\d+(?:[.,]\d+)*|\.\d+)(?:\(\d+\))?(?:\^\{?[+\-−]?\d+\}?)?)"
    r"(?:(?P<power>[eE])(?P<exponent>[+\-−]?\d+))?"
)
_POWERS = {"e": r"\cdot ", "E": r"\times "}
"""What stands before the power of ten."""
_TOKEN = re.compile(
    r"(?P<space>\s*(?P<times>[*.·⋅])\s*|\s+)"
    r"|(?P<over>//|/)"
    r"|(?P<power>\^\s*(?:\{[^{}]*\}|[+\-−]?\d+)|(?<=[A-Za-zµμΩÅ°%}])[\-−]?\d+)"
    r"|(?P<letters>[A-Za-zµμΩÅ]+)"
    r"|(?P<degree>°)"
    r"|(?P<command>\\[A-Za-z]+(?:\s*\{[^{}]*\})?)"
    r"|(?P<sign>\\?.)",
    re.DOTALL,
)


def quantity(text: str) -> str:
    """A number, its unit, or both, as TeX."""
    number = _NUMBER.match(text)
    unit = text[number.end() :] if number else text
    above, over, below = unit.partition("//")
    made = rf"\frac{{{_unit(above)}}}{{{_unit(below)}}}" if over else _unit(unit)
    return r"\,".join(filter(None, (_number(number) if number else "", made)))


def _number(found: re.Match[str]) -> str:
    digits = re.sub(r"\^\{?([^{}]*)\}?", r"^{\1}", re.sub(r"\s", "", found["digits"]).replace("±", r"\pm "))
    if not found["power"]:
        return digits
    return f"{digits}{_POWERS[found['power']]}10^{{{found['exponent']}}}"


def _unit(text: str) -> str:
    return "".join(map(_part, _TOKEN.finditer(text.strip())))


def _part(found: re.Match[str]) -> str:
    """A piece of a unit."""
    piece = found[0]
    match found.lastgroup:
        case "space" | "times":
            return r"\cdot " if found["times"] else r"\,"
        case "power":
            return f"^{{{piece.lstrip('^').strip().strip('{}')}}}"
        case "letters":
            return rf"\mathrm{{{piece}}}"
        case "degree":
            return r"{}^{\circ}"
        case "command":
            return f"{piece} " if piece[-1].isalpha() else piece
        case _:
            return rf"\{piece}" if piece == "%" else piece
