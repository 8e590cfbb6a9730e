"""A library's function is changed where it stands."""

from importlib import import_module
from pathlib import Path

import pytest

from studypress.library_seams import Seam


def test_a_function_is_changed_and_not_made_of_what_its_head_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a_library.py").write_text(
        "def made(number: int = (lambda: 3)()) -> int:\n    return number * 2\n", encoding="utf8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    library = import_module("a_library")
    Seam(library, "made", "").change({"number * 2": "number * 5"})
    assert library.made() == 15  # Python compiles what its head says first, and from 3.14 on its annotations too
