"""What is said to authors: an English form, and the values that it leaves open.

Nothing is put into words until it is shown, so that a problem that was found, sent by another process or kept for days
can be said in the language of whoever reads it. `speech.py` knows which that is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeAlias

Value: TypeAlias = "str | int | Sentence"

_LONGEST = 600
"""Characters of a sentence: what it quotes, such as ten thousand emoji joined to one, may be longer than a screen."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something to say, or a part of it. `str` gives it in English."""

    form: str
    """The English, as `str.format` takes it: `There is no picture “{name}”.`"""
    given: tuple[tuple[str, Value], ...] = ()
    """What stands in its places: names and words of others as they are, numbers, sentences again."""

    def in_words(self, forms: Mapping[str, str]) -> str:
        """Put it into words by the forms of another language; where it has none, in English. It has an end."""
        given = {name: value.in_words(forms) if isinstance(value, Sentence) else value for name, value in self.given}
        words = forms.get(self.form, self.form).format_map(given)
        return words if len(words) <= _LONGEST else shortened(words, _LONGEST)

    def __str__(self) -> str:
        return self.in_words({})

    def __repr__(self) -> str:
        return f"Sentence({str(self)!r})"

    def __reduce__(self) -> tuple[type["Sentence"], tuple[str, tuple[tuple[str, Value], ...]]]:
        """Be pickled as it is made, in a third of the time: a large book has thousands."""
        return Sentence, (self.form, self.given)

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.form)


NOTHING = Sentence("")
"""What is said where nothing is to be said."""


def said(form: str, **given: Value) -> Sentence:
    """Say something. `form` is written out at the call, since tests read there what the catalogues must have."""
    if any(isinstance(value, str) and len(value) > _LONGEST for value in given.values()):
        given = {name: shortened(value, _LONGEST) if isinstance(value, str) else value for name, value in given.items()}
    return Sentence(form, tuple(given.items()))


def verbatim(words: str) -> Sentence:
    """Say something as it is, in any language: a name, a command, what another program says."""
    return said("{words}", words=words)


def foreign(words: str) -> Sentence:
    """Say what another program says, in its words; the catalogues have those that come often."""
    return Sentence(words.replace("{", "{{").replace("}", "}}"))


def reason_of(error: OSError) -> Sentence:
    """Say why a file cannot be had, in the system's words."""
    return foreign(error.strerror or str(error) or type(error).__name__)


def counted(number: int, one: str, many: str, **given: Value) -> Sentence:
    """Say something of one or of many, by two forms that are written out as that of `said`: `{number} files`."""
    return said(one if number == 1 else many, number=number, **given)


def joined(things: Iterable[Value]) -> Sentence:
    """Say several things with commas between them."""
    parts = [one if isinstance(one, Sentence) else verbatim(str(one)) for one in things]
    return reduce(lambda some, more: said("{some}, {more}", some=some, more=more), parts) if parts else NOTHING


def sentence_from(known: dict[str, Any]) -> Sentence:
    """Make the sentence again whose fields `dataclasses.asdict` gave, after a way through JSON."""
    given = ((name, sentence_from(value) if isinstance(value, dict) else value) for name, value in known["given"])
    return Sentence(known["form"], tuple(given))


def shortened(text: str, length: int = 60) -> str:
    """Quote a text in a message: one line of at most `length` characters, with both ends, as either may be at fault."""
    line = " ".join(text.split())
    tail = length // 3
    return line if len(line) <= length else f"{line[: length - tail - 1]}…{line[-tail:]}"
