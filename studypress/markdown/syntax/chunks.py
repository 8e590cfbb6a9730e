"""Chunks of R Markdown and Quarto, of which no code is run: what a reader sees of them without that.

`knitr::include_graphics("a.png")` shows a picture: that is the way to one with a caption, a label and a width. Options
(`#| echo: false`) are no code. Code that its author does not show is left out, unless it would draw a figure or a
table: then it stands in its place, below the caption.
"""

import re
from collections.abc import Iterator

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from studypress.manuscript.fences import fence_mark
from studypress.manuscript.notebooks.chunk_options import (
    BESIDE,
    CHUNK,
    is_off,
    options_apart,
    picture_line,
    quotable,
    read_options,
)
from studypress.markdown.syntax.text_references import with_texts

_CHUNK = re.compile(r"\{(?:[rR]|python|julia|sql|bash|ojs|Rcpp|stan)(?![\w.-])[ \t]*+(.*)\}[ \t]*+")
_DRAWING = re.compile(r"\{(mermaid|dot)\}[ \t]*")
_DRAWING_OPTION = re.compile(r"[ \t]*(?:%%|//)\|")
_LABEL = re.compile(r"([\w:.\-]+)[ \t]*(?:,|$)")
_OPTION = re.compile(
    r"""([A-Za-z][\w.\-]*)[ \t]*=[ \t]*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,()]+(?=[ \t]*(?:,|$)))"""
)
_NAME = r"""(?:"[^"<>]+"|'[^'<>]+')"""
_NAMES = rf"{_NAME}(?:\s*,\s*{_NAME})*"
_FILES = rf"(?:{_NAME}|c\(\s*{_NAMES}\s*\))"
_CALL = re.compile(
    rf"(?:knitr::)?include_graphics\(\s*(?:path\s*=\s*)?(?:(?P<files>{_FILES})"
    rf"|paste0\(\s*(?P<folder>{_NAME})\s*,\s*(?P<below>{_FILES})\s*\)"
    rf"|(?:(?P<here>(?:here::)?here)|file\.path)\(\s*(?P<parts>{_NAMES})\s*\))\s*(?P<more>(?:,[^()]*)?)\)\s*"
)
"""With one file or several; `here` counts from the folder of the whole book."""
_DRAWS = re.compile(r"include_|plot|hist\(|kable|table\(|\bgt\(|chart|graph|show\(|print\(", re.IGNORECASE)
"""Code that makes what its author would have readers see instead of it."""
_WIDTH = re.compile(r"\d{1,4}(?:\.\d{1,3})?(?:%|px|in|cm|mm|em)")
_DPI = re.compile(r"\bdpi[ \t]*=[ \t]*([1-9]\d{1,3})\b")


def chunks(state: StateCore) -> None:
    """Put pictures in the place of the chunks that show them."""
    lines = state.src.split("\n")
    state.tokens = [made for token in with_texts(state.tokens) for made in _shown(token, lines)]


def _shown(token: Token, lines: list[str]) -> Iterator[Token]:
    chunk = _CHUNK.fullmatch(token.info.strip()) if token.type == "fence" and token.info.startswith("{") else None
    if chunk and not _is_closed(token, lines):
        yield token
        return
    if chunk is None:
        if token.type == "fence" and (drawing := _DRAWING.fullmatch(token.info)):
            _take_options(token, drawing[1])
        yield token
        return
    options, code = _taken_apart(chunk[1], token.content)
    run = "\n".join(line for line in code.split("\n") if not line.lstrip().startswith("#"))
    calls = _calls(run.strip())
    caption = options.get("fig-cap") or options.get("tbl-cap") or ""
    if "include" in options and is_off(options["include"]):
        return
    draws = caption or "fig-alt" in options or _DRAWS.search(run)
    if not is_off(options.get("echo", "")) or (draws and not calls):
        marks = [f'title="{quotable(caption)}"'] if caption and not calls else []
        if draws and not calls and options.get("label"):
            marks.append(f"#{CHUNK}{options['label']}")
        if marks:
            token.info = f"{token.info.strip()[:-1]} {' '.join(marks)}}}"
        token.content = code
        yield token
    if calls:
        yield from _pictures(token, calls, options)


def _is_closed(token: Token, lines: list[str]) -> bool:
    """Whether a fence ends; the text below one that is left open would be left out with its code."""
    first, end = token.map or (0, 0)
    return end - first > 1 and fence_mark(lines[end - 1]).startswith(token.markup)


def _calls(code: str) -> list[re.Match[str]]:
    """The calls that code is, one below the other; none where it is anything else."""
    calls, at = [], 0
    while call := _CALL.match(code, at):
        calls.append(call)
        at = call.end()
    return calls if at == len(code) else []


def _take_options(token: Token, language: str) -> None:
    """Give a drawing the caption, the label and the words that its first lines say: `%%| fig-cap: x`."""
    lines = token.content.split("\n")
    ends = next((at for at, line in enumerate(lines) if not _DRAWING_OPTION.match(line)), len(lines))
    options = read_options([_DRAWING_OPTION.sub("#|", line, 1) for line in lines[:ends]])
    if options is None:
        return
    token.content = "\n".join(lines[ends:])
    marks = [f"#{options['label']}"] if options.get("label") else []
    marks += [
        f'{name}="{quotable(options[key])}"'
        for name, key in (("title", "fig-cap"), ("alt", "fig-alt"))
        if options.get(key)
    ]
    token.info = f"{{.{language} {' '.join(marks)}}}" if marks else language


def _taken_apart(head: str, content: str) -> tuple[dict[str, str], str]:
    """The options of a chunk, and its code."""
    found, code, _ = options_apart(content)
    return _options(head) | found, code


def _options(words: str) -> dict[str, str]:
    """Options in the chunk's head, without quotation marks, and its name as `label`."""
    label = _LABEL.match(words)
    found = {name.replace(".", "-"): _unquoted(value) for name, value in _OPTION.findall(words)}
    return {"label": label[1]} | found if label else found


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value[0] in "\"'" else value


def _pictures(token: Token, calls: list[re.Match[str]], options: dict[str, str]) -> Iterator[Token]:
    """Pictures as Markdown has them, so that a caption is read as any line; several stand side by side above it."""
    first, *others = [file for call in calls for file in _files(call)]
    beside = [f'{BESIDE}="{"|".join(map(quotable, others))}"'] if others else []
    yield from _paragraph(token, picture_line(first, options, [*_sizes(calls[0], options), *beside]))


def _files(call: re.Match[str]) -> list[str]:
    if call["parts"]:
        return ["/".join(["", *_names(call["parts"])] if call["here"] else _names(call["parts"]))]
    folder = call["folder"][1:-1] if call["folder"] else ""
    return [folder + name for name in _names(call["files"] or call["below"])]


def _names(words: str) -> list[str]:
    return [name[1:-1] for name in re.findall(_NAME, words)]


def _sizes(call: re.Match[str], options: dict[str, str]) -> Iterator[str]:
    if _WIDTH.fullmatch(options.get("out-width", "")):
        yield f"width={options['out-width']}"
    elif dpi := _DPI.search(call["more"]):
        yield f'style="zoom:{9600 / int(dpi[1]):.0f}%"'


def _paragraph(token: Token, markdown: str) -> Iterator[Token]:
    for kind, nesting in (("paragraph_open", 1), ("inline", 0), ("paragraph_close", -1)):
        made = Token(kind, "p" if nesting else "", nesting, map=token.map, block=True, level=token.level)  # type: ignore[arg-type]  # one of the three that it takes
        if not nesting:
            made.content, made.children = markdown, []
        yield made
