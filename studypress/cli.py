"""The program as it is called: its commands, and how it ends when all goes well, and when it does not."""

import errno
import gc
import io
import os
import sys
from contextlib import suppress
from typing import NoReturn

import click

from studypress import options
from studypress.commands import commands, hint_line
from studypress.memory import has_room
from studypress.problems import MORE_MEMORY
from studypress.screen import printable, tell
from studypress.usage import in_users_language, where_else
from studypress.wording import reason_of, said


def run() -> NoReturn:
    """Run and leave at once: the system takes a book's memory back, where Python would free it object by object."""
    gc.disable()  # a book is many objects and few circles: looking for garbage would take a twelfth of the time
    status = main()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError):  # nobody reads on
            stream.flush()
    os._exit(status)


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status: 0 done, 1 errors in the manuscript, 2 wrong usage or setup."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a console that has no Han must not stop the work
    try:
        status = in_users_language(commands).main(arguments, "studypress", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        error.show()
        if isinstance(error, click.NoSuchOption) and (hint := where_else(error.option_name, commands)):
            tell(hint_line(hint))
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return 130
    except MemoryError:
        return _no_memory()
    except BrokenPipeError:
        return 1  # nobody reads on
    except OSError as error:
        return _no_room(error) if error.errno in _NO_ROOM else _internal_error(error)
    except Exception as error:
        return _internal_error(error)


_NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EIO)


_LITTLE = 64_000_000
"""Bytes: what has less left than the largest library or face takes has most likely stumbled over that."""


def _no_room(error: OSError) -> int:
    tell(f"studypress: {options.say(said('cannot be written: {reason}', reason=reason_of(error)))}")
    return 1


def _no_memory() -> int:
    tell(f"studypress: {options.say(said('There is not enough memory.'))}")
    tell(hint_line(MORE_MEMORY))
    return 1


def _internal_error(error: Exception) -> int:
    if os.environ.get("STUDYPRESS_DEBUG"):
        raise error
    if not has_room(_LITTLE):
        return _no_memory()  # a library that cannot be loaded or a face that cannot be read says all but this
    words = printable(f"{type(error).__name__}: {error}".splitlines()[0])
    tell(f"studypress: internal error: {words}")
    tell(hint_line(said("Please report it, with what STUDYPRESS_DEBUG=1 shows.")))
    return 1
