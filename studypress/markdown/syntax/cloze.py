"""Numbered blanks of a text with gaps, `I __1__ to school, and __2__ home`: Markdown makes strong numbers of them.

A number is a blank where the next or the one before it is typed so in the same file.
"""

from collections.abc import Iterator

from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def numbered_blanks(state: StateCore) -> None:
    """Make text again of numbers between two underscores each."""
    found = [blank for token in state.tokens if token.children for blank in _strong_numbers(token.children)]
    numbers = {int(blank[1].content) for blank in found}
    for opening, number, closing in found:
        if numbers & {int(number.content) - 1, int(number.content) + 1}:
            for mark in (opening, closing):
                mark.type, mark.tag, mark.nesting, mark.content = "text", "", 0, mark.markup


def _strong_numbers(children: list[Token]) -> Iterator[tuple[Token, Token, Token]]:
    for opening, number, closing in zip(children, children[1:], children[2:], strict=False):
        strong = opening.type == "strong_open" and closing.type == "strong_close" and opening.markup == "__"
        if strong and number.type == "text" and number.content.isdecimal() and len(number.content) < 3:
            yield opening, number, closing
