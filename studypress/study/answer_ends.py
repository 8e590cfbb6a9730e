"""Where an answer ends: at the next question where all are questions, else as far as it is labelled or led on."""

from collections.abc import Sequence
from dataclasses import dataclass

from studypress.model import Answer, Block, Heading, Paragraph, Section, Styled, ThematicBreak
from studypress.study.answer_labels import Label, Labels
from studypress.study.answer_places import AnswerPlace
from studypress.study.exercises import exercise_name
from studypress.study.questions import asks, belongs_to_question, has_choices, leaves_room, opening
from studypress.tree import plain_text, walk

_LONGEST_HEADING = 60
"""Characters of a paragraph that may stand for a heading."""
_ENDS_SENTENCE = ("。", "！", "？", "；", "，", "…")
"""What no heading ends with."""


@dataclass(frozen=True, slots=True)
class AnswerEnds:
    """Finds where answers end."""

    labels: Labels
    exercises: frozenset[str]
    """The names of headings of questions."""

    def find(
        self, blocks: Sequence[Block], start: int, question: Sequence[Block], last: Block, place: AnswerPlace
    ) -> int:
        """The index at which the blocks from `start` on, behind the `last` of an answer, no longer belong to it."""
        for at in range(start, len(blocks)):
            block = blocks[at]
            if isinstance(block, Section | Heading | ThematicBreak) or self._is_heading(block):
                return at
            if _begins_question(blocks[at:], question, place):
                return at
            if not (place.bounded or self._explains(block) or _leads_on(last)):
                return at
            last = block
        return len(blocks)

    def _is_heading(self, block: Block) -> bool:
        """Whether a paragraph stands for a heading of questions: `多项选择题`."""
        return isinstance(block, Paragraph) and self.names_exercises(plain_text(block.children))

    def names_exercises(self, words: str) -> bool:
        """Whether the words of a paragraph are those of a heading of questions."""
        may_be = 0 < len(words) <= _LONGEST_HEADING and not words.endswith(_ENDS_SENTENCE)
        return may_be and exercise_name(words) in self.exercises

    def _explains(self, block: Block) -> bool:
        label = self.labels.label(block.children) if isinstance(block, Paragraph) else None
        return label is not None and label[0] is not Label.ANSWER


def _begins_question(blocks: Sequence[Block], question: Sequence[Block], place: AnswerPlace) -> bool:
    """Whether another question begins after the answer to one."""
    block, found = blocks[0], opening(blocks[0])
    if found and found.is_named:
        return True
    before = [one.number for one in map(opening, question) if one]
    if found and (found.number - 1 in before if before else place.exercises):
        return True
    if any(walk(block, Answer)):
        return True
    if not place.bounded or belongs_to_question(block):
        return False
    asked = place.exercises and isinstance(block, Paragraph) and asks(plain_text(block.children))
    return asked or leaves_room((block,)) or has_choices(blocks[1:3])


def _leads_on(block: Block) -> bool:
    """Whether a paragraph is nothing but a label, or ends with a colon: the next block belongs to it."""
    match block:
        case Paragraph(children=(Styled(classes=("answer-label",)),)):
            return True
        case Paragraph(children=children):
            return plain_text(children).rstrip().endswith((":", "："))
    return False
