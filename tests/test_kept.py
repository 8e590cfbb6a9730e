"""A file that was parsed and a chapter that was rendered are found again: as they were, and only if nothing changed."""

import json
import os
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from studypress.cache import Cache
from studypress.cached_work import CachedWork
from studypress.documents import PageMap
from studypress.editions import BOOK, EPUB, RECALL
from studypress.figures import diagrams, draw
from studypress.forks import CAN_FORK
from studypress.manuscript import read_manuscript
from studypress.markdown import files, parse
from studypress.model import Book, Paragraph, Text
from studypress.problems import Place
from studypress.render import Rendering, keep_templates
from studypress.render.chapters import ChapterDocument
from studypress.render.environment import environment
from studypress.resolve import resolve
from studypress.study import study
from studypress.writers import _changed_last

CASES = sorted(Path(__file__).parent.glob("render/*/input.md"))


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "kept", b"secret")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are really parsed."""
    return _told_of(monkeypatch, files.FileParser, "_parsed", lambda parser, source: source.path)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the chapters that are really rendered."""
    return _told_of(monkeypatch, ChapterDocument, "document", lambda document, *_: document.chapter.id)


def _told_of(monkeypatch: pytest.MonkeyPatch, kind: Any, name: str, what: Callable[..., str]) -> list[str]:
    done: list[str] = []
    really = getattr(kind, name)

    def told(*arguments: object) -> object:
        done.append(what(*arguments))
        return really(*arguments)

    monkeypatch.setattr(kind, name, told)
    return done


def _write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf8")
    return folder


def _book(folder: Path, cache: Cache | None = None) -> Book:
    manuscript, _ = read_manuscript(folder)
    book, _ = study(parse(manuscript, cache)[0], manuscript.config)
    return draw(resolve(book, manuscript.root)[0], manuscript.root)[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_what_is_found_is_what_was_made(case: Path, cache: Cache, parsed: list[str], rendered: list[str]) -> None:
    manuscript, _ = read_manuscript(case)
    anew = parse(manuscript)
    assert parse(manuscript, cache) == parse(manuscript, cache) == anew
    assert len(parsed) == 2
    book = _book(case)
    for edition in (BOOK, EPUB, RECALL):
        made = Rendering(book, edition)(PageMap())
        assert Rendering(book, edition, 0, cache)(PageMap()) == made
        rendered.clear()
        assert Rendering(book, edition, 0, cache)(PageMap()) == made
        assert rendered == []


def test_an_edit_costs_one_file_and_one_chapter(
    tmp_path: Path, cache: Cache, parsed: list[str], rendered: list[str]
) -> None:
    term = '\n\n<abbr title="开放容器">OCI</abbr> 与 OCI。\n'
    folder = _write(tmp_path / "notes", a=f"# 一{term}", b=f"# 二{term}", c=f"# 三{term}")
    Rendering(_book(folder, cache), BOOK, 0, cache)(PageMap())
    parsed.clear()
    rendered.clear()
    _write(folder, b=f"# 二{term}又一个 OCI，与[^1]。\n\n[^1]: 注。\n")
    book = _book(folder, cache)
    assert Rendering(book, BOOK, 0, cache)(PageMap()) == Rendering(book, BOOK)(PageMap())
    assert parsed == ["b.md"]
    assert rendered == ["c2", "c1", "c2", "c3"]  # the last three by the render without a cache


def test_another_setting_is_another_text(tmp_path: Path, cache: Cache, parsed: list[str]) -> None:
    folder = _write(tmp_path / "notes", a="# 一\n\n钱 $x$。\n")
    _book(folder, cache)
    (folder / "book.toml").write_text("[markdown]\nformulas = false\n", encoding="utf8")
    assert _book(folder, cache) == _book(folder)
    assert len(parsed) == 3


def test_a_wikilink_leads_to_a_file_that_came_later(tmp_path: Path, cache: Cache) -> None:
    folder = _write(tmp_path / "notes", a="# 一\n\n见[[late]]与 ![[图.png]]。\n")
    before = _book(folder, cache)
    (folder / "深").mkdir()
    (folder / "深" / "图.png").write_bytes(b"x")
    assert _book(folder, cache).chapters != before.chapters
    _write(folder, late="# 后\n")
    assert _book(folder, cache) == _book(folder)


def test_a_file_that_includes_another_is_read_each_time(tmp_path: Path, cache: Cache, parsed: list[str]) -> None:
    folder = _write(tmp_path / "notes", a="# 一\n\n{{#include part.txt}}\n")
    (folder / "part.txt").write_text("甲 ![图](x.png)\n", encoding="utf8")
    _book(folder, cache)
    _book(folder, cache)
    assert parsed == ["a.md", "a.md"]


def test_another_edition_label_or_sheet_is_another_page(tmp_path: Path, cache: Cache, rendered: list[str]) -> None:
    book = _book(_write(tmp_path / "notes", a="# 一\n\n文。\n"))
    english = replace(book, metadata=replace(book.metadata, language="en"))
    for shown, edition, styles in ((book, BOOK, 0), (book, EPUB, 0), (book, EPUB, 1), (english, EPUB, 1)):
        assert Rendering(shown, edition, styles, cache)(PageMap()) == Rendering(shown, edition, styles)(PageMap())
    assert len(rendered) == 8


def test_a_kept_file_is_no_way_into_the_program(tmp_path: Path, cache: Cache, parsed: list[str]) -> None:
    folder = _write(tmp_path / "notes", a="# 一\n\n文。\n")
    _book(folder, cache)
    (entry,) = (cache.root / ".studypress" / "files").iterdir()
    entry.write_bytes(json.dumps("a stranger's").encode())
    assert _book(folder, cache) == _book(folder)
    assert parsed == ["a.md"] * 3


@pytest.mark.skipif(not CAN_FORK, reason="processes are forked on Linux alone")
def test_several_processes_make_what_one_makes(
    tmp_path: Path, cache: Cache, parsed: list[str], rendered: list[str]
) -> None:
    folder = _write(tmp_path / "notes", **{name: f"# {name}\n\n{'容器与镜像。' * 9000}\n" for name in "abcdef"})
    manuscript, _ = read_manuscript(folder)
    made = parse(manuscript, cache, jobs=3)
    assert parsed == []  # by this one
    assert made == parse(manuscript)
    book = study(made[0], manuscript.config)[0]
    pages = Rendering(book, BOOK, 0, cache, 3)(PageMap())
    assert rendered == []
    assert pages == Rendering(book, BOOK)(PageMap())
    nowhere = Cache(folder / "a.md", b"secret")  # no folder: nothing can be kept, and all is made here
    assert parse(manuscript, nowhere, jobs=3) == made


@pytest.mark.parametrize("node", [Place("a.md", 3), Text("字", Place("a.md", 3)), Paragraph((Text("字"),))], ids=repr)
def test_what_tells_a_node_in_less_time_tells_all_of_it(node: Any) -> None:
    """A chapter's HTML is found by what `repr` tells: a field left out there would give the page of another."""
    told = ", ".join(f"{part.name}={getattr(node, part.name)!r}" for part in fields(node))
    assert repr(node) == f"{type(node).__name__}({told})"


def test_a_chapter_that_is_not_kept_comes_first_and_stays_in_its_place(tmp_path: Path, cache: Cache) -> None:
    folder = _write(tmp_path / "notes", **{name: f"# {name}\n\n容器\n" for name in "abc"})
    list(Rendering(_book(folder, cache), BOOK, 0, cache).each())
    (folder / "b.md").write_text("# b\n\n镜像\n", encoding="utf8")
    rendering = Rendering(_book(folder, cache), BOOK, 0, cache)
    assert [page.name for page in rendering.coming()][:3] == ["c2", "c1", "c3"]
    assert rendering(PageMap()) == Rendering(_book(folder, cache), BOOK)(PageMap())
    names = [page.name for page in rendering(PageMap()).documents]
    assert names == ["cover", "titlepage", "contents", "c1", "c2", "c3", "colophon"]


@pytest.mark.skipif(not CAN_FORK, reason="processes are forked on Linux alone")
def test_processes_draw_what_one_draws(tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = _told_of(monkeypatch, diagrams, "_draw", lambda diagram, *_: diagram.text)
    fences = [f"```mermaid\nflowchart LR\n  甲 --> 乙{number}\n```\n" for number in range(8)]
    folder = _write(tmp_path / "notes", a="# 一\n\n" + "\n".join([*fences, "```mermaid\nno such thing\n```\n"]))
    manuscript, _ = read_manuscript(folder)
    book = parse(manuscript)[0]
    made = draw(book, folder, cache=cache, jobs=2)
    assert len(drawn) == 1  # what cannot be drawn is tried again, and told
    assert made == draw(book, folder)
    assert len(made[1]) == 1


def test_templates_are_compiled_once(tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    book = _book(_write(tmp_path / "notes", a="# 一\n\n文。\n"))
    plain = Rendering(book, BOOK)(PageMap())
    compiled = _told_of(monkeypatch, Environment, "_compile", lambda _, source, name: name)
    for _ in range(2):  # as in two runs of the program
        environment.cache_clear()
        keep_templates(cache)
        assert Rendering(book, BOOK)(PageMap()) == plain
    assert len(compiled) == len(set(compiled)) > 0
    environment.cache_clear()


@pytest.mark.parametrize(
    ("kept", "looked_for", "first"),
    [
        ("", "c", (2, "C")),
        ("ab", "c", (2, "C")),
        ("c", "cab", (0, "A")),
        ("abc", "cab", (0, "A")),
    ],
)
def test_what_has_likely_changed_is_given_before_others_are_looked_for(
    cache: Cache, kept: str, looked_for: str, first: tuple[int, str]
) -> None:
    looked: list[str] = []

    def made_from(thing: str) -> str:
        looked.append(thing)
        return thing

    work: CachedWork[str, str] = CachedWork("things", str.upper, made_from)
    work.all(kept, cache, 1)
    looked.clear()
    given = work.new_first("abc", cache, 1, changed=2)
    assert next(given) == first
    assert "".join(looked) == looked_for
    assert sorted([first, *given]) == [(0, "A"), (1, "B"), (2, "C")]


def test_the_chapter_of_the_file_that_was_changed_last_is_rendered_first(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        (tmp_path / f"{number}.md").write_text(f"# 第 {number} 章\n\n文字\n", encoding="utf8")
        os.utime(tmp_path / f"{number}.md", (number % 3, number % 3))
    manuscript = read_manuscript(tmp_path)[0]
    book = resolve(study(parse(manuscript)[0], manuscript.config)[0])[0]
    newest = _changed_last(book, tmp_path)
    assert newest == "2.md"
    cache = Cache(tmp_path / "kept", b"secret")
    _, page = next(Rendering(book, BOOK, 0, cache, 1, newest).each())
    assert "第 2 章" in page.html
    assert _changed_last(book, tmp_path / "nowhere") == ""
