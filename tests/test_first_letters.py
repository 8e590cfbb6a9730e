"""Rules that are asked by the letter at hand: they read what they would if each were asked at every letter."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it.token import Token
from test_dialect import SWITCHES, rows

from studypress.config import MarkdownConfig
from studypress.markdown import syntax
from studypress.markdown.syntax import parser

ROOT = Path(__file__).parent.parent
EVERY = replace(MarkdownConfig(), **dict.fromkeys(SWITCHES, True))  # type: ignore[arg-type]
"""The dialect that has all the rules."""

RARE = [
    "~~~ad-note\n甲\n~~~", "~~~{theorem}\n甲\n~~~", "~~~{note}\n甲\n~~~", ":::{note}\n甲\n:::",
    "甲\n% 乙\n\n+++\n\n```{note}\n丙\n```", "%%\n甲\n%%", "{::comment}\n甲\n{:/comment}", "***", "<--->",
    "0. 甲\n\n2) 乙\n\n4. 丙\n\n5. 丁\n\n6. 戊\n\n7. 己\n\n8. 庚\n\n9. 辛", "甲\n\n\\noindent\n\n乙",
    "{/* 甲\n\n乙 */}", "{{< rawhtml >}}", '<Chat messages={[{ text: "甲" }]} />', "<head>\n<title>甲</title>\n</head>",
    "export const x = 1", "export default 甲", "import A from 'a'", "export { a } from 'a'",
    "甲\\cite{knuth84}乙", "甲 ^^乙^^ 丙", "@[bilibili](BV1xx)", "![](a.mp4)", "甲{/* 乙 */}丙", "甲$\\eqref{a}$乙",
    "甲{{< center >}}乙{{< /center >}}丙", "甲<![if !supportLists]>乙",
]  # fmt: skip
"""Marks that the table of the dialect does not show, or not with each letter that they may begin with."""


@pytest.fixture
def fresh_parsers() -> Iterator[None]:
    """Parsers of this test alone."""
    parser.parser_for.cache_clear()
    yield
    parser.parser_for.cache_clear()


@pytest.mark.usefixtures("fresh_parsers")
def test_no_rule_begins_with_a_letter_that_it_does_not_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*(example for _, example, *_ in rows()), *RARE]
    texts += [path.read_text(encoding="utf8") for path in sorted((ROOT / "tests" / "parse").glob("*.md"))]
    by_letter = [_read(text) for text in texts]
    monkeypatch.setattr(parser, "ask_by_letter", lambda made: None)
    parser.parser_for.cache_clear()
    for text, found in zip(texts, by_letter, strict=True):
        assert _read(text) == found, text


def _read(text: str) -> list[list[Token]]:
    cited = frozenset({"knuth84"})
    return [syntax.parse_markdown(text, EVERY, mdx=mdx, sources=cited).tokens for mdx in (False, True)]
