r"""Pages as Mathpix reads them off paper: Markdown, but for headings, lists and pictures, which are LaTeX's.

    \section*{一、选择题}      \begin{enumerate}      \begin{figure}
    \title{                    \item 甲               \includegraphics[width=…]{a.jpg}
    试卷                       \end{enumerate}        \caption{图 1}
    }                                                 \end{figure}

Known by a heading alone in its line. Formulas and tables stay as they are, and each line stays a line.
"""

import re
from collections.abc import Iterator

from studypress.manuscript.fences import lines_of

_LEVELS = {"title": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_HEADING = re.compile(rf"[ \t]*\\({'|'.join(_LEVELS)})\*?\{{(.*\S.*)\}}[ \t]*")
_KNOWN_BY = re.compile(r"^ {0,3}\\(?:sub){0,2}section\*?\{.*\S.*\}[ \t]*$", re.MULTILINE)
_OPENED = re.compile(r"[ \t]*\\(title|author|footnotetext)\{[ \t]*")
"""What has its words on the lines below, up to the `}` that closes it, or to an empty line where none does."""
_CLOSES = re.compile(r"((?:[^{}]|\{[^{}]*\})*)\}[ \t]*")
_IN_BRACES = re.compile(r"[ \t]*\\(?:author|footnotetext|date)\{(.*)\}[ \t]*")
_LEFT_OUT = re.compile(
    r"[ \t]*\\(?:(?:begin|end)\{(?:figure|center|abstract|quote)\}|captionsetup\{.*\}|maketitle)[ \t]*"
)
_LIST = re.compile(r"[ \t]*\\(begin|end)\{(enumerate|itemize)\}[ \t]*")
_ITEM = re.compile(r"([ \t]*)\\item(?:\[([^\[\]]*)\])?[ \t]+")
_IN_TEXT = (
    (re.compile(r"\\textbf\{([^{}]*)\}"), r"**\1**"),
    (re.compile(r"\\(?:textit|emph)\{([^{}]*)\}"), r"*\1*"),
    (re.compile(r"\\underline\{([^{}]*)\}"), r"<u>\1</u>"),
    (re.compile(r"\\footnote\{([^{}]*)\}"), r"^[\1]"),
    (re.compile(r"\\href\{([^{}]*)\}\{([^{}]*)\}"), r"[\2](\1)"),
    (re.compile(r"\\url\{([^{}]*)\}"), r"<\1>"),
    (re.compile(r"\\includegraphics(?:\[[^\[\]]*\])?\{([^{}]*)\}"), r"![](\1)"),
    (re.compile(r"\\caption\{([^{}]*)\}"), r"*\1*"),
)
_FORMULA = re.compile(r"(\$\$?[^$]*\$\$?|\\\((?:[^\\]|\\[^()])*\\\)|\\\[(?:[^\\]|\\[^\[\]])*\\\])")


def from_mathpix(text: str) -> str:
    """Rewrite a file that Mathpix has made."""
    return "\n".join(_rewritten(text)) if _is_mathpix(text) else text


def _is_mathpix(text: str) -> bool:
    return _KNOWN_BY.search(text) is not None and any(free and _KNOWN_BY.match(line) for line, free in lines_of(text))


def _rewritten(text: str) -> Iterator[str]:
    lists: list[str] = []
    opened = ""
    in_formula = False
    for line, free in lines_of(text):
        borders = free and bool(line.count("$$") % 2)
        in_formula = in_formula is not borders
        is_code = not (free and (lists or not line.startswith(("    ", "\t"))))
        if is_code or in_formula or borders:
            yield line
        elif match := _OPENED.fullmatch(line):
            opened = match[1]
            yield ""
        elif opened and (match := _CLOSES.fullmatch(line)):
            yield _opened_line(match[1], opened, lists)
            opened = ""
        elif match := _LIST.fullmatch(line):
            lists = [*lists, match[2]] if match[1] == "begin" else lists[:-1]
            yield ""
        else:
            opened = opened if line.strip() else ""
            yield _opened_line(line, opened, lists)


def _opened_line(line: str, opened: str, lists: list[str]) -> str:
    """A line of the text, or of what was opened above it: each line of a title is a heading."""
    return _shown(f"\\title{{{line.strip()}}}" if opened == "title" and line.strip() else line, lists)


def _shown(line: str, lists: list[str]) -> str:
    if _LEFT_OUT.fullmatch(line):
        return ""
    if heading := _HEADING.fullmatch(line):
        return f"{'#' * _LEVELS[heading[1]]} {_in_text(heading[2].strip())}"
    if item := _ITEM.match(line):
        return _mark(item, lists) + _in_text(line[item.end() :])
    return _in_text(found[1] if (found := _IN_BRACES.fullmatch(line)) else line)


def _mark(item: re.Match[str], lists: list[str]) -> str:
    if item[2]:
        return f"{item[1]}{item[2]} "
    return f"{'    ' * (len(lists) - 1)}{'1.' if lists[-1:] == ['enumerate'] else '-'} "


def _in_text(line: str) -> str:
    if "\\" not in line:
        return line
    parts = _FORMULA.split(line)
    for at in range(0, len(parts), 2):
        for pattern, shown in _IN_TEXT:
            parts[at] = pattern.sub(shown, parts[at])
    return "".join(parts)
