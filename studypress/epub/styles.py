"""Style sheets: what an EPUB may not hold is found before a reader does."""

from collections.abc import Iterator
from typing import Any

import tinycss2  # type: ignore[import-untyped]

from studypress.problems import BookError, Place, Problem, problem
from studypress.wording import Sentence, said

_FORBIDDEN = frozenset({"direction", "unicode-bidi"})
"""Properties that EPUB 3.3, 6.3.1.2 forbids: the markup must say them (`dir`)."""


def checked_styles(styles: tuple[tuple[str, str], ...]) -> tuple[tuple[str, bytes], ...]:
    """Encode style sheets (file name, text) as UTF-8. Raises BookError with all that is wrong in them."""
    problems = [fault for name, text in styles for fault in _faults(name, text)]
    if problems:
        raise BookError(problems)
    return tuple((name, text.encode("utf8")) for name, text in styles)


def _faults(name: str, text: str) -> Iterator[Problem]:
    try:
        found = list(_rule_faults(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)))
    except RecursionError:
        found = [(0, said("The rules are nested too deeply."))]
    for line, message in found:
        yield problem(
            "style-sheet",
            Place(name, line),
            message,
            said("Fix the rule in the style sheet that [epub] css names, or take it out."),
        )


def _rule_faults(rules: list[Any]) -> Iterator[tuple[int, Sentence]]:
    for rule in rules:
        match rule.type:
            case "error":
                yield rule.source_line, said("This is not CSS: {fault}.", fault=rule.message)
            case "at-rule" if rule.lower_at_keyword == "import":
                yield rule.source_line, said("@import cannot be used: an e-book holds only the style sheets it lists.")
            case "declaration" if rule.lower_name in _FORBIDDEN:
                yield (
                    rule.source_line,
                    said("“{name}” cannot be used in an e-book; use the attribute dir.", name=rule.name),
                )
            case "declaration":
                yield from _address_faults(rule.value)
            case "qualified-rule" | "at-rule":
                yield from _address_faults(rule.prelude)
                if rule.content is not None:
                    yield from _rule_faults(
                        tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
                    )


def _address_faults(tokens: list[Any]) -> Iterator[tuple[int, Sentence]]:
    """Find addresses, at any depth: nothing is fetched, and no file comes along with a style sheet."""
    for token in tokens:
        if token.type == "error":
            yield token.source_line, said("This is not CSS: {fault}.", fault=token.message)
        elif token.type == "url" or (token.type == "function" and token.lower_name in ("url", "src")):
            yield token.source_line, said("url() cannot be used: the style sheet of an e-book loads no other files.")
        elif token.type == "function":
            yield from _address_faults(token.arguments)
        elif token.type in ("() block", "[] block", "{} block"):
            yield from _address_faults(token.content)
