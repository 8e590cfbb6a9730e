r"""Expressions that letters of a manuscript come to, and what each once took the square of its length for, or longer.

Each is as the code calls it. What is shown to it are many of a unit between a beginning and an end that fits no longer:
`\s*x?\s*` before something that is not there tries all ways to part a thousand blanks, and `(?:[^a]|\\.)*` both ways to
take each backslash, which no machine finishes. `[a-z]+=` is looked for at each letter of a word, unless it says that it
begins where the word does.
"""

import importlib
import re

import pytest
from limits import within

_LONG = 20_000
"""Letters; of what doubles with each, forty are as many as nobody would wait for."""

_CASES = [
    ("bibliography.gbt7714", "_BETWEEN_PAGES", "sub", "1", " ", "x"),
    ("conclusions", "_ALONE", "match", "（A A", "\t", "x"),
    ("conclusions", "_STATED", "match", "答案是 A", " ", "x"),
    ("figures.graphviz", "_COMMENT", "sub", "", '"\\', ""),
    ("figures.graphviz", "_COMMENT", "sub", "", "/*", ""),
    ("figures.graphviz", "_TOKEN", "findall", "", '"\\', ""),
    ("figures.graphviz", "_TOKEN", "findall", "", "\n", "x"),
    ("figures.graphviz", "_LABEL", "finditer", "", 'label="\\', ""),
    ("figures.svg", "_LENGTH", "fullmatch", "0", " ", "!"),
    ("figures.svg_clean", "_COMMENT", "sub", "", "/*", ""),
    ("figures.tex_forms", "_EDGES", "finditer", "", r"\end{", ""),
    ("figures.tex_tags", "SIGNS_OF_ROWS", "finditer", "", r"\begin{", ""),
    ("figures.tex_forms", "_SPACE", "sub", r"\mkern", " ", "x"),
    ("figures.tex_forms", "_SPACE", "sub", r"\mkern", "1", "x"),
    ("manuscript.chapters.readme", "_NO_WORDS", "sub", "", "[", ""),
    ("manuscript.chapters.readme", "_NO_WORDS", "sub", "", "[](", ""),
    ("manuscript.conventions.logseq", "_SPACE", "sub", "[[", "/", ""),
    ("manuscript.conventions.logseq", "_CLOZE", "sub", "", "{{cloze ", ""),
    ("manuscript.conventions.sites", "_TOML_WORD", "finditer", "", "x", ""),
    ("manuscript.conventions.sphinx", "_AND", "split", "", "\t", "x"),
    ("manuscript.exports.mathpix", "_FORMULA", "split", "", r"\(", ""),
    ("manuscript.exports.mathpix", "_FORMULA", "split", "", r"\[", ""),
    ("manuscript.includes.imported_pages", "_GIVEN", "findall", "", "a", ""),
    ("manuscript.includes.literal", "_OPTION", "fullmatch", ":a:", " ", "x\n"),
    ("manuscript.notebooks.notebook", "_NUMBER", "sub", "", "1", "x"),
    ("manuscript.reading", "_QUOTED", "findall", "", '"\\', ""),
    ("manuscript.slides", "_CONTINUED", "sub", "（续", " ", "x"),
    ("manuscript.slides", "_COMMENT", "sub", "", "<!--", ""),
    ("manuscript.slides.marks", "_LIT_LINES", "sub", "", " ", ""),
    ("markdown.nodes.stray_code", "_PROSE", "search", "", "a", ""),
    ("markdown.syntax.attributes", "_PART", "finditer", "", "x", ""),
    ("markdown.syntax.block_tags", "_COLOUR", "sub", "", " ", ""),
    ("markdown.syntax.block_tags", "_MDBOOK_TABS", "fullmatch", "{{#tabs", " ", ""),
    ("markdown.syntax.chunks", "_CHUNK", "fullmatch", "{r", " ", ""),
    ("markdown.syntax.cjk_emphasis", "_FRAMED", "match", "** ", "x", ""),
    ("markdown.syntax.destinations", "_SHORTCODE", "match", "{{< ref", " ", "x"),
    ("markdown.syntax.fenced", "_JSX", "finditer", "", "a", ""),
    ("markdown.syntax.fenced", "_SETTING", "sub", "", "a", ""),
    ("markdown.syntax.fenced", "_WORDS", "findall", "", ".", "="),
    ("markdown.syntax.fenced", "_WORDS", "findall", "", "x=", ""),
    ("markdown.syntax.fenced", "_STATE", "sub", "", " ", "x"),
    ("markdown.syntax.jsx", "_LIST_WITH_WORDS", "search", "", "={ [", ""),
    ("markdown.syntax.lettered_lists", "_PROSE", "match", "A", " ", ""),
    ("markdown.syntax.pictures", "_TARGET", "match", "(", " ", "x"),
    ("markdown.syntax.references", "_BRACKETS", "match", "[@fig:a", "; @fig:a", ""),
    ("markdown.syntax.roles", "_ARROW", "sub", "", " ", "x"),
    ("markdown.syntax.tex_commands", "_COMMAND", "match", r"\let\A", "\t", ""),
    ("markdown.syntax.typed_headings", "_NUMBERED", "search", "", "\n", "x"),
    ("markdown.syntax.unprinted_lines", "_CONTENTS_ENTRY", "fullmatch", "[", "\\", "](#x"),
    ("own_faces", "_ADDRESS", "sub", "url(", " ", ""),
    ("own_faces", "_RULE", "sub", "", "/*", ""),
    ("render.flashcards", "_RANGE", "search", "", "0", ""),
    ("render.typed_keys", "_RANGE", "match", "1-9", " ", "。"),
    ("render.typed_keys", "_SINGLE", "match", "1", " ", "。"),
    ("render.typed_keys", "_WHOLE_PART", "fullmatch", "一、", " ", "x"),
    ("study.blanks", "_LABELLED", "search", "（ x 应选 A A", " ", "x"),
    ("study.glossary_file", "_LINE", "match", "英文：", " ", "x"),
    ("study.points", "_QUESTION", "match", "问", " ", "x"),
]


@pytest.mark.parametrize(("room", "name", "method", "first", "unit", "last"), _CASES)
def test_what_letters_of_a_manuscript_come_to_takes_time_that_grows_with_them(
    room: str, name: str, method: str, first: str, unit: str, last: str
) -> None:
    expression: re.Pattern[str] = getattr(importlib.import_module(f"studypress.{room}"), name)
    text = first + unit * (_LONG // len(unit)) + last
    with within(0.25, expression.pattern):
        match method:
            case "sub":
                expression.sub("", text)
            case "finditer":
                list(expression.finditer(text))
            case _:
                getattr(expression, method)(text)
