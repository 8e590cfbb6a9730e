"""What stands in formulas in the same way is set once: `x_i` is in hundreds of them, and ziamath sets each anew.

A piece of a formula is found by all that can change how it is set: its elements, the style around it, what is beside it
where that matters. What grows with its row is set anew each time.
"""

from collections.abc import Callable
from functools import lru_cache
from itertools import count
from typing import Any

from ziamath.nodes.nodetools import elementtext
from ziamath.operators import get_params, leftfences, names

_MOST = 20_000
"""Pieces that are kept at the same time."""
_WORDING = "wording"
"""The attribute by which the elements in an element are known."""
_SCRIPTS = ("msub", "msup", "msubsup")
_TELLING = ("sup", "sub", "frac", "phantom", "width", "height")
"""What a row tells those in it, and they heed."""
_UNHEEDED = frozenset(("rowymin", "rowymax", "nostretch"))
"""What only signs that grow heed."""
_SILENT = _UNHEEDED.union(_TELLING)

_numbers = count()
_wordings: dict[tuple[Any, ...], str] = {}
_pieces: dict[tuple[Any, ...] | None, Any] = {}


def tell_apart(math: Any) -> None:
    """Have each element of a formula that may be shared know what is in it."""
    if max(len(_pieces), len(_wordings)) > _MOST:
        forget()
    if next(math.iter("mfenced"), None) is None:
        _wording(math)


def forget() -> None:
    """Let go of all pieces."""
    _pieces.clear()
    _wordings.clear()


def is_shared(element: Any) -> bool:
    """Whether an element that holds others may be shared."""
    return _WORDING in element.attrib


def _wording(element: Any) -> str:
    """A name for an element and all that is in it; none for what depends on its row."""
    within = tuple([_wording(child) for child in element])
    if "" in within or _depends(element):
        return ""
    facts = (element.tag, element.text, *element.attrib.items(), within)
    found = _wordings.get(facts)
    if found is None:
        found = _wordings[facts] = str(next(_numbers))
    if within:
        element.set(_WORDING, found)
    return found


def _depends(element: Any) -> bool:
    if element.tag in ("mo", "mi"):  # ziamath takes an identifier for the sign that is called so
        return (
            element.attrib["stretchy"] != "false" if "stretchy" in element.attrib else _may_grow(elementtext(element))
        )
    return element.tag == "mfenced" or "linebreak" in element.attrib


@lru_cache(maxsize=1000)
def _may_grow(sign: str) -> bool:
    forms = [get_params(sign, form) for form in ("prefix", "infix", "postfix")]
    return any(form.get("stretchy", "false") != "false" for form in forms)


def sharing(build: Callable[..., Any]) -> Callable[..., Any]:
    """Build the node of an element, or find the one that was built of its like.

    A node that is ready needs its parent no more, and without it is gone from memory as soon as it is not used.
    """

    def shared(element: Any, parent: Any, **kwargs: Any) -> Any:
        key = _key(element, parent, kwargs)
        node = _pieces.get(key)
        if node is None:
            node = build(element, parent, **kwargs)
            node.parent = None
            if key:
                _pieces[key] = node
        return node

    return shared


def piece(element: Any, parent: Any, kwargs: dict[str, Any]) -> Any:
    """The node that was built of the like of an element; None when there is none yet."""
    return _pieces.get(_key(element, parent, kwargs))


def _key(element: Any, parent: Any, kwargs: dict[str, Any]) -> tuple[Any, ...] | None:
    """All that decides how an element is set; none for one that depends on its row."""
    if len(element):
        if _WORDING not in element.attrib:
            return None
        text = None
    else:
        if _depends(element):
            return None
        text = element.text
    if _UNHEEDED.issuperset(kwargs):
        heeded: tuple[Any, ...] = ()
    elif _SILENT.issuperset(kwargs):
        heeded = tuple(map(kwargs.get, _TELLING))
    else:
        return None
    return element.tag, text, *element.attrib.items(), _around(element, parent), heeded, *all_of_style(parent.style)


def all_of_style(style: Any) -> tuple[Any, ...]:
    """All that the style of what holds others says, which does not change; asked once."""
    found: tuple[Any, ...] | None = getattr(style, "facts", None)
    if found is None:
        variant = style.mathvariant
        found = style.facts = (
            variant.style, variant.italic, variant.bold, variant.normal,
            style.displaystyle, style.mathcolor, style.mathbackground, style.mathsize, style.scriptlevel,
        )  # fmt: skip
    return found


def _around(element: Any, parent: Any) -> Any:
    """What is around an element, for those that look."""
    match element.tag:
        case "mo" if "form" not in element.attrib:
            return parent.element.tag, len(parent.element)
        case "mi" if elementtext(element) in names:
            return parent.element.tag, len(parent.element)
        case "mi":
            return parent.mtag in _SCRIPTS
        case "mfrac":
            before = _before(parent)
            return before and before.mtag, parent.glyphsize if parent.mtag == "mrow" else None
        case "mtable" if element.get("displaystyle") != "true" and _aligns(element):
            return getattr(_before(parent), "string", None) in leftfences
        case _:
            return None


def _aligns(table: Any) -> bool:
    """Whether the first cell of a table says where it stands, for which it keeps off a fence before it."""
    return any("columnalign" in cell.attrib for row in table[:1] for cell in row[:1])


def _before(parent: Any) -> Any:
    """What was set last, as ziamath sees it."""
    node = parent.nodes[-1] if getattr(parent, "nodes", None) else None
    return node.nodes[-1] if node is not None and node.mtag == "mrow" and node.nodes else node
