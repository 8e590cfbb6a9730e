"""Tokens that many rules push: words, which are Markdown, a paragraph or a heading of them; a box, with its title."""

from markdown_it.rules_block import StateBlock


def push_words(state: StateBlock, words: str, first: int, end: int = 0) -> None:
    """Push words into what is open: those of the lines from `first` up to `end`, or of as many as they have."""
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = words, [first, end or first + words.count("\n") + 1], []


def push_paragraph(state: StateBlock, words: str, first: int, end: int = 0) -> None:
    """Push a paragraph of words, whose lines are as for `push_words`."""
    state.push("paragraph_open", "p", 1).map = [first, end or first + 1]
    push_words(state, words, first, end)
    state.push("paragraph_close", "p", -1)


def push_heading(state: StateBlock, marks: str, words: str, line: int) -> None:
    """Push a heading that is one line, with the marks of its level: `##`."""
    opening = state.push("heading_open", f"h{len(marks)}", 1)
    opening.markup, opening.map = marks, [line, line + 1]
    push_words(state, words, line)
    state.push("heading_close", opening.tag, -1).markup = marks


def push_title(state: StateBlock, title: str, line: int) -> None:
    """Push the title of a box."""
    state.push("callout_title_open", "", 1).map = [line, line + 1]
    push_words(state, title.strip(), line)
    state.push("callout_title_close", "", -1)


def push_body(state: StateBlock, first: int, last: int, indent: int = 0) -> None:
    """Push what lines hold that belong to a box, and stand so many columns deeper than it."""
    if first >= last:
        return
    around = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "callout", last, state.blkIndent + indent
    state.md.block.tokenize(state, first, last)
    state.parentType, state.lineMax, state.blkIndent = around
