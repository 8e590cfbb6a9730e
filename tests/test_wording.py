"""What is said is kept as a form and its values, is said in English or Chinese, and has both for every form."""

import ast
import json
import pickle
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from string import Formatter

import pytest

from studypress import options
from studypress.problems import Place, problem, problem_from
from studypress.speech import CHINESE, forms_of, voice
from studypress.wording import counted, joined, said, verbatim

PACKAGE = Path(__file__).parent.parent / "studypress"
HAN = re.compile(r"[\u4e00-\u9fff]")


def _calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """The calls of a function anywhere in the program, each with its file and line."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield f"{file.relative_to(PACKAGE)}:{node.lineno}", node


def _forms() -> Iterator[tuple[str, str, set[str] | None]]:
    """Every form that is said: where, its words, and the names of the values that are given with it."""
    for where, call in _calls("said"):
        if where.startswith("wording.py") and not isinstance(call.args[0], ast.Constant):
            continue
        yield where, ast.literal_eval(call.args[0]), {str(word.arg) for word in call.keywords}
    for where, call in _calls("counted"):
        yield from ((where, ast.literal_eval(form), {"number"}) for form in call.args[1:])


FORMS = [found for found in _forms() if found[1] != "{words}"]


def _places(form: str) -> set[str]:
    """The names of the places that a form leaves open, which hold a name and nothing else."""
    parts = [part for part in Formatter().parse(form) if part[1] is not None]
    assert all(not (spec or conversion) for _, _, spec, conversion in parts), form
    return {str(name) for _, name, _, _ in parts}


def test_forms_are_written_out_and_given_what_they_leave_open() -> None:
    for where, form, given in FORMS:
        missing = _places(form) - (given or set())
        assert not missing, f"{where}: {form}"
        assert form == "{some}, {more}" or given == {"number"} or given == _places(form), f"{where}: {form}"


def test_every_form_has_its_chinese_and_nothing_else_has() -> None:
    said_anywhere = {form for _, form, _ in FORMS}
    known = forms_of(CHINESE).keys()
    assert sorted(said_anywhere - known) == []
    assert sorted(known - said_anywhere) == []


@pytest.mark.parametrize("form", sorted(forms_of(CHINESE)))
def test_the_chinese_has_the_same_places_and_is_set_as_chinese(form: str) -> None:
    chinese = forms_of(CHINESE)[form]
    assert _places(chinese) == _places(form)
    words = re.sub(r"`[^`]*`|\{\w+\}", "", chinese)
    assert HAN.search(words) or not re.search(r"[A-Za-z]{2}", words.replace(" ", "")), "it is not translated"
    assert not re.search(r"[\u4e00-\u9fff][,;:!?]|[\u4e00-\u9fff]\.(?:\s|$)", words), "half-width marks"
    assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9`]|[A-Za-z0-9`][\u4e00-\u9fff]", chinese), "no space"


SENTENCE = said("{chapters} in “{name}”", chapters=counted(2, "{number} chapter", "{number} chapters"), name="书{}.md")


def test_a_sentence_is_english_by_itself() -> None:
    assert str(SENTENCE) == "2 chapters in “书{}.md”"
    assert str(counted(1, "{number} file", "{number} files")) == "1 file"
    assert [str(joined(names)) for names in ("abc", "a", "")] == ["a, b, c", "a", ""]
    assert str(verbatim("{x}")) == "{x}"


def test_a_sentence_is_said_in_another_language_with_all_its_parts() -> None:
    forms = {"{chapters} in “{name}”": "《{name}》有{chapters}", "{number} chapters": "{number} 章"}
    assert SENTENCE.in_words(forms) == "《书{}.md》有2 章"
    assert voice(CHINESE)(joined(["a", "b"])) == "a、b"


def test_a_sentence_comes_through_other_processes_and_through_json() -> None:
    found = problem("missing-image", Place("1.md", 3), SENTENCE, verbatim("看"))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own
    assert problem_from(json.loads(json.dumps(asdict(found)))) == found
    assert len({found, problem_from(json.loads(json.dumps(asdict(found))))}) == 1


def test_a_sentence_has_an_end() -> None:
    long = said("There is no “{name}” here.", name="x" * 9999)
    assert len(dict(long.given)["name"]) == len(str(long)) == 600  # type: ignore[arg-type]
    assert str(long).startswith("There is no")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX", "LANGUAGE": "zh"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh-Hans"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "fr:en_GB:zh"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_SG"}, "zh-Hans"),
    ],
)
def test_the_language_is_that_of_the_system(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert options.language() == language


@pytest.mark.parametrize(
    ("name", "language"),
    [("zh_CN", "zh-Hans"), ("Chinese (Simplified)_China", "zh-Hans"), ("English_United States", "en")],
)
def test_where_the_environment_is_silent_the_system_is_asked(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: (name, "utf8"))
    assert options.language() == language
