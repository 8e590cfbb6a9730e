"""Graphviz diagrams, where the program `dot` is found; it is run in an empty folder and may read no file."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from studypress.figures.assets import PictureError
from studypress.figures.measure import FONT_FAMILY, face_file
from studypress.forks import CAN_FORK, end_with
from studypress.temporary import named_folder
from studypress.wording import Sentence, said, verbatim

_SECONDS = 20
_MEMORY = 2 << 30
"""Bytes; what a page can show takes a twentieth."""
_SECONDS_TO_ANSWER = 10
"""For its version, which it knows at once."""
_READS_FILES = frozenset(("image", "imagepath", "shapefile", "fontpath", "stylesheet", "_background"))
"""Attributes by which a drawing takes in other files (Graphviz, Attributes)."""
_TOKEN = re.compile(
    r'//[^\n]*|/\*.*?(?:\*/|\Z)|^[^\S\n]*#[^\n]*|"(?:\\.|[^"\\])*"?|[\w.\u0080-\uffff]+|\S', re.DOTALL | re.MULTILINE
)
_SYNTAX = re.compile(r"syntax error in line (\d+) near '(.*)'")
_LABEL = re.compile(r'\b((?:x|head|tail)?label)\s*=\s*"((?:\\.|[^"\\])*)(?:"|\Z)', re.IGNORECASE)
_NODE = re.compile(r'(?:^|[;{}\]\n])\s*(?!(?:node|edge|graph)\b)("[^"\\]*"|\w+)\s*\[[^\]"]*(?:"[^"\\]*"[^\]"]*)*\Z')
"""What begins a statement before a label: the node that it is of."""
_LONGEST_NODE = 300
_COMMENT = re.compile(r'("(?:\\.|[^"\\])*"?)|//[^\n]*|/\*.*?(?:\*/|\Z)|^[^\S\n]*#[^\n]*', re.DOTALL | re.MULTILINE)
_DEFAULTS = (
    f"-Gfontname={FONT_FAMILY}", f"-Nfontname={FONT_FAMILY}", f"-Efontname={FONT_FAMILY}",
    "-Gfontsize=11", "-Nfontsize=11", "-Efontsize=10", "-Nshape=box", "-Nheight=0.35", "-Nmargin=0.12,0.06",
    "-Gnodesep=0.3", "-Granksep=0.35", "-Gpad=0.05", "-Gbgcolor=transparent", "-Earrowsize=0.7",
)  # fmt: skip
"""Defaults only: what the author says in the source counts."""


def render_dot(source: str) -> str:
    """Draw the diagram as SVG text. Raises PictureError with the renderer's message."""
    program = shutil.which("dot")
    if program is None or not _version(program):
        raise PictureError(
            said("Graphviz, which draws it, is not installed"),
            said("Install Graphviz (the program `dot`), or draw it in mermaid."),
        )
    _refuse_files(source)
    with named_folder() as folder:
        return _run(program, source, folder)


def dot_version() -> str:
    """The version as `dot` says it; empty without Graphviz, and when it does not answer."""
    program = shutil.which("dot")
    return _version(program) if program else ""


@cache
def _version(program: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # no shell
            [program, "-V"], stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS_TO_ANSWER, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stderr.decode("utf-8", "replace").strip()


def dot_labels(source: str) -> Iterator[str]:
    """The words that the drawing must show, line by line."""
    for label in _labels(_COMMENT.sub(_kept, source)):
        # Record fields, `\\N` and entities are drawn otherwise than they are written.
        if not re.search(r"[{}|<>&]|\\[NGETHL]", label):
            yield from re.split(r"\\[nlr]", label)


def _kept(match: re.Match[str]) -> str:
    return match[1] or " "


def _labels(source: str) -> Iterable[str]:
    """All labels; of those of one node the last, which is the one that is drawn."""
    drawn: dict[tuple[str, str], str] = {}
    for match in _LABEL.finditer(source):
        node = _NODE.search(source, max(match.start() - _LONGEST_NODE, 0), match.start())
        drawn[node[1] if node else str(match.start()), match[1].lower()] = match[2]
    return drawn.values()


def _run(program: str, source: str, folder: Path) -> str:
    (folder / "fonts.conf").write_text(_font_settings(folder), encoding="utf-8")
    try:
        done = subprocess.run(  # noqa: S603  # no shell; the source is standard input, never an argument
            [program, "-Tsvg", *_DEFAULTS], input=source.encode(), capture_output=True, timeout=_SECONDS, check=False,
            cwd=folder, env=_environment(folder), preexec_fn=_bounded(os.getpid()),
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise PictureError(
            said("it took dot more than {seconds} seconds", seconds=_SECONDS), said("Simplify the diagram.")
        ) from error
    except OSError as error:
        raise PictureError(
            said("dot could not be started"), said("Check that Graphviz is installed correctly.")
        ) from error
    if done.returncode < 0:
        raise PictureError(
            said("dot was stopped before it was done"),
            said("Build again; if that stops it too, simplify the diagram."),
        )
    if done.returncode != 0 or b"<svg" not in done.stdout:
        raise PictureError(_message(done.stderr.decode("utf-8", "replace")))
    return done.stdout.decode("utf-8", "replace")


def _bounded(parent: int) -> Callable[[], None] | None:
    """What dot does before it is dot, where that is safe: it ends with this process, and takes memory within bounds."""
    if not CAN_FORK:
        return None
    import resource

    allowed = [limit for limit in resource.getrlimit(resource.RLIMIT_AS) if limit != resource.RLIM_INFINITY]
    memory = min([_MEMORY, *allowed])  # nobody may take more than the system gives

    def bound() -> None:
        end_with(parent)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    return bound


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the user's settings, so that a drawing is the same everywhere; and no files but this folder's."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        "SERVER_NAME": "studypress",  # dot reads no file that a drawing names when this is set
    }


def _font_settings(folder: Path) -> str:
    """Fontconfig that knows our face alone, so that boxes fit their labels on every machine."""
    faces = folder / "faces"
    faces.mkdir()
    for bold in (False, True):
        if (file := face_file(bold)).is_file():
            _place(file, faces / file.name)
    directories = f"<dir>{faces}</dir>" if any(faces.iterdir()) else "<dir>/usr/share/fonts</dir>"
    return f'<?xml version="1.0"?><fontconfig>{directories}<cachedir>{folder}/cache</cachedir></fontconfig>'


def _place(file: Path, target: Path) -> None:
    try:
        target.symlink_to(file)
    except OSError:  # Windows without the right to make links
        shutil.copyfile(file, target)


def _refuse_files(source: str) -> None:
    tokens = [token for token in _TOKEN.findall(source) if not token.startswith(("//", "/*", "#"))]
    for name, sign in pairwise(tokens):
        if sign == "=" and name.strip('"').lower() in _READS_FILES:
            raise PictureError(said("it includes a file ({name}=…)", name=name.strip('"')), _WITHOUT_FILES)
    if re.search(r"<\s*img\b", source, re.IGNORECASE):
        raise PictureError(said("it includes a file (<img …>)"), _WITHOUT_FILES)


_WITHOUT_FILES = said("Draw it without files of its own.")


def _message(errors: str) -> Sentence:
    lines = [line for line in errors.splitlines() if line.strip() and not line.startswith("Warning")]
    words = re.sub(r"^Error:\s*(?:<stdin>:\s*)?", "", lines[0]).strip().rstrip(".") if lines else ""
    if found := _SYNTAX.fullmatch(words):
        return said("syntax error in line {line} near '{word}'", line=int(found[1]), word=found[2])
    return verbatim(words) if words else said("dot drew nothing")
