"""The options that several commands share, and what the environment says where none is given."""

import functools
import locale
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from studypress.config import PAGE_SIZES, page_size
from studypress.speech import ENGLISH, spoken

Command = TypeVar("Command", bound=Callable[..., Any])

strict = click.option("--strict", is_flag=True, help="Take warnings for errors.")
no_cache = click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing.")


class Name(click.Path):
    """The name of a file or a folder that may be there or not, but can be."""

    name = "path"

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Make a path of what was typed. Fails for one that is too long, in a closed folder, in a circle of links."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        try:
            path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return path
        except OSError as error:
            self.fail(f"{path}: {error.strerror}.", param, ctx)
        return path


def book(command: Command) -> Command:
    """Let a command name a book, with `--book` or without. It gets the path as `book`, or None."""

    @click.argument("notes", required=False, type=Name(), metavar="[BOOK]")
    @click.option(
        "--book", "named", type=Name(), metavar="BOOK",
        help="A folder, or one Markdown file; it may stand without --book too.  [default: book/]",
    )  # fmt: skip
    @functools.wraps(command)
    def with_book(*, notes: Path | None, named: Path | None, **others: Any) -> Any:
        if notes and named:
            raise click.UsageError(f"One book at a time: {notes}, or {named}.")
        return command(book=notes or named, **others)

    return with_book  # type: ignore[return-value]  # click calls it by names alone


def output(ending: str) -> Callable[[Command], Command]:
    """Let a command name the file that it writes."""
    text = f"The {ending} to write.  [default: in dist/]"
    return click.option("-o", "--output", type=Name(), callback=_file, metavar="FILE", help=text)


def _file(_context: click.Context, _option: click.Parameter, value: Path | None) -> Path | None:
    if value == Path("-"):
        raise click.BadParameter("stdout is for the paths of what was written; name a file.")
    return value


def _size(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and page_size(value) is None:
        raise click.BadParameter(f"{value!r} is not one of {', '.join(PAGE_SIZES)}.")
    return page_size(value) if value else None


page = click.option(
    "--page", callback=_size, metavar="SIZE", help=f"{', '.join(PAGE_SIZES)}; instead of the one in book.toml."
)


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


jobs = click.option(
    "--jobs", type=click.IntRange(min=1), default=cores, metavar="N",
    help="Chapters set at once, by a process each (Linux).  [default: as many as there are cores]",
)  # fmt: skip


# --- Where none is given --------------------------------------------------------------------------------------


def default_book() -> Path:
    """`book` in the folder where the program is called, or else beside the program."""
    here = Path("book")
    beside = Path(__file__).resolve().parent.parent / "book"  # in a checkout; nothing is there when installed
    return beside if beside.exists() and not here.exists() else here


def home() -> Path | None:
    """The folder for this user's caches, where one is known."""
    try:
        system = {"darwin": Path.home() / "Library" / "Caches", "win32": Path.home() / "AppData" / "Local"}
        given = Path(os.environ.get("XDG_CACHE_HOME", ""))
        usual = system.get(sys.platform, Path.home() / ".cache")
        found = given if given.is_absolute() else usual  # a relative one is to be ignored (XDG)
        return found / "studypress" if found.is_absolute() else None  # or a folder of notes could bring it along
    except RuntimeError:  # this user has no folder at all
        return None


def language() -> str:
    """The language that this user is spoken to, found as gettext finds it; English where that is none of ours."""
    own = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
    own = own or locale.getlocale()[0] or ""  # macOS and Windows know it without a word in the environment
    wanted = [] if own.partition(".")[0] in ("C", "POSIX") else [*os.environ.get("LANGUAGE", "").split(":"), own]
    return next(filter(None, map(spoken, wanted)), ENGLISH)


def timestamp() -> int:
    """Tell the time of the book, in seconds: SOURCE_DATE_EPOCH, or now. Raises UsageError when it is no time."""
    words = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not words:
        return int(time.time())
    last = 253402300799  # the end of the year 9999, where the dates of PDF and EPUB end
    if not (words.isascii() and words.isdigit() and len(words) <= len(str(last)) and int(words) <= last):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {words!r}; it must be a number of seconds since 1970.")
    return int(words)
