"""What stands in angle brackets and is no HTML: told at its line, or once for a whole book that uses it as a tag."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import reduce

from studypress.markdown.syntax.html import KNOWN
from studypress.problems import Place, Problem, problem
from studypress.wording import counted, said, verbatim

Unknown = tuple[Place, str]
"""A place, and what is typed there."""

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_OFTEN = 5
"""Lines from which a tag is one of the author's own, rather than a slip at each of them."""
_SHOWN = 4
"""Tags of a line that are told by name."""
_IF_CODE = said(r"Put it between backquotes if it is code, or write `\<` for the bracket.")


def unknown_html(found: Iterable[Unknown]) -> list[Problem]:
    """Tell of what is no HTML: of a tag that stands often, once."""
    lines: defaultdict[str, dict[Place, str]] = defaultdict(dict)
    names: defaultdict[Place, list[str]] = defaultdict(list)
    for place, shown in found:
        lines[_name(shown)].setdefault(place, shown)
        if shown not in names[place]:
            names[place].append(shown)
    often = {name: places for name, places in lines.items() if name and len(places) >= _OFTEN}
    rare = {place: [one for one in shown if _name(one) not in often] for place, shown in names.items()}
    return [
        *(_of_line(place, shown) for place, shown in rare.items() if shown),
        *(_of_book(name, places) for name, places in often.items()),
    ]


def _name(shown: str) -> str:
    match = _NAME.match(shown)
    return match[1].lower() if match else ""


def _of_line(place: Place, names: list[str]) -> Problem:
    quoted = [f"`{name}`" for name in names[:_SHOWN]]
    tags = reduce(lambda some, more: said("{some} and {more}", some=some, more=more), map(verbatim, quoted))
    message = counted(
        len(names),
        "{tags} is not HTML that can stand here; shown as typed.",
        "{tags} are not HTML that can stand here; shown as typed.",
        tags=said("{tags} and others", tags=tags) if names[_SHOWN:] else tags,
    )
    return problem("unknown-html", place, message, _IF_CODE)


def _of_book(name: str, places: dict[Place, str]) -> Problem:
    first, shown = next(iter(places.items()))
    message = said(
        "`{shown}` is not HTML that can stand here; shown as typed, here and in {number} more lines.",
        shown=shown,
        number=len(places) - 1,
    )
    hint = said(
        'Say in book.toml what it stands for: [html] tags = {{ {name} = "div" }}; or put it between backquotes.',
        name=name,
    )
    return problem("unknown-html", first, message, _IF_CODE if name in KNOWN else hint)
