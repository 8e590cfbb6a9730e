"""From the bytes of a file to its text, its front matter cut off."""

import codecs
import re
import tomllib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file's front matter says, and where the text goes on after it."""

    title: str = ""
    lines: int = 0
    """How many lines it takes; 0 when there is none."""
    fault: str = ""
    """What is wrong with it; the lines are text then."""
    fault_line: int = 0


def decode(data: bytes) -> str:
    """Decode UTF-8, or UTF-16 that opens with its mark; line ends become those of Unix.

    Raises UnicodeDecodeError; `bad_line` tells the line.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _even_lines(data[len(mark) :].decode(encoding))
    return _even_lines(data.decode("utf-8"))


def bad_line(error: UnicodeDecodeError) -> int:
    """Find the line of the first byte that could not be decoded."""
    return _even_lines(error.object[: error.start].decode(error.encoding, "replace")).count("\n") + 1


def looks_like_gbk(data: bytes) -> bool:
    """Tell whether bytes that are no UTF-8 make Chinese when read as GB 18030, which contains GBK and GB 2312."""
    try:
        strange = [sign for sign in data.decode("gb18030") if not sign.isascii()]
    except UnicodeDecodeError:
        return False
    # The second bound is the punctuation and full-width forms of East Asia.
    east_asian = [sign for sign in strange if "\u4e00" <= sign <= "\u9fff" or "\u3000" <= sign <= "\u303f"]
    return 2 * len(east_asian) > len(strange)


def read_front_matter(text: str) -> FrontMatter:
    """Read front matter between `---` lines (YAML, of which only plain keys count) or `+++` lines (TOML).

    A `---` that prose or nothing follows is a thematic break, and no front matter.
    """
    lines = text.split("\n")
    if len(lines) == 1 or lines[0].rstrip() not in _FENCES:
        return FrontMatter()
    fence = lines[0].rstrip()
    if not (_YAML_KEY if fence == "---" else _TOML_LINE).match(lines[1]):
        return FrontMatter()
    ends = [number for number, line in enumerate(lines[1:], 1) if line.rstrip() in _FENCES[fence]]
    if not ends:
        return FrontMatter(fault=f"The front matter is not closed by a line {fence}.", fault_line=1)
    inner = lines[1 : ends[0]]
    found = _yaml_title(inner) if fence == "---" else _toml_title("\n".join(inner))
    return found if found.fault else FrontMatter(found.title, lines=ends[0] + 1)


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_TOML_LINE = re.compile(r"\s*(#|\[|[\w\"'.-]+\s*=)")
_YAML_KEY = re.compile(r"([\w.-]+)\s*:(?:\s+(.*))?$")
_YAML_OTHER = re.compile(r"\s|#|- |-$|[\]}]|$")
"""What else may open a line of YAML: more of the line above, a comment, a member of a list, an end of one."""


def _even_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _yaml_title(lines: list[str]) -> FrontMatter:
    title = ""
    for number, line in enumerate(lines):
        key = _YAML_KEY.match(line)
        if not key and not _YAML_OTHER.match(line):
            return FrontMatter(fault="This line of the front matter is no `key: value`.", fault_line=number + 2)
        if key and key[1].lower() == "title":
            title = _yaml_value((key[2] or "").strip(), lines[number + 1 :])
    return FrontMatter(title)


def _yaml_value(value: str, below: list[str]) -> str:
    if re.fullmatch(r"[>|][+-]?\d?|", value):
        indented = re.match(r"(\s+.*\n|\s*\n)*", "".join(f"{line}\n" for line in below))
        return " ".join(indented[0].split()) if indented else ""
    quoted = re.match(r"""(["'])(.*)\1""", value)
    if quoted:
        return quoted[2].replace("''", "'") if quoted[1] == "'" else re.sub(r"\\(.)", r"\1", quoted[2])
    return re.split(r"\s#", value, maxsplit=1)[0].strip()


def _toml_title(text: str) -> FrontMatter:
    try:
        title = tomllib.loads(text).get("title", "")
    except (ValueError, RecursionError):
        return FrontMatter(fault="The front matter between the +++ lines is not TOML.", fault_line=1)
    return FrontMatter(title if isinstance(title, str) else str(title))
