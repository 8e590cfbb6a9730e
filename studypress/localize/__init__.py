"""Pictures of the web are fetched on request, and lie beside the notes from then on. The only room that goes online.

The notes are never changed: a record (`figures/record.py`) says which address is which file, and the build reads it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from studypress.figures import PictureError, read_picture
from studypress.figures.record import RECORD, Localized, address_of, checksum, read_record, record_text
from studypress.localize.fetching import Fetcher, FetchError
from studypress.manuscript import read_manuscript
from studypress.markdown import parse
from studypress.model import Asset, Book, Image
from studypress.output import write_whole
from studypress.problems import BookError, Place, Problem, in_order, problem, stop_at_errors
from studypress.tree import walk
from studypress.wording import Sentence, said, shortened

__all__ = ["Fetched", "Fetcher", "localize", "localize_manuscript", "remote_pictures"]

MOST_PICTURES = 1000
"""Fetched in one run."""
MOST_BYTES = 500_000_000
"""Of all pictures of one run."""
_NAME = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(slots=True)
class Fetched:
    """What came of a run."""

    wanted: dict[str, Place]
    """The addresses of the pictures that the book shows from the web, each with the first place that does."""
    files: list[Path] = field(default_factory=list)
    """Those that were written, the record last."""
    problems: list[Problem] = field(default_factory=list)
    """In order."""


def localize_manuscript(
    path: Path, timestamp: int, report: Callable[[Sentence], None], *, dry_run: bool = False
) -> Fetched:
    """Fetch the pictures that the manuscript at `path` shows from the web; `dry_run` only tells which.

    Raises BookError when the manuscript cannot be read or nothing can be written.
    """
    report(said("reading"))
    manuscript, problems = read_manuscript(path)
    stop_at_errors(problems)
    book = parse(manuscript)[0]
    return Fetched(remote_pictures(book)) if dry_run else localize(book, manuscript.root, timestamp, report)


def remote_pictures(book: Book) -> dict[str, Place]:
    """The addresses of a book's pictures on the web, each with the first place that shows it."""
    found: dict[str, Place] = {}
    for node in walk(book):
        if isinstance(node, Image) and (address := address_of(node.source)):
            found.setdefault(address, node.place)
    return found


def localize(
    book: Book, root: Path, timestamp: int, report: Callable[[Sentence], None], fetcher: Fetcher | None = None
) -> Fetched:
    """Fetch the pictures that a book shows from the web, and record them below `root`.

    `timestamp` is the time of the run, seconds since 1970 in UTC. Raises BookError when nothing can be written.
    """
    _refuse_elsewhere(root, RECORD)
    done = Fetched(remote_pictures(book))
    record = read_record(root)
    missing = {address: place for address, place in done.wanted.items() if not _is_there(record.get(address), root)}
    fetcher, room = fetcher or Fetcher(), MOST_BYTES
    for number, (address, place) in enumerate(missing.items(), 1):
        if number > MOST_PICTURES or room <= 0:
            done.problems.append(_too_many(place, len(missing) - number + 1))
            break
        report(said("fetching {name} ({number}/{total})", name=shortened(address), number=number, total=len(missing)))
        try:
            data = fetcher.fetch(address)
            asset = read_picture(data)
        except (FetchError, PictureError) as error:
            done.problems.append(_failed(address, place, error.reason))
            continue
        room -= len(data)
        record[address] = _kept(address, asset, root, timestamp, done)
        write_whole(root / RECORD, [record_text(record).encode()])
    if done.files:
        done.files.append(root / RECORD)
    done.problems[:] = in_order(done.problems)
    return done


def _refuse_elsewhere(root: Path, name: str) -> None:
    """Raise BookError when a file or its folder is a link to another place: nothing is written outside `root`."""
    folder, file = (root / name).parent, root / name
    message = said("leads out of the manuscript's folder, where nothing is written")
    if not folder.resolve().is_relative_to(root.resolve()):
        raise BookError([problem("cannot-write", Place(folder.name), message, said("Make it a folder of its own."))])
    if not file.resolve().is_relative_to(root.resolve()):
        raise BookError([problem("cannot-write", Place(name), message, said("Delete this link."))])


def _is_there(entry: Localized | None, root: Path) -> bool:
    return entry is not None and (root / entry.file).is_file()


def _kept(address: str, asset: Asset, root: Path, timestamp: int, done: Fetched) -> Localized:
    """Write a picture as the book will show it: without what a file says beside it, and of a kind that is known."""
    stem = _NAME.sub("-", PurePosixPath(unquote(urlsplit(address).path)).stem).strip("-")[:40].lower()
    name = (
        PurePosixPath(RECORD).parent / f"{stem or 'picture'}-{checksum(address.encode())[:8]}{Path(asset.name).suffix}"
    )
    _refuse_elsewhere(root, str(name))
    write_whole(root / name, [asset.data])
    done.files.append(root / name)
    date = datetime.fromtimestamp(timestamp, UTC).date().isoformat()
    return Localized(address, name.as_posix(), checksum(asset.data), asset.media_type, date)


def _failed(address: str, place: Place, reason: Sentence) -> Problem:
    hint = said(
        "Open the address in a browser; if the picture is there, save it beside the notes and write its file name."
    )
    message = said("The picture “{name}” {reason}.", name=shortened(address), reason=reason)
    return problem("fetch-failed", place, message, hint)


def _too_many(place: Place, left: int) -> Problem:
    message = said(
        "{number} pictures are left for another run; one run fetches {most} or {size} MB.",
        number=left,
        most=MOST_PICTURES,
        size=MOST_BYTES // 10**6,
    )
    return problem("fetch-failed", place, message, said("Run build.py localize again."))
