"""Chunks of R Markdown and Quarto, as a reader sees them who runs no code."""

import re
from dataclasses import replace

from benchmarks.fidelity.lines import Lines, fenced

_R_FENCE = re.compile(
    r"(?P<pre>[\s>]*)`{3,}\{(?P<name>r|R|python|bash|sql|julia|mermaid|dot)\b(?P<head>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}\s*"
)
_BOX = re.compile(r"\s*(?P<mark>`{3,})\{(?:block2?|asis)\b[^{}]*\}\s*")
"""What R Markdown's `block` and `asis` hold is text (bookdown, "Custom blocks")."""
_CALLS = re.compile(r"(?:(?:knitr::)?include_graphics\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\s*)+")
"""Nothing but pictures."""
_TEXT = re.compile(r"\(ref:([\w-]+)\)[ \t]+(.+)")
"""bookdown's: what stands for its name."""


def chunks(lines: Lines) -> Lines:
    """A chunk of R Markdown without its options; the picture that it shows, and not what its author hides."""
    made: Lines = []
    chunk: Lines = []
    free = {line.text for line, info in fenced(lines) if info is None and line.text.startswith("(ref:")}
    texts = {found[1]: found[2] for text in free if (found := _TEXT.fullmatch(text))}
    named = {name: text for name, text in texts.items() if sum(f"(ref:{name})" in line.text for line in lines) > 1}
    for line, info in fenced(lines):
        if info is None and (found := _TEXT.fullmatch(line.text)) and found[1] in named:
            continue
        opens = bool(info and line.text.rstrip().endswith(f"`{info}") and _R_FENCE.fullmatch(line.text))
        if named and "(ref:" in line.text and (info is None or opens):
            line = replace(line, text=re.sub(r"\(ref:([\w-]+)\)", lambda one: named.get(one[1], one[0]), line.text))
        if chunk or opens:
            chunk.append(line)
            if len(chunk) > 1 and re.fullmatch(r"\s*`{3,}\s*", line.text):
                made += _chunk(chunk)
                chunk = []
        else:
            made.append(line)
    return made + chunk


def boxes(lines: Lines) -> Lines:
    """Let what a chunk of the engines for text holds be text."""
    made: Lines = []
    mark = ""
    for line, info in fenced(lines):
        found = _BOX.fullmatch(line.text) if info and not mark else None
        is_edge = bool(found) or bool(mark and line.text.strip() == mark)
        mark = found["mark"] if found else "" if is_edge else mark
        made.append(replace(line, text="") if is_edge else line)
    return made


def _drawing(lines: Lines, name: str) -> Lines:
    """What is drawn, and its caption below it."""
    options = [re.sub(r"^\s*(?:%%|//)\|", "#|", line.text) for line in lines[1:-1]]
    options = [text for text in options if text.startswith("#|")]
    code = [line for line in lines[1:-1] if not re.match(r"\s*(?:%%|//)\|", line.text)]
    edge = replace(lines[-1], text="")
    words = [edge, replace(edge, text=_caption(options)), edge] if options else []
    return [replace(lines[0], text=f"```{name}"), *code, replace(lines[-1], text="```"), *words]


def _chunk(lines: Lines) -> Lines:
    found = _R_FENCE.fullmatch(lines[0].text)
    if found and found["name"] in ("mermaid", "dot"):
        return _drawing(lines, found["name"])
    options = [line.text for line in lines[1:-1] if re.match(r"\s*#\|", line.text)]
    code = [line for line in lines[1:-1] if not re.match(r"\s*#\|", line.text)]
    said = " ".join([lines[0].text, *options])
    body = "\n".join(line.text for line in code if not line.text.lstrip().startswith("#")).strip()
    hidden = re.search(r"\b(echo|include)\s*[=:]\s*(FALSE|false|F\b)", said)
    drawing = r"plot|hist\(|kable|table\(|gt\(|chart|graph|show\(|print\(|include_"
    shown = re.search("fig.cap|fig.alt|tbl.cap", said) or re.search(drawing, body)
    alone = _CALLS.fullmatch(body)
    files = [file for call in re.split(r"include_graphics\(", body)[1:] for file in _files(call)] if alone else []
    alone = alone if files else None
    if re.search(r"\binclude\s*[=:]\s*(FALSE|false|F\b)", said):
        return []
    kept = [] if hidden and (alone or not shown) else [lines[0], *code, lines[-1]]
    caption = re.search(r"fig.cap\s*=\s*(?:'((?:[^'\\]|\\.)*)'|\"([^\"]*)\")", lines[0].text)
    words = (caption[1] or caption[2] or "").replace("\\'", "'") if caption else _caption(options)
    before = re.match(r"[\s>]*", lines[0].text)
    shown_as = " ".join(f"![{'' if files[1:] else words}](<{file}>)" for file in files)
    edge = replace(lines[0], text="")
    below = [edge, replace(edge, text=words), edge] if files[1:] else []
    return [*kept, *([replace(lines[0], text=f"{before[0] if before else ''}{shown_as}")] if files else []), *below]


def _files(call: str) -> list[str]:
    """The files that a call names, where its words tell: `c("a", "b")`, `file.path("a", "b")`, `paste0("a", "b")`."""
    found = re.fullmatch(
        r"\s*(?:path\s*=\s*)?(?:([\w.:]+)\((.*)\)|([\"'][^()]*?))\s*(?:,[^()\"']*)?\)\s*(?:knitr::)?", call, re.DOTALL
    )
    if not found or found[1] not in (None, "c", "here::here", "here", "file.path", "paste0"):
        return []
    names = re.findall(r"[\"']([^\"']+)[\"']", found[2] or found[3])
    if found[1] == "paste0":
        return [names[0] + name for name in names[1:]]
    return names if found[1] in (None, "c") else ["/".join(names)]


def _caption(options: list[str]) -> str:
    """The value of `#| fig-cap:`, which may go on in the lines below it."""
    words: list[str] = []
    for line in options:
        text = re.sub(r"^\s*#\|", "", line)
        if found := re.fullmatch(r"\s*fig.cap\s*:\s*(.*)", text):
            words = [found[1].strip(" |>\"'-")]
        elif words and text.startswith("   "):
            words.append(text.strip())
        elif words:
            break
    return " ".join(words).strip(' "')
