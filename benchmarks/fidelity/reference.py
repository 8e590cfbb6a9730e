"""The reference: the Markdown as pandoc reads it, after the small rules of `dialect.py`."""

import re
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from benchmarks.fidelity.dialect import plain
from benchmarks.fidelity.lines import Line
from benchmarks.fidelity.reading import Attributes, Piece, Reading, Rules, scan
from benchmarks.fidelity.reading import plain as seen
from benchmarks.fidelity.sources import Source, Sources
from benchmarks.fidelity.tex import DOLLARS
from benchmarks.fidelity.vault import is_vault
from studypress.locale import locale_for

_FORMAT = (
    "commonmark+sourcepos+pipe_tables+strikeout+task_lists+footnotes+emoji"
    "+tex_math_dollars+definition_lists+attributes+bracketed_spans+subscript+superscript"
)
"""Not `gfm`: its bare addresses, in this pandoc, swallow what follows the address of a link."""
_OF_PANDOC = "+fancy_lists"
"""What R Markdown and Quarto read besides: their Markdown is pandoc's."""
_COMMAND = [
    "pandoc",
    "--to",
    "html5",
    "--katex",
    "--no-highlight",
    "--preserve-tabs",
    "--wrap=none",
    "--quiet",
]


def read_reference(sources: Sources, language: str) -> Reading:
    """Read all pages of a book in a language. Raises FailedReferenceError when pandoc does not do its work.

    A title that is a word of the program's own is left out here as it is of the EPUB.
    """
    words = locale_for(language).words.values()
    rules = replace(_RULES, generated=frozenset(map(str, words)), demos=sources.demos)
    reading = Reading()
    listed = bool(sources.convention)
    names = {PurePosixPath(page.path).stem for page in sources.pages}
    vault = not listed and any(is_vault(page, names) for page in sources.pages)
    hides, named = sources.convention.endswith("SUMMARY.md"), sources.convention.startswith("mkdocs.")
    with ThreadPoolExecutor(2) as pool:
        read = partial(_read, rules=rules, vault=vault, listed=listed, hides_lines=hides)
        pages = list(pool.map(read, sources.pages))
    for page, one in zip(pages, sources.pages, strict=True):
        file = PurePosixPath(one.path)
        stem = file.parent.name if file.stem.lower() in ("readme", "index") and file.parent.name else file.stem
        if (not listed and _has_no_title(page, alone=len(pages) == 1)) or (
            named and not one.title and not _has_title(page)
        ):
            page.pieces.insert(0, Piece(seen(stem), stem, one.path, 1, "heading"))
    for page, one, below in zip(pages, sources.pages, [*pages[1:], Reading()], strict=True):
        if one.lines or not _says_again(page, below):
            reading.extend(page)
    return reading


def _says_again(group: Reading, page: Reading) -> bool:
    """Whether the first page of a group that is a title alone opens with that title, which stands once in a book."""
    titles = [_letters(one.pieces[0].text).casefold() for one in (group, page) if one.pieces and one.pieces[0].level]
    return len(titles) == len(set(titles)) + 1


def _has_no_title(page: Reading, alone: bool) -> bool:
    """Whether the name of its file is the title of a page: no heading is, and it begins with text or has sections.

    A page without any heading is called so too, but for one that is the whole book.
    """
    levels = [piece.level for piece in page.pieces]
    headings = [level for level in levels if level]
    sections = headings.count(min(headings, default=0))
    named = bool(headings) or (bool(levels) and not alone)
    return not _has_title(page) and named and (levels[0] == 0 or sections > 1)


def _has_title(page: Reading) -> bool:
    return any(piece.level == 1 for piece in page.pieces)


def _opens_with_title(page: Reading) -> bool:
    """Whether its first heading is of the first level, whatever stands above it."""
    return next((piece.level for piece in page.pieces if piece.level), 0) == 1


_ALIKE = 0.6
"""The share of the shorter that two forms of one title have in common, in words and in Han."""
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+|[\u3400-\u9fff]")


def _opens_its_folder(title: str, page: Reading) -> bool:
    """Whether the page that opens a folder, by whose name it is called, begins with a heading above all others."""
    levels = [piece.level for piece in page.pieces if piece.level]
    opens = bool(levels) and page.pieces[0].level == levels[0] < min(levels[1:], default=7)
    return opens and title == PurePosixPath(page.pieces[0].place.rpartition(":")[0]).parent.name


_COUNTED = re.compile("第[\\d一二三四五六七八九十百零]+[章节節篇编編]")


def _begins_with(title: str, page: Reading) -> bool:
    """Whether a page begins with a heading that says what its title in the list says, perhaps in another order."""
    first = next((piece for piece in page.pieces if piece.level), None)
    if first is None:
        return False
    others = [piece for piece in page.pieces if piece.level and piece is not first]
    if any(other.level <= first.level for other in others):  # one section of several
        return _letters(first.text).casefold() == _letters(title).casefold()
    numbers = [found[0] for text in (first.text, title) if (found := _COUNTED.match(seen(text)))]
    if len(set(numbers)) > 1:
        return False  # 第1节 神经调节的结构 is no title of 第2章 神经调节
    if title == PurePosixPath(page.pieces[0].place.rpartition(":")[0]).stem and re.search("[\u3400-\u9fff]", title):
        # a note's own name, which is its title beside any other words
        return Counter(_letters(first.text)) == Counter(_letters(title))
    # the letters of words would be found in most of another language: `AWS Database`, `Relational Databases`
    there, here = (Counter(_WORD.findall(text.casefold())) for text in (first.prose, title))
    if not there:
        return _letters(first.text).casefold() == _letters(title).casefold()
    return (there & here).total() >= _ALIKE * max(1, min(there.total(), here.total()))


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text)


class FailedReferenceError(Exception):
    """Pandoc could not read a page."""


def _read(page: Source, rules: Rules, vault: bool, listed: bool, hides_lines: bool) -> Reading:
    lines = plain(page, vault, hides_lines)
    reading = Reading()
    if lines:
        markup = _rendered("\n".join(line.text for line in lines) + "\n", page.path)
        reading = scan(_placed(_notes_once(markup), lines), rules, page.path)
    title = DOLLARS.sub(r"\1", page.title) or (PurePosixPath(page.path).stem if vault else "")
    begins = page.title and (_begins_with(title, reading) or _opens_its_folder(title, reading))
    if title and not _opens_with_title(reading) and not begins:
        reading.pieces.insert(0, Piece(seen(title), title, page.path, 1, "heading"))
    elif page.name and not page.title and sum(piece.level == 1 for piece in reading.pieces) > 1:
        reading.pieces.insert(0, Piece(seen(page.name), page.name, page.path, 1, "heading"))
    if _has_title(reading) or (title and _begins_with(title, reading)):
        _put_title_first(reading.pieces)
    return reading


def _put_title_first(pieces: list[Piece]) -> None:
    """Let a page open with its title, as a chapter does: what stands above it comes after it."""
    top = min((piece.level for piece in pieces if piece.level), default=0)
    titles = [number for number, piece in enumerate(pieces) if piece.level == top]
    if top and len(titles) == 1 and not any(piece.level for piece in pieces[: titles[0]]):
        pieces.insert(0, pieces.pop(titles[0]))


def _rendered(text: str, name: str) -> str:
    more = _OF_PANDOC if name.lower().endswith((".rmd", ".qmd")) else ""
    command = [*_COMMAND, "--from", _FORMAT + more]
    done = subprocess.run(command, input=text.encode("utf8"), capture_output=True, check=False)
    if done.returncode:
        raise FailedReferenceError(f"pandoc cannot read {name}: {done.stderr.decode('utf8', 'replace').strip()}")
    return done.stdout.decode("utf8")


def _notes_once(markup: str) -> str:
    """Leave out notes that pandoc repeats, since it has one for each of their marks."""
    text, mark, notes = markup.rpartition(' class="footnotes')  # of the section, behind its id with pandoc 3
    if not mark:
        return markup
    head, *items = re.split(r'(?=<li id="fn\d+")', notes)
    once = {re.sub(r'(id|href)="[^"]*"', "", item.partition("</ol>")[0]).strip(): item for item in reversed(items)}
    return text + mark + head + "".join(reversed(once.values()))


def _placed(markup: str, lines: list[Line]) -> str:
    """Write files and lines where pandoc counts lines of what it was given."""

    def place(found: re.Match[str]) -> str:
        number = min(int(found[1]), len(lines)) - 1
        return f' data-pos="{lines[number].place}"'

    return re.sub(r' data-pos="(?:[^"@]*@)?(\d+):[^"]*"', place, markup)


def _dropped(tag: str, attributes: Attributes) -> bool:
    classes = attributes.get("class", "").split()
    marks = "footnote-ref" in classes or "footnote-back" in classes
    return marks or tag in ("rp", "noscript", "template") or "katex-error" in classes


_RULES = Rules(
    dropped=_dropped,
    formula=lambda tag, attributes: tag == "tex" or "math" in attributes.get("class", "").split(),
    typed_tags=True,
    drawn=lambda name: name.split()[:1] in (["mermaid"], ["dot"], ["graphviz"], ["viz"], ["sourceCode", "mermaid"]),
)
