"""Rules that are asked only where they may begin: each of most rules begins with one of few letters, which it tells.

markdown-it asks every rule at every line, and at every mark within one; in prose nearly all of them say no.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.lines import start_of

_Rule = TypeVar("_Rule", bound=Callable[..., bool])
_Rules = list[Callable[..., bool]]

_OF_MARKDOWN_IT = {
    "fence": "`~", "blockquote": ">", "hr": "*-_", "list": "*+-0123456789", "reference": "[", "footnote_def": "[",
    "html_block": "<", "heading": "#",
    "newline": "\n", "escape": "\\", "backticks": "`", "strikethrough": "~", "emphasis": "*_", "link": "[",
    "image": "!", "footnote_ref": "[", "autolink": "<", "html_inline": "<", "entity": "&",
}  # fmt: skip
"""The letters that rules of its own begin with, of those that have such (CommonMark §4 to §6)."""


def begins_with(letters: str) -> Callable[[_Rule], _Rule]:
    """Tell which letters a rule may begin with: a line, behind its indent, or what it reads within one."""

    def marked(rule: _Rule) -> _Rule:
        rule.letters = letters  # type: ignore[attr-defined]
        return rule

    return marked


def ask_by_letter(parser: MarkdownIt) -> None:
    """Let a parser whose rules are complete ask those alone that may begin with the letter at hand."""
    parser.block.ruler = _ByLetter(parser.block.ruler, _asked_of_line)
    parser.inline.ruler = _ByLetter(parser.inline.ruler, _asked_within_line)


class _ByLetter(Ruler[Any]):
    """The rules of another ruler; each chain of them is one rule, which asks those that may begin here."""

    def __init__(self, rules: Ruler[Any], asked: Callable[[dict[str, _Rules], _Rules], Callable[..., bool]]) -> None:
        super().__init__()
        self.__rules__ = rules.__rules__
        self._asked = asked

    def __compile__(self) -> None:
        super().__compile__()
        self.__cache__ = {name: [self._one_of(chain)] for name, chain in (self.__cache__ or {}).items()}

    def _one_of(self, chain: _Rules) -> Callable[..., bool]:
        names = {rule.fn: rule.name for rule in self.__rules__}
        letters_of = [(rule, getattr(rule, "letters", _OF_MARKDOWN_IT.get(names[rule]))) for rule in chain]
        by_letter = {
            letter: [rule for rule, letters in letters_of if letters is None or letter in letters]
            for letter in {letter for _, letters in letters_of for letter in letters or ""}
        }
        return self._asked(by_letter, [rule for rule, letters in letters_of if letters is None])


def _asked_of_line(by_letter: dict[str, _Rules], others: _Rules) -> Callable[..., bool]:
    def asked(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        position = start_of(state, start)
        rules = by_letter.get(state.src[position : position + 1], others)
        return any(rule(state, start, end, silent) for rule in rules)

    return asked


def _asked_within_line(by_letter: dict[str, _Rules], others: _Rules) -> Callable[..., bool]:
    def asked(state: StateInline, silent: bool) -> bool:
        return any(rule(state, silent) for rule in by_letter.get(state.src[state.pos], others))

    return asked
