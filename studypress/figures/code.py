"""Highlighted code (Pygments' door): few classes and long runs, since every run is a box that the page has to set."""

from contextlib import suppress
from functools import cache

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Literal, Name, Number, Operator, String, _TokenType
from pygments.util import ClassNotFound

from studypress.compiled import kept_compiled
from studypress.figures.languages import NAMES, PLAIN

Run = tuple[str, str]
"""A CSS class, or nothing, and a run of text."""

MAX_LENGTH = 200_000
"""Characters; longer code is a listing that nobody reads in colour."""

_SHOWN_AS: tuple[tuple[_TokenType, str], ...] = (
    (Comment.Preproc, "k"),
    (Comment, "c"),
    (Keyword.Constant, "n"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Number, "n"),
    (String.Doc, "c"),
    (String, "s"),
    (Literal, "n"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (Name.Tag, "k"),
    (Name.Decorator, "f"),
    (Name.Constant, "n"),
    (Generic.Prompt, "k"),
    (Generic.Output, "c"),
    (Generic.Inserted, "s"),
    (Generic.Deleted, "c"),
    (Generic.Heading, "f"),
    (Generic.Subheading, "f"),
)
"""Pygments' kinds of token, the special before the general, each with the class that shows it."""

CLASSES = frozenset(name for _, name in _SHOWN_AS)
"""Every class: `k` keyword, directive or prompt, `s` string or line put in, `c` comment, output or line taken out, `n`
number or constant, `f` function or type defined here. The style sheets show each of them: one that shows nothing would
cut runs, and boxes, for nothing. What is in no class (variables, operators, names that are used) is plain."""


def highlight(text: str, language: str) -> tuple[Run, ...]:
    """Split code into runs, each with its class; joined they are `text` again. An unknown language gives one run."""
    lexer = _lexer(language.strip().lower()) if 0 < len(text) <= MAX_LENGTH else None
    if lexer is None:
        return (("", text),) if text else ()
    runs: list[Run] = []
    for token, value in lexer.get_tokens(text):
        _add(runs, _class_of(token) if value.strip() else "", value)
    # A lexer that drops or adds a letter must not change a book: line ends of other systems are such a case.
    return tuple(runs) if "".join(value for _, value in runs) == text else (("", text),)


def _add(runs: list[Run], name: str, value: str) -> None:
    """Append to the last run where the class is the same; white space goes along with what stands before it."""
    if not value:
        return
    if runs and (runs[-1][0] == name or value.isspace()):
        runs[-1] = (runs[-1][0], runs[-1][1] + value)
    else:
        runs.append((name, value))


def is_known_language(language: str) -> bool:
    """Whether code of this language is coloured, or is meant to be plain."""
    return not language or language in PLAIN or _lexer(language) is not None


@cache
def _lexer(language: str) -> Lexer | None:
    if not language or language in PLAIN:
        return None
    name = NAMES.get(language, language)
    with suppress(ClassNotFound), kept_compiled():
        return get_lexer_by_name(name, stripnl=False, stripall=False, ensurenl=False, tabsize=0)
    return None


@cache
def _class_of(token: _TokenType) -> str:
    """Our class for a token of Pygments; a kind of token contains all that are more special."""
    return next((name for kind, name in _SHOWN_AS if kind.__contains__(token)), "")
