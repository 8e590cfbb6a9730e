"""What answers a question of a handout, wherever its author put it: in its blanks, in brackets, in a box, below it."""

from collections.abc import Iterator
from string import ascii_uppercase

from studypress.model import Answer, Block, Callout, Details, Inline, Paragraph, Quote, Style, Styled, Text
from studypress.study.answer_labels import LABEL_CLASS
from studypress.study.blanks import is_answer_in_brackets, is_filled
from studypress.study.choice_marks import chosen, is_marked
from studypress.study.cutting import cut_end, cut_start, flat
from studypress.tree import rewrite, walk


def is_answered(block: Block) -> bool:
    """Whether a block holds an answer."""
    return any(
        isinstance(node, Answer) or is_filled(node) or is_answer_in_brackets(node) or is_marked(node)
        for node in walk(block)
    )


def given_in(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The answers in brackets at the end of a question, and those that stand below it."""
    asked = rewrite(blocks, lambda answer: (), Answer)
    below = (part for answer in walk(blocks, Answer) for block in answer.blocks for part in _unboxed(block))
    return (*(_without_brackets(node) for node in walk(asked, Styled) if is_answer_in_brackets(node)), *below)


def filled_in(blocks: tuple[Block, ...]) -> tuple[Paragraph, ...]:
    """What stands in the blanks of a question, in one line."""
    marks = list(walk(blocks, Styled))
    words = [(node.place, _stripped(_plain(node.children))) for node in marks if is_filled(node)]
    letters = [(node.place, chosen(node)) for node in marks if is_marked(node) and chosen(node)]
    if letters and not words:
        apart = "" if all(word in ascii_uppercase for _, word in letters) else "；"
        words = [(letters[0][0], (Text(apart.join(word for _, word in letters), letters[0][0]),))]
    return (Paragraph(tuple(_joined([word for _, word in words])), words[0][0]),) if words else ()


def _joined(words: list[tuple[Inline, ...]]) -> Iterator[Inline]:
    for at, word in enumerate(words):
        yield from (Text("；"), *word) if at else word


def _plain(words: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Words without the line below them, which is that of the blank."""
    return rewrite(words, lambda node: node.children if node.style is Style.UNDERLINE else node, Styled)


def _stripped(words: tuple[Inline, ...]) -> tuple[Inline, ...]:
    text = flat(words)
    start, end = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    return cut_start(cut_end(words, end)[0], start)[0]


def _without_brackets(answer: Styled) -> Paragraph:
    return Paragraph(cut_start(cut_end(answer.children, 1)[0], 1)[0], answer.place)


def _unboxed(block: Block) -> tuple[Block, ...]:
    """What is in a box that a screen folds, whose title only says that this is the answer, or in a labelled quote."""
    match block:
        case Quote(blocks=(Paragraph(children=(Styled(classes=(label,)), *_)), *_)) if label == LABEL_CLASS:
            return block.blocks
        case Details() | Callout():
            return block.blocks
    return (block,)
