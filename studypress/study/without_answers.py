"""Questions without their answers, as pupils see them."""

from dataclasses import replace
from typing import Any, TypeVar

from studypress.model import Answer, ListItem, Styled, Text
from studypress.study.blanks import is_answer_in_brackets, is_filled, room_of
from studypress.study.choice_marks import is_box, is_marked, unmarked
from studypress.tree import rewrite

T = TypeVar("T")


def without_answers(asked: T) -> T:
    """What a pupil sees: blanks instead of what stands in them."""
    return rewrite(rewrite(asked, _unticked, ListItem), _without_answer, Answer, Styled)


def _unticked(item: ListItem) -> ListItem:
    return replace(item, checked=False) if item.checked and is_box(item) else item


def _without_answer(node: Any) -> Any:
    if isinstance(node, Answer) or is_answer_in_brackets(node):
        return ()
    if is_marked(node):
        return unmarked(node)
    return Text(room_of(node), node.place) if is_filled(node) else node
