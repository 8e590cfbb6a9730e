"""The little Markdown that passages are written in, and its translation for each program.

Programs other than ours get what an author would type in their own language: characters as they are, line ends where
the passage has them, marks as marks.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from html import escape


class Mark(StrEnum):
    """What is wrapped around a run of text."""

    NONE = ""
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LINK = "link"
    URL = "url"
    RAISED = "raised"


_MARKUP = re.compile(
    r"\*\*(?P<strong>.+?)\*\*|\*(?P<emphasis>.+?)\*|`(?P<code>.+?)`"
    r"|\[(?P<link>.+?)\]\(#\)|<(?P<url>https?:.+?)>|<sup>(?P<raised>.+?)</sup>",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one mark around it."""

    text: str
    mark: Mark = Mark.NONE


def runs(markdown: str) -> list[Run]:
    """Split a passage into its runs."""
    found, end = [], 0
    for match in _MARKUP.finditer(markdown):
        found += [Run(markdown[end : match.start()]), Run(match[match.lastgroup or 0], Mark(match.lastgroup or ""))]
        end = match.end()
    return [run for run in (*found, Run(markdown[end:])) if run.text]


@dataclass(frozen=True, slots=True)
class Atom:
    """A character of a passage that is drawn, and what stands before it."""

    char: str
    mark: Mark
    spaced: bool
    """Whether a space is typed before it."""
    broken: bool
    """Whether a line of the source ends before it."""


def atoms(markdown: str) -> list[Atom]:
    """The characters of a passage, without its spaces and line ends."""
    found, spaced, broken = [], False, False
    for run in runs(markdown):
        for char in run.text:
            if char.isspace():
                spaced, broken = spaced or char != "\n", broken or char == "\n"
                continue
            found.append(Atom(char, run.mark, spaced, broken))
            spaced = broken = False
    return found


_HTML = {
    Mark.NONE: "{}",
    Mark.STRONG: "<strong>{}</strong>",
    Mark.EMPHASIS: "<em>{}</em>",
    Mark.CODE: "<code>{}</code>",
    Mark.LINK: '<a href="https://example.org/">{}</a>',
    Mark.URL: '<a href="https://example.org/">{}</a>',
    Mark.RAISED: "<sup>{}</sup>",
}
_TYPST = {
    Mark.NONE: "{}",
    Mark.STRONG: "#strong[{}]",
    Mark.EMPHASIS: "#emph[{}]",
    Mark.CODE: '#raw("{}")',
    Mark.LINK: '#link("https://example.org/")[{}]',
    Mark.URL: '#link("{}")',
    Mark.RAISED: "#super(typographic: false)[{}]",
}
_LATEX = {
    Mark.NONE: "{}",
    Mark.STRONG: r"\textbf{{{}}}",
    Mark.EMPHASIS: r"\emph{{{}}}",
    Mark.CODE: r"\texttt{{{}}}",
    Mark.LINK: r"\href{{https://example.org/}}{{{}}}",
    Mark.URL: r"\url{{{}}}",
    Mark.RAISED: r"\textsuperscript{{{}}}",
}
_LATEX_CHARS = {char: f"\\{char}" for char in "#$%&_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


def markdown(source: str) -> str:
    """A passage for studypress, whose links need an address."""
    return source.replace("](#)", "](https://example.org/)")


def html(source: str) -> str:
    """A passage for WeasyPrint and Chromium."""
    return "".join(_HTML[run.mark].format(escape(run.text, quote=False)) for run in runs(source))


def typst(source: str) -> str:
    """A passage for Typst."""
    plain = re.compile(r"[\\#$*_`<>@\[\]~=+/'\"-]")
    return "".join(
        _TYPST[run.mark].format(
            run.text if run.mark in (Mark.CODE, Mark.URL) else plain.sub(lambda found: f"\\{found[0]}", run.text)
        )
        for run in runs(source)
    )


def latex(source: str) -> str:
    """A passage for LaTeX."""
    return "".join(
        _LATEX[run.mark].format(
            run.text if run.mark is Mark.URL else "".join(_LATEX_CHARS.get(char, char) for char in run.text)
        )
        for run in runs(source)
    )
