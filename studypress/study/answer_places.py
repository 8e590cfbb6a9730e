"""Where questions and their answers stand: what the heading, list or box around them says, and what is found there."""

from dataclasses import dataclass

from studypress.model import Block, Purpose, Section
from studypress.study.blanks import Task, is_filled, task_of
from studypress.study.questions import is_question
from studypress.tree import plain_text


@dataclass(frozen=True, slots=True)
class AnswerPlace:
    """What is known of the place that blocks stand in."""

    exercises: bool = False
    """Whether all of them are questions and their answers."""
    item: bool = False
    """Whether they are an item of a list."""
    asked: bool = False
    """Whether the heading above them is a question."""
    task: Task = Task.ANY
    """What the questions want."""

    @property
    def asks(self) -> bool:
        """Whether questions stand here."""
        return self.exercises or self.task is not Task.ANY

    @property
    def bounded(self) -> bool:
        """Whether what follows an answer belongs to it, up to another question."""
        return self.exercises or self.item or self.asked

    def inside(self, section: Section) -> "AnswerPlace":
        """What is known of the blocks of a section that stands here."""
        exercises = self.exercises or section.purpose is Purpose.EXERCISES
        title = plain_text(section.title)
        asked = is_question(title) or any(map(is_filled, section.title)) or (self.exercises and section.purpose is None)
        task = task_of(title) if exercises else Task.ANY
        inherited = self.task if exercises and section.purpose is None else Task.ANY
        return AnswerPlace(exercises, asked=asked, task=inherited if task is Task.ANY else task)


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that a block holds, or is."""

    question: tuple[Block, ...]
    """What of the block still belongs to the question."""
    answer: tuple[Block, ...]
    rest: tuple[Block, ...] = ()
    """What stands behind the answer: the next question."""
