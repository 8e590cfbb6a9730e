"""The .bib files of a manuscript: the works that its text may cite, and what a list says of each.

`bibtex` reads them, `crossref` completes a part by its whole, and `gbt7714` writes an entry as Chinese standards have
it. Only what is cited is written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from studypress.bibliography.bibtex import BibEntry, read_bibtex
from studypress.bibliography.crossref import completed, whole_of
from studypress.bibliography.gbt7714 import people, words
from studypress.cache import Cache
from studypress.cached_work import CachedWork
from studypress.manuscript import SourceFile
from studypress.model import Source
from studypress.problems import Place, Problem, problem
from studypress.wording import said

__all__ = ["Bibliography", "read_bibliography"]


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What may be cited."""

    entries: Mapping[str, tuple[str, BibEntry]]
    """By key: the file, and the entry."""

    @property
    def keys(self) -> frozenset[str]:
        """The keys that the text may call."""
        return frozenset(self.entries)

    def source(self, key: str) -> Source:
        """The work that a key stands for, described."""
        path, entry = self.entries[key]
        entry, place = completed(entry, self._entry), Place(path, entry.line)
        return Source(key, words(entry, place), people(entry), place=place)

    def _entry(self, key: str) -> BibEntry | None:
        return self.entries[key][1] if key in self.entries else None


def read_bibliography(files: Iterable[SourceFile], cache: Cache | None = None) -> tuple[Bibliography, list[Problem]]:
    """Read .bib files, and tell what is wrong with them; of two entries with one key the first counts.

    What a file holds is found in the `cache` where it was read before.
    """
    files = tuple(files)
    work: CachedWork[SourceFile, _Read] = CachedWork("bibliographies", _read, lambda file: repr((file.path, file.text)))
    entries: dict[str, tuple[str, BibEntry]] = {}
    problems: list[Problem] = []
    for file, (found, faults) in zip(files, work.all(files, cache, 1), strict=True):
        for entry in found:
            entries.setdefault(entry.key, (file.path, entry))
        problems += faults
    for path, entry in entries.values():
        if (whole := whole_of(entry)) and whole not in entries:
            problems.append(_without_whole(entry.key, whole, Place(path, entry.line)))
    return Bibliography(entries), problems


def _without_whole(key: str, whole: str, place: Place) -> Problem:
    message = said("{key} stands in {whole}, which is in no .bib file of this book.", key=key, whole=whole)
    hint = said("Add the entry that crossref names: what it says of the year and the publisher is not printed.")
    return problem("bibliography", place, message, hint)


_Read = tuple[list[BibEntry], list[Problem]]


def _read(file: SourceFile) -> _Read:
    entries, faults = read_bibtex(file.text)
    problems = [problem("bibliography", Place(file.path, fault.line), fault.message, fault.hint) for fault in faults]
    return entries, problems
