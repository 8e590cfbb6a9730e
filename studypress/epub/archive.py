"""The ZIP container (OCF): bytes that depend on nothing but what is packed and one timestamp."""

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO

MIMETYPE = "mimetype"
_EARLIEST, _LATEST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)
"""ZIP can hold no other dates."""


def packed(files: Iterable[tuple[str, bytes]], timestamp: int) -> bytes:
    """Pack files in the order given, all with one date; `timestamp` in seconds since 1970, UTC.

    The mimetype comes first and stored, without extra field (OCF 3.3, 4.3), so that a reader knows the file by
    its first bytes.
    """
    date = min(max(datetime.fromtimestamp(timestamp, UTC), _EARLIEST), _LATEST).timetuple()[:6]
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in sorted(files, key=lambda file: file[0] != MIMETYPE):
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_STORED if name == MIMETYPE else zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever system packs it
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data, compresslevel=9)
    return out.getvalue()


def unpacked(data: bytes) -> list[tuple[str, bytes]]:
    """List the files of an archive in their order."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
