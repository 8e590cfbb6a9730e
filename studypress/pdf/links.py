"""Where a reader may touch a link: one place for each of its lines."""

from collections.abc import Iterable
from typing import Any

Place = tuple[float, float, float, float]
"""Left, top, right and bottom, in px."""
Link = tuple[str, str, Place, Any]
"""WeasyPrint's: its kind, its target, the place to be touched, and the box."""


def touched_once(links: Iterable[Link]) -> list[Link]:
    """The links of a page, each as large as what stands in it.

    WeasyPrint makes a link of each box in one, of words in bold or in code, and a reader that speaks tells them all.
    """
    kept: list[Link] = []
    for link in links:
        kind, target, place, box = link
        if kept and box.element_tag != "a" and kept[-1][:2] == (kind, target) and kept[-1][3].element_tag == "a":
            kept[-1] = kind, target, _around(kept[-1][2], place), kept[-1][3]
        else:
            kept.append(link)
    return kept


def _around(one: Place, other: Place) -> Place:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
