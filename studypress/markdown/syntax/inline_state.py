"""markdown-it's parser of lines, on a state that knows lines, Chinese emphasis and hopeless brackets."""

import re
from bisect import bisect_left
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

from studypress.markdown.syntax.cjk_emphasis import blank_pairs, blanks_stay, scan_delimiters
from studypress.markdown.syntax.drawings import extents
from studypress.markdown.syntax.joined_strong import joints

MAX_BRACKETS = 32
"""The deepest nesting of brackets in which links are looked for; the parser recurses through them."""


class InlineState(StateInline):
    """The state of one inline parse; every token it pushes knows its line."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, out_tokens: list[Token]) -> None:
        super().__init__(src, md, env, out_tokens)
        self._line_ends = [match.start() for match in re.finditer("\n", src)]
        self.hopeless = _hopeless_brackets(src) if src.count("[") > MAX_BRACKETS else frozenset[int]()
        """Where brackets stand in which no link is looked for."""
        self._blank_pairs = blank_pairs(src)
        """Where stars stand around strong words with a blank inside, and whether they open."""
        self.joints = joints(src)
        """Where stars stand that close strong words and open others, and how many."""
        self.drawings = extents(src)
        """Where drawings begin and end."""

    def pushPending(self) -> Token:  # noqa: N802  # markdown-it's name
        """Push the text that waits."""
        return self._with_line(super().pushPending())

    def push(self, ttype: str, tag: str, nesting: Any) -> Token:
        """Push a token."""
        return self._with_line(super().push(ttype, tag, nesting))

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803  # markdown-it's names
        """Tell what a run of `*`, `_` or `~` may open and close."""
        if self.src[start] == "_":
            return blanks_stay(self.src, start, super().scanDelims(start, canSplitWord))
        if (opens := self._blank_pairs.get(start)) is not None:
            return Scanned(opens, not opens, 2)
        return scan_delimiters(self.src, start, self.posMax, canSplitWord)

    def _with_line(self, token: Token) -> Token:
        # A rule pushes its token while the position still stands at the token's first character.
        token.meta["line"] = bisect_left(self._line_ends, self.pos)
        return token


class InlineParser(ParserInline):
    """markdown-it's inline parser on our state."""

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """Parse the text of one block into tokens."""
        state = InlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _hopeless_brackets(source: str) -> frozenset[int]:
    """The opening brackets with more than MAX_BRACKETS levels inside, or never closed with as many after them.

    Code spans and escapes are not looked at; they only make a count that is far from any real text a little wrong.
    """
    hopeless: set[int] = set()
    open_at: list[int] = []
    heights: list[int] = []
    for match in re.finditer(r"[\[\]]", source):
        if match[0] == "[":
            open_at.append(match.start())
            heights.append(0)
        elif open_at:
            position, height = open_at.pop(), heights.pop() + 1
            if height > MAX_BRACKETS:
                hopeless.add(position)
            if heights:
                heights[-1] = max(heights[-1], height)
    hopeless.update(open_at[:-MAX_BRACKETS])
    return frozenset(hopeless)
