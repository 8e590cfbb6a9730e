"""Books of other tools, built without touching them: where their lists are found, and what their entries become."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from limits import within

from studypress.config import BookConfig
from studypress.editions import BOOK, EPUB, HANDOUTS, Edition
from studypress.manuscript import Manuscript, read_manuscript
from studypress.markdown import parse
from studypress.model import Chapter, FootnoteMark, Section, Table
from studypress.pages import OutlineItem, PageMap, Pages
from studypress.problems import BookError, Problem
from studypress.render import Rendering
from studypress.resolve import resolve
from studypress.study import study
from studypress.tree import plain_text, walk


def write(root: Path, files: dict[str, str]) -> Path:
    """Write files below a folder."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf8")
    return root


def read(root: Path, files: dict[str, str]) -> tuple[Manuscript, list[Problem]]:
    """Read the manuscript that these files are; problems without the note of which list was taken."""
    manuscript, problems = read_manuscript(write(root, files))
    return manuscript, [problem for problem in problems if problem.code != "contents-list"]


def places(manuscript: Manuscript) -> list[tuple[int, str]]:
    """The level and the file of each page in order."""
    return [(file.level, file.path) for file in manuscript.chapters]


def pages(*names: str) -> dict[str, str]:
    """Pages whose title is their name."""
    return {name: f"# {name}\n\ntext\n" for name in names}


def names(config: BookConfig) -> tuple[str, ...]:
    """The names of a book's authors."""
    return tuple(author.name for author in config.authors)


def chapters(root: Path, files: dict[str, str]) -> tuple[tuple[Chapter, ...], list[str]]:
    """The chapters of the book that these files are, and the codes of what is wrong with them."""
    manuscript, problems = read(root, files)
    book, in_text = parse(manuscript)
    book, _ = study(book, manuscript.config)
    book, in_links = resolve(book)
    return book.chapters, [problem.code for problem in problems + in_text + in_links]


def outline(blocks: object) -> list[tuple[int, str, str]]:
    """Level, number and title of every section."""
    return [(s.level, s.number, plain_text(s.title)) for s in walk(blocks) if isinstance(s, Section)]


MDBOOK = '[book]\ntitle = "Forces"\nauthors = ["A", "B"]\nlanguage = "en"\n\n[output.html]\n'


# --- Finding --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "source", "found"),
    [
        ({"book.toml": MDBOOK, "src/SUMMARY.md": "- [A](a.md)", "src/a.md": "A"}, "src/SUMMARY.md", "src/a.md"),
        ({"book.toml": '[book]\nsrc = "t"', "t/SUMMARY.md": "- [A](a.md)", "t/a.md": "A"}, "t/SUMMARY.md", "t/a.md"),
        ({"book.toml": '[book]\nsrc = "."', "SUMMARY.md": "- [A](a.md)", "a.md": "A"}, "SUMMARY.md", "a.md"),
        ({"SUMMARY.md": "* [A](a.md)", "a.md": "A"}, "SUMMARY.md", "a.md"),
        ({"book.json": '{"root": "./d"}', "d/SUMMARY.md": "* [A](a.md)", "d/a.md": "A"}, "d/SUMMARY.md", "d/a.md"),
        ({"book.json": '{"structure": {"summary": "l.md"}}', "l.md": "* [A](a.md)", "a.md": "A"}, "l.md", "a.md"),
        ({"_sidebar.md": "* [A](a)", "a.md": "A"}, "_sidebar.md", "a.md"),
        ({"docs/_sidebar.md": "* [A](/sub/)", "docs/sub/README.md": "A"}, "docs/_sidebar.md", "docs/sub/README.md"),
    ],
)  # fmt: skip
def test_each_tool_is_known_by_its_list(tmp_path: Path, files: dict[str, str], source: str, found: str) -> None:
    manuscript, problems = read_manuscript(write(tmp_path, files | {"other.md": "no chapter"}))
    assert places(manuscript) == [(1, found)]
    assert [(problem.code, problem.place.path) for problem in problems] == [("contents-list", source)]


def test_our_own_list_wins_and_the_first_tool_comes_before_the_next(tmp_path: Path) -> None:
    files = {"SUMMARY.md": "- [A](a.md)", "_sidebar.md": "- [B](b.md)", "a.md": "A", "b.md": "B", "c.md": "C"}
    assert places(read(tmp_path, files)[0]) == [(1, "a.md")]
    manuscript, problems = read_manuscript(write(tmp_path, {"book.toml": 'chapters = ["c.md"]'}))
    assert places(manuscript) == [(1, "c.md")]
    assert {problem.code for problem in problems} == {"skipped-file"}


def test_a_drawing_of_a_vault_is_no_chapter(tmp_path: Path) -> None:
    manuscript, problems = read(tmp_path, {"a.md": "A", "b/c.excalidraw.md": "---\nx: y\n---\n# Drawing"})
    assert places(manuscript) == [(1, "a.md")]
    assert [(problem.code, problem.place.path) for problem in problems] == [("skipped-file", "b/c.excalidraw.md")]


def test_a_list_without_a_page_is_none(tmp_path: Path) -> None:
    manuscript, problems = read_manuscript(write(tmp_path, {"_sidebar.md": "# Side\n\ntext", "a.md": "A"}))
    assert places(manuscript) == [(1, "a.md")]
    assert [(problem.code, problem.place.path) for problem in problems] == [("skipped-file", "_sidebar.md")]


def test_title_and_authors_are_the_tools_unless_we_say_otherwise(tmp_path: Path) -> None:
    files = {"book.toml": MDBOOK, "src/SUMMARY.md": "- [A](a.md)", "src/a.md": "A"}
    config = read(tmp_path, files)[0].config
    assert (config.title, names(config), config.language) == ("Forces", ("A", "B"), "en")
    config = read(tmp_path, {"studypress.toml": 'title = "力"\nlanguage = "zh"'})[0].config
    assert (config.title, names(config), config.language) == ("力", ("A", "B"), "zh-Hans")


@pytest.mark.parametrize("listed", ["SUMMARY.md", "docs/_sidebar.md"])
def test_a_book_without_a_title_is_called_as_its_readme(tmp_path: Path, listed: str) -> None:
    folder = "docs/" if "/" in listed else ""
    files = {listed: "* [A](a.md)\n* [B](b.md)", f"{folder}README.md": "text\n\n# 高等*力学* [教程](x)\n\n# 二\n"}
    manuscript, _ = read(tmp_path, files | pages(f"{folder}a.md", f"{folder}b.md"))
    assert manuscript.config.title == "高等力学 教程"


def test_docsify_names_its_book_in_the_page_that_shows_it(tmp_path: Path) -> None:
    page = "<meta name='x'><script>window.$docsify = {\n  repo: 'a',\n  name: '力学',\n}</script>"
    files = {"docs/_sidebar.md": "* [A](a)", "docs/a.md": "A", "docs/index.html": page, "docs/README.md": "# 别的"}
    assert read(tmp_path, files)[0].config.title == "力学"


def test_a_book_of_mdbook_beside_a_program_is_found_in_its_folder_unless_other_notes_are_there(tmp_path: Path) -> None:
    files = {
        "docs/book.toml": '[book]\ntitle = "核"\n',
        "docs/src/SUMMARY.md": "- [乙](b.md)\n- [甲](a.md)\n",
    } | pages("README.md", "code/README.md", "docs/src/a.md", "docs/src/b.md")
    manuscript, _ = read(tmp_path / "one", files)
    assert (manuscript.contents, manuscript.config.title) == ("docs/src/SUMMARY.md", "核")
    assert [path for _, path in places(manuscript)] == ["docs/src/b.md", "docs/src/a.md"]
    for more in ({"物理/力.md": "# 力\n"}, {"book2/book.toml": "[book]\n"}):
        manuscript, _ = read(tmp_path / next(iter(more))[0], files | more)
        assert manuscript.contents == ""


def test_docsify_may_call_its_lists_by_another_name(tmp_path: Path) -> None:
    page = "<script>window.$docsify = {name: '编译', loadSidebar: 'toc.md', loadFooter: 'foot.md'}</script>"
    files = {
        "docs/index.html": page,
        "docs/toc.md": "* [前](/a/)\n  * [乙](/a/b)\n* [后](/c/)\n",
        "docs/c/toc.md": "* [开](/c/)\n* [丁](/c/d)\n",
    } | pages("docs/README.md", "docs/foot.md", "docs/a/README.md", "docs/a/b.md", "docs/c/README.md", "docs/c/d.md")
    manuscript, _ = read(tmp_path, files)
    assert (manuscript.contents, manuscript.config.title) == ("docs/toc.md", "编译")
    found = [path for _, path in places(manuscript)]
    assert found == ["docs/a/README.md", "docs/a/b.md", "docs/c/README.md", "docs/c/d.md"]


def test_gitbook_names_its_author_in_json(tmp_path: Path) -> None:
    files = {
        "book.json": '{"title": "力", "author": "李", "language": "zh-tw"}',
        "SUMMARY.md": "* [A](a.md)",
        "a.md": "A",
    }
    config = read(tmp_path, files)[0].config
    assert (config.title, names(config), config.language) == ("力", ("李",), "zh-Hant")


def test_variables_of_honkit_are_their_values_and_what_is_for_a_site_alone_is_left_out(tmp_path: Path) -> None:
    text = (
        "# A\n\n第 {{ book.edition }} 版，{{book.none}}，{% raw %}{{ book.edition }}{% endraw %}。\n"
        '{% if output.name == "website" %}\n网\n{% if book.draft %}稿{% endif %}\n{% else %}\n书\n{% endif %}\n'
        "{% if book.draft %}稿{% endif %}{% if output.name != 'website' %}纸{% endif %}"
        "{% if user %}甲{% endif %}{% if output.name == 'website' %}乙\n"
    )
    settings = '{"variables": {"edition": 2, "draft": false, "none": ["x"]}}'
    (page,) = read(tmp_path, {"book.json": settings, "SUMMARY.md": "* [A](a.md)", "a.md": text})[0].chapters
    assert page.text.split("\n")[2:] == [
        "第 2 版，{{book.none}}，{% raw %}{{ book.edition }}{% endraw %}。",
        *("", "", "", "", "书", ""),
        "纸{% if user %}甲{% endif %}{% if output.name == 'website' %}乙",
        "",
    ]


def test_our_own_file_keeps_its_strictness(tmp_path: Path) -> None:
    with pytest.raises(BookError) as caught:
        read_manuscript(write(tmp_path, {"book.toml": '[book]\ntitle = "x"\n\n[pdf]\npage = "A5"\n', "a.md": "A"}))
    assert [problem.code for problem in caught.value.problems] == ["config-unknown-key"]


@pytest.mark.parametrize("text", ["{", "[" * 100_000, '{"root": 5, "title": ["x"], "structure": "y"}', "\0", "null"])
def test_broken_settings_of_a_tool_are_no_reason_to_stop(tmp_path: Path, text: str) -> None:
    manuscript, _ = read(tmp_path, {"book.json": text, "SUMMARY.md": "* [A](a.md)", "a.md": "# A"})
    assert places(manuscript) == [(1, "a.md")]


# --- YAML -----------------------------------------------------------------------------------------------------

MKDOCS = """
site_name: 力学
site_author: 李
theme: {name: material, language: zh}
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      other: !!python/object/apply:os.system ["touch pwned"]
nav:
  - 序: index.md
  - 第 1 章 &nbsp; 力:
    - force/index.md
    - 1.10 &nbsp; 重力: force/g.md
    - force/e.md
  - Links:
    - Site: https://example.org
    - Notes: notes.md
"""


def test_mkdocs_names_pages_below_docs(tmp_path: Path) -> None:
    docs = pages("docs/index.md", "docs/force/index.md", "docs/force/g.md", "docs/force/e.md", "docs/notes.md")
    manuscript, problems = read(tmp_path, {"mkdocs.yml": MKDOCS} | docs)
    assert [(file.level, file.path, file.listed) for file in manuscript.chapters if file.path != "mkdocs.yml"] == [
        (1, "docs/index.md", "序"),
        (1, "docs/force/index.md", "第 1 章 力"),
        (2, "docs/force/g.md", "1.10 重力"),
        (2, "docs/force/e.md", ""),
        (1, "docs/notes.md", "Notes"),
    ]
    assert [(problem.code, str(problem.place)) for problem in problems] == [("skipped-entry", "mkdocs.yml:16")]
    config = manuscript.config
    assert (config.title, names(config), config.language) == ("力学", ("李",), "zh-Hans")


QUARTO = """
project: {type: book}
lang: en
book:
  title: Forces
  author:
    - name: Li
      affiliation: !expr Sys.getenv("X")
    - Wang
  chapters:
    - index.qmd
    - part: forces.qmd
      chapters:
        - href: g.qmd
          text: Gravity
    - part: Second Part
      chapters: [e.qmd]
  appendices: [a.qmd]
"""


def test_quarto_has_parts_and_appendices(tmp_path: Path) -> None:
    files = {"_quarto.yml": QUARTO} | pages("index.qmd", "forces.qmd", "g.qmd", "e.qmd", "a.qmd", "other.qmd")
    manuscript, _ = read(tmp_path, files)
    found = [file.path for file in manuscript.chapters if file.path != "_quarto.yml"]
    assert found == ["index.qmd", "forces.qmd", "g.qmd", "e.qmd", "a.qmd"]
    assert [file.path for file in manuscript.chapters if file.uncounted] == ["a.qmd"]
    assert (manuscript.config.title, names(manuscript.config)) == ("Forces", ("Li", "Wang"))


def test_bookdown_has_parts_and_appendices_among_its_headings(tmp_path: Path) -> None:
    text = "# (PART) Ground {-}\n\n# A\n\nx\n\n# (PART\\*) Free {-}\n\n# B\n\nx\n"
    last = "# (APPENDIX) Tables {-}\n\n# C\n\nx\n"
    manuscript, _ = read(
        tmp_path, {"_bookdown.yml": "x: 1", "index.Rmd": "# P {-}\n\nx\n", "1.Rmd": text, "2.Rmd": last}
    )
    found = [(plain_text(c.title), c.part, c.opens_part, c.uncounted) for c in parse(manuscript)[0].chapters]
    assert found == [
        ("P", 0, False, True), ("Ground", 1, True, False), ("A", 1, False, False), ("Free", 2, True, True),
        ("B", 2, False, False), ("Tables", 3, True, True), ("C", 3, False, True),
    ]  # fmt: skip


def test_bookdown_takes_its_files_or_all_of_them_in_order(tmp_path: Path) -> None:
    index = "---\ntitle: Forces\nauthor: Li\n---\n\n# Preface\n"
    files = {"_bookdown.yml": "book_filename: x", "index.Rmd": index} | pages("02-b.Rmd", "01-a.Rmd", "_off.Rmd")
    manuscript, _ = read(tmp_path, files)
    assert places(manuscript) == [(1, "index.Rmd"), (1, "01-a.Rmd"), (1, "02-b.Rmd")]
    assert (manuscript.config.title, names(manuscript.config)) == ("Forces", ("Li",))
    manuscript, _ = read(tmp_path, {"_bookdown.yml": "rmd_files: [index.Rmd, 02-b.Rmd]"})
    assert places(manuscript) == [(1, "index.Rmd"), (1, "02-b.Rmd")]


def test_jupyter_book_names_pages_without_their_endings(tmp_path: Path) -> None:
    toc = (
        "format: jb-book\nroot: intro\nparts:\n- caption: One\n  chapters:\n  - file: a\n    sections:\n    - file: b\n"
    )
    manuscript, _ = read(tmp_path, {"_toc.yml": toc, "_config.yml": "title: T"} | pages("intro.md", "a.md", "b.md"))
    assert places(manuscript)[-2:] == [(1, "a.md"), (2, "b.md")]
    assert manuscript.config.title == "T"


def test_jupyter_book_may_be_the_only_folder_beside_readmes(tmp_path: Path) -> None:
    toc = "format: jb-book\nroot: intro\nchapters:\n- file: b\n- file: a\n"
    settings = "title: T\nbibtex_bibfiles: [a.bib]\n"
    files = {"lectures/_toc.yml": toc, "lectures/_config.yml": settings, "README.md": "# Site\n", "lectures/a.bib": ""}
    manuscript, _ = read(tmp_path, files | pages("lectures/intro.md", "lectures/a.md", "lectures/b.md"))
    assert places(manuscript) == [(1, "lectures/intro.md"), (1, "lectures/b.md"), (1, "lectures/a.md")]
    assert (manuscript.config.title, manuscript.config.bibliography) == ("T", ("lectures/a.bib",))


def test_jupyter_book_may_list_addresses_beside_pages(tmp_path: Path) -> None:
    toc = "root: intro\nchapters:\n- file: a\n- url: https://a.b/\n  title: Elsewhere\n"
    manuscript, problems = read(tmp_path, {"_toc.yml": toc} | pages("intro.md", "a.md"))
    assert places(manuscript) == [(1, "intro.md"), (1, "a.md")]
    assert [problem.code for problem in problems] == ["skipped-entry"]


def test_myst_has_its_contents_in_its_settings(tmp_path: Path) -> None:
    settings = (
        "project:\n  title: 力学\n  authors:\n  - name: 李\n"
        "  toc:\n  - file: index.md\n  - title: 上\n    children:\n    - file: a.md\n"
    )
    manuscript, _ = read(tmp_path, {"myst.yml": settings} | pages("index.md", "a.md", "z.md"))
    assert [file.path for file in manuscript.chapters] == ["index.md", "myst.yml", "a.md"]  # the part
    assert (manuscript.config.title, names(manuscript.config)) == ("力学", ("李",))


TREE = """# 力学

前言在此。

```{toctree}
:caption: 上篇
:maxdepth: 2

a/index
短名 <b>
```

:::{toctree}
:glob:
c/*
https://a.b/
:::
"""


def test_sphinx_has_its_contents_in_its_pages(tmp_path: Path) -> None:
    settings = 'project = "力学"\nauthor = "李"\nlanguage = "zh_CN"\n'
    below = {"docs/a/index.md": "# A\n\n```{eval-rst}\n.. toctree::\n   :maxdepth: 1\n\n   x\n```\n"}
    files = pages("docs/a/x.md", "docs/b.md", "docs/c/10.md", "docs/c/9.md", "docs/z.md")
    manuscript, problems = read(tmp_path, {"docs/conf.py": settings, "docs/index.md": TREE} | below | files)
    assert places(manuscript) == [
        (1, "docs/index.md"), (0, "docs/index.md"), (1, "docs/a/index.md"), (2, "docs/a/x.md"), (1, "docs/b.md"),
        (1, "docs/c/9.md"), (1, "docs/c/10.md"),
    ]  # fmt: skip
    assert (manuscript.config.title, names(manuscript.config)) == ("力学", ("李",))
    assert manuscript.config.language == "zh-Hans"
    assert [problem.code for problem in problems] == ["skipped-entry"]


def test_d2lbook_counts_only_the_chapters_of_its_numbered_trees(tmp_path: Path) -> None:
    files = {
        "config.ini": "[project]\ntitle = 力学\nauthor = 李, 王, and 张\nlang = zh\n\n[build]\nx = %%s 100%\n",
        "index.md": "力学\n====\n\n```toc\n:maxdepth: 1\n\npreface\n```\n\n```toc\n:numbered:\n\na/index\n```\n",
        "a/index.md": "# A\n\n```toc\nx\n```\n",
    }
    manuscript, problems = read(tmp_path, files | pages("preface.md", "a/x.md", "a/x_origin.md"))
    assert places(manuscript) == [(1, "preface.md"), (1, "a/index.md"), (2, "a/x.md")]
    assert names(manuscript.config) == ("李", "王", "张")
    assert problems == []
    book, _ = parse(manuscript)
    assert [chapter.uncounted for chapter in book.chapters] == [True, False]
    assert "toc" not in plain_text(book.chapters[1].blocks)


def test_loppo_names_pages_before_their_titles(tmp_path: Path) -> None:
    files = {"loppo.yml": "site: 力学\n", "chapters.yml": "- b.md: 力\n- a.md: 功\n"} | pages("docs/a.md", "docs/b.md")
    manuscript, _ = read(tmp_path, files)
    assert [(file.path, file.listed) for file in manuscript.chapters] == [("docs/b.md", "力"), ("docs/a.md", "功")]
    assert manuscript.config.title == "力学"


def test_pages_of_mkdocs_may_have_front_matter_without_its_lines(tmp_path: Path) -> None:
    bare = {
        "docs/a.md": "author: 甲, 乙\n    丙\ntitle: 题\n\n文\n",
        "docs/b.md": "Note: 文\n",
        "docs/c.md": "https://a.b/\n",
    }
    files = {"mkdocs.yml": "site_name: S\nnav: [a.md, b.md, c.md]", **bare}
    manuscript, problems = read(tmp_path / "m", files)
    assert [(page.text.strip(), page.title, page.first_line) for page in manuscript.chapters] == [
        ("文", "题", 4), ("Note: 文", "", 1), ("https://a.b/", "", 1),
    ]  # fmt: skip
    assert problems == []
    manuscript, _ = read(tmp_path / "plain", {"a.md": bare["docs/a.md"]})
    assert manuscript.chapters[0].text.startswith("author:")


@pytest.mark.parametrize("more", ["", "docs_dir: [a, b]", "docs_dir: ''", "docs_dir: made/by/a/tool"])
def test_mkdocs_without_nav_takes_the_pages_of_docs(tmp_path: Path, more: str) -> None:
    files = {"mkdocs.yml": f"site_name: 力学\n{more}"} | pages("docs/b.md", "docs/index.md", "docs/a/x.md", "notes.md")
    manuscript, _ = read(tmp_path, files)
    assert places(manuscript) == [(1, "docs/index.md"), (1, "docs/a/x.md"), (1, "docs/b.md")]
    assert manuscript.config.title == "力学"


def test_a_list_is_found_though_the_settings_name_a_folder_that_is_made_of_it(tmp_path: Path) -> None:
    files = {"book.json": '{"root": "./made"}', "src/SUMMARY.md": "- [乙](b.md)\n- [甲](a.md)\n"}
    manuscript, _ = read(tmp_path, files | pages("src/a.md", "src/b.md"))
    assert [file.path for file in manuscript.chapters] == ["src/b.md", "src/a.md"]
    assert manuscript.contents == "src/SUMMARY.md"


BOMB = "a: &a0 [x, x]\n" + "".join(f"b{n}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(60)) + "nav: *a60\n"


@pytest.mark.parametrize(
    "text", [BOMB, "nav: &a [*a]", "[" * 20_000, "- " * 20_000, "nav: {a", "? [x]\n: y", "x" * 3_000_000, "nav: 5", ""]
)
def test_yaml_that_is_broken_or_a_bomb_is_no_list(tmp_path: Path, text: str) -> None:
    manuscript, _ = read(tmp_path, {"mkdocs.yml": text, "a.md": f"---\n{text[:9000]}\n---\n# A\n"})
    assert places(manuscript) == [(1, "a.md")]


# --- JavaScript -----------------------------------------------------------------------------------------------

ZENSICAL = """
[project]
site_name = "力学"
theme.language = "zh"
nav = [
  { Home = "index.md" },
  { "力" = [
    # { "旧" = "old.md" },
    { "重力" = "force/g.md" },
    { "无" = "no.md" },
  ]},
]
"""


def test_zensical_has_its_nav_in_toml(tmp_path: Path) -> None:
    names = ("docs/index.md", "docs/force/g.md", "docs/old.md")
    manuscript, problems = read(tmp_path, {"zensical.toml": ZENSICAL} | pages(*names))
    assert [(file.level, file.path, file.listed) for file in manuscript.chapters] == [
        (1, "docs/index.md", "Home"), (0, "zensical.toml", "力"), (1, "docs/force/g.md", "重力"),
    ]  # fmt: skip
    assert [(problem.code, str(problem.place)) for problem in problems] == [("missing-page", "zensical.toml:10")]
    assert (manuscript.config.title, manuscript.config.language) == ("力学", "zh-Hans")
    assert read_manuscript(write(tmp_path, {"zensical.toml": "["}))[0].contents == ""


VITEPRESS = """
import { defineConfig, type DefaultTheme } from 'vitepress'
const lang: string = "zh-CN" // not the book's
export default defineConfig<Record<string, DefaultTheme.Config<A>>>({
  lang, title: `力学`,
  head: [['link', { rel: "icon", href: new URL('/x', base).href }]],
  markdown: { config(md) { md.use(x, { a: [1, 2] }) } },
  themeConfig: {
    nav: nav(),
    sidebar: {
      '/guide/': { base: '/guide/', items: guide },
      '/more/': [{ text: '附', items: [{ text: 'Out', link: 'https://example.org/' }, '/more/a'] }],
    },
  } satisfies DefaultTheme.Config,
})
const guide = [
  /* the first */ { text: '力', link: 'index', collapsed: false, items: [{ text: '重力', link: 'g.html', }] },
] as const
"""


def test_vitepress_has_its_sidebar_in_a_program_that_is_not_run(tmp_path: Path) -> None:
    files = {"docs/.vitepress/config.mts": VITEPRESS} | pages(
        "docs/guide/index.md", "docs/guide/g.md", "docs/more/a.md"
    )
    manuscript, problems = read(tmp_path, files | pages("README.md", "docs/other.md"))
    found = [(file.level, file.path) for file in manuscript.chapters if file.text]
    assert found == [(1, "docs/guide/index.md"), (2, "docs/guide/g.md"), (1, "docs/more/a.md")]
    assert (manuscript.config.title, manuscript.config.language) == ("力学", "zh-Hans")
    assert [problem.code for problem in problems] == ["skipped-entry"]


@pytest.mark.parametrize(
    "function",
    [
        "function side(): Theme.Item[] { return [{ text: 'B', items: [{ link: '/b' }] }, { link: '/a' }] }",
        "const side = (): Item[] => [{ text: 'B', items: [{ link: '/b' }] }, { link: '/a' }]",
        "const side = () => { return [{ text: 'B', items: [{ link: '/b' }] }, { link: '/a' }] }",
    ],
)
def test_a_function_that_does_nothing_but_give_its_list_is_read(tmp_path: Path, function: str) -> None:
    config = f"export default defineConfig({{ themeConfig: {{ sidebar: {{ '/': side() }} }} }})\n{function}\n"
    manuscript, problems = read(tmp_path, {".vitepress/config.ts": config} | pages("a.md", "b.md"))
    assert [file.path for file in manuscript.chapters if file.text] == ["b.md", "a.md"]
    assert problems == []


def test_names_of_a_program_that_stand_for_each_other_give_no_sidebar(tmp_path: Path) -> None:
    config = "const a = b\nconst b = a\nexport default { themeConfig: { sidebar: a } }\n"
    manuscript, _ = read(tmp_path, {".vitepress/config.js": config} | pages("a.md", "b.md"))
    assert [file.path for file in manuscript.chapters] == ["a.md", "b.md"]


@pytest.mark.parametrize("computed", ["...more()", "{ text: 'C', items: pagesOf('c') }"])
def test_a_sidebar_of_which_a_part_must_be_run_gives_way_to_the_names_of_files(tmp_path: Path, computed: str) -> None:
    config = f"export default {{ themeConfig: {{ sidebar: [{{ text: 'B', link: '/b' }}, {computed}] }} }}"
    manuscript, problems = read_manuscript(write(tmp_path, {".vitepress/config.mjs": config} | pages("a.md", "b.md")))
    assert [file.path for file in manuscript.chapters] == ["a.md", "b.md"]
    assert "No whole sidebar is written out here" in str(problems[0].message)


VUEPRESS = """
module.exports = {
  title: "力学",
  themeConfig: {
    sidebar: {
      "/a/": ["", "g", ["/b/", "别的"]],
      "/": [{ title: "末", path: "/z/", children: ["/z/one.md"] }],
    }
  }
}
"""


def test_vuepress_names_pages_by_the_part_of_the_site(tmp_path: Path) -> None:
    files = {".vuepress/config.js": VUEPRESS} | pages("a/README.md", "a/g.md", "b/README.md", "z/README.md", "z/one.md")
    manuscript, problems = read(tmp_path, files)
    assert places(manuscript) == [
        (1, "a/README.md"), (1, "a/g.md"), (1, "b/README.md"), (1, "z/README.md"), (2, "z/one.md"),
    ]  # fmt: skip
    assert (manuscript.chapters[2].listed, problems) == ("别的", [])


@pytest.mark.parametrize(
    "sidebar",
    [
        "make()",
        "'auto'",
        "[...more]",
        "[{ text: 'A', items: pages('a') }]",
        "[cond ? '/a' : '/b']",
        "[`/${x}`]",
        "again",
        "counted()",
        "wrapped('a')",
        "round()",
    ],
)
def test_a_sidebar_that_must_be_run_is_none_and_said_so(tmp_path: Path, sidebar: str) -> None:
    functions = """
        function counted() { const all = 1; return ['/b'] }
        function wrapped(base) { return ['/b'] }
        const round = () => [round()]
    """
    config = f"const again = [again]\n{functions}\nexport default {{ title: 'T', sidebar: {sidebar} }}"
    manuscript, problems = read_manuscript(write(tmp_path, {".vitepress/config.js": config, "b.md": "B", "a.md": "A"}))
    assert places(manuscript) == [(1, "a.md"), (1, "b.md")]
    assert [str(problem.place) for problem in problems] == [".vitepress/config.js"]
    assert (manuscript.config.title, manuscript.contents) == ("T", "")


@pytest.mark.parametrize(
    "text", ["", "export default", "{" * 50_000, "module.exports = " + "[" * 50_000, "'", "`${", "a(" * 9000]
)
def test_a_broken_program_is_no_list(tmp_path: Path, text: str) -> None:
    manuscript, _ = read(tmp_path, {".vuepress/config.js": text, "a.md": "A"})
    assert places(manuscript) == [(1, "a.md")]


SIDEBARS = """
import type { SidebarsConfig } from "@docusaurus/plugin-content-docs";
const sidebars: SidebarsConfig = {
  guide: [
    "intro",
    { type: "doc", id: "first/named", label: "Named" },
    { type: "category", label: "Deep", link: { type: "doc", id: "deep/index" }, items: ["deep/a"] },
    { "Short": ["short"] },
    { type: "category", label: "Rest", items: [{ type: "autogenerated", dirName: "rest" }] },
    { type: "link", label: "Out", href: "https://example.org" },
  ].filter(Boolean),
};
export default sidebars;
"""
DOCUSAURUS = "export default { title: 'Forces', i18n: { defaultLocale: 'en' }, presets: [['classic', { docs: %s }]] }"


def test_docusaurus_names_pages_by_their_ids(tmp_path: Path) -> None:
    named = {"docs/01-first/x.md": "---\nid: named\n---\n# N\n"}
    texts = pages("docs/intro.mdx", "docs/deep/index.md", "docs/deep/a.md", "docs/short.md", "docs/rest/b.md")
    config = {"docusaurus.config.ts": DOCUSAURUS % "{ sidebarPath: './menu.ts' }", "menu.ts": SIDEBARS}
    manuscript, problems = read(tmp_path, config | named | texts)
    assert [(file.level, file.part, file.path) for file in manuscript.chapters] == [
        (1, 0, "docs/intro.mdx"), (1, 0, "docs/01-first/x.md"), (1, 0, "docs/deep/index.md"), (2, 0, "docs/deep/a.md"),
        (0, 1, "menu.ts"), (1, 1, "docs/short.md"), (0, 2, "menu.ts"), (1, 2, "docs/rest/b.md"),
    ]  # fmt: skip
    assert (manuscript.config.title, manuscript.config.language, problems) == ("Forces", "en", [])


def test_docusaurus_lists_its_folders_by_their_categories(tmp_path: Path) -> None:
    files = {
        "website/docusaurus.config.js": (DOCUSAURUS % "{ path: '../text' }").replace(
            "export default", "module.exports ="
        ),
        "text/b/_category_.json": '{"label": "力", "position": 1}',
        "text/02-a/_category_.yml": "label: 功\n",
        "text/b/late.md": "---\nsidebar_position: 2\n---\n# L\n",
        "text/b/first.md": "---\nsidebar_position: 1\n---\n# F\n",
        "text/hidden.md": "---\nunlisted: true\n---\n# H\n",
    } | pages("text/02-a/02-a.md", "text/02-a/10.md", "text/02-a/9.md", "text/index.md", "text/_part.md")
    manuscript, problems = read(tmp_path, files | pages("text/2024-01-02-z.md"))
    assert [(file.level, file.path, file.listed) for file in manuscript.chapters] == [
        (1, "text/index.md", ""), (0, "website/docusaurus.config.js", "力"), (1, "text/b/first.md", ""),
        (1, "text/b/late.md", ""), (1, "text/02-a/02-a.md", "功"), (2, "text/02-a/9.md", ""),
        (2, "text/02-a/10.md", ""), (1, "text/2024-01-02-z.md", ""),
    ]  # fmt: skip
    assert manuscript.chapters[0].uncounted
    assert [(problem.code, problem.place.path) for problem in problems] == [("skipped-file", "text/hidden.md")]


@pytest.mark.parametrize("sidebar", ["make()", "[make()]", "[...more]", "{ a: [{ type: kind, id: 'b' }] }", "'x'"])
def test_a_sidebar_of_docusaurus_that_must_be_run_gives_way_to_its_folders(tmp_path: Path, sidebar: str) -> None:
    files = {"docusaurus.config.js": "", "sidebars.js": f"module.exports = {{ a: {sidebar} }}"}
    manuscript, problems = read_manuscript(write(tmp_path, files | pages("docs/b.md", "docs/a.md")))
    assert places(manuscript) == [(1, "docs/a.md"), (1, "docs/b.md")]
    assert [str(problem.place) for problem in problems] == ["sidebars.js", "docusaurus.config.js"]


def test_a_computed_part_of_a_sidebar_does_no_harm_where_no_page_is_left_for_it(tmp_path: Path) -> None:
    files = {"docusaurus.config.js": "", "sidebars.json": '{"a": ["b", "a", 3]}'}
    manuscript, _ = read(tmp_path, files | pages("docs/b.md", "docs/a.md"))
    assert places(manuscript) == [(1, "docs/b.md"), (1, "docs/a.md")]


HUGO = """
title = "Forces"
baseURL = "https://example.org/"
defaultContentLanguage = "zh"
[params]
author = "A"
[languages.zh]
title = "力学"
[languages.en]
title = "Forces"
"""


@pytest.mark.parametrize("top", ["content/", "content/zh/", "content/docs/", "content/zh/docs/"])
def test_hugo_lists_its_sections_by_weight(tmp_path: Path, top: str) -> None:
    weights = {
        "_index.md": 9,
        "x/_index.md": 2,
        "x/a.md": 20,
        "x/b.md": 3,
        "y/index.md": 1,
        "last.md": 5,
        "x/c/_index.md": 4,
    }
    files = {f"{top}{name}": f"---\nweight: {weight}\ntitle: {name}\n---\n" for name, weight in weights.items()}
    files |= {
        f"{top}{name}": text
        for name, text in pages("x/10.md", "x/9.md", "z.zh.md", "z.en.md", "x/c/d.md", "y/e.md", "n/m.md").items()
    }
    files |= {
        "hugo.toml": HUGO,
        f"{top}hidden.md": "---\nheadless: true\n---\n",
        f"{top}draft.md": "+++\ndraft = true\n+++\n",
    }
    manuscript, problems = read(tmp_path, files)
    found = [(file.level, file.path.removeprefix(top)) for file in manuscript.chapters]
    assert found == [
        (1, "y/index.md"), (1, "x/_index.md"), (2, "x/b.md"), (2, "x/c/_index.md"), (3, "x/c/d.md"), (2, "x/a.md"),
        (2, "x/9.md"), (2, "x/10.md"), (1, "last.md"), (0, "hugo.toml"), (1, "n/m.md"), (1, "z.zh.md"),
    ]  # fmt: skip
    assert (manuscript.config.title, names(manuscript.config), manuscript.config.language) == (
        "力学",
        ("A",),
        "zh-Hans",
    )
    codes = [(problem.code, problem.place.path.removeprefix(top)) for problem in problems]
    assert codes == [
        ("skipped-file", "draft.md"), ("skipped-file", "hidden.md"), ("empty-file", "y/index.md"),
        ("empty-file", "x/b.md"), ("empty-file", "x/a.md"), ("empty-file", "last.md"),
    ]  # fmt: skip


def test_a_page_without_a_word_that_opens_a_folder_is_called_as_the_folder_is(tmp_path: Path) -> None:
    texts = {"_index.md": "# 序\n", "0001~0099/_index.md": "---\nweight: 1\n---\n", "0001~0099/a.md": "# 甲\n"}
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf8")
    book, _ = parse(read_manuscript(tmp_path)[0])
    assert [plain_text(chapter.title) for chapter in book.chapters] == ["序", "0001~0099"]


def test_a_folder_that_an_index_opens_is_listed_as_hugo_does(tmp_path: Path) -> None:
    texts = {"_index.md": "---\ntitle: 序\n---\ntext\n", "b/_index.md": "---\nweight: 1\ntitle: B\n---\n"}
    manuscript, problems = read(tmp_path, texts | pages("a.md", "b/c.md"))
    assert places(manuscript) == [(1, "_index.md"), (1, "b/_index.md"), (2, "b/c.md"), (1, "a.md")]
    assert problems == []


@pytest.mark.parametrize("settings", ["", "title = ", "[", "title = 'x'", "a: b"])
def test_settings_of_another_tool_are_not_hugos(tmp_path: Path, settings: str) -> None:
    manuscript, _ = read(tmp_path, {"config.toml": settings} | pages("b.md", "a.md"))
    assert (places(manuscript), manuscript.contents) == ([(1, "a.md"), (1, "b.md")], "")


def test_a_note_that_has_sections_and_no_title_is_called_by_its_name(tmp_path: Path) -> None:
    notes = {"力.md": "## A\n\n### a\n\n## B\n", "one.md": "## Force\n\ntext\n", "功.md": "text\n\n## E\n\ntext\n"}
    found, _ = chapters(tmp_path, notes | {"x/index.md": "## C\n\n## D\n"})
    assert [plain_text(chapter.title) for chapter in found] == ["Force", "x", "力", "功"]
    assert [level for level, _, _ in outline(found[2].blocks)] == [2, 3, 2]
    single, _ = chapters(tmp_path / "x", {})
    assert [plain_text(chapter.title) for chapter in single] == ["C", "D"]


# --- Front matter ---------------------------------------------------------------------------------------------


def test_drafts_stay_out_unless_they_are_named(tmp_path: Path) -> None:
    files = {"a.md": "# A\n", "b.md": "---\ndraft: true\n---\n# B\n", "c.md": "+++\ndraft = true\n+++\n# C\n"}
    manuscript, problems = read(tmp_path, files | {"d.md": "# D\n"})
    assert places(manuscript) == [(1, "a.md"), (1, "d.md")]
    assert [(problem.code, problem.place.path) for problem in problems] == [
        ("skipped-file", "b.md"),
        ("skipped-file", "c.md"),
    ]
    manuscript, _ = read(tmp_path, {"book.toml": 'chapters = ["b.md"]'})
    assert places(manuscript) == [(1, "b.md")]


@pytest.mark.parametrize("key", ["weight", "sidebar_position", "order", "nav_order"])
def test_front_matter_puts_pages_in_order(tmp_path: Path, key: str) -> None:
    weights = {"x/_index.md": 2, "x/a.md": 20, "x/b.md": 3, "y/index.md": 1, "last.md": 5}
    files = {name: f"---\n{key}: {weight}\n---\n# {name}\n" for name, weight in weights.items()}
    manuscript, problems = read_manuscript(write(tmp_path, files | pages("x/10.md", "x/9.md", "z.md")))
    found = [file.path for file in manuscript.chapters]
    assert found == ["y/index.md", "x/_index.md", "x/b.md", "x/a.md", "x/9.md", "x/10.md", "last.md", "z.md"]
    assert [problem.code for problem in problems] == ["contents-list"]


# --- Language -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The force of gravity pulls everything down to the ground. " * 10, "en"),
        ("物体之间的作用叫做力，这是我们学过的知识，来看几个例子。" * 10, "zh-Hans"),
        ("物體之間的作用叫做力，這是我們學過的知識，來看幾個例子。" * 10, "zh-Hant"),
        ("物体の間の作用を力と呼びます。これはもう学びました。" * 10, "ja"),
        ("물체 사이의 작용을 힘이라고 부릅니다. 이것은 이미 배웠습니다. " * 10, "ko"),
        ("说明。\n\n```sh\n" + "docker run image\n" * 300 + "```\n\n" + "容器是轻量的，与虚拟机不同。" * 20, "zh-Hans"),
        ("short", "zh-Hans"),
    ],
)
def test_the_language_is_told_by_the_letters_unless_it_is_said(tmp_path: Path, text: str, language: str) -> None:
    assert read(tmp_path, {"a.md": text})[0].config.language == language
    assert read(tmp_path, {"book.toml": 'language = "fr"'})[0].config.language == "fr"


def test_notes_on_japanese_are_in_chinese_by_their_title(tmp_path: Path) -> None:
    text = "否定：〜は〜ではありません。森さんは学生ではありません。例：这本书。" * 20
    assert read(tmp_path, {"a.md": text, "book.toml": 'title = "日本語文法"'})[0].config.language == "ja"
    assert read(tmp_path, {"book.toml": 'title = "日语语法笔记"'})[0].config.language == "zh-Hans"


# --- Entries --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["第 1 章.md", "<第 1 章.md>", "%E7%AC%AC%201%20%E7%AB%A0.md",
     "./第 1 章.md", "x/../第 1 章.md", "第 1 章", "第 1 章.html",
     "第 1 章.md#top", ".\\第 1 章.md", '<第 1 章.md> "a title"'],
)  # fmt: skip
def test_an_address_is_understood_however_it_is_written(tmp_path: Path, address: str) -> None:
    manuscript, problems = read(tmp_path, {"SUMMARY.md": f"* [A]({address})", "第 1 章.md": "# A", "b.md": "B"})
    assert (places(manuscript), problems) == ([(1, "第 1 章.md")], [])


def test_links_below_a_page_to_its_own_headings_are_no_pages(tmp_path: Path) -> None:
    summary = "* [A](a.md)\n  * [A1](a.md#one)\n  * [A2](a.md#two)\n* [B](b.md)\n"
    manuscript, problems = read(tmp_path, {"SUMMARY.md": summary} | pages("a.md", "b.md"))
    assert (places(manuscript), problems) == ([(1, "a.md"), (1, "b.md")], [])


def test_nothing_outside_the_folder_is_listed_into_the_book(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    book = write(tmp_path / "book", {"SUMMARY.md": "* [A](a.md)\n* [S](../secret.md)\n* [L](link.md)", "a.md": "A"})
    (book / "link.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(BookError) as caught:
        read_manuscript(book)
    refused = [str(problem.place) for problem in caught.value.problems if problem.code == "outside-folder"]
    assert refused == ["SUMMARY.md:2", "SUMMARY.md:3"]


def test_a_list_that_is_a_link_to_elsewhere_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "SUMMARY.md").write_text("- [B](b.md)")
    book = write(tmp_path / "book", {"a.md": "A", "b.md": "B"})
    (book / "_sidebar.md").symlink_to(tmp_path / "SUMMARY.md")
    assert places(read_manuscript(book)[0]) == [(1, "a.md"), (1, "b.md")]


def test_lists_indented_by_any_measure_are_nested(tmp_path: Path) -> None:
    summary = "1. [A](a.md)\n    1. [B](b.md)\n        - [C](c.md)\n\n\t- [D](d.md)\n2. [E](e.md)\n"
    manuscript, _ = read(tmp_path, {"SUMMARY.md": summary} | pages("a.md", "b.md", "c.md", "d.md", "e.md"))
    assert places(manuscript) == [(1, "a.md"), (2, "b.md"), (3, "c.md"), (2, "d.md"), (1, "e.md")]


def placed(root: Path, files: dict[str, str]) -> list[tuple[int, str, bool]]:
    """The level and the file of each page in order, and whether it stands uncounted."""
    return [(file.level, file.path, file.uncounted) for file in read(root, files)[0].chapters]


def test_chapters_may_hang_below_the_page_of_the_whole_book(tmp_path: Path) -> None:
    listed = "* [目录](README.md)\n    * [A](c/a.md)\n        * [B](c/b.md)\n    * [D](c/d.md)\n"
    files = {"docs/_sidebar.md": listed} | pages("docs/README.md", "docs/c/a.md", "docs/c/b.md", "docs/c/d.md")
    assert placed(tmp_path, files) == [
        (1, "docs/README.md", True),
        (1, "docs/c/a.md", False),
        (2, "docs/c/b.md", False),
        (1, "docs/c/d.md", False),
    ]


def test_emphasis_in_emphasis_has_no_bound(tmp_path: Path) -> None:
    deep = f"{'*a **b ' * 2_000}{' b** a*' * 2_000}"
    book = write(tmp_path, {"SUMMARY.md": f"* [{deep}](a.md)\n", "a.md": f"# {deep}\n", "b.md": "# B\n"})
    assert read_manuscript(book)[0].chapters[0].listed.startswith("a b a b")
    (book / "SUMMARY.md").unlink()
    assert len(read_manuscript(book)[0].chapters) == 2, "each is asked for its title"


def test_chapters_may_hang_below_the_name_of_the_list(tmp_path: Path) -> None:
    files = {"_sidebar.md": "- 目录\n  - [A](a.md)\n  - [B](b.md)\n"} | pages("a.md", "b.md")
    assert placed(tmp_path, files) == [(1, "a.md", False), (1, "b.md", False)]


def test_a_single_chapter_keeps_its_sections(tmp_path: Path) -> None:
    files = {"SUMMARY.md": "- [A](c/README.md)\n  - [B](b.md)\n"} | pages("c/README.md", "b.md")
    assert placed(tmp_path, files) == [(1, "c/README.md", False), (2, "b.md", False)]


def test_a_book_is_not_called_by_the_marks_of_docsify(tmp_path: Path) -> None:
    files = {"_sidebar.md": "- [A](a.md)", "README.md": "# 力学 {docsify-ignore-all}\n", "a.md": "# A"}
    assert read(tmp_path, files)[0].config.title == "力学"


def test_entries_in_comments_are_none(tmp_path: Path) -> None:
    summary = "- [A](a.md)\n\n<!--\n- [B](b.md)\n-->\n"
    assert places(read(tmp_path, {"SUMMARY.md": summary} | pages("a.md", "b.md"))[0]) == [(1, "a.md")]


def test_what_stands_before_and_after_the_list_is_not_counted(tmp_path: Path) -> None:
    summary = "# Summary\n\n[Foreword](f.md)\n\n# One\n\n- [A](a.md)\n\n---\n\n[About](z.md)\n"
    files = {"book.toml": MDBOOK, "src/SUMMARY.md": summary}
    manuscript, _ = read(tmp_path, files | pages("src/f.md", "src/a.md", "src/z.md"))
    found = [(file.path, file.uncounted) for file in manuscript.chapters]
    assert found == [("src/f.md", True), ("src/SUMMARY.md", False), ("src/a.md", False), ("src/z.md", True)]


def test_a_heading_without_a_page_is_a_chapter_when_it_is_called_one(tmp_path: Path) -> None:
    called = "- 第一章 力\n  - [A](a.md)\n"
    manuscript, _ = read(tmp_path / "1", {"SUMMARY.md": called} | pages("a.md"))
    assert [(file.level, file.title or file.path) for file in manuscript.chapters] == [
        (1, "第一章 力"),
        (2, "A"),
    ]
    manuscript, _ = read(tmp_path / "2", {"SUMMARY.md": "- 第一部分 力学\n  - [A](a.md)\n"} | pages("a.md"))
    assert [(file.level, file.path) for file in manuscript.chapters][-1] == (1, "a.md")


# --- Chapters and sections ------------------------------------------------------------------------------------


def test_pages_below_a_chapter_are_its_sections_and_its_summary(tmp_path: Path) -> None:
    summary = (
        "* [第一章 力](1/README.md)\n  * [1.1 重力](1/g.md)\n  * [1.2 弹力](1/e.md)\n  * [本章小结](1/summary.md)\n"
    )
    files = {
        "SUMMARY.md": summary,
        "1/README.md": "# 力\n\n开头。\n",
        "1/g.md": "## 1.1 重力\n\n### 方向\n\n向下。\n",
        "1/e.md": "弹簧的力。\n",
        "1/summary.md": "## 本章小结\n\n- 重力向下\n",
    }
    (chapter,), problems = chapters(tmp_path, files)
    assert (chapter.label, plain_text(chapter.title)) == ("第一章", "力")
    assert outline(chapter.blocks) == [(2, "1.1", "重力"), (3, "1.1.1", "方向"), (2, "1.2", "弹力")]
    assert chapter.summary is not None
    assert plain_text(chapter.summary) == "本章小结重力向下"
    assert problems == []


def test_a_file_beside_a_chapter_that_is_called_its_summary_is_that(tmp_path: Path) -> None:
    files = {
        "01.md": "# 第一章 力\n\n话。\n",
        "01-本章小结.md": "# 本章小结\n\n- 力有方向\n",
        "02.md": "# 第二章 热\n\n话。\n",
        "03-总结.md": "# 总结\n\n全书到此。\n",  # may be the book's
    }
    found, _ = chapters(tmp_path, files)
    assert [plain_text(chapter.title) for chapter in found] == ["力", "热", "总结"]
    assert plain_text(found[0].summary) == "本章小结力有方向"


def test_links_between_pages_of_one_chapter_lead_to_their_sections(tmp_path: Path) -> None:
    files = {
        "SUMMARY.md": "* [A](a.md)\n  * [B](b.md)\n  * [C](c.md)\n",
        "a.md": "# A\n\n[b](b.md) [c](c.md#deep)\n",
        "b.md": "# B\n\n## Deep\n",
        "c.md": "# C\n\n[b](b.md#deep)\n\n## Deep\n",
    }
    (chapter,), problems = chapters(tmp_path, files)
    targets = [node.target for node in walk(chapter) if type(node).__name__ == "Link"]
    assert targets == ["#c1-s1", "#c1-s2-1", "#c1-s1-1"]
    assert problems == []


def test_footnotes_of_pages_stay_apart(tmp_path: Path) -> None:
    files = {
        "SUMMARY.md": "* [A](a.md)\n  * [B](b.md)\n",
        "a.md": "# A\n\nx[^1]\n\n[^1]: one\n",
        "b.md": "# B\n\ny[^1]\n\n[^1]: two\n",
    }
    (chapter,), problems = chapters(tmp_path, files)
    assert [(note.number, plain_text(note)) for note in chapter.footnotes] == [(1, "one"), (2, "two")]
    assert [mark.number for mark in walk(chapter.blocks) if isinstance(mark, FootnoteMark)] == [1, 2]
    assert problems == []


@pytest.mark.parametrize(
    ("text", "title", "below"),
    [
        ("# 力\n\na\n\n# 例\n\n## 苹果\n", "力", [(2, "例"), (3, "苹果")]),
        ("## 力\n\na\n\n### 苹果\n", "力", [(2, "苹果")]),
        ("## 力\n\na\n\n## 例\n\n### 苹果\n", "力", [(2, "例"), (3, "苹果")]),
        ("## 苹果\n\na\n\n## 梨\n", "力", [(2, "苹果"), (2, "梨")]),
        ("## 什么是力\n\na\n\n### 苹果\n\n## 小结\n", "什么是力", [(2, "苹果")]),
        ("没有标题。\n", "力", []),
        ("---\ntitle: 作用力\n---\n\n## 苹果\n\n## 梨\n", "作用力", [(2, "苹果"), (2, "梨")]),
        ("# 前言\n\na\n\n# 一、苹果\n\n## 梨\n", "力", [(2, "前言"), (2, "苹果"), (3, "梨")]),
        ("# 题目\n\na\n\n# 一、苹果\n", "力", [(2, "题目"), (2, "苹果")]),
        ("# 题目\n\na\n", "题目", []),
        ("# 一、苹果\n\na\n\n# 二、梨\n", "力", [(2, "苹果"), (2, "梨")]),
        ("# 一、力\n\na\n\n# 二、梨\n", "力", [(2, "梨")]),
        ("# 作用力\n\na\n\n# 一、苹果\n", "作用力", [(2, "苹果")]),
    ],
)
def test_a_listed_page_has_one_title(tmp_path: Path, text: str, title: str, below: list[tuple[int, str]]) -> None:
    (chapter,), _ = chapters(tmp_path, {"SUMMARY.md": "* [力](a.md)", "a.md": text})
    assert plain_text(chapter.title) == title
    assert [(level, words) for level, _, words in outline(chapter.blocks)] == below


def test_the_number_that_only_the_list_has_is_kept(tmp_path: Path) -> None:
    files = {"SUMMARY.md": "* [第 0 章 &nbsp; 前言](a.md)\n* [2. 力](b.md)\n", "a.md": "# 前言\n", "b.md": "# 力学\n"}
    found, _ = chapters(tmp_path, files)
    assert [(chapter.label, plain_text(chapter.title)) for chapter in found] == [("第 0 章", "前言"), ("2", "力学")]


# --- Parts and numbers ----------------------------------------------------------------------------------------

PARTS = """# Summary

[Preface](p.md)

# Forces

- [Gravity](g.md)
- [Springs](s.md)
  - [Hooke](h.md)

# Motion

- [Speed](v.md)

---

[Thanks](t.md)
"""


def test_a_part_heads_its_chapters_and_only_chapters_are_counted(tmp_path: Path) -> None:
    names = pages(*(f"{name}.md" for name in "pgshvt"))
    found, _ = chapters(tmp_path, {"SUMMARY.md": PARTS} | names)
    assert [(plain_text(chapter.title), chapter.number, chapter.part, chapter.opens_part) for chapter in found] == [
        ("p.md", 0, 0, False),
        ("Forces", 0, 1, True),
        ("g.md", 1, 1, False),
        ("s.md", 2, 1, False),
        ("Motion", 0, 2, True),
        ("v.md", 3, 2, False),
        ("t.md", 0, 0, False),
    ]
    assert [chapter.place.line for chapter in found if chapter.opens_part] == [5, 11]
    assert not any(chapter.summary for chapter in found if not chapter.number)


def shown(root: Path, files: dict[str, str], edition: Edition = BOOK) -> Pages:
    """The documents of a book made of these files."""
    manuscript, _ = read(root, files)
    book, _ = study(parse(manuscript)[0], manuscript.config)
    return Rendering(resolve(book)[0], edition)(PageMap())


def lines(items: tuple[OutlineItem, ...]) -> list[object]:
    """An outline as nested lists of titles."""
    return [[item.title, *lines(item.children)] if item.children else item.title for item in items]


def test_parts_stand_over_their_chapters_in_outline_and_contents(tmp_path: Path) -> None:
    names = pages(*(f"{name}.md" for name in "pgshvt"))
    files = {"SUMMARY.md": PARTS, "book.toml": 'language = "en"\n[study]\nsummary_fallback = "none"'} | names
    made = shown(tmp_path, files)
    assert lines(made.outline)[2:] == [
        "p.md",
        ["Part 1 Forces", "Chapter 1 g.md", ["Chapter 2 s.md", "2.1 h.md"]],
        ["Part 2 Motion", "Chapter 3 v.md"],
        "t.md",
    ]
    assert [item.expanded for item in made.outline if item.children] == [True, True]
    contents = next(page.html for page in made.pages if page.name == "contents")
    items = re.findall(r'<li class="toc-(part|chapter)', contents)
    assert "".join(item[0] for item in items) == "cpccpcc"
    assert [page.name for page in made.pages if 'class="chapter part"' in page.html] == ["c2", "c5"]
    assert 'epub:type="part"' in next(page.html for page in shown(tmp_path, files, EPUB).pages if page.name == "c2")


def test_a_part_has_nothing_to_recall(tmp_path: Path) -> None:
    made = shown(tmp_path, {"SUMMARY.md": PARTS} | pages(*(f"{name}.md" for name in "pgshvt")), HANDOUTS["recall"])
    assert not {"c2", "c5"} & {page.name for page in made.pages}


def test_where_the_author_counts_we_do_not(tmp_path: Path) -> None:
    files = {
        "1.md": "# 写在前面\n\n## 说明\n",
        "2.md": "# 第一章 力\n\n## 说明\n\n## 1.1 重力\n\n### 例\n\n## 1.2 弹力\n",
        "3.md": "# 第十二章 运动\n\n## 速度\n",
    }
    found, _ = chapters(tmp_path, files)
    assert [(chapter.label, chapter.number) for chapter in found] == [("", 0), ("第一章", 1), ("第十二章", 12)]
    numbers = [[number for _, number, _ in outline(chapter.blocks)] for chapter in found]
    assert numbers == [[""], ["", "1.1", "1.1.1", "1.2"], ["12.1"]]


def test_what_the_list_calls_a_foreword_is_one_whatever_its_page_is_called(tmp_path: Path) -> None:
    files = {"SUMMARY.md": "* [前言](README.md)\n* [力](a.md)", "README.md": "# 力学笔记\n\n字", "a.md": "# 力\n\n字"}
    found, _ = chapters(tmp_path, files)
    assert [chapter.number for chapter in found] == [0, 1]


@pytest.mark.parametrize(
    "title", ["前言", "序", "附录 A 常用命令", "参考文献", "Preface", "Appendix A: Keywords", "はじめに"]
)
def test_forewords_and_appendices_are_not_counted(tmp_path: Path, title: str) -> None:
    found, _ = chapters(tmp_path, {"1.md": f"# {title}\n\ntext\n\n## x\n", "2.md": "# 力\n\ntext\n"})
    assert [(chapter.number, chapter.summary is None) for chapter in found] == [(0, True), (1, True)]


def _contents(tmp_path: Path, text: str) -> tuple[int, int]:
    """How many sections and summaries the contents of a chapter list."""
    page = next(page for page in shown(tmp_path, {"1.md": text}).pages if page.name == "contents")
    summaries = page.html.count("toc-summary")
    return page.html.count('<li class="toc-section') - summaries, summaries


def test_long_contents_have_two_levels(tmp_path: Path) -> None:
    def rows(count: int) -> int:
        return _contents(tmp_path, "# A\n" + "".join(f"\n## B{at}\n\n### C{at}\n" for at in range(count)))[0]

    assert (rows(59), rows(60)) == (118, 60)


@pytest.mark.parametrize(
    ("sections", "below", "rows"),
    [
        (10, ("教学目标", "教学过程", "教学反思"), 10),
        (9, ("教学目标", "教学过程", "教学反思"), 36),  # few enough
        (10, ("教学目标", "教学过程", "{}"), 40),
    ],
)
def test_contents_leave_out_titles_of_a_form(tmp_path: Path, sections: int, below: tuple[str, ...], rows: int) -> None:
    text = "# 教案\n" + "".join(
        f"\n## 课文{at}\n" + "".join(f"\n### {title.format(at)}\n" for title in below) for at in range(sections)
    )
    assert _contents(tmp_path, text) == (rows, 1)


def test_contents_whose_sections_are_those_of_a_form_list_chapters_alone(tmp_path: Path) -> None:
    assert _contents(tmp_path, "# 菜\n" + "\n## 用料\n\n### 一\n\n## 做法\n\n### 二\n" * 15) == (0, 0)


def test_a_chapter_that_the_author_left_without_a_number_gets_no_outline(tmp_path: Path) -> None:
    files = {"1.md": "# 修订记录\n\n## 新版\n", "2.md": "# 第一章 力\n\n## 重力\n\n## 弹力\n"}
    files["3.md"] = "# 第二章 功\n\n## 单位\n\n## 功率\n"
    found, _ = chapters(tmp_path, files)
    assert [chapter.summary is not None for chapter in found] == [False, True, True]


@pytest.mark.parametrize("mark", ["{.unnumbered}", "{-}", "{#p .unnumbered}"])
def test_a_chapter_that_the_author_wants_without_a_number_has_none(tmp_path: Path, mark: str) -> None:
    found, _ = chapters(tmp_path, {"1.qmd": f"# 致读者 {mark}\n\n您好。\n", "2.qmd": "# 力\n\n作用。\n"})
    assert [(plain_text(chapter.title), chapter.number) for chapter in found] == [("致读者", 0), ("力", 1)]


def test_pages_are_counted_and_not_the_headings_before_them(tmp_path: Path) -> None:
    files = {"SUMMARY.md": "- [A](a.md)\n  - [B](b.md)\n", "a.md": "# A\n\n## Here\n", "b.md": "# B\n\n## There\n"}
    (chapter,), _ = chapters(tmp_path, files)
    assert outline(chapter.blocks) == [(2, "", "Here"), (2, "1.1", "B"), (3, "1.1.1", "There")]


# --- Folders of notes that have no list -----------------------------------------------------------------------


def test_short_pieces_under_one_mark_are_sections_of_their_file(tmp_path: Path) -> None:
    piece = "\n\n文\n\n"
    files = {
        "01_导论.md": f"# 回归{piece}## 意义{piece}# 误差{piece}",
        "02_一元回归.md": f"# 一元回归{piece}# 假定{piece}",
        "03_检验.md": f"# 第一节 方法{piece}# 第二节 例{piece}",
    }
    found, codes = chapters(tmp_path, files)
    assert [plain_text(chapter.title) for chapter in found] == ["导论", "一元回归", "检验"]
    assert outline(found[0].blocks) == [(2, "1.1", "回归"), (3, "1.1.1", "意义"), (2, "1.2", "误差")]
    assert outline(found[1].blocks) == [(2, "2.1", "假定")]
    assert outline(found[2].blocks) == [(2, "第一节", "方法"), (2, "第二节", "例")]
    assert not codes
    (note,) = [one for one in read_manuscript(tmp_path)[1] if one.code == "contents-list"]
    assert "its `#` are sections" in str(note.message)


@pytest.mark.parametrize(
    "files",
    [
        dict.fromkeys(("a.md", "b.md", "c.md"), f"# 甲\n\n{'文' * 1500}\n\n# 乙\n\n{'文' * 1500}\n"),
        dict.fromkeys(("a.md", "b.md"), "# 甲\n\n文\n\n# 乙\n\n文\n"),
        dict.fromkeys(("a.md", "b.md", "c.md"), "# 第一章 甲\n\n文\n\n# 第二章 乙\n\n文\n"),
        dict.fromkeys(("a.md", "b.md", "c.md"), "# 甲\n\n```\n# 乙\n# 丙\n```\n"),
    ],
)
def test_long_or_few_or_numbered_pieces_stay_chapters(tmp_path: Path, files: dict[str, str]) -> None:
    manuscript, _ = read(tmp_path, files)
    assert not any(file.whole for file in manuscript.chapters)


def test_folders_of_chapters_are_parts(tmp_path: Path) -> None:
    long = "文" * 5_000
    files = {
        "01_经济/1.md": f"# 甲\n\n{long}",
        "01_经济/2.md": f"# 乙\n\n{long}",
        "02_统计/README.md": "# 统计\n\n文\n",
        "02_统计/1.md": f"# 丙\n\n{long}",
        "02_统计/附/a.md": "# 丁\n\n文\n",
        "02_统计/附/b.md": "# 戊\n\n文\n",
        "02_统计/附/c.md": "# 己\n\n文\n",
    }
    found, _ = chapters(tmp_path, files)
    titles = [(plain_text(chapter.title), chapter.part, chapter.opens_part) for chapter in found]
    assert titles == [
        ("经济", 1, True), ("甲", 1, False), ("乙", 1, False),
        ("统计", 2, True), ("丙", 2, False), ("附", 2, False),
    ]  # fmt: skip
    assert [title for _, _, title in outline(found[-1].blocks)] == ["丁", "戊", "己"]


_OF_SEVERAL = "".join(f"# {name}\n\n{'文' * 1500}\n\n" for name in ("甲", "乙", "丙"))


def test_files_that_all_have_several_chapters_are_parts(tmp_path: Path) -> None:
    found, _ = chapters(tmp_path, {"高等数学.md": _OF_SEVERAL, "线性代数.md": _OF_SEVERAL})
    titles = [(plain_text(chapter.title), chapter.part, chapter.opens_part) for chapter in found]
    algebra, calculus = titles[:4], titles[4:]
    assert algebra == [("线性代数", 1, True), ("甲", 1, False), ("乙", 1, False), ("丙", 1, False)]
    assert calculus == [("高等数学", 2, True), ("甲", 2, False), ("乙", 2, False), ("丙", 2, False)]
    (note,) = [one for one in read_manuscript(tmp_path)[1] if one.code == "contents-list"]
    assert "Files are parts" in str(note.message)


@pytest.mark.parametrize(
    "files",
    [
        {
            "上.md": "# 第一章 甲\n\n文\n\n# 第二章 乙\n\n文\n\n# 第三章 丙\n\n文\n",
            "下.md": "# 第四章 丁\n\n文\n\n# 第五章 戊\n",
        },
        {"第一章.md": _OF_SEVERAL, "第二章.md": _OF_SEVERAL},
        {"1.md": _OF_SEVERAL, "2.md": _OF_SEVERAL},
        {"甲.md": _OF_SEVERAL, "乙.md": f"# 乙\n\n{'文' * 5_000}\n"},
    ],
    ids=("numbers go on", "called chapters", "no names", "one chapter"),
)
def test_files_whose_chapters_are_those_of_one_book_are_no_parts(tmp_path: Path, files: dict[str, str]) -> None:
    found, _ = chapters(tmp_path, files)
    assert not any(chapter.opens_part for chapter in found)


def test_short_notes_keep_their_names_and_their_folders_their_dots(tmp_path: Path) -> None:
    notes = {f"1. 几何/{name}.md": "## 步骤\n\n文\n" for name in ("作图", "判别", "plot-all")}
    found, _ = chapters(tmp_path, notes | {"2.md": "# 乙\n\n文\n"})
    assert [plain_text(chapter.title) for chapter in found] == ["几何", "乙"]
    assert [(level, title) for level, _, title in outline(found[0].blocks)] == [
        (2, "步骤"), (2, "作图"), (3, "步骤"), (2, "判别"), (3, "步骤"),
    ]  # fmt: skip


def test_folders_among_other_files_are_no_parts_and_one_called_a_chapter_is_one(tmp_path: Path) -> None:
    long = "文" * 5_000
    single = {f"{name}.md": f"# {name}\n\n{long}" for name in "abc"}
    found, _ = chapters(tmp_path, single | {f"{folder}/{name}.md": long for folder in "xy" for name in "12"})
    assert not any(chapter.opens_part for chapter in found)  # two of five
    assert len(found) == 7


def test_a_folder_and_the_file_that_opens_it_have_one_title_whatever_zeros_stand_before_its_number(
    tmp_path: Path,
) -> None:
    long = "文" * 5_000
    files = {
        "第01章 力/力.md": f"# 第1章 力\n\n{long}\n\n## 重力\n\n{long}[^1]\n\n[^1]: 注\n",
        "第01章 力/练习.md": "# 练习\n\n字\n",
        "第02章 功/第02章_功.md": f"# 第二章 功\n\n{long}\n",
        "第03章 热/温度.md": f"# 温度\n\n{long}\n",
        "第04章 光/光.md": f"# 第5章 光\n\n{long}\n",
    }
    found, problems = chapters(tmp_path, files)
    assert problems == []
    assert [(chapter.label, plain_text(chapter.title)) for chapter in found] == [
        ("第1章", "力"),
        ("第二章", "功"),
        ("第03章", "热"),
        ("第04章", "光"),
    ]
    sections = [[plain_text(section.title) for section in walk(chapter.blocks, Section)] for chapter in found]
    assert sections == [["重力", "练习"], [], ["温度"], ["光"]]
    assert [note.label for note in found[0].footnotes] == ["1"]


def test_pages_that_stand_for_their_groups_are_known_by_their_own_paths(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": "nav:\n- 密码:\n  - 散列:\n    - a.md\n    - MD5: [b.md]\n    - SHA1:\n      - SHA1: [c.md]\n",
        "docs/a.md": "# 简介\n\n见 [甲](b.md#破解) 与 [乙](c.md#破解)。\n",
        "docs/b.md": "# MD5\n\n## 破解\n\n字\n",
        "docs/c.md": "# SHA1\n\n## 破解\n\n字\n",
    }
    found, problems = chapters(tmp_path, files)
    assert problems == []
    titles = [plain_text(section.title) for section in walk(found, Section)]
    assert titles == ["简介", "MD5", "破解", "SHA1", "破解"]


def test_a_title_that_front_matter_repeats_is_the_books(tmp_path: Path) -> None:
    front = "---\ntitle: 高等数学\n---\n"
    manuscript, _ = read(tmp_path, {f"{name}.md": f"{front}## 一\n\n## 二\n" for name in ("极限", "导数", "积分")})
    assert manuscript.default_title == "高等数学"
    assert [file.title or file.name for file in manuscript.chapters] == ["导数", "极限", "积分"]


@pytest.mark.parametrize("page", ["README.md", "index.md"])
def test_a_page_that_links_most_files_puts_them_in_order(tmp_path: Path, page: str) -> None:
    links = "# 讲义\n\n- [丙](c.html)\n- [甲](./a.md#x)\n  [乙](sub/b)\n![图](d.png) [外](https://x.test/d.md)\n"
    files = {page: links} | dict.fromkeys(("a.md", "aa.md", "c.md", "sub/b.md"), "# 题\n\n文\n")
    manuscript, problems = read_manuscript(write(tmp_path, files))
    order = ["c.md", "a.md", "aa.md", "sub/b.md"]
    assert [file.path for file in manuscript.chapters] == ([page] if page == "index.md" else []) + order
    assert [one.place.path for one in problems if one.code == "contents-list"] == [page]


def test_a_page_with_few_links_is_no_list(tmp_path: Path) -> None:
    files = {"README.md": "[丙](c.md) [乙](b.md)\n"} | {f"{name}.md": "# 题\n\n文\n" for name in "abcde"}
    manuscript, _ = read(tmp_path, files)
    assert [file.path for file in manuscript.chapters] == [f"{name}.md" for name in "abcde"]


# --- Notion ---------------------------------------------------------------------------------------------------

ID = {letter: letter * 32 for letter in "abcdef"}


def test_an_export_of_notion_has_the_order_of_its_links(tmp_path: Path) -> None:
    top = f"物理 {ID['a']}"
    files = {
        f"Export-1/{top}.md": f"# 物理\n\n作者: 王\nTags: 高一\n\n[力]({quote(top)}/力%20{ID['b']}.md)\n",
        f"Export-1/{top}/光 {ID['c']}.md": "# 光\n\n文字\n",
        f"Export-1/{top}/力 {ID['b']}.md": f"# 力\n\n见[光](https://www.notion.so/{ID['c']}?pvs=21)。\n",
        f"Export-1/{top}/力/重力 {ID['d']}.md": "# 重力\n\n文字\n",  # newer exports: no digits in a folder's name
        f"Export-1/{top}/作业 {ID['e']}.csv": "名称,日期\n一,9 月\n",
        f"Export-1/{top}/作业/第一次 {ID['f']}.md": "# 第一次\n\n文字\n",
    }
    manuscript, problems = read(tmp_path, files)
    assert not problems
    assert manuscript.config.title == "物理"
    below = f"Export-1/{top}"
    assert [(file.level, file.path if file.text else file.title, file.uncounted) for file in manuscript.chapters] == [
        (1, f"{below}.md", True),
        (1, f"{below}/力 {ID['b']}.md", False),
        (2, f"{below}/力/重力 {ID['d']}.md", False),
        (1, f"{below}/光 {ID['c']}.md", False),
        (0, f"{below}/作业 {ID['e']}.csv", False),
        (1, f"{below}/作业/第一次 {ID['f']}.md", False),
    ]
    assert "作者: 王  \nTags: 高一\n" in manuscript.chapters[0].text
    book, _ = parse(manuscript)
    assert resolve(book)[1] == []


def test_a_page_of_links_is_no_chapter_and_a_table_of_its_own_is_one_line(tmp_path: Path) -> None:
    text = f"# 一\n\n[作业](作业%20{ID['c']}.csv)\n\n```\n[作业](x.csv)\n```\n\n字\n"
    files = {
        f"课 {ID['a']}.md": f"# 课\n\n## 目录\n\n[一](课%20{ID['a']}/一%20{ID['b']}.md)\n",
        f"课 {ID['a']}/一 {ID['b']}.md": text,
        f"课 {ID['a']}/作业 {ID['c']}.csv": '\ufeff名称,日期\n"一, <二>",9\u2028月\n',
    }
    manuscript, _ = read(tmp_path, files)
    assert places(manuscript) == [(1, f"课 {ID['a']}/一 {ID['b']}.md")]
    lines = manuscript.chapters[0].text.split("\n")
    assert lines[2].startswith("<table><caption>作业</caption><thead><tr><th>名称</th>")
    assert "<td>一, &lt;二&gt;</td><td>9\u2028月</td>" in lines[2]
    assert lines[5] == "[作业](x.csv)"
    assert len(lines) == text.count("\n") + 1


def test_pages_of_a_table_alone_are_chapters_below_its_title(tmp_path: Path) -> None:
    files = {f"作业 {ID['a']}.csv": "名称\n一\n", f"作业/第一次 {ID['b']}.md": "# 第一次\n\n字\n"}
    manuscript, _ = read(tmp_path, files)
    assert [(file.level, file.title) for file in manuscript.chapters] == [(0, "作业"), (1, "")]
    assert manuscript.chapters[0].text.startswith("<table><thead><tr><th>名称</th>")
    assert manuscript.contents == f"作业 {ID['a']}.csv"


def test_a_table_that_no_page_links_is_printed_once_below_its_title(tmp_path: Path) -> None:
    files = {
        f"课 {ID['a']}.md": f"# 课\n\n字\n\n[名单](课/名单%20{ID['b']}.csv)\n",
        f"课/名单 {ID['b']}.csv": "姓名\n张三\n",
        f"课/书目 {ID['c']}.csv": "书名\n力学\n",
        f"课/坏 {ID['d']}.csv": "",
    }
    manuscript, problems = read(tmp_path, files)
    assert [(file.path, file.title) for file in manuscript.chapters] == [
        (f"课 {ID['a']}.md", ""),
        (f"课/书目 {ID['c']}.csv", "书目"),
        (f"课/坏 {ID['d']}.csv", "坏"),
    ]
    assert [problem.code for problem in problems] == ["empty-file"]
    book, _ = parse(manuscript)
    assert [plain_text(chapter.title) for chapter in book.chapters] == ["课", "书目", "坏"]
    assert [plain_text(table.body) for table in walk(book, Table)] == ["张三", "力学"]


def test_several_pages_of_notion_are_chapters_and_others_among_them_are_no_export(tmp_path: Path) -> None:
    files = {f"乙 {ID['b']}.md": "# 乙\n\n字\n", f"甲 {ID['a']}.md": "# 甲\n\n字\n"}
    assert places(read(tmp_path / "pages", files)[0]) == [(1, f"乙 {ID['b']}.md"), (1, f"甲 {ID['a']}.md")]
    mixed, _ = read(tmp_path / "mixed", files | {"notes.md": "# 丙\n\n字\n"})
    assert not mixed.contents


# --- Blogs, and lists of docsify's folders ------------------------------------------------------------------------


def test_a_blog_of_hexo_is_its_posts_and_links_between_them_are_links(tmp_path: Path) -> None:
    links = "{% post_link 力学/动量 %}与{% post_link '/力学/动量.md' '它' %}，{% post_link 无 %}"
    first = f"---\ntitle: 甲\n---\n{links}\n\n"
    files = {
        "_config.yml": "title: 站\nauthor: 我\nlanguage: zh-CN\n",
        "source/_posts/a.md": first + "```\n{% post_link 动量 %}\n```\n",
        "source/_posts/力学/动量.md": "---\ntitle: 动量守恒\n---\n字\n",
        "source/about/index.md": "# 关于\n",
        "source/_drafts/b.md": "# 草稿\n",
        "scaffolds/post.md": "---\ntitle: {{ title }}\n---\n",
        "themes/x/README.md": "# 主题\n",
    }
    manuscript, _ = read(tmp_path, files)
    assert [file.path for file in manuscript.chapters if file.text] == [
        "source/_posts/a.md",
        "source/_posts/力学/动量.md",
    ]
    assert (manuscript.config.title, names(manuscript.config)) == ("站", ("我",))
    address = quote("力学/动量.md")
    assert manuscript.chapters[0].text.startswith(f"[动量守恒]({address})与[它]({address})，[无](<无.md>)")
    assert "```\n{% post_link 动量 %}\n```" in manuscript.chapters[0].text
    assert [one.code for one in resolve(parse(manuscript)[0], manuscript.root)[1]] == ["broken-link"]


def test_a_blog_of_jekyll_is_its_posts_and_a_folder_of_notes_called_so_is_none(tmp_path: Path) -> None:
    files = {
        "_config.yml": "title: 站\n",
        "_includes/about.md": "# 关于\n",
        "_posts/2024-01-02-a.md": "# 甲\n",
        "_posts/2023-01-02-b.md": "# 乙\n",
        "index.md": "# 首页\n",
    }
    manuscript, problems = read_manuscript(write(tmp_path / "blog", files))
    assert [file.path for file in manuscript.chapters] == ["_posts/2023-01-02-b.md", "_posts/2024-01-02-a.md"]
    assert [str(one.place) for one in problems if one.code == "contents-list"] == ["_config.yml"]
    notes = {"_posts/a.md": "# 甲\n", "b.md": "# 乙\n", "_config.yml": "x: 1\n"}
    manuscript, _ = read(tmp_path / "notes", notes)
    assert {"b.md", "_posts/a.md"} <= {file.path for file in manuscript.chapters}


@pytest.mark.parametrize(("base", "setting"), [("", ""), ("source/", ""), ("", "source_dir: .\n")])
def test_notes_in_folders_beside_a_few_posts_are_not_left_out(tmp_path: Path, base: str, setting: str) -> None:
    site = {
        "_config.yml": f"title: 站\n{setting}",
        "_layouts/a.html": "x",
        f"{base}_includes/x.md": "# 框\n" + "字" * 500,
    }
    post = {f"{base}_posts/2024-01-02-a.md": "# 甲\n\n" + "字" * 50 + "\n", f"{base}about/index.md": "# 关于\n"}
    notes = {f"{base}八年级/下册/政治.md": "# 政治\n\n" + "字" * 100 + "\n"}
    blog, _ = read(tmp_path / "blog", site | post)
    assert [file.path for file in blog.chapters] == [f"{base}_posts/2024-01-02-a.md"]
    all_pages, problems = read_manuscript(write(tmp_path / "notes", site | post | notes))
    assert {file.path for file in all_pages.chapters} == {*post, *notes}
    assert [str(one.place) for one in problems if one.code == "contents-list"] == ["_config.yml"]


def test_a_folder_of_docsify_with_a_list_of_its_own_is_a_part(tmp_path: Path) -> None:
    own = "- 生物\n  - [总览](/bio/)\n- [细胞](/bio/a.md)\n- [遗传](b.md)\n  - [孟德尔](bio/c.md)\n- [没写](d.md)\n"
    files = {
        "_sidebar.md": "- **全部**\n  - [生物](/bio/)\n  - [编程](/code/)\n",
        "bio/_sidebar.md": own,
        **pages("bio/README.md", "bio/a.md", "bio/b.md", "bio/c.md", "code/README.md"),
    }
    manuscript, problems = read(tmp_path, files)
    assert places(manuscript) == [
        (0, "bio/README.md"),
        (1, "bio/a.md"),
        (1, "bio/b.md"),
        (2, "bio/c.md"),
        (1, "code/README.md"),
    ]
    assert [(one.code, str(one.place)) for one in problems] == [("missing-page", "bio/_sidebar.md:6")]


@pytest.mark.parametrize(
    "files",
    [
        {"SUMMARY.md": "- [x](" + "a " * 50_000},
        {"_config.yml": "a: b", "source/_posts/a.md": "{% post_link " + "a" * 100_000 + "\n"},
        {"_config.yml": "a: b", "source/_posts/a.md": "{% post_link a" + " " * 100_000 + "b %}\n"},
        {"conf.py": "", "index.md": "```toc\n" * 15_000},
        {"conf.py": "", "index.md": "```toc\na" + " " * 100_000 + "<\n```\n"},
        {".vitepress/config.js": "/*" * 50_000},
        {".vitepress/config.js": '\\"' * 50_000},
        {
            ".vitepress/config.js": "".join(f"const a{at} = [{{items: a{at + 1}}}, a{at + 1}]\n" for at in range(40))
            + "export default a0"
        },
    ],
)
def test_lists_that_never_end_take_no_minutes(tmp_path: Path, files: dict[str, str]) -> None:
    with within(4):
        read(tmp_path, files | pages("README.md"))


@pytest.mark.parametrize("end", ["})", "};", "]", ")", "", "}]}"])
def test_a_list_in_javascript_that_is_closed_wrongly_is_read_up_to_there(tmp_path: Path, end: str) -> None:
    sidebar = "[{ text: '乙', link: '/b' }, { text: '甲', link: '/a' }"
    config = f"export default {{ themeConfig: {{ sidebar: {sidebar} {end}"
    with within(4):
        manuscript, _ = read(tmp_path, {".vitepress/config.js": config} | pages("a.md", "b.md"))
    assert [file.path for file in manuscript.chapters] == ["b.md", "a.md"]


def test_nextra_has_the_order_and_the_names_of_each_folder_in_a_file_of_it(tmp_path: Path) -> None:
    files = {
        "src/pages/_meta.json": '{"index": {"title": "首页"}, "b": "热学", "-": {"type": "menu"}, "no": "无", "a": 3}',
        "src/pages/b/_meta.js": 'export default { last: "末", "*": { type: "page" } }',
        "README.md": "# site\n",
        **pages("src/pages/index.mdx", "src/pages/a.md", "src/pages/c.mdx", "src/pages/_draft.md"),
        **pages("src/pages/b/first.md", "src/pages/b/last.md", "src/pages/a/x.md"),
    }
    manuscript, problems = read(tmp_path, files)
    assert problems == []
    assert [(file.level, file.path, file.listed) for file in manuscript.chapters] == [
        (1, "src/pages/index.mdx", "首页"), (0, "src/pages/_meta.json", "热学"), (1, "src/pages/b/last.md", "末"),
        (1, "src/pages/b/first.md", ""), (1, "src/pages/a.md", ""), (2, "src/pages/a/x.md", ""),
        (1, "src/pages/c.mdx", ""),
    ]  # fmt: skip


def test_where_each_page_has_a_folder_of_its_own_the_first_is_one_among_them(tmp_path: Path) -> None:
    names = ("第一单元/index.md", "第二单元/index.md")
    listed = ", ".join(f"{{ text: '{name[:4]}', link: '/上册/{name[:4]}/' }}" for name in names)
    config = f"export default {{ themeConfig: {{ sidebar: [{{ text: '上册', items: [{listed}] }}] }} }}"
    manuscript, _ = read(tmp_path, {".vitepress/config.js": config} | pages(*(f"上册/{name}" for name in names)))
    assert [(file.level, file.listed) for file in manuscript.chapters] == [
        (0, "上册"),
        (1, "第一单元"),
        (1, "第二单元"),
    ]
