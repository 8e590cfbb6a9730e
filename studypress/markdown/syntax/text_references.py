"""Text that is written apart and put in where its name stands, as bookdown has it: `(ref:name) The text.`

Captions are options of a chunk, which no Markdown fits into; so `fig.cap = "(ref:name)"` names a paragraph.
"""

import re
from collections.abc import Iterator

from markdown_it.token import Token

_TEXT = re.compile(r"\(ref:([\w-]+)\)[ \t]+(\S.*)")
_NAME = re.compile(r"\(ref:([\w-]+)\)")


def with_texts(tokens: list[Token]) -> list[Token]:
    """Put texts in the place of their names, and take away their own paragraphs; one that nothing names stays."""
    texts = {found[1]: found[2] for token in tokens if (found := _text(token))}
    if not texts:
        return tokens
    named = {name for token in tokens if not _text(token) for name in _NAME.findall(_named_in(token))}
    used = {name: text for name, text in texts.items() if name in named}
    return list(_put_in(tokens, used))


def _text(token: Token) -> re.Match[str] | None:
    return _TEXT.fullmatch(token.content) if token.type == "inline" and token.content.startswith("(ref:") else None


def _named_in(token: Token) -> str:
    """Where names are looked for: in lines, and in a chunk with its options, but in no other code."""
    if token.type == "inline":
        return token.content
    return f"{token.info}\n{token.content}" if token.type == "fence" and token.info.startswith("{") else ""


def _put_in(tokens: list[Token], texts: dict[str, str]) -> Iterator[Token]:
    def text(found: re.Match[str]) -> str:
        return texts.get(found[1], found[0])

    for number, token in enumerate(tokens):
        around = tokens[max(number - 1, 0) : number + 2]
        if any((found := _text(one)) and found[1] in texts for one in around if _is_of(one, token)):
            continue
        if _named_in(token):
            token.info, token.content = _NAME.sub(text, token.info), _NAME.sub(text, token.content)
        yield token


def _is_of(line: Token, token: Token) -> bool:
    """Whether a token is a line, or opens or closes its paragraph."""
    return token is line or (token.type in ("paragraph_open", "paragraph_close") and line.type == "inline")
