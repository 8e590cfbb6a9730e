"""Tables of pipes, for the reference renderer: set apart from the words above them, with the bars of their formulas."""

import re
from dataclasses import replace

from benchmarks.fidelity.lines import Line, Lines, fenced
from benchmarks.fidelity.tex import DOLLARS

_DELIMITERS = re.compile(r"[\s>]*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*")


_BAR = re.compile(r"(?<!\\)\|")


def tables(lines: Lines) -> Lines:
    """Set a table apart from the words right above it, which pandoc would have it belong to; mend bars of formulas."""
    made: Lines = []
    bars = 0
    for line, info in fenced(lines):
        follows = len(made) > 1 and made[-2].text.strip(" >\t") and "|" not in made[-2].text
        if info is None and made and "|" in made[-1].text and _DELIMITERS.fullmatch(line.text):
            if re.match(r"\s*\\\|.*\|\s*$", made[-1].text):  # a bar of its first cell; pandoc wants one before it too
                made[-1] = replace(made[-1], text=f"|{made[-1].text}")
            bars = len(_BAR.findall(made[-1].text))
            if follows:
                made.insert(-1, replace(made[-1], text=""))
        bars = bars if info is None and "|" in line.text else 0
        made.append(_with_bars(line, bars) if bars and len(_BAR.findall(line.text)) > bars else line)
    return made


def _with_bars(line: Line, bars: int) -> Line:
    """Escape the bars in formulas of a row that has more of them than its table has columns, then those left over.

    GFM ignores cells beyond the last column ("Tables"); a book loses no text, and has them in that.
    """
    text = DOLLARS.sub(lambda found: _BAR.sub(r"\\|", found[0]), line.text)
    spots = [found.start() for found in _BAR.finditer(text)]
    last = -1 if text.rstrip().endswith("|") else len(spots)
    for spot in reversed(spots[bars - 1 : last] if len(spots) > bars else ()):
        text = f"{text[:spot]}\\{text[spot:]}"
    return replace(line, text=text)
