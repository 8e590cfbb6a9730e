"""Objects as bytes, for another process or a later run of this program."""

import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any


def pickled(made: object) -> bytes:
    """An object as bytes that `pickle` reads. Our dataclasses are written as calls with their fields.

    What Python does for frozen ones takes twice as long to read. Where a class says what its objects learn of
    themselves beside their fields (`LEARNS`, the name of a slot), that is written with them.
    """
    data = io.BytesIO()
    _Pickler(data, pickle.HIGHEST_PROTOCOL).dump(made)
    return data.getvalue()


class _Pickler(pickle.Pickler):
    def reducer_override(self, made: Any) -> Any:
        """How an object is made again."""
        way = _way(made.__class__)
        if way is None:
            return NotImplemented
        call = way.call, way.values(made)
        learned = getattr(made, way.learns, None) if way.learns else None
        return call if learned is None else (*call, learned, None, None, way.learn)


@dataclass(frozen=True, slots=True)
class _Way:
    """How the objects of a class are made again."""

    call: type
    values: Callable[[Any], tuple[Any, ...]]
    """What it is called with to make the like of an object."""
    learns: str
    """What an object may have learned of itself beside its fields, a slot; or nothing."""
    learn: Any
    """Is called with an object and what it has learned: the slot's own setter, which is no function of Python's."""


@cache
def _way(kind: type) -> _Way | None:
    """How the objects of a class of data are made again by a call; None where a call does not say all."""
    parts = fields(kind) if is_dataclass(kind) else ()
    if not is_dataclass(kind) or not all(part.init and not part.kw_only for part in parts):
        return None
    names = [part.name for part in parts]
    values = attrgetter(*names) if len(names) > 1 else lambda made: tuple(getattr(made, name) for name in names)
    learns = getattr(kind, "LEARNS", "")
    return _Way(kind, values, learns, getattr(kind, learns).__set__ if learns else None)
