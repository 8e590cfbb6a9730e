"""From the bytes of a file to its text."""

import codecs
import os
from errno import EFBIG
from pathlib import Path

from studypress.wording import said

LARGEST = 10_000_000
"""Bytes of a text: a dozen novels of Chinese. What is larger is a log or data, and would take hours and all memory."""


class TooLargeError(OSError):
    """A file that is no text that a person wrote."""

    def __init__(self, size: int, most: int = LARGEST) -> None:
        """Both in bytes."""
        super().__init__(EFBIG, os.strerror(EFBIG))
        self.message = said(
            "The file cannot be read: it has {size} MB, and a text may have {most}.",
            size=size // 1_000_000 + 1,
            most=most // 1_000_000,
        )


def read_text(file: Path) -> str:
    """Read a file. Raises OSError, for one that is too large too; UnicodeDecodeError when it is no text."""
    size = file.stat().st_size
    if size > LARGEST:
        raise TooLargeError(size)
    return decode(file.read_bytes())


def decode(data: bytes) -> str:
    """Decode UTF-8, or UTF-16 that opens with its mark; line ends become those of Unix.

    Raises UnicodeDecodeError; `bad_line` tells the line.
    """
    return _even_lines(decode_as_is(data)[2])


def decode_as_is(data: bytes) -> tuple[bytes, str, str]:
    """Decode a file so that it can be put together again: its byte order mark, its encoding, its text as it is.

    Raises UnicodeDecodeError.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding, data[len(mark) :].decode(encoding)
    return b"", "utf-8", data.decode("utf-8")


def bad_line(error: UnicodeDecodeError) -> int:
    """Find the line of the first byte that could not be decoded."""
    return _even_lines(error.object[: error.start].decode(error.encoding, "replace")).count("\n") + 1


def likely_encoding(data: bytes) -> str:
    """Name the encoding in which bytes that are no UTF-8 are East Asian text, as `iconv` calls it; empty for none.

    In doubt it is GB 18030, which contains GBK and GB 2312.
    """
    shares = {name: _common(data, name, letters) for name, letters in _COMMON_LETTERS.items()}
    found = max(shares, key=shares.__getitem__)
    return found if shares[found] else "GB18030" if _is_east_asian(data) else ""


_COMMON_LETTERS = {
    "GB18030": "的一是在不了有和人这中大为上个国我以要他时来用们",
    "BIG5": "的一是在不了有和人這中大為上個國我以要他時來用們",
    "SHIFT_JIS": "のにをはがでとてたしいるなもす",
}
"""Every third or fourth letter of a text in each is one of these."""


def _common(data: bytes, encoding: str, letters: str) -> float:
    """The share of common letters in what bytes come to; 0 for bytes that are none of this encoding."""
    try:
        strange = [sign for sign in data.decode(encoding) if not sign.isascii()]
    except UnicodeDecodeError:
        return 0
    return sum(sign in letters for sign in strange) / max(1, len(strange))


def _is_east_asian(data: bytes) -> bool:
    try:
        strange = [sign for sign in data.decode("gb18030") if not sign.isascii()]
    except UnicodeDecodeError:
        return False
    # The second bound is the punctuation and full-width forms of East Asia.
    east_asian = [sign for sign in strange if "\u4e00" <= sign <= "\u9fff" or "\u3000" <= sign <= "\u303f"]
    return 2 * len(east_asian) > len(strange)


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _even_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
