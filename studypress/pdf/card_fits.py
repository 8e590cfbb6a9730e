"""Flash cards are set as they fit: a side whose words need more than the page it has gets the next of the fits.

A section of the class `flashcard` holds the face and the back of a card. These have ids, and tell by a class, `fit-0`
at first, how they are set (`cards.py`); both are pages of one size.
"""

from collections.abc import Callable, Iterator
from math import log2
from typing import Any

from weasyprint.formatting_structure import boxes

from studypress.cards import GRIDS

Element = Any
Document = Any
Render = Callable[[Any], Document]
"""Lays out an HTML document of WeasyPrint's."""

_STEPS_TO_DOUBLE = 2
"""Each fit holds half as much again as the one before."""


def with_fitting_cards(render: Render) -> Render:
    """Lay out documents so, with every side of a card in the first fit that holds it; in the last what none holds."""

    def rendered(html: Any) -> Document:
        cards = [card for card in html.etree_element.iter("section") if card.get("class") == "flashcard"]
        document = render(html)
        while cards and (needed := dict(_too_long([side for card in cards for side in card], document))):
            for card in cards:
                _set_fits(card, [_fit(side) + needed.get(side.get("id"), 0) for side in card])
            document = render(html)
        return document

    return rendered


def _too_long(sides: list[Element], document: Document) -> Iterator[tuple[str, int]]:
    """The ids of sides that have more than a page, or more than its width, and how many fits further to look."""
    pages: dict[str, int] = {}
    wide: set[str] = set()
    for page in document.pages:
        for name in page.anchors:
            pages[name] = pages.get(name, 0) + 1
        wide |= set(page.anchors) if _is_too_wide(page) else set()
    for side in sides:
        name = side.get("id")
        more = pages.get(name, 1) - 1
        if (more or name in wide) and _fit(side) < len(GRIDS) - 1:
            yield name, max(1, int(_STEPS_TO_DOUBLE * log2(max(more, 1))))


def _is_too_wide(page: Any) -> bool:
    """Whether a table runs out of its page: what else is too wide is broken, or made smaller."""
    box = page._page_box
    edge = box.position_x + box.margin_width() - box.margin_right + 1
    tables = (one for one in box.descendants() if isinstance(one, boxes.TableBox))
    return any(table.position_x + table.margin_width() > edge for table in tables)


def _fit(side: Element) -> int:
    return next(int(name.removeprefix("fit-")) for name in side.get("class").split() if name.startswith("fit-"))


def _set_fits(card: Element, fits: list[int]) -> None:
    """Set the sides of a card so, but both for the larger of their grids."""
    fits = [min(fit, len(GRIDS) - 1) for fit in fits]
    first = GRIDS.index(max(GRIDS[fit] for fit in fits))
    for side, fit in zip(card, fits, strict=True):
        side.set("class", side.get("class").replace(f"fit-{_fit(side)}", f"fit-{max(fit, first)}"))
