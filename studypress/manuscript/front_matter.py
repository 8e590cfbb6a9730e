"""Front matter: what stands above a file's text between `---` lines (YAML) or `+++` lines (TOML)."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from math import isnan
from typing import Any

from studypress.config.toml import read_toml
from studypress.manuscript.words import as_text, on_one_line
from studypress.manuscript.yaml import YamlError, read_yaml
from studypress.wording import NOTHING, Sentence, said


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file's front matter says, and where the text goes on after it."""

    values: dict[str, Any] = field(default_factory=dict)
    """Its keys, in small letters, and what stands there: texts, lists and tables, and in TOML numbers too."""
    lines: int = 0
    """How many lines it takes; 0 when there is none."""
    fault: Sentence = NOTHING
    """What is wrong with it; the lines are text then."""
    fault_line: int = 0

    @property
    def title(self) -> str:
        """The title of the page, on one line."""
        return self.text("title")

    @property
    def draft(self) -> bool:
        """Whether the author calls it unfinished."""
        return self.text("draft").lower() in ("true", "yes") or self.text("published").lower() in ("false", "no")

    @property
    def weight(self) -> float | None:
        """Its place among its neighbours, as Hugo (`weight`), Docusaurus (`sidebar_position`) and others number it."""
        for key in WEIGHTS:
            with suppress(ValueError):
                weight = float(self.text(key))
                if not isnan(weight):  # nothing stands before it or behind it
                    return weight
        return None

    @property
    def authors(self) -> tuple[str, ...]:
        """Who wrote it: `author` or `authors`, a name, a list of names, or of tables with a `name`."""
        given = self.values.get("author") or self.values.get("authors") or ()
        names = [
            one.get("name") if isinstance(one, dict) else one for one in (given if isinstance(given, list) else [given])
        ]
        return tuple(on_one_line(name) for name in names if isinstance(name, str) and name.strip())

    @property
    def macros(self) -> tuple[tuple[str, str], ...]:
        r"""Commands of TeX that it defines, as MyST (`math`) and others (`macros`) have them: `\R: \mathbb{R}`."""
        found: dict[str, str] = {}
        for key in ("macros", "math"):
            table = self.values.get(key)
            for name, body in table.items() if isinstance(table, dict) else ():
                body = body.get("macro") if isinstance(body, dict) else body
                if isinstance(body, str) and re.fullmatch(r"\\?[A-Za-z]+", str(name)):
                    found[str(name)] = as_text(body)
        return tuple(found.items())

    def text(self, key: str) -> str:
        """A value that is a text or a number; empty for another."""
        value = self.values.get(key, "")
        return on_one_line(str(value)) if isinstance(value, str | int | float) else ""


WEIGHTS = ("weight", "sidebar_position", "order", "nav_order")
"""Keys by which Hugo, Docusaurus, VuePress and Just the Docs put pages in order."""

_LONGEST = 100_000
"""Characters of front matter that is read as YAML; of longer ones plain keys alone count."""
_LONGEST_WORDS = 2_000
"""Characters of what is set on a title page, in running heads and in lists of contents."""


def read_front_matter(text: str) -> FrontMatter:
    """Read front matter between `---` lines (YAML) or `+++` lines (TOML).

    A `---` that prose or nothing follows is a thematic break, and no front matter.
    """
    lines = text.split("\n")
    if len(lines) == 1 or lines[0].rstrip() not in _FENCES:
        return FrontMatter()
    fence = lines[0].rstrip()
    ends = [number for number, line in enumerate(lines[1:], 1) if line.rstrip() in _FENCES[fence]]
    opens = (_FIRST_KEY if fence == "---" else _TOML_LINE).match(lines[1])
    if not opens and not (ends and fence == "---" and _is_spaced(lines[1 : ends[0]])):
        return FrontMatter()
    if not ends:
        return FrontMatter(fault=said("The front matter is not closed by a line {fence}.", fence=fence), fault_line=1)
    inner = lines[1 : ends[0]]
    found = _read_yaml(inner) if fence == "---" else _read_toml("\n".join(inner))
    if any(len(words) > _LONGEST_WORDS for words in (found.title, *found.authors)):
        fault = said("The front matter has a title or an author of more than {most} characters.", most=_LONGEST_WORDS)
        return FrontMatter(fault=fault, fault_line=1)
    return found if found.fault else FrontMatter(found.values, lines=ends[0] + 1)


def _is_spaced(lines: list[str]) -> bool:
    """Whether lines of which the first is empty, or a comment, are front matter all the same.

    Excalidraw begins it with an empty line. A comment alone, which might be a heading between two rules, is one where
    it is addressed to an editor.
    """
    inner = [line for line in lines if line.strip() and not line.startswith("#")]
    if not inner:
        return any(_MODELINE.match(line) for line in lines)
    return all(_BARE_KEY.match(line) or line.startswith(("  ", "- ")) for line in inner)


def read_bare_front_matter(text: str) -> FrontMatter:
    """Read front matter without lines of `---` around it, which pages of MkDocs may have (MkDocs, "Meta-Data").

    It ends at an empty line. MkDocs takes any `Word: text` for it; a note with a large letter is text here.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        if not line.strip():
            break
        if not _BARE_KEY.match(line) and not (lines and line.startswith("    ")):
            return FrontMatter()
        lines.append(line)
    keys = (key for line in lines if (key := _BARE_KEY.match(line)))
    return FrontMatter({key[1]: _plain_value(key[2].strip()) for key in keys}, lines=len(lines))


_BARE_KEY = re.compile(r" {0,3}([a-z][\w-]*):(?!//)(.*)", re.ASCII)
_MODELINE = re.compile(r"#\s*(?:(?:vim?|ex):\s|-\*-)")
"""What Vim or Emacs reads: `# vim: ft=markdown`."""
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_TOML_LINE = re.compile(r"\s*(#|\[|[\w\"'.-]+\s*=)")
_YAML_KEY = re.compile(r"""("[^"]*"|'[^']*'|[\w.-]+(?: [\w.-]+)*)\s*::?(?:\s+(.*))?$""")
"""With a second colon too, as Dataview has it in a note's text."""
_FIRST_KEY = re.compile(r"""("[^"]*"|'[^']*'|[\w.-]+|[a-z]+(?: [a-z]+){1,2})\s*::?(?:\s|$)""")
"""`date created:`, as the Linter of Obsidian writes it; `Mind this: …` is prose."""
_YAML_OTHER = re.compile(r"\s|#|- |-$|[\]}]|$")
"""What else may open a line of YAML: more of the line above, a comment, a member of a list, an end of one."""


def _read_yaml(lines: list[str]) -> FrontMatter:
    for number, line in enumerate(lines):
        if not _YAML_KEY.match(line) and not _YAML_OTHER.match(line):
            return FrontMatter(fault=said("This line of the front matter is not `key: value`."), fault_line=number + 2)
    text = "\n".join(lines)
    try:
        table = read_yaml(text) if len(text) <= _LONGEST else None
    except YamlError:
        table = None
    return FrontMatter(_lowered(table) if isinstance(table, dict) else _plain_keys(lines))


def _plain_keys(lines: list[str]) -> dict[str, Any]:
    """Read what is no YAML to the letter: `title: Docker: 入门`, `title: @home`."""
    keys = (key for line in lines if (key := _YAML_KEY.match(line)))
    return {key[1].strip("\"'").lower(): _plain_value((key[2] or "").strip()) for key in keys}


def _plain_value(value: str) -> str:
    quoted = re.match(r"""(["'])(.*)\1""", value)
    if quoted:
        return quoted[2].replace("''", "'") if quoted[1] == "'" else re.sub(r"\\(.)", r"\1", quoted[2])
    return re.split(r"\s#", value, maxsplit=1)[0].strip()


def _read_toml(text: str) -> FrontMatter:
    try:
        return FrontMatter(_lowered(read_toml(text)))
    except (ValueError, RecursionError):
        return FrontMatter(fault=said("The front matter between the +++ lines is not TOML."), fault_line=1)


def _lowered(table: dict[Any, Any]) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in table.items()}
