"""What an entry takes from another that its `crossref` names: a paper its proceedings, with their year and publisher.

So BibTeX and biber fill in what an entry does not say itself (biblatex, "The crossref field" and appendix B).
"""

from collections.abc import Callable
from dataclasses import replace

from studypress.bibliography.bibtex import BibEntry

PARTS_OF = frozenset({"inbook", "incollection", "inproceedings", "conference", "inreference", "bookinbook"})
"""Kinds of works that stand in others."""

_OF_WHOLE_ALONE = frozenset({"title", "subtitle", "pages", "crossref"})
"""Fields that say of the whole what they would not say of its part."""
_DATES = frozenset({"year", "date"})
_MOST = 3
"""Works that stand in each other: a paper, its volume, a series; and none that holds itself."""


def whole_of(entry: BibEntry) -> str:
    """The key of the work that an entry names as its whole; empty for none."""
    return entry.fields.get("crossref", "").strip()


def completed(entry: BibEntry, known: Callable[[str], BibEntry | None]) -> BibEntry:
    """An entry with what it does not say itself, but the works that it stands in do."""
    fields, above = dict(entry.fields), known(whole_of(entry))
    for _ in range(_MOST):
        if above is None:
            break
        given = {name: value for name, value in above.fields.items() if name not in _OF_WHOLE_ALONE}
        if entry.kind in PARTS_OF and "title" in above.fields:
            given.setdefault("booktitle", above.fields["title"])
        left_out = _DATES if _DATES & fields.keys() else frozenset[str]()
        fields = {name: value for name, value in given.items() if name not in left_out} | fields
        above = known(whole_of(above))
    return replace(entry, fields=fields)
