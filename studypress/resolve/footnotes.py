"""The numbers of footnotes, and those that nothing calls."""

from collections import Counter
from dataclasses import replace
from operator import attrgetter
from typing import Any

from studypress.model import Chapter, Footnote, FootnoteMark
from studypress.problems import Problem, problem
from studypress.tree import called_notes, rewrite
from studypress.wording import said


def number_footnotes(chapter: Chapter) -> tuple[Chapter, list[Problem]]:
    """Number footnotes by their first call; those that nothing calls come last, so that their text is not lost."""
    notes = {note.label: note for note in chapter.footnotes}
    order = called_notes(replace(chapter, footnotes=()), notes, attrgetter("label"))
    unused = [note for label, note in notes.items() if label not in order]
    numbers = {label: number for number, label in enumerate([*order, *(note.label for note in unused)], 1)}
    calls: Counter[str] = Counter()

    def change(node: Any) -> Any:
        if node.label not in numbers:
            return node
        calls[node.label] += 1
        again = str(calls[node.label]) if calls[node.label] > 1 else ""
        note = f"{chapter.id}-n{numbers[node.label]}"
        return replace(node, number=numbers[node.label], footnote=note, id=f"{note}-ref{again}")

    # The notes in their new order first: the calls inside them are counted after those in the text.
    notes_in_order = (replace(notes[label], number=n, id=f"{chapter.id}-n{n}") for label, n in numbers.items())
    chapter = rewrite(replace(chapter, footnotes=tuple(notes_in_order)), change, FootnoteMark)
    return chapter, [_unused(note) for note in unused]


def _unused(note: Footnote) -> Problem:
    typed = note.label.partition("\n")[0]  # a second line tells it apart from one of another page of its chapter
    message = said("Nothing calls the footnote `[^{label}]`; it is printed as the chapter's last.", label=typed)
    hint = said("Write `[^{label}]` where it belongs, or delete it.", label=typed)
    return problem("footnote-unused", note.place, message, hint)
