"""What is sent to other processes, or kept, is made again as it was."""

import pickle
from dataclasses import dataclass, field

from studypress.model import Paragraph, Text
from studypress.pickling import pickled
from studypress.problems import Place
from studypress.tree import kinds_below


@dataclass(frozen=True, slots=True)
class _One:
    only: str


@dataclass
class _Counting:
    """Data of which a call does not say all."""

    name: str
    seen: list[int] = field(default_factory=list, init=False)


def test_it_is_made_again() -> None:
    counting = _Counting("a")
    counting.seen.append(3)
    for made in (_One("x"), counting, Paragraph((Text("甲", Place("a.md", 2)),)), [Place("b.md"), {"c": _One("y")}]):
        assert pickle.loads(pickled(made)) == made  # noqa: S301  # what we have just written


def test_what_a_node_has_learned_of_itself_is_told_with_it() -> None:
    paragraph = Paragraph((Text("甲"),))
    assert not hasattr(pickle.loads(pickled(paragraph)), "kinds_below")  # noqa: S301  # as above
    learned = kinds_below(paragraph)
    assert pickle.loads(pickled(paragraph)).kinds_below == learned  # noqa: S301


def test_our_dataclasses_are_written_as_calls() -> None:
    one = Text("甲", Place("a.md", 2))
    assert b"_dataclass_setstate" not in pickled(one)
    assert len(pickled(one)) < len(pickle.dumps(one, pickle.HIGHEST_PROTOCOL))
