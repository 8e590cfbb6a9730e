"""Objects as bytes, for another process or a later run of this program."""

import io
import pickle
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any


def pickled(made: object) -> bytes:
    """An object as bytes that `pickle` reads. Our dataclasses are written as calls with their fields.

    What Python does for frozen ones takes twice as long to read.
    """
    data = io.BytesIO()
    _Pickler(data, pickle.HIGHEST_PROTOCOL).dump(made)
    return data.getvalue()


class _Pickler(pickle.Pickler):
    def reducer_override(self, made: Any) -> Any:
        """How an object is made again."""
        kind: type = made.__class__
        values = _values(kind) if hasattr(kind, "__dataclass_fields__") else None
        return NotImplemented if values is None else (kind, values(made))


@cache
def _values(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """What a class of data is called with to make the like of an object; None where a call does not say all."""
    parts = fields(kind)
    if not all(part.init and not part.kw_only for part in parts):
        return None
    names = [part.name for part in parts]
    return attrgetter(*names) if len(names) > 1 else lambda made: tuple(getattr(made, name) for name in names)
