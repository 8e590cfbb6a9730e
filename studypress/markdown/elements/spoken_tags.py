"""Tags that a text speaks of and does not use: `HTML 的<a>标签` in notes on HTML, whose author forgot the backquotes.

Browsers show nothing of them, and a book would lose a word. A tag that is used has an end, attributes or a line to
itself, so a bare one that nothing ends within its paragraph is a word, as `<li>` outside a list is; but for a block
that is ended in another paragraph.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from studypress.markdown.syntax.html import (
    BLOCK,
    HEADINGS,
    INLINE,
    KNOWN,
    OPTIONAL_END,
    TAG,
    VOID,
    Oddity,
    Piece,
    Tag,
    Words,
    scan,
)

_NOUN = r"(?:标签|標籤|标记|標記|元素|タグ|要素|태그|tags?\b|elements?\b)"
_SPEAKS = re.compile(_NOUN, re.IGNORECASE)
_NAMED = re.compile(rf"[ \t]*{_NOUN}", re.IGNORECASE)
"""What calls the tag before it one."""
_FORMATS = (INLINE - {"a", "img", "label", *VOID}) | OPTIONAL_END | {"center"}
"""Tags that are used though their authors do not end them; words only in a text that speaks of some tag."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A tag without attributes in a row of tokens."""

    index: int
    name: str
    is_end: bool


def spoken_of(tokens: Sequence[Token], ended_elsewhere: Callable[[], frozenset[str]]) -> frozenset[int]:
    """The indices of the tags that a paragraph, a heading or a cell speaks of, of a text that has ends of others."""
    bare = {index: place for index, token in enumerate(tokens) if (place := _bare(index, token))}
    if not bare:
        return frozenset()
    partners = _partners(tokens)
    alone = [place for place in bare.values() if place.index not in partners and not place.is_end]
    elsewhere = ended_elsewhere() if any(place.name in BLOCK for place in alone) else frozenset[str]()
    speaks = any(place.name not in _FORMATS | VOID | elsewhere for place in alone) or any(
        token.type == "text" and _SPEAKS.search(token.content) for token in tokens
    )

    def is_spoken_of(place: _Place) -> bool:
        partner = partners.get(place.index)
        if partner is None:
            goes_on = not place.is_end and place.name in elsewhere
            return not goes_on and _is_word(place, tokens, speaks=speaks)
        holds_nothing = partner in bare and abs(partner - place.index) == 1
        return holds_nothing and (speaks or place.name not in _FORMATS)

    return frozenset(index for index, place in bare.items() if is_spoken_of(place))


def ends_of_others(tokens: Sequence[Token]) -> frozenset[str]:
    """The tags of a text that a paragraph, or HTML, ends without having opened them."""
    found: set[str] = set()
    for token in tokens:
        if token.type == "html_block":
            count = Counter[str]()
            for piece in scan(token.content):
                if isinstance(piece, Tag):
                    count[piece.name] += 1 if piece.closing else -1
            found |= {name for name, more in count.items() if more > 0}
        elif token.type == "inline" and token.children:
            partners = _partners(token.children)
            tags = ((at, TAG.fullmatch(child.content)) for at, child in enumerate(token.children) if at not in partners)
            found |= {tag[2].lower() for _, tag in tags if tag and tag[1]}
    return frozenset(found)


def _bare(index: int, token: Token) -> _Place | None:
    tag = TAG.fullmatch(token.content) if token.type == "html_inline" else None
    if tag is None or tag[3] or token.content.endswith("/>") or tag[2].lower() not in KNOWN:
        return None
    return _Place(index, tag[2].lower(), bool(tag[1]))


def _partners(tokens: Sequence[Token]) -> dict[int, int]:
    """The tags that have an end, and the ends, each with the other."""
    partners: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for index, token in enumerate(tokens):
        tag = TAG.fullmatch(token.content) if token.type == "html_inline" else None
        if tag and not tag[1]:
            opened.append((tag[2].lower(), index))
        elif tag:
            other = next((one for one in reversed(opened) if one[0] == tag[2].lower()), None)
            if other:
                opened.remove(other)
                partners |= {other[1]: index, index: other[1]}
    return partners


def _is_word(place: _Place, tokens: Sequence[Token], *, speaks: bool) -> bool:
    """Whether a tag that has no end, or an end of nothing, is a word."""
    behind = tokens[place.index + 1 :]
    if place.is_end or place.name in VOID:
        return place.name == "img" or _is_named(behind)
    is_last = all(token.type == "text" and not token.content.strip() for token in behind)
    return place.name not in _FORMATS or speaks or is_last


def _is_named(behind: Sequence[Token]) -> bool:
    return bool(behind and behind[0].type == "text" and _NAMED.match(behind[0].content))


def told_apart(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of a block of HTML, where a bare tag without an end is no tag if the words behind it call it one.

    Neither is one of a heading with words behind it, which would end in its line: `<h1>到<h6>标签`.
    """
    every = list(pieces)
    ended = {piece.name for piece in every if isinstance(piece, Tag) and piece.closing}
    for piece, behind in zip(every, [*every[1:], None], strict=True):
        is_spoken = (
            isinstance(piece, Tag)
            and not piece.attributes
            and piece.name in KNOWN - ended
            and isinstance(behind, Words)
            and (_NAMED.match(behind.text) or (piece.name in HEADINGS and behind.text.partition("\n")[0].strip()))
        )
        yield Oddity(piece.source, piece.line) if is_spoken and isinstance(piece, Tag) else piece
