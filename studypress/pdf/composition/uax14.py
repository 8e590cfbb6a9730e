"""Where UAX #14 and the styles of boxes let lines end. What CLREQ adds is in `opportunities`."""

from weasyprint.text import line_break

from studypress.pdf.composition.kinds import STROKES, WIDE
from studypress.pdf.composition.reading import Cells, Run, byte_places

_FOR_UAX14 = {"“": "「", "‘": "「", "”": "」", "’": "」", **dict.fromkeys(STROKES, "一")}


def uax14(cells: Cells) -> list[bool]:
    """Whether UAX #14 lets a line begin with each cell. Chinese quotation marks are brackets for it, —— and …… Han."""
    text: list[str] = []
    offsets: list[int] = []
    for run in cells.runs:
        start = len(text)
        text += run.text
        if len(run.text) == run.end - run.first:
            offsets += range(start, len(text))
        else:
            seen = {byte: start + at for at, byte in enumerate(byte_places(run.text))}
            offsets += [seen[byte] for byte in cells.bytes[run.first : run.end]]
    if not _FOR_UAX14.keys().isdisjoint(cells.chars):
        for cell, char in enumerate(cells.chars):
            if char in _FOR_UAX14 and cells.kinds[cell] in WIDE:
                text[offsets[cell]] = _FOR_UAX14[char]
    attributes = line_break.get_log_attrs("".join(text), cells.runs[0].box.style["lang"])
    breaks = [bool(attributes[offset].is_line_break) for offset in offsets]
    _keep_runs(cells, breaks)
    return breaks


def _keep_runs(cells: Cells, breaks: list[bool]) -> None:
    """Take out what `white-space: nowrap` forbids, and put in what `word-break: break-all` allows."""
    before: Run | None = None
    for run in cells.runs:
        if run.first == run.end:
            continue
        if run.kept:
            breaks[run.first + 1 : run.end] = [False] * (run.end - run.first - 1)
            if before and before.kept == run.kept:
                breaks[run.first] = False
        elif run.box.style["word_break"] == "break-all":
            breaks[run.first + 1 : run.end] = [True] * (run.end - run.first - 1)
        before = run
