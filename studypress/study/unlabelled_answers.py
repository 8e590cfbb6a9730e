"""Answers that no label names: what stands below a question in a list where others are answered below theirs.

A teacher who writes `答：` below the first question often leaves it out below the others, and pupils would read them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from studypress.model import Answer, Block, ListItem, Paragraph
from studypress.study.questions import asks, has_room
from studypress.tree import plain_text

_TASK = re.compile(
    r"\s*[试請请]?(?:简述|简答|简要|说明|說明|解释|解釋|求|计算|計算|证明|證明|分析|比较|比較|列举|列舉|写出|寫出|论述|論述"
    r"|阐述|闡述|概述|描述|指出|谈谈|談談|什么是|何谓)[^：:]*\Z"
)
"""How a question opens that ends in a full stop: `简述三次握手的过程。`"""
_GIVES = re.compile(
    r"\A\s*(?:已知|其中|提示|注意|要求|[（(]\s*\d+\s*[)）]|[A-F][.．、])|[如见見下上][图圖表]|[图圖表]\s*[0-9]"
)
"""What a question goes on with: what is given or asked besides, or to be looked at."""


def with_unlabelled(items: tuple[ListItem, ...]) -> tuple[ListItem, ...]:
    """Items of a list of exercises, with what answers each; the very same where none has a label."""
    if not any(isinstance(block, Answer) for item in items for block in item.blocks):
        return items
    return tuple(map(_answered, items))


def _answered(item: ListItem) -> ListItem:
    question, below = item.blocks[:1], item.blocks[1:]
    if not (below and _is_asked(question) and all(map(tells, below))):
        return item
    return replace(item, blocks=(*question, Answer(below, item.blocks[1].place)))


def _is_asked(blocks: Sequence[Block]) -> bool:
    words = plain_text(blocks)
    return isinstance(blocks[0], Paragraph) and (asks(words) or orders(words))


def orders(words: str) -> bool:
    """Whether words ask for something without a question mark: `简述三次握手的过程。`"""
    return _TASK.match(words) is not None


def tells(block: Block) -> bool:
    """Whether a paragraph neither asks nor gives something to a question."""
    words = plain_text(block)
    return isinstance(block, Paragraph) and not (asks(words) or has_room(words) or _GIVES.search(words))
