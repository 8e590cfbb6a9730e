"""The program as it is started: by build.py, as `studypress`, or by `python -m studypress`."""

import sys
from importlib import import_module
from typing import NoReturn

from studypress.compiled import keep_in, kept_compiled
from studypress.resources import user_cache


def run() -> NoReturn:
    """Load the program and be it; who stops it before it is loaded sees no traceback either."""
    try:
        keep_in(user_cache())
        with kept_compiled():
            cli = import_module("studypress.cli")
        sys.exit(cli.run())
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
