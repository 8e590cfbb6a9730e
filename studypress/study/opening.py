"""What a term looks like, and the bold one that a paragraph opens with: `**质点**：…`, `**Docker** — …`."""

import re
from dataclasses import replace

from studypress.model import Inline, Paragraph, Style, Styled, Text
from studypress.tree import plain_text

LONGEST_TERM = 24
"""Characters; a list item that is longer is a sentence, not a term."""

SENTENCE = re.compile(r"[。，；！？：,;!?:…]|\.\s*\Z")
"""What a sentence has, and a term has not."""
SEPARATOR = re.compile(r"(?<!\s)\s*(?:：|:(?=\s|[^\x00-\x7f/])|\s[-–—]\s|——|—)\s*")
"""What parts a term and its definition in one line."""


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
