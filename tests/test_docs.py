"""The documents keep up with the program: what the one says, the other does, and the other way round."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import click
import pytest

from studypress import pipeline
from studypress.check import RULES
from studypress.check.advice import ADVICE
from studypress.commands import commands
from studypress.config import (
    ANSWER_MARKS,
    EXERCISE_HEADINGS,
    KEY_MARKS,
    PAGE_SIZES,
    SUMMARY_HEADINGS,
    BookConfig,
)
from studypress.markdown.nodes.figures import DIAGRAMS
from studypress.markdown.syntax.html import KNOWN, UNSAFE
from studypress.problems import CODES
from studypress.request import Request

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
READMES = ("README.md", "README.zh.md")
SEVERITIES = {"error": "错误", "warning": "警告", "note": "提示"}


def chapter(name: str) -> str:
    """The text of one of the guide's files."""
    return (GUIDE / name).read_text(encoding="utf8")


def sections(text: str) -> dict[str, str]:
    """What stands below each `##` heading outside code, by the first word of the heading."""
    prose = re.sub(r"^(`{3,})[^\n]*\n.*?^\1$", "", text, flags=re.M | re.S)
    parts = re.split(r"^## +(\S+).*$", prose, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(text: str) -> dict[str, str]:
    """The rows of the tables in a text, by the code in their first cell."""
    return {found[1]: found[0] for found in re.finditer(r"^\| `([^`]+)`.*$", text, flags=re.M)}


# --- Problems -------------------------------------------------------------------------------------------------


def test_every_problem_code_is_explained_with_its_severity() -> None:
    entries = re.findall(r"^`([a-z0-9-]+)`（(\S+)）\n: .+\n: ", chapter("06-problems.md"), flags=re.M)
    assert dict(entries) == {code: SEVERITIES[severity] for code, severity in CODES.items()}
    assert len(entries) == len(CODES), "a code is explained twice"


@pytest.mark.parametrize("rule", [*ADVICE, *RULES], ids=lambda rule: rule.__name__)
def test_every_rule_has_a_bad_and_a_good_example(rule: Callable[..., object]) -> None:
    code = rule.__name__.replace("_", "-").replace("missing-glyphs", "missing-glyph")
    entry = rf"^`{code}`（{SEVERITIES[CODES[code]]}）\n: .+\n: .+\n: 不好：.+。好：.+。$"
    assert re.search(entry, chapter("06-problems.md"), flags=re.M)


# --- book.toml ------------------------------------------------------------------------------------------------


def settings(form: Any, table: str = "") -> Iterator[tuple[str, str, object]]:
    """Every table, key and default of a form."""
    for field in fields(form):
        value = getattr(form, field.name)
        if is_dataclass(value):
            yield from settings(value, f"{table}.{field.name}".lstrip("."))
        else:
            yield table, field.name, value


def as_toml(value: object) -> str:
    """A default as an author would write it; long ones stand below the table."""
    match value:
        case bool():
            return f"`{str(value).lower()}`"
        case int():
            return f"`{value}`"
        case str():
            return f'`"{value}"`'
        case ():
            return "`[]`"
        case {} if not value:
            return "`{}`"
        case _:
            return "见下"


@pytest.mark.parametrize(("table", "key", "default"), list(settings(BookConfig())))
def test_every_key_of_book_toml_is_explained_with_its_default(table: str, key: str, default: object) -> None:
    text = sections(chapter("05-book-toml.md"))[table or "书的信息"]
    row = rows(text).get(key, "")
    assert f"| {as_toml(default)} |" in row, f"no row for `{key}` with {as_toml(default)} in the section of [{table}]"


def test_the_guide_explains_no_key_that_there_is_not() -> None:
    known = {key for _, key, _ in settings(BookConfig())} | set(KEY_MARKS)
    shown = {key for text in sections(chapter("05-book-toml.md")).values() for key in rows(text)}
    assert shown <= known


@pytest.mark.parametrize("word", [*SUMMARY_HEADINGS, *EXERCISE_HEADINGS, *ANSWER_MARKS, *KEY_MARKS, *PAGE_SIZES])
def test_the_words_known_by_themselves_are_listed(word: str) -> None:
    assert re.search(rf"[、：|`( ]{re.escape(word)}[、。` ]", chapter("05-book-toml.md"))


# --- Rooms ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", ["composition", "fidelity", "whole"])
def test_the_files_of_a_benchmark_are_listed(room: str) -> None:
    listed = "".join(re.findall(r"^\|.*$", (ROOT / "benchmarks" / "README.md").read_text("utf8"), flags=re.M))
    files = [file.name for file in (ROOT / "benchmarks" / room).glob("*.py") if file.name[0] != "_"]
    assert [name for name in files if not re.search(rf"[`/]{re.escape(name)}`", listed)] == []


# --- Commands -------------------------------------------------------------------------------------------------


def options() -> Iterator[tuple[str, str]]:
    """Every command with each of the names of its options."""
    for name, command in commands.commands.items():
        for option in command.params:
            if isinstance(option, click.Option):
                yield from ((name, word) for word in option.opts)


@pytest.mark.parametrize(("command", "option"), list(options()))
def test_every_option_is_in_the_section_of_its_command(command: str, option: str) -> None:
    assert f"`{option}`" in sections(chapter("04-output.md"))[command]


@pytest.mark.parametrize("command", list(commands.commands))
def test_every_command_has_its_section_and_no_option_that_there_is_not(command: str) -> None:
    text = sections(chapter("04-output.md"))[command]
    known = {word for name, word in options() if name == command}
    shown = {word for row in re.findall(r"^\| (`-.*?) \|", text, flags=re.M) for word in re.findall("`([^`]+)`", row)}
    assert shown <= known


@pytest.mark.parametrize("choice", [word for _, word in sorted({
    (name, word)
    for name, command in commands.commands.items()
    for option in command.params if isinstance(option.type, click.Choice)
    for word in option.type.choices
})])  # fmt: skip
def test_every_choice_of_an_option_is_explained(choice: str) -> None:
    assert re.search(rf"\b{choice}\b", "".join(sections(chapter("04-output.md")).values()))


SAID = "\n".join(
    file.read_text(encoding="utf8")
    for folder, pattern in (("scripts", "*.sh"), ("templates/messages", "zh-Hans.toml"), (".", "build.py"))
    for file in (ROOT / folder).glob(pattern)
)
"""Scripts, forms of messages, and what `build.py` says by itself."""


@pytest.mark.parametrize("words", re.findall(r"^屏幕上说.*?`([^`]+)`", chapter("07-install.md"), flags=re.M))
def test_what_the_guide_quotes_from_the_screen_is_said(words: str) -> None:
    assert words in SAID


# --- What may stand in notes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", sorted(KNOWN | UNSAFE))
def test_every_tag_is_listed(tag: str) -> None:
    assert f"`{tag}`" in sections(chapter("02-writing.md"))["HTML标签"]


@pytest.mark.parametrize("language", DIAGRAMS)
def test_every_language_of_drawings_is_named(language: str) -> None:
    assert f"`{language}`" in sections(chapter("02-writing.md"))["画图"]


# --- The guide is a book --------------------------------------------------------------------------------------


def test_the_guide_passes_its_own_check() -> None:
    assert [str(found) for found in pipeline.check(Request(GUIDE))] == []


def test_the_guide_is_made_without_a_warning(tmp_path: Path) -> None:
    request = Request(GUIDE, target="epub", output=tmp_path / "guide.epub")
    result = pipeline.build(request, lambda stage: None)
    assert [str(found) for found in result.problems] == []
    assert result.chapters == len(list(GUIDE.glob("[0-9]*.md")))


# --- README and architecture ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READMES)
def test_the_commands_of_the_readme_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf8")
    used = re.findall(r"build\.py (\w+)((?: +--?[\w-]+(?: +\S+)?)*)", text)
    assert used
    for command, words in used:
        known = {word for each, word in options() if each == command}
        assert command in commands.commands
        assert set(re.findall(r"(?<!\S)--?[\w-]+", words)) <= known


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_make_has_the_targets_that_are_named(name: str) -> None:
    targets = set(re.findall(r"^([a-z ]+):", (ROOT / "Makefile").read_text(encoding="utf8"), flags=re.M))
    known = {word for line in targets for word in line.split()}
    used = re.findall(r"(?:`|^)make ([a-z]+)", (ROOT / name).read_text(encoding="utf8"), flags=re.M)
    assert used
    assert set(used) <= known


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_links_of_the_documents_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text(encoding="utf8"))
    inside = [target for target in targets if "://" not in target]
    assert inside
    assert [target for target in inside if not (ROOT / target).exists()] == []
