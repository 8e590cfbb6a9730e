"""The options that several commands share, and what the environment says where none is given."""

import functools
import locale
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from studypress.config import PAGE_SIZES, SIDES, page_size
from studypress.sheets import LARGEST, SMALLEST
from studypress.speech import ENGLISH, spoken, voice
from studypress.wording import Sentence, joined, reason_of, said

Command = TypeVar("Command", bound=Callable[..., Any])


def say(sentence: Sentence) -> str:
    """Put a sentence into the words of this user's language."""
    return voice(language())(sentence)


strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
watch = click.option("--watch", is_flag=True, help="Make it again whenever a file changes, until Ctrl-C.")
no_cache = click.option("--no-cache", is_flag=True, help="Make everything anew, without the cache.")


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
            self.fail(say(said("{path}: {reason}.", path=str(path), reason=reason_of(error))), param, ctx)
        return path


def book(command: Command) -> Command:
    """Let a command name a book, with `--book` or without. It gets the path as `book`, or None."""

    @click.argument("notes", required=False, type=Name(), metavar="[BOOK]")
    @click.option(
        "--book", "named", type=Name(), metavar="BOOK",
        help="A folder, or one Markdown file; --book itself may be left out.  [default: book/]",
    )  # fmt: skip
    @functools.wraps(command)
    def with_book(*, notes: Path | None, named: Path | None, **others: Any) -> Any:
        if notes and named:
            raise click.UsageError(say(said("One book at a time: {one} or {other}.", one=str(notes), other=str(named))))
        return command(book=notes or named, **others)

    return with_book  # type: ignore[return-value]  # click calls it by names alone


def _file(_context: click.Context, _option: click.Parameter, value: Path | None) -> Path | None:
    if value == Path("-"):
        raise click.BadParameter(say(said("stdout is for the paths of what was written; name a file.")))
    return value


output = click.option(
    "-o", "--output", type=Name(), callback=_file, metavar="FILE", help="The file to write.  [default: in dist/]"
)


def _size(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and page_size(value) is None:
        raise click.BadParameter(
            say(said("{value} is not one of {names}.", value=repr(value), names=joined(PAGE_SIZES)))
        )
    return page_size(value) if value else None


page = click.option(
    "--page", callback=_size, metavar="|".join(PAGE_SIZES), help="The paper size, in place of book.toml's."
)


font_size = click.option(
    "--font-size", type=click.FloatRange(SMALLEST, LARGEST), metavar="PT",
    help="The size of the text in points, in place of the one that suits the page.",
)  # fmt: skip


sides = click.option(
    "--sides", type=click.Choice(SIDES),
    help="The sides of each sheet that are printed on, in place of book.toml's.",
)  # fmt: skip


booklet = click.option(
    "--booklet", is_flag=True,
    help="Lay the pages on sheets to be folded in the middle: A5 on A4, or another --page on sheets twice its size.",
)  # fmt: skip


no_answers = click.option(
    "--no-answers", is_flag=True,
    help="For pupils: leave out the answers to questions, and the sections that hold them.",
)  # fmt: skip


flip = click.option(
    "--flip", type=click.Choice(["long", "short"]), default="long", show_default=True,
    help="The edge over which your printer turns the sheets of flash cards.",
)  # fmt: skip


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


jobs = click.option(
    "--jobs", type=click.IntRange(min=1), default=cores, metavar="N",
    help="How many chapters are set at once, each by its own process (Linux).  [default: as many as there are cores]",
)  # fmt: skip


# --- Where none is given --------------------------------------------------------------------------------------


_NOTES = ("*.md", "*.markdown", "*.ipynb", "book.toml")


def default_book() -> Path:
    """`book` in the folder where the program is called, or this folder where notes stand in it.

    Elsewhere it is the book beside the program, in a checkout; nothing is there when the program is installed.
    """
    here, program = Path("book"), Path(__file__).resolve().parent.parent
    if here.exists():
        return here
    if Path.cwd() != program and any(True for pattern in _NOTES for _ in Path().glob(pattern)):
        return Path()
    return program / "book" if (program / "book").exists() else here


def language() -> str:
    """The language that this user is spoken to, found as gettext finds it; English where that is none of ours."""
    own = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
    own = own or _locale_of_system()
    wanted = [] if own.partition(".")[0] in ("C", "POSIX") else [*os.environ.get("LANGUAGE", "").split(":"), own]
    return next(filter(None, map(spoken, wanted)), ENGLISH)


def _locale_of_system() -> str:
    """What macOS and Windows know without a word in the environment."""
    try:
        return locale.getlocale()[0] or ""
    except ValueError:  # a name that Python does not know
        return ""


def timestamp() -> int:
    """Tell the time of the book, in seconds: SOURCE_DATE_EPOCH, or now. Raises UsageError when it is no time."""
    words = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not words:
        return int(time.time())
    last = 253402300799  # the end of the year 9999, where the dates of PDF and EPUB end
    if not (words.isascii() and words.isdigit() and len(words) <= len(str(last)) and int(words) <= last):
        fault = said("SOURCE_DATE_EPOCH is {value}; it must be a number of seconds since 1970.", value=repr(words))
        raise click.UsageError(say(fault))
    return int(words)
