"""What a term looks like, and the bold one that a paragraph opens with: `**质点**：…`, `**Docker** — …`."""

import re
from dataclasses import replace

from studypress.letters import CLAUSE_ENDS, SENTENCE_ENDS
from studypress.model import Inline, Paragraph, Style, Styled, Text
from studypress.study.cutting import cut_start
from studypress.tree import plain_text

LONGEST_TERM = 24
"""Characters; a list item that is longer is a sentence, not a term."""

SENTENCE = re.compile(rf"[{SENTENCE_ENDS}{CLAUSE_ENDS}]|\.\s*\Z")
"""What a sentence has, and a term has not."""
SEPARATOR = re.compile(r"(?<!\s)\s*(?:：|:(?=\s|[^\x00-\x7f/])|\s[-–—]\s|——|—)\s*")
"""What parts a term and its definition in one line."""

_COUNT = re.compile(r"\s*[（(]?[0-9]{1,3}(?:[)）、．]|\.(?![0-9]))\s*")
_NO_TERMS = frozenset((
    "例如", "例", "举例", "注", "注意", "备注", "说明", "提示", "答", "释义", "解释", "定义", "特点", "性质", "公式",
    "单位", "意义", "作用", "条件", "区别", "例句", "注記", "Note", "Example",
))  # fmt: skip
"""What stands before a colon in lines that go on with the entry above."""


def may_be_term(words: str) -> bool:
    """Whether what stands before a colon may be a term."""
    return len(words) <= LONGEST_TERM and not SENTENCE.search(words) and words not in _NO_TERMS


def without_count(line: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A line without the number that its author counts terms by: `1、质点：…`."""
    found = _COUNT.match(line[0].text) if line and isinstance(line[0], Text) else None
    return cut_start(line, found.end())[0] if found else line


def opening_term(paragraph: Paragraph) -> tuple[str, Paragraph] | None:
    """The bold words that a paragraph opens with and what follows their colon or dash; None where none do."""
    match paragraph.children:
        case (Styled(style=Style.STRONG, children=words), *rest):
            term = " ".join(plain_text(words).split())
        case _:
            return None
    definition = _after_separator(tuple(rest))
    if definition is None and term.endswith((":", "：")):
        term, definition = term[:-1].rstrip(), tuple(rest)
    if not definition or not 1 < len(term) <= LONGEST_TERM or SENTENCE.search(term):
        return None
    return term, replace(paragraph, children=definition)


def _after_separator(rest: tuple[Inline, ...]) -> tuple[Inline, ...] | None:
    first = rest[0] if rest else None
    found = SEPARATOR.match(first.text) if isinstance(first, Text) else None
    if not found or not isinstance(first, Text):
        return None
    after = first.text[found.end() :]
    return (*((replace(first, text=after),) if after else ()), *rest[1:])
