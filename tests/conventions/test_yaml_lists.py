"""Lists of contents in YAML, in R Markdown and in pages of Sphinx: MkDocs, Quarto, bookdown, Jupyter Book, MyST."""

from pathlib import Path

import pytest
from manuscripts import names, pages, places, read

from studypress.markdown import parse
from studypress.tree import plain_text

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
