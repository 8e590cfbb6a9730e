"""Work that this very program has done before is found again; what is new, several processes do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from studypress.cache import Cache, key_of
from studypress.fingerprint import fingerprint
from studypress.forks import ahead

Thing = TypeVar("Thing")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class CachedWork(Generic[Thing, Made]):
    """How things of one kind are made, and kept."""

    kind: str
    """A folder in the cache."""
    make: Callable[[Thing], Made]
    made_from: Callable[[Thing], str | None]
    """All that decides what comes of a thing, beside this program; None for one that must be made anew each time."""
    size: Callable[[Thing], int] = lambda thing: 1
    """How much work a thing is."""
    worth: int = 2
    """How much work is worth the start of a second process."""

    def all(self, things: Sequence[Thing], cache: Cache | None, jobs: int) -> list[Made]:
        """What comes of each thing; so many `jobs` make at once what the `cache` does not hold."""
        made = dict(self.new_first(things, cache, jobs))
        return [made[at] for at in range(len(things))]

    def keep_new(self, things: Sequence[Thing], cache: Cache) -> None:
        """Make and keep what the `cache` does not hold."""
        for thing in things:
            key = self._key(thing)
            if key and not cache.holds(self.kind, key):
                self._make(cache, thing, key)

    def new_first(
        self, things: Sequence[Thing], cache: Cache | None, jobs: int, changed: int | None = None
    ) -> Iterator[tuple[int, Made]]:
        """What comes of each thing, with its index; first of those that the `cache` does not hold.

        The one that is likely to have `changed` is given before it is known what is kept of the others.
        """
        if cache is None:
            yield from enumerate(map(self.make, things))
            return
        keys = {} if changed is None else {changed: self._key(things[changed])}
        early = {at for at, key in keys.items() if not (key and cache.holds(self.kind, key))}
        for at in early:
            yield at, self._make(cache, things[at], keys[at])
        keys |= {at: self._key(thing) for at, thing in enumerate(things) if at not in keys}
        others = [at for at in range(len(things)) if at not in early]
        new = [at for at in others if not ((key := keys[at]) and cache.holds(self.kind, key))]
        old = sorted(set(others) - set(new))
        kept = [at for at in new if keys[at]]
        ahead(
            lambda at: self._make(cache, things[at], keys[at]), kept, jobs, lambda at: self.size(things[at]), self.worth
        )
        for at in (*new, *old):
            found = self._find(cache, keys[at])
            yield at, self._make(cache, things[at], keys[at]) if found is None else found

    def _key(self, thing: Thing) -> str | None:
        facts = self.made_from(thing)
        return None if facts is None else key_of(fingerprint(), facts)

    def _find(self, cache: Cache, key: str | None) -> Made | None:
        found: Made | None = cache.find_object(self.kind, key) if key else None
        return found

    def _make(self, cache: Cache, thing: Thing, key: str | None) -> Made:
        made = self.make(thing)
        if key:
            cache.keep_object(self.kind, key, made)
        return made
