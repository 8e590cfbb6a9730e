"""TOML that authors, or strangers, have written."""

import tomllib
from typing import Any


def read_toml(text: str) -> dict[str, Any]:
    """Read a table. Raises ValueError where it is none, and RecursionError where it is nested too deep.

    None either is one with a number that cannot be written again: Python reads `0xfff…` of any length, but writes
    4,300 digits (`sys.get_int_max_str_digits`), and every message says what stands there.
    """
    table = tomllib.loads(text)
    repr(table)
    return table
