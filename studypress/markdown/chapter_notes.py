"""Which chapter each footnote of a file belongs to: those that call it, wherever in the file it is written."""

from bisect import bisect_right
from collections import ChainMap
from dataclasses import replace
from operator import attrgetter

from studypress.markdown.elements.context import FileContext
from studypress.model import Chapter, Footnote
from studypress.tree import called_notes
from studypress.wording import said


def with_footnotes(found: list[Chapter], context: FileContext) -> list[Chapter]:
    """Give every footnote to the chapters that call it; one that none calls stays where it was written."""
    homes = _written_in(found, context)
    elsewhere: dict[str, Footnote] = {}
    for home in homes:
        for label, note in home.items():
            elsewhere.setdefault(label, note)
    owned = [_called(chapter, home, elsewhere) for chapter, home in zip(found, homes, strict=True)]
    used = {id(note) for notes in owned for note in notes.values()}
    for home, notes in zip(homes, owned, strict=True):
        notes.update((label, note) for label, note in home.items() if id(note) not in used)
    return [replace(chapter, footnotes=tuple(notes.values())) for chapter, notes in zip(found, owned, strict=True)]


def _called(chapter: Chapter, home: dict[str, Footnote], elsewhere: dict[str, Footnote]) -> dict[str, Footnote]:
    """The footnotes that a chapter calls, and those that these call in turn: its own before those of the file."""
    notes = ChainMap(home, elsewhere)
    return {label: notes[label] for label in called_notes(chapter, notes, attrgetter("label"))}


def _written_in(found: list[Chapter], context: FileContext) -> list[dict[str, Footnote]]:
    """The definitions of each chapter by label; two of one label in one chapter become one, with a warning."""
    starts = [context.line_of(chapter.place) for chapter in found]
    homes: list[dict[str, list[Footnote]]] = [{} for _ in found]
    for note in context.footnotes:
        home = homes[max(bisect_right(starts, context.line_of(note.place)) - 1, 0)]
        same = home.setdefault(note.label, [])
        if same:
            message = said(
                "The footnote `[^{label}]` is defined twice, first at {place}.",
                label=note.label,
                place=str(same[0].place),
            )
            context.warn_at(note.place, "duplicate-id", message, said("Give one of them another label."))
        same.append(note)
    return [{label: _joined(notes) for label, notes in home.items()} for home in homes]


def _joined(notes: list[Footnote]) -> Footnote:
    return replace(notes[0], blocks=tuple(block for note in notes for block in note.blocks))
