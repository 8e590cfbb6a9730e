"""What is said is kept as a form and its values, is said in English or Chinese, and has both for every form."""

import ast
import errno
import inspect
import json
import os
import pickle
import re
import runpy
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from string import Formatter

import click
import latex2mathml.exceptions
import pytest
from weasyprint.css import validation

from studypress import options, pipeline, usage
from studypress.cli import main
from studypress.commands import commands
from studypress.figures import PictureError, mathml
from studypress.figures.mermaid import render_mermaid
from studypress.problems import Place, problem, problem_from
from studypress.resources import resource_folder
from studypress.speech import SIMPLIFIED, TRADITIONAL, forms_of, spoken, voice
from studypress.wording import counted, joined, said, verbatim

PACKAGE = Path(__file__).parent.parent / "studypress"
HAN = re.compile(r"[\u4e00-\u9fff]")


@cache
def _forms() -> list[tuple[str, str, set[str]]]:
    """Every form that the program says: where, its words, and the names of the values that it is given."""
    return [found for found in _forms_typed() if found[1] != "{words}"]


def _forms_typed() -> Iterator[tuple[str, str, set[str]]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        text = file.read_text("utf8")
        for node in ast.walk(ast.parse(text)) if re.search(r"\b(?:said|counted)\(", text) else ():
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            given = {str(word.arg) for word in node.keywords}
            where = f"{file.relative_to(PACKAGE)}:{node.lineno}"
            match node.func.id:
                case "said":
                    yield where, _written_out(node.args[0], where), given
                case "counted":
                    yield from ((where, _written_out(form, where), given | {"number"}) for form in node.args[1:])


def _written_out(form: ast.expr, where: str) -> str:
    if where.startswith("wording.py") and isinstance(form, ast.IfExp):
        return "{words}"  # `counted` itself
    assert isinstance(form, ast.Constant), f"{where}: a form is a text as it stands, its values are given by name"
    return str(form.value)


def _helps(command: click.Command) -> Iterator[str]:
    """What a command, its options and the commands below it tell of themselves."""
    yield command.help or ""
    yield from (option.help or "" for option in command.params if isinstance(option, click.Option))
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _helps(below)


HELPS = {form for form in _helps(commands) if form}

FILES = (
    errno.EACCES, errno.EEXIST, errno.EFBIG, errno.EIO, errno.EISDIR, errno.ELOOP, errno.EMFILE,
    errno.ENAMETOOLONG, errno.ENOENT, errno.ENOSPC, errno.ENOTDIR, errno.EPERM, errno.EROFS,
)  # fmt: skip
"""What may be wrong with a file."""


def _of_others(table: str) -> set[str]:
    """The forms of a table that are the words of another program."""
    return set(tomllib.loads((resource_folder("templates") / "messages/zh-Hans.toml").read_text("utf8"))[table])


FOREIGN = set().union(*map(_of_others, ("system", "tomllib", "latex2mathml", "merman", "weasyprint", "click")))


def test_other_programs_say_what_we_translate() -> None:
    if sys.platform == "linux":  # other systems have other words
        assert _of_others("system") == {os.strerror(number) for number in FILES}
    told: set[str] = set()
    for wrong in ('a = "\n', 'a = "\\x"\n'):  # what its forms leave open
        with pytest.raises(tomllib.TOMLDecodeError) as caught:
            tomllib.loads(wrong)
        told.add(str(caught.value).partition(" (at")[0])
    parser = inspect.getsource(tomllib._parser)  # type: ignore[attr-defined]
    assert [form for form in _of_others("tomllib") - told if f'"{form}"' not in parser] == []
    sources = "".join(inspect.getsource(module) for module in usage._SPEAKING)
    assert [form for form in _of_others("click") if f'"{form}"' not in sources] == []
    sources = inspect.getsource(validation) + inspect.getsource(validation.properties)
    assert [form for form in _of_others("weasyprint") if f"'{form}'" not in sources] == []
    names = {mathml._words(error) for error in vars(latex2mathml.exceptions).values() if isinstance(error, type)}
    assert _of_others("latex2mathml") <= names


def test_mermaid_says_what_we_translate() -> None:
    """Its renderer is compiled: it is asked by drawings with these mistakes."""
    nodes = ("[一", "(一", "{一", "(一(二))")
    sources = ["一 --> 二", *(f"graph TD\nA{node} --> B" for node in nodes), "graph TD\nA--B", "graph TD\nA-->|一 B"]
    told = set()
    for source in sources:
        with pytest.raises(PictureError) as found:
            render_mermaid(source, (600, 900))
        told.add(found.value.reason.form)
    assert told == _of_others("merman")


def _places(form: str) -> set[str]:
    """The names of the places that a form leaves open, and how click has them shown."""
    parts = [part for part in Formatter().parse(form) if part[1] is not None]
    return {f"{name}{conversion or ''}{spec}" for _, name, spec, conversion in parts}


def test_forms_are_given_what_they_leave_open() -> None:
    for where, form, given in _forms():
        assert given - {"number"} <= _places(form) <= given, f"{where}: {form}"


def test_every_form_has_its_chinese_and_nothing_else_has() -> None:
    assert sorted(forms_of(SIMPLIFIED)) == sorted({form for _, form, _ in _forms()} | HELPS | FOREIGN)


def _slips(form: str, chinese: str) -> Iterator[str]:
    """What is wrong with the Chinese of a form."""
    if _places(chinese) != _places(form):
        yield f"other places: {chinese}"
    words = re.sub(r"`[^`]*`|\{\w+\}", "", chinese)
    if not HAN.search(words) and re.search(r"[a-z]{2}", words):
        yield f"it is not translated: {chinese}"
    if re.search(r"[\u4e00-\u9fff](?:[,;:!?(]|\.(?:\s|$))", words):
        yield f"marks of half width: {chinese}"
    joints = re.sub(r"`[^`]*`", "`", chinese)
    if re.search(r"[\u4e00-\u9fff][A-Za-z0-9`]|[A-Za-z0-9`][\u4e00-\u9fff]", joints):
        yield f"no space: {chinese}"


def test_the_chinese_has_the_same_places_and_is_set_as_chinese() -> None:
    assert [slip for form, chinese in forms_of(SIMPLIFIED).items() for slip in _slips(form, chinese)] == []


def test_the_traditional_is_made_of_the_simplified() -> None:
    made = runpy.run_path(str(PACKAGE.parent / "scripts/traditional.py"))["traditional"]()
    assert (resource_folder("templates") / "messages/zh-Hant.toml").read_text("utf8") == made, "run that script"
    for form, words in forms_of(TRADITIONAL).items():
        assert _places(words) == _places(form)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("zh_CN.UTF-8", "zh-Hans"),
        ("zh_SG", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("Chinese (Simplified)_China.936", "zh-Hans"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh_MO", "zh-Hant"),
        ("Chinese (Traditional)_Taiwan.950", "zh-Hant"),
        ("fr_FR", ""),
    ],
)
def test_systems_have_their_own_names_of_languages(name: str, language: str) -> None:
    assert spoken(name) == language


SENTENCE = said("{chapters} in “{name}”", chapters=counted(2, "{number} chapter", "{number} chapters"), name="书{}.md")


def test_a_sentence_is_english_by_itself() -> None:
    assert str(SENTENCE) == "2 chapters in “书{}.md”"
    assert str(counted(1, "{number} file", "{number} files")) == "1 file"
    assert [str(joined(names)) for names in ("abc", "a", "")] == ["a, b, c", "a", ""]
    assert str(verbatim("{x}")) == "{x}"


def test_a_sentence_is_said_in_another_language_with_all_its_parts() -> None:
    forms = {"{chapters} in “{name}”": "《{name}》有{chapters}", "{number} chapters": "{number} 章"}
    assert SENTENCE.in_words(forms) == "《书{}.md》有2 章"
    assert voice(SIMPLIFIED)(joined(["a", "b"])) == "a、b"


def test_a_sentence_comes_through_other_processes_and_through_json() -> None:
    found = replace(problem("missing-image", Place("1.md", 3), SENTENCE, verbatim("看")), number=7)
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
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
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


@pytest.fixture
def _in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("LANGUAGE", "")


@pytest.mark.usefixtures("_in_chinese")
def test_commands_tell_of_themselves_in_chinese_to_those_who_read_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "做成电子书（EPUB）。" in capsys.readouterr().out
    assert main(["pdf", "--help"]) == 0
    assert "把警告当作错误。" in capsys.readouterr().out
    assert main(["pdf", "--bok", "a"]) == 2
    assert "错误：没有 '--bok' 这个选项。" in capsys.readouterr().err
    assert main(["pdf", "--jobs", "x"]) == 2
    assert "'x' 不是有效的整数。" in capsys.readouterr().err
    assert main(["doctor"]) == 0
    assert re.search("^Pango：有，1.*，排 PDF 的每一行$", capsys.readouterr().out, re.M)
    assert main(["pdf", "a.md", "--book", "b.md"]) == 2
    assert "一次只能做一本书：a.md，或者 b.md。" in capsys.readouterr().err
    assert commands.help == "Make a study guide, an e-book and handouts out of course notes in Markdown."


@pytest.mark.usefixtures("_in_chinese")
def test_what_is_kept_speaks_the_language_of_whoever_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "1.md").write_text("# 力\n\n![重力](force.png)\n", encoding="utf8")
    time.sleep(0.05)  # until the clock of the file system is past
    assert main(["epub", "-o", "a.epub"]) == 0
    assert "missing-image: 找不到图片“force.png”。" in capsys.readouterr().err
    monkeypatch.setattr(pipeline, "build_with", None)
    monkeypatch.setenv("LANGUAGE", "en")
    assert main(["epub", "-o", "b.epub"]) == 0
    assert "missing-image: There is no picture “force.png”." in capsys.readouterr().err
    assert Path("a.epub").read_bytes() == Path("b.epub").read_bytes()


@pytest.mark.usefixtures("_in_chinese")
def test_other_programs_get_the_chinese_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "1.md").write_text("# 力\n\n![重力](force.png)\n", encoding="utf8")
    main(["check", "--book", "1.md", "--format", "json"])
    found = next(one for one in json.loads(capsys.readouterr().out) if one["code"] == "missing-image")
    assert (found["severity"], found["message"]) == ("warning", "找不到图片“force.png”。")
    main(["check", "--book", "1.md", "--format", "github"])
    assert "::warning file=1.md,line=3,title=missing-image::找不到图片“force.png”。" in capsys.readouterr().out
