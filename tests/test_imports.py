"""The house of docs/architecture.md: a room imports only rooms above it, and each dependency has one door."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "studypress"

ROOMS = tuple(
    name.rstrip("/").removesuffix(".py")
    for cell in re.findall(r"^\| (`.*?) \|", (PACKAGE.parent / "docs" / "architecture.md").read_text("utf8"), re.M)
    for name in re.findall(r"`([^`]+)`", cell)
)
"""From the top of the table to its bottom."""

DOORS = {
    "bibtexparser": {"bibliography"},
    "click": {"screen", "options", "usage", "commands", "cli"},
    "ebooklib": {"epub"},
    "emoji": {"markdown"},
    "fontTools": {"epub", "figures"},  # faces cut down to what an e-book needs; outlines of figures
    "jinja2": {"render"},
    "latex2mathml": {"figures"},
    "lxml": {"epub", "figures"},
    "markdown_it": {"manuscript", "markdown"},
    "mdit_py_plugins": {"markdown"},
    "merman": {"figures"},
    "opencc": {"study"},
    "pikepdf": {"pdf"},
    "PIL": {"figures"},
    "pydyf": {"pdf"},
    "pygments": {"figures"},
    "pyphen": {"pdf"},
    "pypinyin": {"study"},
    "resvg_py": {"figures"},
    "rich": {"screen"},
    "tinycss2": {"stylesheets", "pdf", "epub", "figures", "glyph_drawing"},
    "cssselect2": {"pdf"},
    "tinyhtml5": {"pdf"},
    "watchfiles": {"watching"},
    "weasyprint": {"pdf"},
    "yaml": {"manuscript"},
    "ziafont": {"figures"},
    "ziamath": {"figures"},
}
"""Which rooms may import what was not written here."""

MODULES = sorted(file for file in PACKAGE.rglob("*.py") if file != PACKAGE / "__init__.py")


def _room(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf8"))


def _imports(file: Path) -> Iterator[str]:
    """Yield the modules that a file imports, with the names taken from the package itself: `studypress.pdf`."""
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_has_its_place_in_the_table() -> None:
    assert sorted({_room(file) for file in MODULES}) == sorted(ROOMS)


_FEW = 5
"""Modules whose names say enough."""


def _untold(package: Path) -> Iterator[str]:
    """The modules that the docstring of a package, which is its map, leaves out."""
    modules = {file.stem for file in package.iterdir() if file.suffix == ".py" or (file / "__init__.py").is_file()}
    told = re.findall(r"\w+", ast.get_docstring(_tree(package / "__init__.py")) or "")
    if len(modules) > 1 + _FEW:
        yield from (f"{package.name}: {module}" for module in sorted(modules - {"__init__", *told}))


def test_the_docstring_of_a_package_names_its_modules() -> None:
    packages = [file.parent for file in MODULES if file.name == "__init__.py"]
    assert [module for package in packages for module in _untold(package)] == []


def _forbidden(file: Path) -> Iterator[str]:
    """What a module imports from below, or through another's door."""
    room = _room(file)
    for name in _imports(file):
        first, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if first == "studypress":
            if other != "__version__" and ROOMS.index(other) > ROOMS.index(room):
                yield f"{file}: {name} is below {room}"
        elif first not in sys.stdlib_module_names and room not in DOORS[first]:
            yield f"{file}: {first} has its door in {', '.join(DOORS[first])}"


def test_a_module_imports_only_from_above_and_through_its_doors() -> None:
    assert [fault for file in MODULES for fault in _forbidden(file)] == []


@pytest.mark.parametrize("step", ["syntax", "elements", "nodes"])
def test_a_step_of_markdown_knows_nothing_of_the_later_ones(step: str) -> None:
    steps = ["syntax", "elements", "nodes"]
    files = list((PACKAGE / "markdown" / step).rglob("*.py"))
    assert files
    for file in files:
        for name in _imports(file):
            if name.startswith("studypress.markdown"):
                assert name.split(".")[2] in steps[: steps.index(step) + 1], f"{name} is below {step}"


def test_what_han_characters_are_is_said_once() -> None:
    spelt = re.compile(r"\\u(?:3400|4e00)-\\u(?:4dbf|9fff)")
    elsewhere = {file.name for file in MODULES if spelt.search(file.read_text(encoding="utf8"))} - {"letters.py"}
    assert elsewhere == {"texts.py"}  # `pdf/sparing` looks for the most frequent, in the least time


def test_what_code_in_a_line_is_is_said_once() -> None:
    elsewhere = {file.name for file in MODULES if "`+)" in file.read_text(encoding="utf8")} - {"fences.py"}
    assert elsewhere == {"roles.py"}  # where the backquotes are a part of the mark


def test_help_loads_nothing_heavy() -> None:
    heavy = [
        "weasyprint",
        "jinja2",
        "pikepdf",
        "rich",
        "markdown_it",
        "pypinyin",
        "opencc",
        "PIL",
        "lxml",
        "ebooklib",
        "pygments",
    ]
    code = (
        "import sys; from studypress.cli import main; assert main(['--help']) == 0; assert main(['pdf', '-h']) == 0; "
        f"sys.stderr.write(' '.join(name for name in {heavy} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    assert "Usage: studypress pdf" in done.stdout
    assert done.stderr == ""


def test_what_sets_pages_loads_nothing_that_understands_a_book() -> None:
    rooms = ["manuscript", "markdown", "study", "resolve", "figures", "render"]
    code = (
        "import sys, studypress.press, studypress.pdf; "
        f"sys.stderr.write(' '.join(name for name in {rooms} if f'studypress.{{name}}' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    assert done.stderr == ""


def test_what_weasyprint_seldom_calls_is_loaded_when_it_is_called() -> None:
    code = (
        "import sys, studypress.pdf, weasyprint.pdf.fonts as fonts; "
        "seldom = lambda: [name for name in sys.modules if name.startswith('fontTools.subset')]; before = seldom(); "
        "fonts.subset.Subsetter(fonts.subset.Options(retain_gids=True)); print(before, len(seldom()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    before, _, after = done.stdout.strip().rpartition(" ")
    assert before == "[]"
    assert int(after) > 0


_LONGEST = 40
"""Lines of a function: what is longer does several things."""


def _too_long(file: Path) -> Iterator[str]:
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= _LONGEST:
            yield f"{file}:{node.lineno} {node.name}"


def test_no_function_is_longer_than_a_reader_holds() -> None:
    assert [place for file in MODULES for place in _too_long(file)] == []


_TELL_OF_ALL = {"cli", "forks", "many_books"}
"""Rooms that pass any fault on, or tell it as one."""


def _taking_all(file: Path) -> Iterator[str]:
    """The `try` that take any exception for a fault, MemoryError among them."""
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.Try):
            caught = [ast.unparse(handler.type) if handler.type else "BaseException" for handler in node.handlers]
            if "Exception" in caught and not any("MemoryError" in one for one in caught[: caught.index("Exception")]):
                yield f"{file}:{node.lineno}"


def test_too_little_memory_is_never_taken_for_a_fault_of_the_manuscript() -> None:
    files = (file for file in MODULES if _room(file) not in _TELL_OF_ALL)
    assert [place for file in files for place in _taking_all(file)] == []
