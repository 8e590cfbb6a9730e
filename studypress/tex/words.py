r"""TeX as plain words, for running heads, outlines and comparisons: `\frac{\pi}{2} x_1^2` is read as `π/2 x₁²`.

Not every formula can be said in a line; what has no sign of its own keeps its letters.
"""

import re
import unicodedata
from functools import lru_cache

from studypress.tex.chemistry import chemistry

_NAMES = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi
    psi omega
"""
_GREEK = tuple(_NAMES.split())
_SIGNS = {
    **{name: unicodedata.lookup(f"GREEK SMALL LETTER {name.replace('lambda', 'lamda')}") for name in _GREEK},
    **{name.title(): unicodedata.lookup(f"GREEK CAPITAL LETTER {name.replace('lambda', 'lamda')}") for name in _GREEK},
    "varepsilon": "ε", "varphi": "φ", "vartheta": "ϑ", "times": "×", "div": "÷", "cdot": "·", "pm": "±", "mp": "∓",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "equiv": "≡", "sim": "∼",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "Leftrightarrow": "⇔", "infty": "∞",
    "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "in": "∈", "notin": "∉", "subset": "⊂",
    "subseteq": "⊆", "cup": "∪", "cap": "∩", "emptyset": "∅", "forall": "∀", "exists": "∃", "cdots": "⋯", "ldots": "…",
    "longrightarrow": "→", "longleftarrow": "←", "rightleftharpoons": "⇌", "uparrow": "↑", "downarrow": "↓",
    "xrightarrow": "→", "xleftarrow": "←", "xlongequal": "=",
    "dots": "…", "sqrt": "√", "langle": "⟨", "rangle": "⟩", "prime": "′", "mid": "|", "ll": "≪", "gg": "≫",
    "perp": "⊥", "parallel": "∥", "angle": "∠", "triangle": "△", "cong": "≅", "propto": "∝", "because": "∵",
    "therefore": "∴", "wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨", "neg": "¬", "lnot": "¬", "oplus": "⊕",
    "otimes": "⊗", "mapsto": "↦", "implies": "⇒", "iff": "⇔", "gets": "←", "leftrightarrow": "↔", "degree": "°",
    "circ": "∘", "ell": "ℓ", "hbar": "ħ", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lvert": "|",
    "rvert": "|", "vert": "|", "lVert": "‖", "rVert": "‖", "Vert": "‖", "supset": "⊃", "supseteq": "⊇",
    "subsetneq": "⊊", "complement": "∁", "varnothing": "∅", "oint": "∮", "iint": "∬", "leqslant": "≤",
    "geqslant": "≥", "lbrace": r"\{", "rbrace": r"\}", "lbrack": "[", "rbrack": "]",
}  # fmt: skip
_ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0305", "tilde": "\u0303",
    "widetilde": "\u0303", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7", "overrightarrow": "\u20d7",
}  # fmt: skip
"""Combining signs of Unicode, each behind its letter."""
_SUPERSCRIPTS = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")

_SPACES = re.compile(r"\\(?:[,;:!> ]|quad(?![A-Za-z])|qquad(?![A-Za-z]))|~")
_DROPPED = re.compile(
    r"\\(?:left|right|middle|[bB]igg?[lmr]?)(?![A-Za-z])(?:\s*\.)?"
    r"|\\(?:displaystyle|textstyle|limits|nolimits|text|textrm|textbf|mathrm|mathbf|mathit|mathbb|mathcal|mathsf"
    r"|boldsymbol|bm|operatorname|begin\s*\{[^{}]*\}|end\s*\{[^{}]*\})(?![A-Za-z])\*?"
)
_BRACES = r"\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\})*+)\}"
"""What stands in braces, with braces in it."""
_ARGUMENT = rf"\s*(?:{_BRACES}|(\\[A-Za-z]+|[^\s{{}}\\]))"
_FRACTION = re.compile(rf"\\[dtc]?frac(?![A-Za-z]){_ARGUMENT}{_ARGUMENT}")
_ROOT = re.compile(rf"\\sqrt(?![A-Za-z])(?:\s*\[([^][{{}}]*)\])?{_ARGUMENT}")
_ACCENT = re.compile(rf"\\({'|'.join(_ACCENTS)})(?![A-Za-z])\s*(?:\{{([^{{}}\\]{{1,8}})\}}|([^\W_]))")
_LETTER = re.compile(rf"\\({'|'.join([*_GREEK, *map(str.title, _GREEK)])})(?![A-Za-z]) ?")
_DEGREE = re.compile(r"\^\s*(?:\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))")
_SCRIPT = re.compile(rf"([\^_])(?:{_BRACES}|([^\s{{}}\\]))")
_COMMAND = re.compile(r"( ?)\\([A-Za-z]+) ?")
_DEEPEST = 5
"""Fractions, roots and scripts within each other that are read."""
_MOST = 10_000
"""Characters that are read; no heading is longer."""


@lru_cache(maxsize=10_000)  # asked for by several passes over a book, and half of its formulas come again
def plain_tex(tex: str) -> str:
    """The words and signs of a formula on one line."""
    text = _DROPPED.sub("", _SPACES.sub(" ", chemistry(tex[:_MOST]))).replace("\\\\", " ").replace("&", " ")
    text = _LETTER.sub(lambda found: _SIGNS[found[1]], _DEGREE.sub("°", text))
    text = _ACCENT.sub(_accented, text)
    text = re.sub(r"\\(.)|[{}]", r"\1", _line(text, _DEEPEST))
    return re.sub(r"(?<=[(_^⟨]) | (?=[),(⟩])", "", " ".join(text.split()))


def _accented(found: re.Match[str]) -> str:
    """Letters with an accent, in braces: without, they would be part of a command before them."""
    return f"{{{''.join(each + _ACCENTS[found[1]] for each in found[2] or found[3])}}}"


def _line(text: str, deepest: int) -> str:
    """What stands above, below or within something else, on a line with it; so many levels are read."""
    if not deepest:
        return text

    def inner(*parts: str | None) -> str:
        return _line(next(filter(None, parts), ""), deepest - 1)

    if "frac" in text or "sqrt" in text:
        text = _ROOT.sub(lambda found: f"{degree_of_root(found[1] or '')}√{bracketed(inner(found[2], found[3]))}", text)
        text = _FRACTION.sub(
            lambda found: f"{bracketed(inner(found[1], found[2]))}/{bracketed(inner(found[3], found[4]))}", text
        )
    text = _SCRIPT.sub(lambda found: scripted(found[1], inner(found[2], found[3])), text)
    return _COMMAND.sub(lambda found: found[1] + _SIGNS.get(found[2], f" {found[2]} ") + found[1], text)


def degree_of_root(of_root: str) -> str:
    """What stands before the sign of a root: `³`, or `[n]` where Unicode has no small sign."""
    small = of_root.translate(_SUPERSCRIPTS)
    return small if small != of_root or not of_root else f"[{of_root}]"


def bracketed(part: str) -> str:
    """A part of a fraction or what is below a root, in brackets where it is more than one thing."""
    if re.fullmatch(r"\s*\([^()]*\)\s*", part):
        return part.strip()
    return f"({part})" if re.search(r"[+\-−=/\s]", part.strip()) else part.strip()


def scripted(mark: str, inside: str) -> str:
    """A superscript or subscript in Unicode's small signs, where all of it has them."""
    small = inside.translate(_SUPERSCRIPTS if mark == "^" else _SUBSCRIPTS)
    if small != inside and all(char not in inside for char in small):
        return small
    return f"{mark}{inside}" if len(inside) == 1 else f"{mark}({inside})"
