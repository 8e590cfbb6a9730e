"""What its author says of code in its first lines: `#| fig-cap: text` (Quarto, "Execution Options")."""

import re
from collections.abc import Iterable, Mapping
from itertools import accumulate

from studypress.manuscript.yaml import YamlError, read_yaml

CHUNK = "chunk:"
"""What the label of code begins with that would draw what its author refers to by `fig:` or `tab:`."""
BESIDE = "beside"
"""The attribute that names the pictures which stand beside one, above the same caption: `{beside="b.png|c.png"}`."""


def options_apart(content: str) -> tuple[dict[str, str], str, int]:
    """The options of code, the code without them, and the number of lines that they took.

    Lines that are no YAML are code, as those of nbdev are.
    """
    lines = content.split("\n")
    ends = next((number for number, line in enumerate(lines) if not line.lstrip().startswith("#|")), len(lines))
    found = read_options(lines[:ends])
    return ({}, content, 0) if found is None else (found, "\n".join(lines[ends:]), ends)


def read_options(lines: list[str]) -> dict[str, str] | None:
    """Read lines `#| key: value`; None where these are no YAML."""
    try:
        table = read_yaml("\n".join(line.lstrip()[2:] for line in lines))
    except YamlError:
        return None
    if lines and not isinstance(table, dict):
        return None
    return {str(key).replace(".", "-"): value for key, value in (table or {}).items() if isinstance(value, str)}


def is_off(value: str) -> bool:
    """Whether an option is set to what stands for no."""
    return value.lower() in ("false", "f", "no")


def quotable(text: str) -> str:
    """A text that may stand between quotation marks in braces."""
    return " ".join(text.split()).translate(str.maketrans('"{}', "'()"))


def picture_line(source: str, options: Mapping[str, str], sizes: Iterable[str] = ()) -> str:
    """The picture as Markdown has it, so that its caption is read as any line."""
    return f"![{caption_of(options)}](<{source}>){picture_marks(options, sizes)}"


def caption_of(options: Mapping[str, str]) -> str:
    """The caption of a picture, as it may stand between square brackets."""
    caption = " ".join(options.get("fig-cap", "").split())
    return caption if _is_balanced(caption) else re.sub(r"([\[\]])", r"\\\1", caption)


def picture_marks(options: Mapping[str, str], sizes: Iterable[str] = ()) -> str:
    """The description, label and size of a picture as attributes."""
    marks = [f'fig-alt="{alt}"'] if (alt := quotable(options.get("fig-alt", ""))) else []
    if label := options.get("label", ""):
        marks.append(f"#{label if label.startswith(('fig-', 'fig:')) else f'fig:{label}'}")
    marks += sizes
    return f"{{{' '.join(marks)}}}" if marks else ""


def _is_balanced(text: str) -> bool:
    depths = list(accumulate((sign == "[") - (sign == "]") for sign in re.sub(r"\\.", "", text)))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)
