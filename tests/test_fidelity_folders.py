"""How the judge of fidelity reads a folder: what files are called, include, and get from their tool."""

import json
import shutil
from pathlib import Path

import pikepdf
import pytest
from fidelity_samples import ALL_READ

from benchmarks.fidelity.dialect import plain
from benchmarks.fidelity.lines import Line, without_front_matter
from benchmarks.fidelity.notebooks import notebook_lines
from benchmarks.fidelity.printed import _own_pages
from benchmarks.fidelity.reading import Reading, scan
from benchmarks.fidelity.reference import read_reference
from benchmarks.fidelity.sources import read_sources


def _by_pandoc(folder: Path) -> Reading:
    """What pandoc reads of a book, where it is there."""
    if shutil.which("pandoc") is None:
        pytest.skip("PANDOC IS MISSING: no page was read by it (Debian, Ubuntu: sudo apt-get install pandoc)")
    return read_reference(read_sources(folder), "zh")


def test_a_page_of_myst_is_called_by_its_heading_and_raw_html_is_html(tmp_path: Path) -> None:
    text = "# 甲\n\n见{doc}`b`与{doc}`字 <b>`，{cite}`k`。\n\n"
    text += "```{note}\n{cite}`k`{prf:ref}`丙 <x>`\n```\n\n```{raw} html\n<b>粗</b>\n```\n"
    contents = "format: jb-book\nroot: a\nchapters:\n- file: b\n"
    files = {"_toc.yml": contents, "a.md": text, "b.md": "# 乙\n", "c.bib": "@book{k, title={x}}"}
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf8")
    pieces = [one.text for one in _by_pandoc(tmp_path).pieces]
    assert pieces[:4] == ["甲", "见乙与字，。", "丙", "粗"]


def test_what_is_included_keeps_its_own_place(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "SUMMARY.md").write_text("- [A](a.md)\n", "utf8")
    (tmp_path / "src" / "a.md").write_text("# A\n\n{{#include x.rs:part}}\n", "utf8")
    (tmp_path / "src" / "x.rs").write_text("no\n// ANCHOR: part\nyes\n// ANCHOR_END: part\n", "utf8")
    (tmp_path / "book.toml").write_text('[book]\ntitle = "T"\n', "utf8")
    (page,) = read_sources(tmp_path).pages
    assert [(line.text, line.place) for line in page.lines][2] == ("yes", "src/x.rs:3")


def test_what_honkit_has_for_a_site_alone_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "book.json").write_text('{"variables": {"n": 2}}', "utf8")
    (tmp_path / "SUMMARY.md").write_text("* [A](a.md)\n", "utf8")
    text = '# A\n{{ book.n }} {{ book.m }}\n{% if output.name == "website" %}\n网\n{% endif %}\n书\n'
    (tmp_path / "a.md").write_text(text, "utf8")
    (page,) = read_sources(tmp_path).pages
    assert [line.text for line in page.lines] == ["# A", "2 {{ book.m }}", "书", ""]


def test_code_that_honkit_puts_in_is_code(tmp_path: Path) -> None:
    (tmp_path / "x.js").write_text("a\nb\nc\n", "utf8")
    (tmp_path / "a.md").write_text('# A\n[import:2-3, title:"x"](x.js)\n```\n[import](x.js)\n```\n', "utf8")
    (page,) = read_sources(tmp_path).pages
    assert [line.text for line in page.lines][1:8] == ["```js", "b", "c", "```", "```", "[import](x.js)", "```"]


def test_code_that_vitepress_puts_in_may_stand_in_an_item(tmp_path: Path) -> None:
    (tmp_path / "x.js").write_text("// #region a\none\n// #endregion a\n", "utf8")
    (tmp_path / "a.md").write_text("# A\n\n- b\n\n  <<< ./x.js#a [c.js]\n", "utf8")
    (page,) = read_sources(tmp_path).pages
    assert [line.text for line in page.lines][4:7] == ["  ```js", "  one", "  ```"]


def test_what_a_name_alone_includes_is_found_in_any_folder(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "b.md").write_text("yes\n", "utf8")
    (tmp_path / "a.md").write_text("# A\n\n<!-- @include: @b.md -->\n", "utf8")
    (page,) = read_sources(tmp_path).pages
    assert page.lines[2].text == "yes"


def test_what_a_site_names_from_its_source_is_found_below_src(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "b.md").write_text("yes\n", "utf8")
    (tmp_path / "a.md").write_text("# A\n\n<!-- @include: @/b.md -->\n", "utf8")
    page = next(page for page in read_sources(tmp_path).pages if page.path == "a.md")
    assert page.lines[2].text == "yes"


def test_a_note_that_another_shows_stands_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "甲.md").write_text("见\n\n- ![[乙#二]]\n\n![[乙#^id]]\n\n`![[乙]]`\n", "utf8")
    (tmp_path / "乙.md").write_text("---\na: b\n---\n# 一\n\n首\n一段 ^id\n\n## 二\n\n节\n\n## 三\n", "utf8")
    page = next(page for page in read_sources(tmp_path).pages if page.path == "甲.md")
    shown = [line.text for line in page.lines if line.text.strip()]
    assert shown == ["见", "- ## 二", "  节", "首", "一段 ^id", "`![[乙]]`"]
    assert ("  节", "乙.md:11") in [(line.text, line.place) for line in page.lines]


def test_a_title_of_a_list_is_told_from_a_heading_with_its_letters(tmp_path: Path) -> None:
    (tmp_path / "SUMMARY.md").write_text("* [AWS Database](a.md)\n* [Docker 简介](b.md)\n", "utf8")
    (tmp_path / "a.md").write_text("## Relational Databases (SQL)\n\n文\n", "utf8")
    (tmp_path / "b.md").write_text("## `Docker` 的简介\n\n文\n", "utf8")
    found = [piece.text for piece in _by_pandoc(tmp_path).pieces if piece.level]
    assert found == ["AWSDatabase", "RelationalDatabases(SQL)", "Docker的简介"]


def test_a_page_without_a_title_is_called_what_its_file_is_or_its_folder(tmp_path: Path) -> None:
    for name in ("甲/README.md", "甲/乙.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("文\n", "utf8")
    found = [piece.text for piece in _by_pandoc(tmp_path).pieces if piece.level]
    assert found == ["甲", "乙"]


def test_a_title_is_no_section_of_several_that_begins_alike(tmp_path: Path) -> None:
    (tmp_path / "SUMMARY.md").write_text("* [中国化的三次飞跃](a.md)\n", "utf8")
    (tmp_path / "a.md").write_text("## 中国化的内涵\n\n文\n\n## 中国化的历史\n", "utf8")
    found = [piece.text for piece in _by_pandoc(tmp_path).pieces if piece.level]
    assert found == ["中国化的三次飞跃", "中国化的内涵", "中国化的历史"]


def test_a_word_of_the_programs_may_be_the_title_of_an_authors_chapter(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        for _ in range(4):
            pdf.add_blank_page()
        with pdf.open_outline() as outline:
            outline.root.extend(
                pikepdf.OutlineItem(title, page) for page, title in enumerate(("甲", "参考答案", "术语表"))
            )
        pdf.save(tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert _own_pages(pdf, frozenset({"参考答案", "术语表"})) == {2, 3, 4}
        assert _own_pages(pdf, frozenset({"参考答案", "术语表"}), ["参考答案"]) == {3, 4}


def test_a_part_of_a_file_that_is_not_there_stays_as_typed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("{{#include b.rs:none}}\n{{#include b.rs:one}}\n", "utf8")
    (tmp_path / "b.rs").write_text("// ANCHOR: one\nfn a() {}\n// ANCHOR_END: one\n", "utf8")
    (page,) = read_sources(tmp_path).pages
    assert [line.text for line in page.lines] == ["{{#include b.rs:none}}", "fn a() {}", ""]


def test_a_note_with_two_marks_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("甲[^1]乙[^1]\n\n[^1]: 注\n", "utf8")
    found = _by_pandoc(tmp_path)
    assert "".join(piece.text for piece in found.pieces) == "甲乙注"


def test_a_page_is_called_what_its_file_is_and_a_title_of_a_list_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "why.md").write_text("文\n\n## 节\n", "utf8")
    assert [piece.text for piece in _by_pandoc(tmp_path).pieces] == ["why", "文", "节"]
    (tmp_path / "SUMMARY.md").write_text("* [1.1 节](why.md)\n", "utf8")
    (tmp_path / "why.md").write_text("## 1.1 节\n\n文\n", "utf8")
    assert [piece.text for piece in _by_pandoc(tmp_path).pieces] == ["1.1节", "文"]


def test_a_page_of_several_short_parts_is_called_what_its_file_is(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.md").write_text("# 一\n\n文\n\n# 二\n\n文\n", "utf8")
    found = [piece.text for piece in _by_pandoc(tmp_path).pieces if piece.level]
    assert found == ["a", "一", "二", "b", "一", "二", "c", "一", "二"]


def test_what_a_whole_site_draws_is_no_text(tmp_path: Path) -> None:
    (tmp_path / ".vitepress" / "theme").mkdir(parents=True)
    (tmp_path / ".vitepress" / "theme" / "index.ts").write_text("  app.component('SvgImage', S)\n", "utf8")
    (tmp_path / "a.md").write_text('甲 <SvgImage/><svg-image :svg="x" /><Badge text="新" type="tip" /> 乙\n', "utf8")
    (page,) = read_sources(tmp_path).pages
    assert [line.text for line in plain(page, vault=False, hides_lines=False)] == ['甲 <img src="a.svg">新 乙', ""]


def test_pages_of_logseq_are_without_its_own_notes(tmp_path: Path) -> None:
    (tmp_path / "logseq").mkdir()
    (tmp_path / "logseq" / "config.edn").write_text("{}", "utf8")
    one = "64ca5d6d-3d9c-4338-8264-4f9e70368e2c"
    text = f"- TODO 甲\n  id:: {one}\n  type:: 书\n- (({one})) {{{{cloze 乙}}}} ![](a.png){{:width 3}}\n"
    (tmp_path / "a.md").write_text(text, "utf8")
    (page,) = read_sources(tmp_path).pages
    assert [line.text for line in page.lines] == ["", "甲", "<br>type: 书", "", "甲 乙 ![](a.png)", ""]


def test_a_notebook_is_its_cells_and_what_a_page_shows_of_their_outputs(tmp_path: Path) -> None:
    drawn = {"image/png": "aGk=", "text/plain": "<Figure size 640x480>"}
    framed = {"text/html": ["<style>a{}</style>", "<table>\n", "\n<tr><td>1</td></tr></table>"], "text/plain": "  a"}
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": ["0%\r", "\x1b[31m99%\x1b[0m\n"]},
        {"output_type": "execute_result", "data": {"text/plain": ["[<matplotlib.lines.Line2D at 0x1>]"]}},
        {"output_type": "display_data", "data": drawn},
        {"output_type": "execute_result", "data": framed},
    ]
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# 一\n", "\n", "字"]},
        {"cell_type": "code", "metadata": {}, "source": "x = 1\n", "outputs": outputs},
        {"cell_type": "code", "metadata": {"tags": ["remove-cell"]}, "source": "y", "outputs": []},
    ]
    (tmp_path / "a.ipynb").write_text(json.dumps({"nbformat": 4, "cells": cells}), encoding="utf8")
    (page,) = read_sources(tmp_path).pages
    assert [line.text for line in page.lines if line.text] == [
        *("# 一", "字", "```python", "x = 1", "```", "```text", "99%", "```", "![](output.png)"),
        "<div><table> <tr><td>1</td></tr></table></div>",
    ]
    assert page.lines[2].place == "a.ipynb:cell 1:3"


def test_commands_of_the_authors_own_stand_for_what_they_mean_to_the_end_of_the_book(tmp_path: Path) -> None:
    first = "$\\def\\v{\\mathbf}$2010 年\n$$\n\\newcommand{\\f}[2]{\\frac{#1}{#2}}\n$$\n`\\v`\n```tex\n\\v\n```\n"
    (tmp_path / "1.md").write_text(f"# 一\n{first}", "utf8")
    (tmp_path / "2.md").write_text("# 二\n$\\v{a}$ $\\vec$ $\\f{\\v b}c$\n", "utf8")
    one, two = read_sources(tmp_path).pages
    assert "".join(line.text for line in one.lines) == "# 一2010 年$$$$`\\mathbf ````tex\\v```"
    assert two.lines[1].text == "$\\mathbf {a}$ $\\vec$ $\\frac{\\mathbf  b}{c}$"


def test_the_name_of_a_note_is_its_title_beside_a_heading_like_it(tmp_path: Path) -> None:
    for name in ("判别凹凸", "求极限", "画图象"):
        (tmp_path / "几何").mkdir(exist_ok=True)
        (tmp_path / "几何" / f"{name}.md").write_text("## 判别凹凸性\n\n文\n", "utf8")
    (tmp_path / "z.md").write_text("# 尾\n\n文\n", "utf8")
    found = [piece.text for piece in _by_pandoc(tmp_path).pieces if piece.level]
    assert found.count("判别凹凸") == 1
    assert found.count("判别凹凸性") == 3


def test_links_to_posts_have_their_titles_and_settings_above_a_page_are_none(tmp_path: Path) -> None:
    files = {
        "_config.yml": "a: b",
        "source/_posts/a.md": "---\ntitle: 甲\n---\n见{% post_link b/c %}与{% post_link 'a' '它' %}\n",
        "source/_posts/b/c.md": "---\ntitle: '丙'\n---\n文\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf8")
    page = next(page for page in read_sources(tmp_path).pages if page.path.endswith("a.md"))
    assert [line.text for line in page.lines] == ["见丙与它", ""]
    bare = [Line(text, "a.md:1") for text in ("title: x", "", "文")]
    assert [line.text for line in without_front_matter(bare, bare=True)] == ["", "文"]


def test_a_drawing_is_its_words_and_an_error_is_what_it_says(tmp_path: Path) -> None:
    shown = scan('<p>甲<img src="a/b.svg"></p>', ALL_READ, "a", {"b.svg": "字"})
    assert [(piece.text, piece.kind) for piece in shown.pieces] == [("甲", "text"), ("字", "drawn")]
    cells = [{"cell_type": "code", "source": "x", "outputs": [{"output_type": "error", "traceback": ["坏", "了"]}]}]
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": cells}), "utf8")
    assert [line.text for line in notebook_lines(tmp_path / "a.ipynb", "a")][5:7] == ["坏", "了"]
