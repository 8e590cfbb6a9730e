"""The record of pictures fetched from the web: which address is which file, `images/localized.toml`."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag

from studypress.config.toml import read_toml

RECORD = "images/localized.toml"
"""Below the manuscript's folder."""

_MAX_BYTES = 10_000_000
_HEAD = """\
# Pictures fetched from the web by `build.py localize`. The book shows them in place of their addresses.
# The notes stay as they are; delete an entry, and its picture is fetched again.
"""

_SCHEME = re.compile(r"(?i:(https?)://|//(?!/))")


@dataclass(frozen=True, slots=True)
class Localized:
    """A picture of the web that lies beside the notes."""

    address: str
    """As `address_of` gives it."""
    file: str
    """Its path below the manuscript's folder."""
    sha256: str
    """Of the file as it was written."""
    type: str
    """Its media type."""
    date: str
    """The day it was fetched: `2026-11-25`."""


def address_of(source: str) -> str:
    """The web address that a picture's source is, always the same for the same picture; empty when it is none."""
    source = urldefrag(source.strip())[0]
    match = _SCHEME.match(source)
    if match is None:
        return ""
    return f"{(match[1] or 'https').lower()}://{source[match.end() :]}"


def read_record(root: Path) -> dict[str, Localized]:
    """Read the record of a manuscript, by address; what is no entry is passed over, and there may be none at all."""
    file = root / RECORD
    try:
        ours = file.is_file() and file.resolve().is_relative_to(root.resolve())
        if not ours or file.stat().st_size > _MAX_BYTES:
            return {}
        table = read_toml(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    entries = table.get("picture")
    found = [_entry(entry) for entry in entries] if isinstance(entries, list) else []
    return {entry.address: entry for entry in found if entry}


def record_text(entries: dict[str, Localized]) -> str:
    """Write a record, sorted by address."""
    tables = (_table(entries[address]) for address in sorted(entries))
    return "\n".join((_HEAD, *tables))


def checksum(data: bytes) -> str:
    """The checksum of a file as the record has it."""
    return hashlib.sha256(data).hexdigest()


def _entry(table: object) -> Localized | None:
    if not isinstance(table, dict):
        return None
    values = {name: table.get(name) for name in Localized.__slots__}
    if not all(isinstance(value, str) for value in values.values()):
        return None
    return Localized(**{name: str(value) for name, value in values.items()})


def _table(entry: Localized) -> str:
    # A JSON string is a string of TOML too.
    lines = (f"{name} = {json.dumps(getattr(entry, name), ensure_ascii=False)}\n" for name in Localized.__slots__)
    return f"[[picture]]\n{''.join(lines)}"
