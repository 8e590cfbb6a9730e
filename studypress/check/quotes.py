"""Quotation marks of several kinds in one book: “甲”, 「乙」 and "丙"."""

import re
from collections import Counter
from collections.abc import Iterator

from studypress.check.writing import Writing, how_often
from studypress.names import has_han
from studypress.problems import Place, Problem, problem
from studypress.wording import said

_PAIRS = {
    "“”": re.compile(r"“[^“”]{1,200}”"),
    "「」": re.compile(r"「[^「」]{1,200}」"),
    '""': re.compile(r'(?<![A-Za-z0-9"])"(?=\S)[^"]{1,200}(?<=\S)"'),
}


def mixed_quotes(writing: Writing) -> Iterator[Problem]:
    """Tell, once a file, of the kinds that are rarer in the book; a quotation without Han is no matter of Chinese."""
    count: Counter[str] = Counter()
    in_file: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Place] = {}
    for line in writing.lines if writing.is_chinese else ():
        for kind, pair in _PAIRS.items():
            if here := sum(map(has_han, pair.findall(line.text))):
                count[kind] += here
                in_file[kind, line.place.path] += here
                first.setdefault((kind, line.place.path), line.place)
    usual = max(count, key=lambda kind: count[kind], default="")
    for (kind, path), place in first.items():
        if kind != usual:
            often = how_often(in_file[kind, path])
            message = said(
                "{kind} stand for quotation marks {often}; mostly the book has {usual}.",
                kind=_shown(kind),
                often=often,
                usual=_shown(usual),
            )
            yield problem("mixed-quotes", place, message, said("Use {usual} everywhere.", usual=_shown(usual)))


def _shown(kind: str) -> str:
    return " ".join(kind)
