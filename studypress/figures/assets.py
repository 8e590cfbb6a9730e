"""A finished picture, named by its content; and why there is none."""

import hashlib

from studypress.model import Asset
from studypress.wording import NOTHING, Sentence

_ENDINGS = {"image/svg+xml": ".svg", "image/png": ".png", "image/jpeg": ".jpg"}


class PictureError(Exception):
    """A picture that cannot be shown; the reason completes the sentence "the picture X …"."""

    def __init__(self, reason: Sentence, hint: Sentence = NOTHING) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def make_asset(data: bytes, media_type: str, width: float, height: float) -> Asset:
    """Wrap a finished picture; the same bytes get the same name on every machine. Sizes in CSS px."""
    name = hashlib.sha256(data).hexdigest()[:16] + _ENDINGS[media_type]
    return Asset(name, media_type, data, width, height)
