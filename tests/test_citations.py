"""Citations: what is one, how they are numbered, and where the list of sources stands."""

from dataclasses import replace
from pathlib import Path

import pytest
from limits import within
from study_samples import told

from studypress.config import BookConfig
from studypress.editions import BOOK, NOTES
from studypress.manuscript import Manuscript, SourceFile, read_manuscript
from studypress.markdown import parse
from studypress.model import Book, Citation, Cited, Paragraph, SourceList
from studypress.problems import Problem
from studypress.resolve import resolve
from studypress.selection import select
from studypress.study import study
from studypress.tree import plain_text, walk

BIB = """
@book{knuth84, author = {Knuth, Donald E.}, title = {甲}}
@book{liu:09, author = {刘一 and 陈二}, title = {乙}}
@book{wang, author = {Wang, Wu and Li, Si and Liu, Qi}, title = {丙}}
@book{fig-x, title = {丁}}
@book{property, title = {戊}}
"""


def cited_in(*texts: str, bibliography: str = BIB, config: BookConfig | None = None) -> tuple[Book, list[Problem]]:
    files = tuple(SourceFile(f"{number}.md", text) for number, text in enumerate(texts, 1))
    sources = (SourceFile("refs.bib", bibliography),) if bibliography else ()
    manuscript = Manuscript(Path(), config or BookConfig(), files, bibliography=sources)
    book, problems = parse(manuscript)
    book, _ = study(book, manuscript.config)
    book, found = resolve(book)
    return book, problems + found


def calls(words: str, bibliography: str = BIB) -> tuple[str, list[list[Cited]]]:
    """The text of a paragraph, and what its citations call."""
    book, _ = cited_in(f"# 一\n\n{words}\n", bibliography=bibliography)
    paragraph = next(walk(book.chapters, Paragraph))
    return plain_text(paragraph), [
        [replace(one, number=0, source="") for one in node.cited] for node in walk(paragraph, Citation)
    ]


K, L, W = Cited("knuth84"), Cited("liu:09"), Cited("wang")


@pytest.mark.parametrize(
    ("typed", "shown", "called"),
    [
        ("说 [@knuth84] 过", "说过", [[K]]),
        ("见 @knuth84 。又见 [@wang] 。", "见 Knuth。又见。", [[K], [W]]),
        ("said [@knuth84] so", "said so", [[K]]),
        ("说[@knuth84; @liu:09]，[-@wang]。", "说，。", [[K, L], [W]]),
        ("见[参见 @knuth84, 第 3 章; @wang]", "见", [[Cited("knuth84", "参见", "第 3 章"), W]]),
        ("[@{liu:09}, p. 3]", "", [[Cited("liu:09", "", "p. 3")]]),
        ("@knuth84认为，@liu:09。", "Knuth认为，刘一和陈二。", [[K], [L]]),
        ("如 @liu:09 所述，@wang 说", "如刘一和陈二 所述，Wang等 说", [[L], [W]]),
        ("@knuth84 [p. 3] 说 @knuth84 [文]", "Knuth 说 Knuth [文]", [[Cited("knuth84", "", "p. 3")], [K]]),
        ("{cite}`knuth84,wang` {cite:t}`wang`", " Wang等", [[K, W], [W]]),
        ("{cite:p}`{见}knuth84{第 2 章}`", "", [[Cited("knuth84", "见", "第 2 章")]]),
        ("文:cite:`knuth84`。", "文。", [[K]]),
        (r"\cite[第 2 章]{knuth84, wang}与\citet{wang}", "与Wang等", [[K, Cited("wang", "", "第 2 章")], [W]]),
        ("[@knuth84; @wnag]", "", [[K, Cited("wnag")]]),
        ("**[@knuth84]** 和 *@wang*", " 和 Wang等", [[K], [W]]),
        ("[-@fig-x]", "", [[Cited("fig-x")]]),
    ],
)
def test_what_is_a_citation(typed: str, shown: str, called: list[list[Cited]]) -> None:
    assert calls(typed) == (shown, called)


@pytest.mark.parametrize(
    "typed",
    [
        "写给 a@knuth84.org 或 knuth84@wang",
        "@张三 和 @knuth8，@knuth84x，@wanghua",
        "https://medium.com/@wang/x",
        "[@张三] 与 [某人 @nobody]",
        r"\@wang",
        "[^@wang]",
        "见 [p@wang]",
        "[没有][@]",
    ],
)
def test_what_is_none(typed: str) -> None:
    shown, called = calls(typed)
    assert called == []
    assert shown == typed.replace("\\", "")


def test_code_and_links_are_left_alone() -> None:
    assert calls("`@wang` [@wang](a.md#x)")[1] == []
    book, _ = cited_in("# 一\n\n```python\n@property\n```\n\n    @property\n")
    assert not any(walk(book, Citation))


@pytest.mark.parametrize("typed", ["[@knuth84; @liu:09]", "@wang", "[-@wang]", "`@wang`", "a [见 @wang] b"])
def test_without_sources_nothing_is_a_citation(typed: str) -> None:
    assert calls(typed, bibliography="") == (typed.replace("`", ""), [])


def test_a_key_that_no_file_has_is_told_with_the_one_like_it() -> None:
    _, problems = cited_in("# 一\n\n甲[@knuth83]\n\n乙[@KNUTH84; @wang]，@knuth85\n")
    found = [problem for problem in problems if problem.code == "unknown-citation"]
    assert told(found) == ["unknown-citation 1.md:3", "unknown-citation 1.md:5"]
    assert [str(problem.hint) for problem in found] == ["Did you mean knuth84?"] * 2


def test_of_keys_that_differ_in_their_capitals_alone_the_same_is_advised_each_time() -> None:
    keys = "LIu09", "liU09", "lIu09", "Liu09", "lIU09"
    sources = "\n".join(f"@misc{{{key}, title={{甲}}}}" for key in keys)
    _, problems = cited_in("# 一\n\n甲[@LIU09]\n", bibliography=sources)
    assert [str(problem.hint) for problem in problems if problem.code == "unknown-citation"] == ["Did you mean liU09?"]


# --- Numbers and the list -------------------------------------------------------------------------------------


def listed(book: Book) -> list[tuple[int, str, str, str]]:
    [found] = walk(book.chapters, SourceList)
    return [(source.number, source.key, source.id, source.call) for source in found.sources]


def test_sources_are_numbered_as_the_text_calls_them_through_the_book() -> None:
    book, problems = cited_in("# 一\n\n甲[@wang]乙[@knuth84; @wang]。\n", "# 二\n\n丙[@liu:09]丁[@wang]。\n")
    assert problems == []
    assert [[one.number for one in node.cited] for node in walk(book.chapters, Citation)] == [[1], [2, 1], [3], [1]]
    assert listed(book) == [
        (1, "wang", "c3-r1", "c1-q1"),
        (2, "knuth84", "c3-r2", "c1-q2"),
        (3, "liu:09", "c3-r3", "c2-q1"),
    ]


def test_without_a_place_the_list_is_a_last_chapter_without_number() -> None:
    book, _ = cited_in("# 一\n\n甲[@wang]\n")
    assert [(chapter.id, plain_text(chapter.title), chapter.number) for chapter in book.chapters] == [
        ("c1", "一", 1),
        ("c2", "参考文献", 0),
    ]


@pytest.mark.parametrize(
    "last",
    [
        "# 文献\n\n::: {#refs}\n:::\n",
        '# 文献\n\n<div id="refs"></div>\n',
        "# 文献\n\n```{bibliography}\n:style: plain\n```\n",
        "# 参考文献\n",
        "# References {-}\n",
        "# 后记\n\n字\n\n## 参考文献\n",
        "# 参考文献\n\n另有一本手册。\n",
    ],
)
def test_the_list_stands_where_its_author_wants_it(last: str) -> None:
    book, problems = cited_in(
        "# 一\n\n::: {#refs}\n:::\n\n甲[@wang]\n" if "文献\n\n:::" in last else "# 一\n\n甲[@wang]\n", last
    )
    assert problems == []
    assert len(book.chapters) == 2
    assert [source[2] for source in listed(book)] == ["c2-r1"]


def test_of_several_places_the_last_has_the_list() -> None:
    place = "::: {#refs}\n:::\n"
    book, _ = cited_in(f"# 一\n\n甲[@wang]\n\n## 参考文献\n\n{place}", f"# 二\n\n甲[@wang]\n\n{place}")
    assert [source[2] for source in listed(book)] == ["c2-r1"]


def test_where_nothing_is_cited_no_list_is_left() -> None:
    book, problems = cited_in("# 一\n\n甲\n\n::: {#refs}\n:::\n", "# 参考文献\n\n乙\n")
    assert not any(walk(book, SourceList))
    assert problems == []
    assert len(book.chapters) == 2


def test_a_handout_of_one_chapter_lists_what_that_cites() -> None:
    book, _ = cited_in("# 一\n\n甲[@wang]\n", "# 二\n\n丙[@liu:09]丁[@wang; @knuth84]。\n")
    shown = select(book, NOTES, 2, only_key=False)
    assert [plain_text(chapter.title) for chapter in shown.chapters] == ["二", "参考文献"]
    assert listed(shown) == [
        (1, "wang", "c3-r1", ""),
        (2, "liu:09", "c3-r2", "c2-q1"),
        (3, "knuth84", "c3-r3", "c2-q2"),
    ]
    assert select(book, BOOK, None, only_key=False) == book


def test_a_switch_leaves_citations_as_typed() -> None:
    config = BookConfig()
    config = replace(config, markdown=replace(config.markdown, citations=False))
    book, problems = cited_in("# 一\n\n甲[@wang]，@wang，[@nobody]\n", config=config)
    assert plain_text(next(walk(book.chapters, Paragraph))) == "甲[@wang]，@wang，[@nobody]"
    assert problems == []


def test_thousands_of_citations_take_no_time() -> None:
    text = "# 一\n\n" + "字 [@wang; @knuth84, 第 3 章] 与 @liu:09 和 [@nobody" * 3000
    with within(10):
        book, _ = cited_in(text)
    assert len(list(walk(book.chapters, Citation))) > 5000


# --- Where the files are named --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"book.toml": 'bibliography = ["a.bib"]'}, ["a.bib"]),
        ({"1.md": "---\nbibliography: a\n---\n# 一\n\n字\n"}, ["a.bib"]),
        ({"1.md": "---\nbibliography: [sub/b.bib, a.bib]\n---\n# 一\n\n字\n"}, ["sub/b.bib", "a.bib"]),
        ({"sub/1.md": "---\nbibliography: b.bib\n---\n# 一\n\n字\n"}, ["sub/b.bib"]),
        ({"sub/1.md": "---\nbibliography: a.bib\n---\n# 一\n\n字\n"}, ["a.bib"]),
        ({"_quarto.yml": "bibliography: a.bib\nbook:\n  chapters: [1.md]\n"}, ["a.bib"]),
        ({"_bookdown.yml": "x: 1", "index.Rmd": "---\nbibliography: [a.bib]\n---\n# 一\n"}, ["a.bib"]),
        ({"_toc.yml": "root: 1", "_config.yml": "bibtex_bibfiles:\n  - a.bib\n"}, ["a.bib"]),
        ({"_toc.yml": "root: 1", "_config.yml": "sphinx:\n  config:\n    bibtex_bibfiles: [a.bib]\n"}, ["a.bib"]),
        ({"myst.yml": "project:\n  toc:\n    - file: 1.md\n"}, ["a.bib"]),
        ({"conf.py": "bibtex_bibfiles = ['a.bib']\n", "index.md": "# B\n\n```{toctree}\n1\n```\n"}, ["a.bib"]),
        ({"config.ini": "[pdf]\nbibfile = a.bib\n", "index.md": "# B\n\n```toc\n1\n```\n"}, ["a.bib"]),
        ({"book.toml": "title = '书'"}, []),
    ],
    ids=lambda value: " ".join(value)[:40],
)
def test_bib_files_are_found_where_each_tool_names_them(
    files: dict[str, str], found: list[str], tmp_path: Path
) -> None:
    for name, text in (
        {"1.md": "# 一\n\n字\n", "a.bib": "@book{a, title={x}}", "sub/b.bib": "@book{b, title={x}}"} | files
    ).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf8")
    manuscript, problems = read_manuscript(tmp_path)
    assert [file.path for file in manuscript.bibliography] == found
    assert "bibliography" not in {problem.code for problem in problems}


def test_what_the_chapter_of_a_handout_does_not_cite_is_not_listed() -> None:
    book, _ = cited_in("# 一\n\n甲[@wang]\n", "# 二\n\n丙[@knuth84]。\n")
    assert [key for _, key, _, _ in listed(select(book, NOTES, 2, only_key=False))] == ["knuth84"]
