"""What a cell of code has put out, as Markdown: of each output the one form that says most on paper.

Text is code in a block of the class `output`, which Pandoc gives it too; a picture is named by its place in the cell
(`output:2`), and read from the notebook where pictures are read.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby

from studypress.manuscript.fences import fence_after
from studypress.manuscript.notebooks.chunk_options import is_off, picture_line
from studypress.manuscript.notebooks.notebook import Cell, Output, kind_of_picture

_ESCAPES = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[ -/]*[0-~]?")
"""What steers a terminal, colours above all (ECMA-48)."""
_DRAWN = ("[<matplotlib", "<matplotlib", "<seaborn", "<ggplot", "<Figure ", "[<Figure ")
"""How the result of a cell begins that names what is drawn beside it; Quarto leaves it out too."""
_NAME_OF_OBJECT = re.compile(r"<[\w.]+(?: object)?(?: at 0x[0-9a-f]+)?>")
_RUN = re.compile("`{3,}")
_FORMULA = re.compile(r"(?:\$\$?([^$]+)\$\$?|\\\[(.+)\\\])", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\begin\{(?!tabular|table|array|longtable|center|document)")
_LONGEST_FORMULA = 20_000
"""Characters; beyond is no formula that a page can show."""

Options = Mapping[str, str]
"""What the author says of a cell: `echo`, `fig-cap`, …"""


def output_lines(cell: Cell, options: Options) -> list[str]:
    """What a cell has put out and its author shows, as lines of Markdown, with an empty line behind each output."""
    if "remove-output" in cell.tags or is_off(options.get("output", "")):
        return []
    shown = [number for number, one in enumerate(cell.outputs) if f"remove-{one.stream or 'nothing'}" not in cell.tags]
    has_picture = any(kind_of_picture(cell.outputs[number].data) for number in shown)
    lines: list[str] = []
    given = {**cell.shown, **options}
    for stream, numbers in groupby(shown, key=lambda number: cell.outputs[number].stream or str(number)):
        first, *more = numbers
        one = cell.outputs[first]
        if one.stream:
            text = "".join(cell.outputs[number].data["text/plain"] for number in (first, *more))
            found = markdown_lines(text) if options.get("output") == "asis" and stream == "stdout" else _fenced(text)
        elif one.kind == "error":
            found = _fenced(one.data["text/plain"])
        elif has_picture and one.kind == "execute_result" and one.data.get("text/plain", "").startswith(_DRAWN):
            found = _form(first, one, given) if kind_of_picture(one.data) else []
        else:
            found = _form(first, one, given)
        if found and found[0].startswith("!["):
            given = {}  # they are said of the first
        lines += [*found, ""] if found else []
    return lines


def markdown_lines(text: str) -> list[str]:
    """Lines of Markdown that end what they open, so that nothing of what follows gets into their code or comment."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    fence, comment = "", False
    for line in lines:
        if not fence:
            comment = "-->" not in line and (comment or line.lstrip(" ").startswith("<!--"))
        if not comment:
            fence = fence_after(fence, line)
    return [*lines, *([fence] if fence else ["-->"] if comment else [])]


def fence_for(text: str) -> str:
    """A fence that no line of a text can end."""
    return "`" * max([3, *(len(run) + 1 for run in _RUN.findall(text))])


def _form(number: int, output: Output, options: Options) -> list[str]:
    """The form of an output that says most: a table, a formula, Markdown, a picture, other HTML, text."""
    data = output.data
    html, plain = _readable(data.get("text/html", "")), data.get("text/plain", "")
    if "<table" in html:
        return _element(_captioned(html, options))
    if formula := _formula(data.get("text/latex", "")):
        return formula
    if data.get("text/markdown"):
        return markdown_lines(data["text/markdown"])
    if kind_of_picture(data):
        return [picture_line(f"output:{number}", options, [f"width={output.width}px"] if output.width else [])]
    if html and (not plain or _NAME_OF_OBJECT.fullmatch(plain.strip())):
        return _element(html)
    if plain.strip() and not (_NAME_OF_OBJECT.fullmatch(plain.strip()) and _is_live(data)):
        return _fenced(plain)
    return [picture_line(f"output:{number}", options)] if _is_live(data) else []


def _is_live(data: Mapping[str, str]) -> bool:
    """Whether an output draws something, but in a browser alone; scripts that only load others draw nothing."""
    html = data.get("text/html", "")
    kinds = [kind for kind in data if kind.startswith("application/vnd.") and "_load." not in kind]
    return bool(kinds or re.search(r"<(?:div|form|img|iframe|canvas|video|audio|svg)\b", html, re.IGNORECASE))


def _fenced(text: str) -> list[str]:
    """Text as the terminal of a notebook shows it."""
    lines = terminal_text(text).rstrip("\n")
    if not lines.strip():
        return []
    fence = fence_for(lines)
    return ['<div class="output">', "", f"{fence}text no-line-numbers", *lines.split("\n"), fence, "", "</div>"]


def terminal_text(text: str) -> str:
    """What is left to read of a text with colours, and with lines that were written one over the other."""
    text = _ESCAPES.sub("", text.replace("\r\n", "\n"))
    if "\b" in text:
        kept: list[str] = []
        for sign in text:
            if sign != "\b":
                kept.append(sign)
            elif kept and kept[-1] != "\n":
                kept.pop()
        text = "".join(kept)
    return "\n".join(map(_overwritten, text.split("\n"))) if "\r" in text else text


def _overwritten(line: str) -> str:
    shown: list[str] = []
    for run in line.split("\r"):
        shown[: len(run)] = run
    return "".join(shown)


def _formula(tex: str) -> list[str]:
    """A formula alone, or words with formulas in them; nothing where it is no formula but a table."""
    if len(tex) > _LONGEST_FORMULA:
        return []
    tex = "\n".join(line for line in tex.strip().split("\n") if line.strip())
    if found := _FORMULA.fullmatch(tex):
        return ["$$", *(found[1] or found[2]).strip().split("\n"), "$$"]
    return tex.split("\n") if _ENVIRONMENT.match(tex) or "$" in tex else []


# --- HTML -----------------------------------------------------------------------------------------------------

_WITH_CONTENT = re.compile(r"<(script|style|button|form|noscript)\b", re.IGNORECASE)
_ALONE = re.compile(r"<(?:link|meta|input)\b[^<>]*>|<!--[^<>]*-->", re.IGNORECASE)
_TABLE = re.compile(r"<table\b([^<>]*)>", re.IGNORECASE)
_LIVE = re.compile(r"<(?:iframe|video|audio|source)\b(?![^<>]*\bsrc=[\"']?https?:)[^<>]*>", re.IGNORECASE)
_SEEN = re.compile(r"<(?:img\b[^<>]*\bsrc=|(?:table|svg|iframe|video|audio)\b)", re.IGNORECASE)


def _readable(html: str) -> str:
    """HTML without what runs, or says how things look; empty where nothing of it can be seen on paper."""
    kept = _LIVE.sub("", _ALONE.sub("", "".join(_outside(html)))).strip()
    return kept if _SEEN.search(kept) or re.sub(r"<[^<>]*>", "", kept).strip() else ""


def _outside(html: str) -> Iterable[str]:
    """HTML without the elements of which not even the text is for readers."""
    end, small = 0, html.lower()
    for opening in _WITH_CONTENT.finditer(html):
        if opening.start() < end:
            continue
        closing = small.find(f"</{opening[1].lower()}", opening.end())
        yield html[end : opening.start()]
        if closing < 0:
            end = len(html)
            break
        end = small.find(">", closing) + 1 or len(html)
    yield html[end:]


def _element(html: str) -> list[str]:
    """HTML as one block of CommonMark, which an empty line would end: on one line, its `<pre>` as they are."""
    parts = re.split(r"(</?pre\b)", html, flags=re.IGNORECASE)
    inside, line = False, ""
    for part in parts:
        if part.lower() in ("<pre", "</pre"):
            inside = part[1] != "/"
        elif inside:
            part = part.replace("\n", "&#10;")
        else:
            part = " ".join(one.strip() for one in part.split("\n") if one.strip())
        line += part
    return [line] if line.startswith("<div") else [f"<div>{line}</div>"]


def _captioned(html: str, options: Options) -> str:
    """HTML whose first table has the caption and the label that its cell gives it."""
    caption, label = escape(options.get("tbl-cap", "")), escape(options.get("label", ""))
    if not caption:
        return html
    identifier = f' id="{label}"' if label else ""
    return _TABLE.sub(lambda found: f"<table{identifier}{found[1]}><caption>{caption}</caption>", html, count=1)
