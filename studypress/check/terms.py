"""Terms of the glossary written in another way: `docker` for Docker, `Hpyer-V` for Hyper-V.

Names of one word in Latin letters alone are looked at. `docker run` is a command and stays; so does what stands in
code, in paths and in addresses. A word that occurs more often than the term it resembles is a word of its own.
"""

import re
from collections import Counter
from collections.abc import Iterator

from studypress.check.writing import Edit, Writing, how_often
from studypress.problems import Problem, problem
from studypress.wording import said

_WORD = re.compile(
    r"(?<![A-Za-z0-9_./\\@:#$&=~-])[A-Za-z][A-Za-z0-9]*(?:[-+#][A-Za-z0-9]+)*[+#]{0,2}"
    r"(?![A-Za-z0-9_/\\@=]|[.:-][A-Za-z0-9])"
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-+#][A-Za-z0-9]+)*[+#]{0,2}")
_COMMAND_AFTER = re.compile(r" +[a-z\-\ufffc]")
_COMMAND_BEFORE = re.compile(r"[a-z] +\Z")
_SHORTEST_SLIP = 5
_SHORTEST_CHANGE = 8
"""A letter put for another makes a new word too often in shorter ones: Stack, Slack."""


def term_spelling(writing: Writing) -> Iterator[Problem]:
    """Tell of each such word once a file."""
    count: Counter[tuple[str, str]] = Counter()
    edits = list(misspelt_terms(writing))
    for edit in edits:
        count[edit.line.place.path, edit.old] += 1
    for edit in edits:
        if number := count.pop((edit.line.place.path, edit.old), 0):
            message = said(
                "“{old}” stands {often}; the glossary writes “{new}”.",
                old=edit.old,
                often=how_often(number),
                new=edit.new,
            )
            hint = said(
                "Write it so; check --fix --also terms does it. Or give the glossary the other form as an alias."
            )
            yield problem("term-spelling", edit.line.place, message, hint)


def misspelt_terms(writing: Writing) -> Iterator[Edit]:
    """Find every such word, with the term that is meant."""
    names = frozenset(
        name
        for entry in writing.finished.book.glossary
        for name in (entry.term, entry.full, *entry.aliases)
        if len(name) > 1 and _NAME.fullmatch(name)
    )
    if not names:
        return
    words = [
        (line, found)
        for line in writing.lines
        for found in _WORD.finditer(line.text)
        if not (found[0].islower() and _in_command(line.text, found))
    ]
    count = Counter(found[0] for _, found in words)
    by_letter: dict[str, list[str]] = {}
    for name in sorted(names):
        by_letter.setdefault(name[0].casefold(), []).append(name)
    unknown = (word for word in count if word not in names)
    meant = {word: name for word in unknown if (name := _meant(word, by_letter.get(word[0].casefold(), []), count))}
    for line, found in words:
        if found[0] in meant:
            yield Edit(line, found.start(), found[0], meant[found[0]])


def _in_command(text: str, found: re.Match[str]) -> bool:
    before = text[max(found.start() - 3, 0) : found.start()]
    return bool(_COMMAND_AFTER.match(text, found.end()) or _COMMAND_BEFORE.search(before))


def _meant(word: str, names: list[str], count: Counter[str]) -> str:
    """The name that a word stands for in another case, or but for a slip; empty for none."""
    for name in names:
        if name.casefold() == word.casefold():
            if count[name] >= count[word] and not name.islower():
                return name
        elif count[name] > count[word] and is_slip(word.casefold(), name.casefold()):
            return name
    return ""


def is_slip(word: str, name: str) -> bool:
    """Whether a word is a name with two neighbours exchanged, or a letter too many, too few or another, in its middle.

    Ends are where words differ by their grammar (Container, Containers), digits where they differ by version.
    """
    if min(len(word), len(name)) < _SHORTEST_SLIP or abs(len(word) - len(name)) > 1:
        return False
    start = _shared(word, name)
    end = _shared(word[start:][::-1], name[start:][::-1])
    one, other = word[start : len(word) - end], name[start : len(name) - end]
    if not start or not end or any(char.isdigit() for char in one + other):
        return False
    exchanged = len(one) == 2 and one == other[::-1]
    replaced = len(one) == len(other) == 1 and len(name) >= _SHORTEST_CHANGE
    return exchanged or replaced or {len(one), len(other)} == {0, 1}


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
