"""The programs that set the passages: each makes a PDF with one passage a page, 10 pt, in the faces of `fonts/`.

Each is set up as someone would who knows it well and wants Chinese lines at their best; what its manual offers for that
is switched on.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.composition import markup
from benchmarks.composition.passages import Sample
from benchmarks.contestants import ROOT

SIZE = 10.0
"""Of the text, pt."""
MARGIN = 40.0
"""From the page's other edges to the text, pt."""
_BEYOND = 600.0
"""To the right of the text, pt: what is too long for its line shall still be on the page."""
INDENT = 2.0
"""Of each first line, em."""
PITCH = 1.7
"""From one baseline to the next, em."""
_HEIGHT = 842.0
_MARGINS = (MARGIN, _BEYOND, MARGIN, MARGIN)
"""As CSS has them: top, right, bottom, left."""
_FONTS = ROOT / "fonts"
_START = "起点起点"
"""A paragraph by itself: the passages come on the pages after it."""


class MissingError(Exception):
    """A program that is not on this machine; says how to get it."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A way of setting passages."""

    name: str
    title: str
    """What the table calls it."""
    set: Callable[[Sequence[str], float, Path], Path]
    """From the passages, the measure in em and a folder to work in, the PDF. Raises MissingError."""


def page_width(measure: float) -> float:
    """Of the paper, pt."""
    return measure * SIZE + MARGIN + _BEYOND


def set_samples(engine: Engine, samples: Sequence[Sample], measure: float, folder: Path) -> Path:
    """Set the samples, one a page, after one that marks where they begin."""
    folder.mkdir(parents=True, exist_ok=True)
    return engine.set([_START, *(sample.source for sample in samples)], measure, folder)


def is_start(text: str) -> bool:
    """Whether a page's text is that of the page before the passages."""
    return text == _START


# --- Ours ---------------------------------------------------------------------------------------------------------

_BOOK = """
title = "句子"
language = "zh-Hans"
[pdf]
page = "B5"
css = ["page.css"]
"""
_BOOK_STYLE = """
@page { size: %gpt %gpt; margin: %gpt %gpt %gpt %gpt }
@page :left { margin: %gpt %gpt %gpt %gpt }
@page body:left { @top-left { content: none; border: 0 } }
@page body:right { @top-right { content: none; border: 0 } }
@page folios:left { @bottom-left { content: none } }
@page folios:right { @bottom-right { content: none } }
.chapter-title, .chapter > p { break-after: page }
a[href^="http"] { color: inherit }
"""


def _studypress(sources: Sequence[str], measure: float, folder: Path) -> Path:
    """A book of one chapter, through `build.py pdf`."""
    book, pdf = folder / "book", folder / "studypress.pdf"
    book.mkdir(exist_ok=True)
    (book / "book.toml").write_text(_BOOK, encoding="utf8")
    style = _BOOK_STYLE % (page_width(measure), _HEIGHT, *_MARGINS, *_MARGINS)
    (book / "page.css").write_text(style, encoding="utf8")
    text = "\n\n".join(["# 句子", *map(markup.markdown, sources)])
    (book / "01.md").write_text(text + "\n", encoding="utf8")
    _run([sys.executable, str(ROOT / "build.py"), "pdf", "--no-cache", "--book", str(book), "-o", str(pdf)], folder)
    return pdf


# --- HTML: WeasyPrint, Chromium -----------------------------------------------------------------------------------

_STYLE = """
@font-face { font-family: Song; src: url("FONTS/studypress-song-regular.ttf") }
@font-face { font-family: Hei; src: url("FONTS/studypress-hei-bold.ttf"); font-weight: bold }
@font-face { font-family: Kai; src: url("FONTS/studypress-kai-regular.ttf") }
@font-face { font-family: Code; src: url("FONTS/studypress-code-regular.ttf") }
@page { size: %gpt %gpt; margin: %gpt %gpt %gpt %gpt }
html { font: %gpt/%g Song }
body { margin: 0; text-align: justify; overflow-wrap: anywhere }
p { margin: 0; text-indent: %gem }
p + p { break-before: page }
strong { font-family: Hei }
em { font-family: Kai; font-style: normal }
code { font: 0.95em Code, Hei }
a { color: inherit; text-decoration: none }
sup { font-size: 0.68em; line-height: 0; vertical-align: 0.42em }
"""
_CHROMIUM_STYLE = """
html { text-autospace: normal; text-spacing-trim: trim-start; text-wrap: pretty; line-break: strict }
"""


def _page(sources: Sequence[str], measure: float, folder: Path, extra: str = "") -> Path:
    style = _STYLE.replace("FONTS", _FONTS.as_uri()) % (
        *(page_width(measure), _HEIGHT, *_MARGINS),
        *(SIZE, PITCH, INDENT),
    )
    paragraphs = "\n".join(f"<p>{markup.html(source)}</p>" for source in sources)
    page = folder / "page.html"
    page.write_text(
        f'<!DOCTYPE html><html lang="zh-Hans"><meta charset="utf-8"><title>句子</title><style>{style}{extra}</style>'
        f"<body>{paragraphs}</body></html>",
        encoding="utf8",
    )
    return page


def _weasyprint(sources: Sequence[str], measure: float, folder: Path) -> Path:
    pdf = folder / "weasyprint.pdf"
    program = Path(sys.executable).parent / "weasyprint"
    _run([str(program), str(_page(sources, measure, folder)), str(pdf)], folder)
    return pdf


def _chromium(sources: Sequence[str], measure: float, folder: Path) -> Path:
    pdf = folder / "chromium.pdf"
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        raise MissingError("Chromium is missing. Debian, Ubuntu: sudo apt-get install chromium")
    page = _page(sources, measure, folder, _CHROMIUM_STYLE)
    words = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder / 'user'}",
    ]
    _run([program, *words, f"--print-to-pdf={pdf}", page.as_uri()], folder)
    return pdf


# --- Typst --------------------------------------------------------------------------------------------------------

_TYPST = """
#set page(width: %gpt, height: %gpt, margin: (rest: %gpt, right: %gpt))
#set text(font: "StudyPress Song", size: %gpt, lang: "zh", region: "cn", top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: true, leading: %gem, first-line-indent: (amount: %gem, all: true))
#show strong: set text(font: "StudyPress Hei")
#show emph: set text(font: "StudyPress Kai", style: "normal")
#show raw: set text(font: ("StudyPress Code", "StudyPress Hei"), size: 1.1875em)
"""


def _typst(sources: Sequence[str], measure: float, folder: Path) -> Path:
    try:
        import typst
    except ImportError as error:
        raise MissingError("Typst is missing: .venv/bin/pip install typst") from error
    source, pdf = folder / "page.typ", folder / "typst.pdf"
    head = _TYPST % (page_width(measure), _HEIGHT, MARGIN, _BEYOND, SIZE, PITCH - 1, INDENT)
    text = "\n\n#pagebreak()\n\n".join(map(markup.typst, sources))
    source.write_text(head + "\n" + text + "\n", encoding="utf8")
    typst.compile(source, output=pdf, font_paths=[_FONTS], ignore_system_fonts=True)
    return pdf


# --- XeTeX --------------------------------------------------------------------------------------------------------

_LATEX = r"""
\documentclass[fontset=none,zihao=false,linespread=1]{ctexart}
\usepackage{geometry,xurl}
\usepackage[hidelinks]{hyperref}
\geometry{paperwidth=%gbp,paperheight=%gbp,margin=%gbp,right=%gbp,nohead,nofoot}
\setmainfont[Path=FONTS/,BoldFont=studypress-hei-bold.ttf,ItalicFont=studypress-kai-regular.ttf]
  {studypress-song-regular.ttf}
\setmonofont[Path=FONTS/,Scale=0.95]{studypress-code-regular.ttf}
\setCJKmainfont[Path=FONTS/,BoldFont=studypress-hei-bold.ttf,ItalicFont=studypress-kai-regular.ttf]
  {studypress-song-regular.ttf}
\setCJKmonofont[Path=FONTS/,Scale=0.95]{studypress-hei-regular.ttf}
\xeCJKsetup{PunctStyle=quanjiao,CheckSingle=true,AllowBreakBetweenPuncts=true}
\urlstyle{same}
\pagestyle{empty}
\begin{document}
\sloppy\fontsize{%gbp}{%gbp}\selectfont\parindent=%gbp\relax
"""


def _xetex(sources: Sequence[str], measure: float, folder: Path) -> Path:
    if shutil.which("xelatex") is None:
        raise MissingError("XeTeX is missing. Debian, Ubuntu: sudo apt-get install texlive-xetex texlive-lang-chinese")
    source = folder / "xetex.tex"
    numbers = (page_width(measure), _HEIGHT, MARGIN, _BEYOND, SIZE, PITCH * SIZE, INDENT * SIZE)
    head = _LATEX.replace("FONTS", str(_FONTS)) % numbers
    text = "\n\n\\newpage\n\n".join(map(markup.latex, sources))
    source.write_text(head + text + "\n\\end{document}\n", encoding="utf8")
    _run(["xelatex", "-interaction=batchmode", source.name], folder)
    return source.with_suffix(".pdf")


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{done.stdout[-1000:]}{done.stderr[-1000:]}")


ENGINES = (
    Engine("studypress", "studypress", _studypress),
    Engine("weasyprint", "WeasyPrint", _weasyprint),
    Engine("typst", "Typst", _typst),
    Engine("xetex", "XeTeX, xeCJK", _xetex),
    Engine("chromium", "Chromium", _chromium),
)
