"""TeX made into MathML (latex2mathml's door), and mended where that library says otherwise than MathML Core does."""

import copy
import difflib
import re
import unicodedata
from functools import lru_cache
from html import unescape
from itertools import accumulate, pairwise
from xml.etree import ElementTree

from latex2mathml import converter
from latex2mathml.symbols_parser import SYMBOLS

from studypress.figures.formula_accents import mend_accent, mend_arrow_words
from studypress.figures.formula_colours import darken, hex_color
from studypress.figures.formula_fences import let_grow, mend_fence
from studypress.figures.formula_limits import INTEGRALS, LARGE, SCRIPTED, place_limits
from studypress.figures.formula_relations import RELATIONS, close_up, join_relations, negate
from studypress.figures.tex_forms import COMMANDS, FormulaError, plain_forms
from studypress.figures.tex_reading import mend_reading
from studypress.wording import Sentence, foreign, said

MAX_TEX = 20_000
"""Characters of one formula; a page of them is far shorter."""
MAX_DEPTH = 24
"""Braces, fences and environments inside each other; the libraries recurse, and take time for each level."""

NAMESPACE = "http://www.w3.org/1998/Math/MathML"

Element = ElementTree.Element

_DEFINITION = re.compile(r"\\(?:def|[gex]def|let|(?:new|renew|provide)command|newenvironment)(?![A-Za-z])")
_UNKNOWN = re.compile(r"\\[A-Za-z]+")
_HOW_TO_DEFINE = said(r"Define a command as `\newcommand{{\name}}[1]{{\text{{#1}}}}`, in a formula or in book.toml.")
_LEVELS = re.compile(r"\\\\|\\[{}]|(?P<in>\{|\\(?:left|begin)(?![A-Za-z]))|(?P<out>\}|\\(?:right|end)(?![A-Za-z]))")
_TOKENS = frozenset({"mi", "mo", "mn", "mtext", "ms"})
_STYLES = {
    "bold": "BOLD", "italic": "ITALIC", "bold-italic": "BOLD ITALIC", "double-struck": "DOUBLE-STRUCK",
    "script": "SCRIPT", "bold-script": "BOLD SCRIPT", "fraktur": "FRAKTUR", "bold-fraktur": "BOLD FRAKTUR",
    "sans-serif": "SANS-SERIF", "bold-sans-serif": "SANS-SERIF BOLD", "monospace": "MONOSPACE",
}  # fmt: skip
"""`mathvariant`, and what Unicode calls its letters."""
_OLDER = {
    **{("DOUBLE-STRUCK", letter): sign for letter, sign in zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)},
    **{("SCRIPT", letter): sign for letter, sign in zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)},
    **{("FRAKTUR", letter): sign for letter, sign in zip("CHIRZ", "ℭℌℑℜℨ", strict=True)},
}
_OPERATORS = frozenset("+-−±∓×⋅·∪∩∧∨⊕⊖⊗⊓⊔∖∘")
"""What TeX calls binary operations, behind which a line may end where no relation is at hand."""
_BRACKETS = {**dict.fromkeys("([{", 1), **dict.fromkeys(")]}", -1)}
_SPACES = {
    **dict.fromkeys("×÷∪∩∖⊕⊖⊗⊘⊙∧∨⊓⊔⊎⋆∘∔⋇⋉⋊⋋⋌⋎⋏⊚⊛⊝⊞⊟⊠⊡⊺⊻⊼⊽⨿", "0.2222em"),
    ":": "0.2778em",
    **dict.fromkeys("⟶⟵⇌⇆↔∼≃≅≍⊂⊃⊆⊇⊄⊅⊊⊋⊏⊐∉∋⊥⟂∥∣∤≺≻⪯⪰⊢⊣⊨≪≫∝≐≜", "0.2778em"),
    **dict.fromkeys("↚↛↝↞↠↢↣↩↪↫↬↭↮⇇⇉⇍⇎⇏⇚⇛⇝⇠⇢⟻⟼⟽⟾⟿⊧⊩⊪⊫⊬⊭⊮⊯⊸⋈⨝⌢⌣", "0.2778em"),
    **dict.fromkeys("∽≊≋≌≑≒≓≕≖≗≚≛≝≟≣≨≩≬⋐⋑⋔⋖⋗⋘⋙⋚⋛⋞⋟⋦⋧⋨⋩⩴⩵", "0.2778em"),
    **dict.fromkeys("⪅⪆⪇⪈⪉⪊⪋⪌⪕⪖⪱⪲⪳⪴⪵⪶⪷⪸⪹⪺⪻⪼⫅⫆⫋⫌", "0.2778em"),
}
"""The spaces of binary operators and of relations, between two operands, which ziamath lacks (MathML Core, B)."""
_TIGHT = frozenset("|‖/") | {""}
"""What has no space beside it, be it between two operands: bars, a slash, the fence that `\\left.` leaves out."""
_ODD_LENGTH = re.compile(r"([-+]?[0-9.]+)(mu|bp)")
_EM = {"mu": 1 / 18, "bp": 0.1}
"""Units of TeX that MathML lacks, in em: absolute lengths are meant for text of 10 pt."""
ROWS = frozenset({"math", "mrow", "mtd", "mstyle", "msqrt"})
"""Elements whose parts stand one behind the other."""
_SIGNS = frozenset("+-−±∓")
_CLOSING = frozenset([")", "]", "}", "|", "‖", "⟩", "⌋", "⌉", "!", "′", "∞", "∅", "…", "⋯", ""])
_PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}


def mathml_of(tex: str, display: bool, drawn: bool = False) -> Element:
    """Read TeX into the element `math`, its names without namespace; `drawn`, if for print. Raises FormulaError."""
    if len(tex) > MAX_TEX:
        raise FormulaError(said("it is longer than {most} characters", most=MAX_TEX))
    _check_levels(tex)
    if found := _DEFINITION.search(tex):
        reason = said("`{source}` defines something in a way that is not understood", source=found[0])
        raise FormulaError(reason, _HOW_TO_DEFINE)
    mend_reading()
    try:
        forms = plain_forms(tex, drawn)
        math = converter.convert_to_element(forms, display="block" if display else "inline")
    except (FormulaError, MemoryError):
        raise
    except Exception as error:  # the library raises whatever its parser stumbles over
        raise FormulaError(_reason(error)) from error
    math.attrib.pop("xmlns", None)
    for element in math.iter():
        _mend(element)
    for row in [element for element in math.iter() if element.tag in ROWS]:
        negate(row)
        _mend_row(row)
        join_relations(row)
        let_grow(row)
    for scripts in math.iter():
        if scripts.tag in SCRIPTED:
            close_up(scripts)
    place_limits(math)
    darken(math)
    for element in () if drawn else math.iter():
        mend_arrow_words(element)
    return math


def parted(math: Element, *, at_operators: bool = False, in_brackets: bool = True) -> list[Element]:
    """Copy a formula in parts, each ended by a relation at its outermost level, or by an operator such as `+`.

    None where there is but one part.
    """
    signs = _OPERATORS if at_operators else RELATIONS
    row = math[0] if len(math) == 1 and math[0].tag == "mrow" else math
    joints = (at for at, element in enumerate(row) if 0 < at < len(row) - 1 and _joins(element, signs))
    held = () if in_brackets else _in_brackets(row)
    ends = [at + 1 for at in joints if at not in held]
    made = []
    for begin, end in pairwise((0, *ends, len(row))) if ends else ():
        made.append(Element("math", dict(math.attrib)))
        part = ElementTree.SubElement(made[-1], "mrow")
        part.extend(map(copy.deepcopy, row[begin:end]))
        if end < len(row):
            part[-1].set("form", "infix")  # it stands at an edge of its part, and keeps its spaces
    return made


def _in_brackets(row: Element) -> frozenset[int]:
    """Where in a row brackets are open; one that is closed may bear scripts, as in `(x-a)^n`."""
    signs = (element[0] if element.tag in SCRIPTED and len(element) else element for element in row)
    steps = [_BRACKETS.get(sign.text or "", 0) if sign.tag == "mo" else 0 for sign in signs]
    return frozenset(at for at, depth in enumerate(accumulate(steps)) if depth > 0)


def _joins(element: Element, signs: frozenset[str]) -> bool:
    return element.tag == "mo" and (element.text or "").strip() in signs and element.get("form") != "prefix"


def _check_levels(tex: str) -> None:
    """Refuse what nests too deep, and what is not closed: the library would guess."""
    depth = 0
    for found in _LEVELS.finditer(tex):
        depth += bool(found["in"]) - bool(found["out"])
        if depth > MAX_DEPTH:
            raise FormulaError(said("its braces are nested more than {most} deep", most=MAX_DEPTH))
    if depth:
        raise FormulaError(said(r"a brace, a `\left` or a `\begin` has no partner"))


def _reason(error: Exception) -> Sentence:
    return said("its TeX is not complete ({fault})", fault=foreign(_words(type(error))))


def _words(kind: type[Exception]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__.removesuffix("Error")).lower()


def _mend(element: Element) -> None:
    if element.attrib:
        _mend_values(element)
    if element.text:
        _mend_text(element)
    if len(element) or element.tag in _PARTS:
        _mend_parts(element)


def _mend_parts(element: Element) -> None:
    if element.tag == "mtable":
        _align(element)
    parts = _PARTS.get(element.tag, len(element))
    if len(element) > parts:
        _close_matrix(element)
    if len(element) != parts:
        raise FormulaError(said("a command lacks an argument"))
    if element.tag in _TOKENS and len(element):
        _unpack(element)
    if element.tag in ("mover", "munder") and len(element) == 2 and element[1].tag == "mo":
        mend_accent(element)


def _mend_values(element: Element) -> None:
    for name in ("mathcolor", "mathbackground"):
        if (color := element.attrib.pop(name, "")) and (known := hex_color(color)):
            element.set(name, known)
    for name in ("width", "height", "depth", "voffset"):
        if odd := _ODD_LENGTH.fullmatch(element.get(name, "")):
            element.set(name, f"{'+' * odd[1].startswith('+')}{round(float(odd[1]) * _EM[odd[2]], 4):g}em")


def _mend_text(element: Element) -> None:
    element.text = text = _unescaped(element.text or "")
    if element.tag == "mi" and (text == ":" or _is_operator(text)):
        element.tag = "mo"
    elif element.tag == "mo" and text == "∞":  # a letter, or MathML Core spaces it as a sign
        element.tag = "mi"
    elif element.tag == "mi" and len(text) == 1 and "Α" <= text <= "Ω":  # upright in TeX, slanted in MathML Core
        element.attrib.setdefault("mathvariant", "normal")
    if element.tag == "mo":
        mend_fence(element)
        text = element.text
    if element.tag != "mtext" and "\\" in text and (unknown := _UNKNOWN.search(text)):
        raise FormulaError(said("the command `{command}` is not known", command=unknown[0]), _hint(unknown[0]))
    if text in INTEGRALS:
        element.attrib.setdefault("stretchy", "false")  # in MathML's older tables of operators they grow with their row
    if element.tag in ("mi", "mn") and (style := _STYLES.get(element.get("mathvariant", ""))):
        element.text = "".join(_styled(char, style) for char in text)
        del element.attrib["mathvariant"]


_unescaped = lru_cache(maxsize=5_000)(unescape)


def _close_matrix(scripts: Element) -> None:
    r"""Make one thing of a matrix or a binomial and its fences, of which the library hangs a power on none."""
    if len(scripts) > 3 and scripts[1].tag.endswith(("mtable", "mfrac")):
        row = Element("mrow")
        row.extend(scripts[:3])
        scripts[:3] = [row]


def _hint(command: str) -> Sentence:
    """Name the known command that is spelt most like one that is not, or tell how to define it."""
    known = [name for name in (*SYMBOLS, *(f"\\{name}" for name in COMMANDS)) if name[1:].isalpha()]
    near = difflib.get_close_matches(command, known, 1, 0.8)
    define = said(r"Define it before: `\newcommand{{{command}}}{{…}}`.", command=command)
    return said("Did you mean `{near}`?", near=near[0]) if near else define


def _styled(char: str, style: str) -> str:
    """A letter in bold, script, …, as a character of its own: MathML Core knows no `mathvariant` but `normal`."""
    try:
        words = unicodedata.name(char).removeprefix("GREEK ").removeprefix("LATIN ").replace("LETTER ", "")
        return unicodedata.lookup(f"MATHEMATICAL {style} {words}")
    except (KeyError, ValueError):  # what Unicode had before has no second code: ℝ, ℬ, ℌ; and signs have no styles
        return _OLDER.get((style, char), char)


def _align(table: Element) -> None:
    """Say in CSS too how the cells of a table stand, which is all that MathML Core knows (§3.5).

    The side is said twice: Chromium sets what is in a cell as blocks, and only `-webkit-right` moves those.
    """
    if not table.get("columnspacing", "0em").strip():
        del table.attrib["columnspacing"]  # of a single column; an empty list is no MathML
    gaps = table.get("columnspacing", "0em").split()
    columns, rows = table.get("columnlines", "none").split(), table.get("rowlines", "none").split()
    for number, row in enumerate(table):
        for column, cell in enumerate(row):
            styles = []
            if align := cell.get("columnalign"):
                styles = [f"text-align: {align}; text-align: -webkit-{align}"]
            if align and table.get("displaystyle") == "true":
                styles += [f"padding-left: {_of(gaps, column - 1) if column else '0'}; padding-right: 0"]
            styles += ["border-right: 1px solid"] if column + 1 < len(row) and _of(columns, column) == "solid" else []
            styles += ["border-bottom: 1px solid"] if number + 1 < len(table) and _of(rows, number) == "solid" else []
            if styles:
                cell.set("style", "; ".join(styles))


def _of(values: list[str], index: int) -> str:
    """One of a list of MathML's, whose last value goes on."""
    return values[min(index, len(values) - 1)]


def _mend_row(row: Element) -> None:
    """Tell signs before a number from those between two, and keep the names of functions apart as TeX does."""
    for at, element in reversed(list(enumerate(row))):
        before = row[at - 1] if at else None
        text = (element.text or "").strip()
        if element.tag == "mo" and text == "~":  # what latex2mathml makes of `sim`
            text = element.text = "∼"
        last = at + 1 == len(row)
        if element.tag == "mo" and text in _TIGHT:
            element.attrib |= {"lspace": "0em", "rspace": "0em"}
        elif element.tag == "mo" and text in _SPACES and before is not None and not _opens(before) and not last:
            element.attrib.update(lspace=_SPACES[text], rspace=_SPACES[text])
        elif element.tag == "mo" and text in _SIGNS and (before is None or _opens(before) or _opens_bar(row, at - 1)):
            element.set("form", "prefix")
        elif element.tag in ("mo", "mi") and text == "mod":
            element.tag = "mo"
            opens = before is not None and _opens(before)  # `(mod 3)`, of which latex2mathml spaces the end
            spaced = at + 1 < len(row) and row[at + 1].tag == "mspace"
            element.attrib.update(lspace="0em" if opens else "0.2222em", rspace="0em" if spaced else "0.2222em")
        elif (sign := _base(element)).text in LARGE and before is not None and not _opens(before):
            sign.attrib.setdefault("lspace", "0.1667em" if before.tag != "mspace" else "0em")
        elif (function := _function(element)) is not None:
            function.tag = "mo"
            function.attrib.update(lspace="0em", rspace="0em")
            if at + 1 < len(row) and row[at + 1].tag not in ("mo", "mspace"):
                row.insert(at + 1, _thin_space())
            if before is not None and before.tag not in ("mo", "mspace") and before.tag != "mrow":
                row.insert(at, _thin_space())


def _opens(element: Element) -> bool:
    """Whether what follows an element begins an expression: it is a sign, but no closing bracket."""
    return element.tag == "mo" and (element.text or "").strip() not in _CLOSING and element.get("form") != "postfix"


def _opens_bar(row: Element, at: int) -> bool:
    """Whether an element is a bar that opens: one at the beginning of its row, or behind a sign, as in `=|-3|`."""
    return row[at].tag == "mo" and row[at].text in ("|", "‖") and (not at or _opens(row[at - 1]))


def _base(element: Element) -> Element:
    """What the scripts that an element may be are set around."""
    while element.tag in SCRIPTED:
        element = element[0]
    return element


def _function(element: Element) -> Element | None:
    """The name of a function that an element is, or is set around; None for anything else."""
    element = _base(element)
    name = (element.text or "").strip().replace("\u00a0", "")
    return element if element.tag in ("mo", "mi") and len(name) > 1 and name.isascii() and name.isalpha() else None


def _thin_space() -> Element:
    return ElementTree.Element("mspace", {"width": "0.1667em"})


def _is_operator(text: str) -> bool:
    """Whether what the library calls an identifier is a sign: `⩽`, `±`, `→`, a bracket."""
    return len(text) == 1 and unicodedata.category(text) in ("Sm", "Ps", "Pe") and text not in "∂∇∞∅∀∃∄¬⊤⊥"


def _unpack(token: Element) -> None:
    r"""A token may hold text only (MathML Core 3.2); `\mathop{…}` makes one that holds a row."""
    token.tag = "mrow"
    token.attrib.clear()
