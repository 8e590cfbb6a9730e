"""The program as it is installed: `studypress`, or `python -m studypress`."""

import sys
from importlib import import_module
from typing import NoReturn


def run() -> NoReturn:
    """Load the program and be it; who stops it before it is loaded sees no traceback either."""
    try:
        sys.exit(import_module("studypress.cli").run())
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
