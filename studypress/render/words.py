"""What templates make of words: shown a second time, in a list of titles, in a running head, parted at their joints."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from studypress.letters import CJK, GROUPED, rough_width
from studypress.markdown import is_placeholder_alt
from studypress.model import (
    Abbreviation,
    Anchor,
    Break,
    Citation,
    Cited,
    Formula,
    Image,
    Link,
    PageNote,
    Ruby,
    Style,
    Styled,
    TermUse,
    Text,
)
from studypress.names import has_latin
from studypress.tree import plain_text, rewrite, title_text, without_calls, without_emoji_names

HEAD_SIZE = 8.5
"""pt of running heads."""
_HEAD_MEASURE = 30
"""em of HEAD_SIZE: 255 pt of the 323 that A5 has, since wide Latin letters take more than 0.7 em."""
_LONG_NAME = re.compile(r"[!-~]{13,}")
"""Shorter names, such as compose.yaml, stay whole."""
_JOINT = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])|(?:(?<=\w[-./\\_=&?@#])|(?<=::|//))(?=[^\W\d]|(?<=[/=])\d)")
"""Humps, and after the marks between the words of an address or a path; options such as `--rm` keep theirs."""
_WHOLE = re.compile(rf"((?<![\w-])--?[A-Za-z0-9_]{{1,24}}|{GROUPED})")
"""An option of a command, behind whose hyphens browsers would end a line, or a number in groups of digits."""
_RUN_OF_SPACES = re.compile(" {2,}")
_DIGITS = re.compile(r"[0-9a-f]{8}(?=[0-9a-f]{8})")
"""A part of a hash, which has no joints."""
_LETTER = r"[!-~\u00b2-\u00be\u00c0-\u052f\u2070-\u209c]"
_LATIN = re.compile(rf"((?:{_LETTER}|(?<=\w)’(?=\w))+(?: +{_LETTER}+)*)")
"""Words of letters that have no dots, with what stands between them."""

_OF_EAST_ASIA = re.compile(f"[{CJK}]")

_FULL_WIDTH = re.compile("([\uff01-\uff5e\u301c]+)")
"""Full-width forms of what ASCII has, which the faces' proportional forms would be."""


def running_head(words: str, beside: str = "") -> str:
    """Shorten a heading to what a running head of the smallest sheet holds on one line, with a header `beside` it."""
    room = _HEAD_MEASURE - rough_width(beside)
    for index, char in enumerate(words):
        room -= rough_width(char)
        if room < 1 and index + 1 < len(words):
            return words[:index].rstrip() + "…"
    return words


def css_text(words: str) -> str:
    """Words as a text of CSS, in quotes (CSS Syntax 3 §4.3.5); nothing for none."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if words else ""


def bare(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
    """Leave out footnote calls and ids: words shown a second time must not carry them, nor tell a link's page again."""
    return without_ids(without_calls(nodes))


def without_ids(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
    """What stands on a sheet apart from its text: nothing leads there."""

    def plain(node: Any) -> Any:
        match node:
            case TermUse():
                return node.children
            case Anchor():
                return ()
            case Link():
                return replace(node, id="", page_note=PageNote.NONE)
            case Citation():
                return replace(node, id="")
        return node

    return rewrite(nodes, plain, TermUse, Anchor, Link, Citation)


def title_words(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
    """What a list of titles shows of one: its words and formulas, raised and lowered letters, and no other marks."""

    def shown(node: Any) -> Any:
        match node:
            case Text() | Formula() | Styled(style=Style.SUBSCRIPT | Style.SUPERSCRIPT):
                return node
            case Styled() | Link() | Abbreviation() | TermUse():
                return node.children
            case Ruby():
                return node.base
            case Break():
                return replace(node, hard=False)
        words = plain_text(node)
        return Text(words) if words else ()

    return rewrite(without_emoji_names(_without_stand_ins(nodes)), shown)


def head_text(title: tuple[Any, ...]) -> str:
    """The words of a title in a running head or an outline, with a blank where there are several."""
    return re.sub("[ \t\n]+", " ", title_text(_without_stand_ins(title)))


def _without_stand_ins(title: tuple[Any, ...]) -> tuple[Any, ...]:
    """Leave out pictures of which an editor's words are all that is told, `甲![image.png](…)`, unless they are all."""
    kept = rewrite(title, lambda node: () if is_placeholder_alt(node.alt, node.source) else node, Image)
    return kept if kept is title or plain_text(kept).strip() else title


def at_joints(text: str) -> list[str]:
    """Cut a text where its long names and addresses may be parted without a hyphen."""
    names = [name.span() for name in _LONG_NAME.finditer(text)]
    cuts = {found.end() for name in names for joint in (_JOINT, _DIGITS) for found in joint.finditer(text, *name)}
    return [text[start:end] for start, end in pairwise([0, *sorted(cuts), len(text)])]


def spaces_kept(text: str) -> str:
    """Have runs of spaces, which HTML shows as one, keep their width; a line may end behind them."""
    return _RUN_OF_SPACES.sub(lambda run: "\u00a0" * (len(run[0]) - 1) + " ", text)


def whole_apart(text: str) -> list[str]:
    """Cut words around options of commands and numbers in groups of digits: every second part is one."""
    return _WHOLE.split(text)


def wide_apart(text: str) -> list[str]:
    """Cut a text around its full-width forms: every second part is such."""
    return _FULL_WIDTH.split(text)


def latin_apart(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
    """Emphasise Latin words by their face, within words whose Han have dots: no dot stands below a letter."""

    def marked(node: Any) -> Any:
        if not _LATIN.search(node.text):
            return node
        parts = ((Text(part, node.place), part) for part in _LATIN.split(node.text) if part)
        return tuple(Styled(Style.EMPHASIS, (text,)) if _LATIN.fullmatch(part) else text for text, part in parts)

    return rewrite(nodes, marked, Text)


def is_western(node: Any) -> bool:
    """Whether words are Latin alone, which have italics."""
    words = plain_text(node)
    return has_latin(words) and not _OF_EAST_ASIA.search(words)


def call_runs(citation: Citation) -> list[tuple[Cited, ...]]:
    """The sources of a citation; where it is numbers alone, of three and more in a row the first and the last."""
    if not citation.is_numbers:
        return [(one,) for one in citation.cited]
    runs: list[list[Cited]] = []
    for one in sorted({one.number: one for one in citation.cited}.values(), key=lambda one: one.number):
        if runs and runs[-1][-1].number == one.number - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [part for run in runs for part in ([(run[0], run[-1])] if len(run) > 2 else [(one,) for one in run])]
