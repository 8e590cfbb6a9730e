"""Picture files without what they say beside the picture: camera, place, author, comments. No pixel is touched.

A telephone writes where and when a photograph was taken, and a drawing program whose it is; a book that is handed out
must not tell. Only what the picture needs is copied, so that kinds of notes not thought of here go as well; so does
what follows the picture's end.
"""

import re
from collections.abc import Iterator


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
        b"sPLT", b"acTL", b"fcTL", b"fdAT",
    )
)  # fmt: skip
"""Chunks of colour, size and movement, beside those without which there is no picture (a capital begins them)."""


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


# --- WebP, RFC 9649 ---------------------------------------------------------------------------------------------

_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_NOTES = 0x08 | 0x04
"""The bits of VP8X that announce Exif and XMP."""


def _webp(data: bytes) -> bytes:
    stop = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    kept, at = [b"WEBP"], 12
    while at + 8 <= stop:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if kind == b"VP8X":
            kept.append(data[at : at + 8] + bytes((data[at + 8] & ~_WEBP_NOTES,)) + data[at + 9 : end])
        elif kind in _WEBP_KEPT:
            kept.append(data[at:end])
        at = end
    body = b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


# --- GIF89a, 15 to 27 -------------------------------------------------------------------------------------------

_GIF_KEPT = (
    b"\x21\xf9",
    b"\x21\x01",
    b"\x21\xff\x0bNETSCAPE2.0",
    b"\x21\xff\x0bANIMEXTS1.0",
    b"\x21\xff\x0bICCRGBG1012",
)
"""Extensions for the next picture, text in it, how often it is repeated, and its colour profile."""


def _gif(data: bytes) -> bytes:
    start = 13 + _gif_colours(data[10])
    kept = [data[:start]]
    for block in _gif_blocks(data, start):
        if block[:1] != b"\x21" or block.startswith(_GIF_KEPT):
            kept.append(block)
    return b"".join((*kept, b"\x3b"))


def _gif_colours(flags: int) -> int:
    """Count the bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _gif_blocks(data: bytes, at: int) -> Iterator[bytes]:
    while at < len(data) and data[at] != 0x3B:
        start = at
        match data[at]:
            case 0x21:
                at += 2
            case 0x2C:
                at += 11 + _gif_colours(data[at + 9])
            case _:
                raise NotSoBuiltError
        while size := data[at]:
            at += 1 + size
        at += 1
        yield data[start:at]


_STRIP = {"image/png": _png, "image/jpeg": _jpeg, "image/webp": _webp, "image/gif": _gif}
