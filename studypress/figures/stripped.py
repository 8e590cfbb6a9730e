"""Picture files without what they say beside the picture: camera, place, author, comments. No pixel is touched.

A telephone writes where and when a photograph was taken, and a drawing program whose it is; a book that is handed out
must not tell. Only what the picture needs is copied, so that kinds of notes not thought of here go as well; so does
what follows the picture's end.
"""

import re


class NotSoBuiltError(Exception):
    """A file whose parts cannot be told apart; its picture has to be encoded anew."""


def strip(data: bytes, media_type: str) -> bytes:
    """Take the notes out of a picture file. Raises NotSoBuiltError when it is not built as its kind should be."""
    try:
        return _STRIP[media_type](data)
    except (IndexError, ValueError) as error:  # cut short
        raise NotSoBuiltError from error


# --- PNG, third edition, 5.3 and 11.3 --------------------------------------------------------------------------

_PNG_KEPT = frozenset(
    (
        b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs",
        b"sPLT",
    )
)  # fmt: skip
"""Chunks of colour and size, beside those without which there is no picture (a capital begins them)."""


def _png(data: bytes) -> bytes:
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        kind = data[at + 4 : at + 8]
        if kind[:1].isupper() or kind in _PNG_KEPT:
            kept.append(data[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise NotSoBuiltError


# --- JPEG, ITU-T T.81, annex B ---------------------------------------------------------------------------------

_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_MARKER = re.compile(rb"\xff(?![\x00\xd0-\xd7\xff])", re.DOTALL)
"""In a scan, FF is a marker unless 0, a restart's number or a filler follows."""


def _jpeg(data: bytes) -> bytes:
    kept, at = [data[:2]], 2
    while data[at] == 0xFF:
        kind = data[at + 1]
        if kind == _END:  # several pictures may follow (MPO), each with notes of its own
            return b"".join((*kept, data[at : at + 2]))
        if kind == 0xFF:
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if kind == _SCAN:
            marker = _MARKER.search(data, end)
            end = marker.start() if marker else len(data)
        if _jpeg_needs(kind, data[at + 4 : at + 16]):
            kept.append(data[at:end])
        at = end
    raise NotSoBuiltError


def _jpeg_needs(kind: int, start: bytes) -> bool:
    """Of the segments of applications, keep JFIF (APP0), the colour profile (APP2) and Adobe's colours (APP14)."""
    if 0xE0 <= kind <= 0xEF:
        return kind in (0xE0, 0xEE) or (kind == 0xE2 and start.startswith(b"ICC_PROFILE"))
    return kind != _COMMENT


_STRIP = {"image/png": _png, "image/jpeg": _jpeg}
