r"""TeX as authors write it, in the forms that latex2mathml reads: tables of commands and of environments.

What stands in neither, and is not known to the library, is told to the author by name.
"""

import re

from studypress.figures.tex_boxes import with_boxes_read
from studypress.figures.tex_tags import SIGNS_OF_ROWS, with_tags
from studypress.names import nearest
from studypress.tex import arguments, chemistry
from studypress.wording import NOTHING, Sentence, said

_SIGNS = {
    # HTML's and others' names that KaTeX knows
    "infin": r"\infty", "exist": r"\exists", "empty": r"\emptyset", "isin": r"\in", "sub": r"\subset",
    "sube": r"\subseteq", "supe": r"\supseteq", "plusmn": r"\pm", "alef": r"\aleph", "alefsym": r"\aleph",
    "bull": r"\bullet", "sdot": r"\cdot", "thetasym": r"\vartheta", "weierp": r"\wp", "image": r"\Im", "real": r"\Re",
    "harr": r"\leftrightarrow", "hArr": r"\Leftrightarrow", "larr": r"\leftarrow", "lArr": r"\Leftarrow",
    "rarr": r"\rightarrow", "rArr": r"\Rightarrow", "uarr": r"\uparrow", "darr": r"\downarrow", "lang": r"\langle",
    "rang": r"\rangle", "and": r"\land", "or": r"\lor", "dag": r"\dagger", "ddag": r"\ddagger",
    # sets of numbers
    "R": r"\mathbb{R}", "N": r"\mathbb{N}", "Z": r"\mathbb{Z}", "Q": r"\mathbb{Q}", "C": r"\mathbb{C}",
    "reals": r"\mathbb{R}", "Reals": r"\mathbb{R}", "natnums": r"\mathbb{N}", "cnums": r"\mathbb{C}",
    "Complex": r"\mathbb{C}",
    # Greek capitals that look like Latin letters
    "Alpha": r"\mathrm{A}", "Beta": r"\mathrm{B}", "Epsilon": r"\mathrm{E}", "Zeta": r"\mathrm{Z}",
    "Eta": r"\mathrm{H}", "Iota": r"\mathrm{I}", "Kappa": r"\mathrm{K}", "Mu": r"\mathrm{M}", "Nu": r"\mathrm{N}",
    "Omicron": r"\mathrm{O}", "Rho": r"\mathrm{P}", "Tau": r"\mathrm{T}", "Chi": r"\mathrm{X}", "omicron": "o",
    # functions
    "arg": r"\operatorname{arg}", "sgn": r"\operatorname{sgn}", "tr": r"\operatorname{tr}",
    "rank": r"\operatorname{rank}", "diag": r"\operatorname{diag}", "ch": r"\operatorname{ch}",
    "sh": r"\operatorname{sh}", "cth": r"\operatorname{cth}", "tg": r"\operatorname{tg}",
    "ctg": r"\operatorname{ctg}", "cotg": r"\operatorname{cotg}", "arctg": r"\operatorname{arctg}",
    "arcctg": r"\operatorname{arcctg}", "cosec": r"\operatorname{cosec}", "arsinh": r"\operatorname{arsinh}",
    "arcosh": r"\operatorname{arcosh}", "artanh": r"\operatorname{artanh}",
    "mod": r"\quad\bmod",
    "texttimes": r"\times", "textdiv": r"\div", "textpm": r"\pm",
    # letters
    "P": "\u00b6", "O": "\u00d8", "AA": "\u00c5", "aa": "\u00e5", "AE": "\u00c6", "ae": "\u00e6", "ss": "\u00df",
    "oe": "\u0153", "OE": "\u0152", "copyright": "\u00a9", "pounds": "\u00a3", "yen": "\u00a5",
    "i": r"\imath", "j": r"\jmath", "o": "\u00f8",
    # what has no effect here
    "allowbreak": "", "nobreak": "", "relax": "", "displaylimits": "", "hfill": r"\quad", "newline": r"\\",
    "cr": r"\\", "centering": "", "noindent": "", "nonumber": "", "notag": "",
}  # fmt: skip
"""Commands without arguments."""

_OF_PLAIN_TEX = ("cases", "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix")
"""Environments that are commands there: `\\pmatrix{a & b \\cr c & d}`."""

_FORMS = {
    "abs": (1, r"{\left\lvert #1\right\rvert}"),
    "norm": (1, r"{\left\lVert #1\right\rVert}"),
    "set": (1, r"{\{#1\}}"),
    "Set": (1, r"{\left\{#1\right\}}"),
    "dd": (1, r"\mathrm{d} #1"),
    "dv": (2, r"\frac{\mathrm{d} #1}{\mathrm{d} #2}"),
    "pdv": (2, r"\frac{\partial #1}{\partial #2}"),
    "prescript": (3, r"{}^{#1}_{#2}#3"),
    "raisebox": (2, r"{#2}"),
    "overgroup": (1, r"\overparen{#1}"),
    "undergroup": (1, r"\underparen{#1}"),
    "wideparen": (1, r"\overparen{#1}"),
    "cancelto": (2, r"{\cancel{#2}}^{#1}"),
    "utilde": (1, r"\underset{\sim}{#1}"),
    "eqref": (1, r"\text{(#1)}"),
    "ref": (1, r"\text{#1}"),
    "url": (1, r"\text{#1}"),
    "href": (2, r"{#2}"),
    "htmlClass": (2, r"{#2}"),
    "htmlId": (2, r"{#2}"),
    "htmlStyle": (2, r"{#2}"),
    "htmlData": (2, r"{#2}"),
    "label": (1, ""),
    "require": (1, ""),
    "cfrac": (2, r"\dfrac{#1}{#2}"),
    **{name: (1, rf"\begin{{{name}}}#1\end{{{name}}}") for name in _OF_PLAIN_TEX},
    "mathds": (1, r"\mathbb{#1}"),
    "mathbbm": (1, r"\mathbb{#1}"),
}
"""Commands with arguments in braces: how many, and what is read instead."""

COMMANDS = (*_SIGNS, *_FORMS)
"""Commands that stand here, without their backslash."""

_ENVIRONMENTS = {
    "equation": ("{", "}"),
    "displaymath": ("{", "}"),
    "math": ("{", "}"),
    "align": (r"\begin{align*}", r"\end{align*}"),
    "aligned": (r"\begin{align*}", r"\end{align*}"),
    "alignat": (r"\begin{align*}", r"\end{align*}"),
    "alignedat": (r"\begin{align*}", r"\end{align*}"),
    "flalign": (r"\begin{align*}", r"\end{align*}"),
    "gather": (r"\begin{displaylines}", r"\end{displaylines}"),
    "gathered": (r"\begin{displaylines}", r"\end{displaylines}"),
    "multline": (r"\begin{displaylines}", r"\end{displaylines}"),
    "eqnarray": (r"\begin{array}{rcl}", r"\end{array}"),
    "dcases": (r"\begin{cases}", r"\end{cases}"),
    "rcases": (r"\left.\begin{array}{ll}", r"\end{array}\right\}"),
    "drcases": (r"\left.\begin{array}{ll}", r"\end{array}\right\}"),
    "subarray": (r"\begin{smallmatrix}", r"\end{smallmatrix}"),
    "darray": (r"\begin{array}", r"\end{array}"),
    "pmatrix*": (r"\left(\begin{matrix*}", r"\end{matrix*}\right)"),
    "bmatrix*": (r"\left[\begin{matrix*}", r"\end{matrix*}\right]"),
    "Bmatrix*": (r"\left\{\begin{matrix*}", r"\end{matrix*}\right\}"),
    "vmatrix*": (r"\left|\begin{matrix*}", r"\end{matrix*}\right|"),
    "Vmatrix*": (r"\left\|\begin{matrix*}", r"\end{matrix*}\right\|"),
}
"""Environments, by name without the star unless it changes something: how they begin and end instead."""

_NAMES = """
    array cases matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix matrix* smallmatrix split align* displaylines
"""
_KNOWN = frozenset(_NAMES.split())
"""Environments that the library reads itself."""

_EDGE = re.compile(r"\\(begin|end)\s*\{\s*([A-Za-z]+\*?)\s*\}(\s*\[[tbc]\])?")
_BRACKET = re.compile(r"(\\begin\{(?!array\}|[a-zA-Z]*matrix\*\})[A-Za-z]+\*?\})(\s*\[)")
"""A bracket that opens the first line of what has no choice in brackets, for which the library takes it."""
_COLUMNS = re.compile(r"(\\begin\{array\})\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_ODD_COLUMN = re.compile(r"[@!>]\s*\{[^{}]*\}|[:*\s]|(?<=[pmb])\{[^{}]*\}")
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|.)", re.DOTALL)
"""A command, or a sign behind a backslash: in `a\\\\i` there is a row's end, and no `\\i`."""
_EDGES = re.compile(r"\\(?:begin|end)\{[^{}\n]*\}|\\(?:left|middle|right)(?![A-Za-z])|\\\\|\\[{}&]|[{}&]")
_COLOR = re.compile(r"\\color\s*+(?:\[[^\[\]]*\]\s*)?\{[^{}]*\}")
_LENGTH = r"[-+]?\s*+(?:\d++\.?\d*+|\.\d++)\s*+(?:em|ex|mu|pt|px|pc|in|cm|mm|bp)"
_SPACE = re.compile(
    r"\\(?:[hm]space\*?(?![A-Za-z])|(?:[mh]?kern|[hm]skip)(?![A-Za-z])(?=\s*\{))\s*\{([^{}]*)\}"
    rf"|\\(?:[mh]?kern|[hm]skip)(?![A-Za-z])\s*+({_LENGTH})(?:\s*+(?:plus|minus)\s*+{_LENGTH})*"
)
_SWITCHES = (
    r"(?:display|text|(?:script){1,2})style|rm|bf|it|sf|tt|cal|tiny|small|normalsize|large|Large|LARGE|huge|Huge"
)
"""Commands for all that comes behind them."""
_WORDINGS = (
    (r"(?<=\d)\\\\%", r"\\%"),  # `100\\%`, for programs whose Markdown takes a backslash for itself
    (r"(?<!\\)%.*", ""),  # comments
    (r"\\mathrm\s*\{", r"\\mathrm {"),  # the library sets one upright letter slanted without the space
    (r"\\not\s*=", r"\\neq "),
    (rf"(\\(?:{_SWITCHES}))(?=\s*[_^])", r"\1{}"),  # `\rm ^{14}C`: a script before its letter, of nothing
    (rf"\\\\\s*\*?\s*\[\s*{_LENGTH}\s*\]", r"\\\\"),  # more space below a row
    (r"\\rule\s*\[[^\[\]]*\]", r"\\rule"),
    (r"\\bbox\s*\[[^\[\]]*border[^\[\]]*\]", r"\\boxed"),  # MathJax's, whose grounds and margins no page has
    (r"\\bbox(?![A-Za-z])\s*(?:\[[^\[\]]*\])?", ""),
)
"""What is read otherwise than it is written, and how it is written instead."""
_WITHIN_TEXT = re.compile(r"\\(text\w*|mbox|hbox)\s*\{([^{}$]*(?:\$[^{}$]*\$[^{}$]*)+)\}")
_OPERATOR = re.compile(r"(\\operatorname\*?\s*)\{([^{}]*)\}")


_Shaft = tuple[tuple[str, ...], str, tuple[str, ...]]
_SHAFTS: dict[str, _Shaft] = {
    "longequal": ((), "{=}", ()),
    "rightarrow": ((), "{-}", (r"{\rightarrow}",)),
    "leftarrow": ((r"{\leftarrow}",), "{-}", ()),
}
"""What grows with the words above it: its beginning, what is set again and again, its end."""
_NATIVE: dict[str, _Shaft] = {"longequal": (("\u2a75",), "", ())}
"""The same in e-books, where arrows grow by themselves, and no space is less than none."""
_LONG = re.compile(rf"\\x({'|'.join(_SHAFTS)})(?![A-Za-z])\s*(?:\[([^\[\]]*)\])?")
_CIRCLED = re.compile(r"\\textcircled\s*\{\s*(?:\\(?:small|scriptsize|tiny)\s*)?(\d\d?|[A-Za-z])\s*\}")


class FormulaError(Exception):
    """A formula that cannot be read; the reason completes the sentence "The formula cannot be read: …"."""

    def __init__(self, reason: Sentence, hint: Sentence = NOTHING) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint or said("Write it with commands that KaTeX knows.")


def plain_forms(tex: str, drawn: bool = False) -> str:
    """Rewrite a formula; `drawn`, if ziamath draws it. Raises FormulaError for an environment that nothing knows."""
    tex = _lengthened(chemistry(with_boxes_read(tex)), _SHAFTS if drawn else _NATIVE)
    tex = _CIRCLED.sub(lambda found: _circled(found[1]), tex)  # it may stand in \text, where no other may
    for written, read in _WORDINGS:
        tex = re.sub(written, read, tex)
    tex = _coloured(_SPACE.sub(_space, tex))
    tex = _OPERATOR.sub(_operator, _WITHIN_TEXT.sub(_text_and_formulas, tex))
    tex = with_tags(_in_rows(tex))
    tex = _environments(tex)
    tex = _COLUMNS.sub(lambda found: f"{found[1]}{{{_ODD_COLUMN.sub('', found[2]) or 'c'}}}", tex)
    tex = _with_arguments(tex)
    if _SIGNS.keys().isdisjoint(_COMMAND.findall(tex)):
        return tex
    return _COMMAND.sub(lambda found: _SIGNS.get(found[1], found[0]), tex)


def _coloured(tex: str) -> str:
    r"""Close what `\color` colours: the group behind it, as MathJax takes it, or else all to the end of its cell.

    The library lets it run over `&` and `\\\\` to the end of the table.
    """
    for found in reversed(list(_COLOR.finditer(tex))):
        begin, end = found.end(), found.end()
        if tex[begin:].lstrip().startswith("{"):
            _, end = arguments(tex, begin, 1)
        else:
            end = _end_of_cell(tex, begin)
        tex = f"{tex[: found.start()]}{{{found[0]} {tex[begin:end]}}}{tex[end:]}"
    return tex


def _end_of_cell(tex: str, start: int) -> int:
    """Where the cell or the group ends that a position is in, or another colour begins."""
    depth = 0
    for found in _EDGES.finditer(tex, start):
        sign = found[0]
        if depth == 0 and (sign in ("&", r"\\", "}", r"\right", r"\middle") or sign.startswith(r"\end")):
            return found.start()
        if depth == 0 and tex.startswith(r"{\color", found.start()):
            return found.start()
        depth += sign.startswith((r"\begin", "{", r"\left")) - (sign.startswith((r"\end", "}", r"\right")))
    return len(tex)


def _space(found: re.Match[str]) -> str:
    r"""A space of some length, `\kern-.5em` or `\hspace*{8mu}`, as `\hspace`.

    One that is measured by the page is a quad, and so is one that no page has room for: `\hspace{100cm}` behind a
    formula moves it to the left where pages scroll.
    """
    length = re.fullmatch(r"([-+]?)(\d*+\.?\d*+)([a-z]{2})", re.sub(r"\s+", "", found[1] or found[2] or ""))
    if not length or not re.fullmatch(_LENGTH, length[0]):
        return r"\quad "
    number = float(length[1] + length[2])
    if number * _EMS.get(length[3], 1) > _WIDEST:
        return r"\quad "
    return rf"\hspace{{{number:g}{length[3]}}}"


_EMS = {"cm": 2.8, "mm": 0.28, "in": 7.2, "pc": 1.2, "pt": 0.1, "ex": 0.45, "mu": 1 / 18}
"""Units of TeX in em of a text of 10 pt, about."""
_WIDEST = 50
"""A line of text has some 40 em."""


def _lengthened(tex: str, shafts: dict[str, _Shaft]) -> str:
    r"""`\xlongequal[below]{above}` and the arrows like it: as long as what stands above or below them needs."""
    for found in reversed([found for found in _LONG.finditer(tex) if found[1] in shafts]):
        given, end = arguments(tex, found.end(), 1)
        above, below = "".join(given), found[2] or ""
        longest = max(_width(above), _width(below))
        before, shaft, after = shafts[found[1]]
        times = max(2 - len(before + after), round(longest)) if shaft else 0
        signs = r"\!\!".join([*before, *[shaft] * times, *after])
        over = rf"\overset{{{above}}}{{{signs}}}" if above else signs
        tex = rf"{tex[: found.start()]}\;{{\underset{{{below}}}{{{over}}}}}\;{tex[end:]}"
    return tex


def _width(tex: str) -> float:
    """About how wide a small formula is, in signs of equality."""
    letters = re.sub(r"\\(?:text|math)\w*|[{}\s_^]", "", re.sub(r"\\(?!text|math)[A-Za-z]+", "x", tex))
    return sum(1.3 if letter > "\u2e7f" else 0.8 for letter in letters)


def _circled(sign: str) -> str:
    """A number or a letter in a circle, as Unicode has it; a number over 20 in brackets."""
    if sign.isalpha():
        return chr((0x24B6 if sign.isupper() else 0x24D0) + ord(sign.upper()) - ord("A"))
    number = int(sign)
    return "\u24ea" if not number else chr(0x2460 + number - 1) if number <= 20 else f"({number})"


def _text_and_formulas(found: re.Match[str]) -> str:
    r"""`\text{若 $x$ 为}` as words, a formula, words."""
    parts = found[2].split("$")
    return "".join(part if at % 2 else rf"\{found[1]}{{{part}}}" for at, part in enumerate(parts) if part)


def _operator(found: re.Match[str]) -> str:
    r"""The name of `\operatorname{arg\,max}`, its space as a character."""
    name = re.sub(r"\\(?:mathrm|text|rm)(?![A-Za-z])", "", re.sub(r"\\[,;:! ]|~", "\u00a0", found[2]))
    return f"{found[1]}{{{name}}}"


def _in_rows(tex: str) -> str:
    r"""Put an environment around rows that have none: authors write `a &= b \\ &= c` between `$$`."""
    depth, rows, columns = 0, False, False
    for found in SIGNS_OF_ROWS.finditer(tex):
        sign = found[0]
        depth += sign.startswith(("\\begin", "{")) - sign.startswith(("\\end", "}"))
        if depth == 0:
            rows, columns = rows or sign == "\\\\", columns or sign == "&"
    if columns:
        return rf"\begin{{align*}}{tex}\end{{align*}}"
    return rf"\begin{{displaylines}}{tex}\end{{displaylines}}" if rows else tex


def _environments(tex: str) -> str:
    def change(found: re.Match[str]) -> str:
        name = found[2] if found[2] in _ENVIRONMENTS else found[2].removesuffix("*")
        begin, end = _ENVIRONMENTS.get(name, ("", ""))
        if not begin and found[2] not in _KNOWN and name not in _KNOWN:
            reason = said("the environment `{name}` is not known", name=found[2])
            raise FormulaError(reason, _nearest_environment(found[2]))
        if not begin:
            return f"\\{found[1]}{{{found[2]}}}"
        return begin if found[1] == "begin" else end

    tex = re.sub(r"(\\begin\s*\{\s*(?:alignat|alignedat|subarray)\*?\s*\})\s*\{[^{}]*\}", r"\1", tex)
    return _BRACKET.sub(r"\1{}\2", _EDGE.sub(change, tex))


def _nearest_environment(name: str) -> Sentence:
    near = nearest(name, (*_ENVIRONMENTS, *_KNOWN), 0.75)
    return said("Did you mean `{near}`?", near=near) if near else NOTHING


def _with_arguments(tex: str) -> str:
    """Rewrite the commands of `_FORMS`, the last first: so one inside another's arguments is rewritten already."""
    if _FORMS.keys().isdisjoint(_COMMAND.findall(tex)):
        return tex
    for found in reversed(list(_COMMAND.finditer(tex))):
        if found[1] not in _FORMS:
            continue
        count, form = _FORMS[found[1]]
        given, end = arguments(tex, found.end(), count)
        if len(given) == count:
            for number, argument in enumerate(given, 1):
                form = form.replace(f"#{number}", argument)
            tex = tex[: found.start()] + form + tex[end:]
    return tex
