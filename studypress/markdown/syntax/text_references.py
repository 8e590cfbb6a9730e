"""Text that is written apart and put in where its name stands, as bookdown has it: `(ref:name) The text.`

Captions are options of a chunk, which no Markdown fits into; so `fig.cap = "(ref:name)"` names a paragraph.
"""

import re

from markdown_it.token import Token

_TEXT = re.compile(r"\(ref:([\w-]+)\)[ \t]+(\S.*)")
_NAME = re.compile(r"\(ref:([\w-]+)\)")


def with_texts(tokens: list[Token]) -> list[Token]:
    """Put texts in the place of their names, and take away their own paragraphs; one that nothing names stays."""
    own = {at: found for at in range(len(tokens)) if (found := _text(tokens, at))}
    if not own:
        return tokens
    named = {name for at, token in enumerate(tokens) if at not in own for name in _NAME.findall(_named_in(token))}
    used = {found[1]: at for at, found in own.items() if found[1] in named}
    taken = {place for at in used.values() for place in (at - 1, at, at + 1)}  # with what opens and closes it
    texts = {name: own[at][2] for name, at in used.items()}
    return [token if at in own else _with(token, texts) for at, token in enumerate(tokens) if at not in taken]


def _text(tokens: list[Token], at: int) -> re.Match[str] | None:
    """What a paragraph says that is such a text."""
    token = tokens[at]
    is_own = token.type == "inline" and token.content.startswith("(ref:") and tokens[at - 1].type == "paragraph_open"
    return _TEXT.fullmatch(token.content) if is_own else None


def _named_in(token: Token) -> str:
    """Where names are looked for: in lines, and in a chunk with its options, but in no other code."""
    if token.type == "inline":
        return token.content
    return f"{token.info}\n{token.content}" if token.type == "fence" and token.info.startswith("{") else ""


def _with(token: Token, texts: dict[str, str]) -> Token:
    def text(found: re.Match[str]) -> str:
        return texts.get(found[1], found[0])

    if _named_in(token):
        token.info, token.content = _NAME.sub(text, token.info), _NAME.sub(text, token.content)
    return token
