"""Slides are read as notes: what divides and adorns them is left out, each line stays one, and no word is lost."""

from pathlib import Path

import pytest
from limits import within

from studypress.manuscript import read_manuscript
from studypress.manuscript.front_matter import read_front_matter
from studypress.manuscript.slides import from_slides
from studypress.manuscript.slides.tools import Tool, tool_of
from studypress.manuscript.source import SourceFile
from studypress.markdown import parse
from studypress.model import Section
from studypress.tree import plain_text

MARP = "---\nmarp: true\n---\n"
SLIDEV = "---\ntheme: seriph\n---\n"
REVEAL = "---\nslideOptions:\n  theme: white\n---\n"
OFFICE = "<!-- Slide number: 1 -->\n"


def rewritten(text: str, speaker_notes: str = "text") -> list[str]:
    front = read_front_matter(text)
    file = SourceFile("a.md", text).without_first(front.lines)
    (page,) = from_slides([file], {"a.md": front}, speaker_notes)
    assert page.text.count("\n") >= file.text.count("\n")
    return page.text.split("\n")


def shown(text: str, speaker_notes: str = "text") -> str:
    """The lines that hold something."""
    return "\n".join(line.rstrip() for line in rewritten(text, speaker_notes) if line.strip())


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        (f"{MARP}# 甲", Tool.MARP),
        (f"{SLIDEV}# 甲\n\n---\nlayout: center\nclass: x\n---\n\n# 乙", Tool.SLIDEV),
        (f"{SLIDEV}# 甲\n\n---\n\n<v-clicks>\n\n- 乙\n\n</v-clicks>", Tool.SLIDEV),
        (f"{REVEAL}# 甲", Tool.REVEAL),
        ("# 甲\n\n---\n\n- 乙 <!-- .element: class='fragment' -->", Tool.REVEAL),
        ("---\nformat: revealjs\n---\n# 甲", Tool.REVEAL),
        (f"{OFFICE}# 甲", Tool.OFFICE),
        ("# 甲\n\n---\n\nNote: 这一句是正文。\n\n---\n", None),
        ("---\ntitle: 甲\n---\n# 甲\n\n---\n\n乙\n\n---\n", None),
        ("# 甲\n\n---\n\n写 `<!-- .slide: x -->` 就行。", None),
        ("---\nmarp: false\n---\n# 甲", None),
    ],
)
def test_a_file_is_slides_by_marks_that_no_other_has(text: str, tool: Tool | None) -> None:
    front = read_front_matter(text)
    assert tool_of("\n".join(text.split("\n")[front.lines :]), front.values) is tool


def test_what_divides_slides_is_left_out_and_what_does_not_stays() -> None:
    assert shown(f"{MARP}# 甲\n\n---\n\n乙\n\n***\n\n```\n---\n```\n\n标题\n---\n\n<!--\n---\n-->") == (
        "# 甲\n乙\n```\n---\n```\n标题\n---\n<!--\n---\n-->"
    )
    assert shown(f"{REVEAL}# 甲\n\n----\n\n乙\n\n--\n\n丙 -- 丁") == "# 甲\n乙\n丙 -- 丁"
    assert shown(f"{SLIDEV}# 甲\n---\nlayout: center\nclass: x\n---\n乙\n---\n\n丙：丁\n\n---") == "# 甲\n乙\n丙：丁"


def test_a_title_that_slides_share_stands_once() -> None:
    again = "## **乙** （续）\n\n二\n\n---\n\n## 乙 (cont.)\n\n---\n\n## 丙\n\n---\n\n## 乙"
    text = f"{MARP}# 甲\n\n---\n\n## 乙\n\n一\n\n---\n\n{again}"
    assert shown(text) == "# 甲\n## 乙\n一\n二\n## 丙\n## 乙"
    assert shown(f"{MARP}# 甲\n\n---\n\n## 手续\n\n---\n\n## 手\n\n一\n\n## 手") == "# 甲\n## 手续\n## 手\n一\n## 手"


def test_where_each_slide_has_a_hash_all_but_the_first_are_sections() -> None:
    assert (
        shown(f"{MARP}# 甲\n\n---\n\n# 乙\n\n## 细\n\n---\n\n# 丙\n\n---\n\n# 丁")
        == "# 甲\n## 乙\n### 细\n## 丙\n## 丁"
    )
    assert shown(f"{MARP}# 甲\n\n---\n\n## 乙\n\n---\n\n## 丙\n\n---\n\n# 丁") == "# 甲\n## 乙\n## 丙\n# 丁"


def test_titles_of_powerpoint_are_sections_however_few() -> None:
    assert shown(f"{OFFICE}# 甲\n\n<!-- Slide number: 2 -->\n# 乙\n") == "# 甲\n## 乙"


def test_headings_around_the_title_are_only_large() -> None:
    text = f"{MARP}### 某大学\n# 甲\n## 第一讲\n#### 王\n\n---\n\n## 乙"
    assert shown(text) == "某大学\n# 甲\n第一讲\n王\n## 乙"
    assert shown(f"{MARP}# 甲\n## 引\n话\n\n---\n\n## 乙") == "# 甲\n## 引\n话\n## 乙"


def test_notes_that_are_text_become_a_box() -> None:
    text = f"{REVEAL}# 甲\n\n乙\n\nNote:\n一\n\n二\n\n---\n\n丙\n\nnotes: 三\n\n---\n\n丁"
    assert shown(text) == "# 甲\n乙\n> [!notes]\n> 一\n>\n> 二\n丙\n> [!notes]\n> 三\n丁"
    assert shown(text, "none") == "# 甲\n乙\n丙\n丁"
    assert shown(f"{OFFICE}# 甲\n\n### Notes:\n一\n\n<!-- Slide number: 2 -->\n# 乙\n\n### Notes:\n") == (
        "# 甲\n> [!notes]\n> 一\n## 乙"
    )
    assert shown(f'{REVEAL}# 甲\n\n<aside class="notes">\n  一\n</aside>\n') == "# 甲\n> [!notes]\n>   一\n>".rstrip(
        "\n>"
    )


def test_a_note_has_its_box_where_there_is_no_line_to_spare() -> None:
    assert shown(f"{REVEAL}# 甲\nNote: 一\n---\n丙") == "# 甲\n> [!notes] 一\n丙"
    assert shown(f"{REVEAL}> 甲\nNote: 一") == "> 甲\n> [!notes]\n> 一"


def test_notes_in_comments_are_printed_on_request_alone() -> None:
    set_here = "<!-- fit -->\n<!-- paginate: true -->\n<!-- _class: lead\n_footer: 页 -->"
    text = f"{MARP}# 甲\n\n{set_here}\n<!--\n一\n\n二\n-->\n\n---\n\n<!-- 三 -->"
    assert "> 一" not in shown(text)
    assert shown(text, "all").splitlines()[-6:] == ["> [!notes]", "> 一", ">", "> 二", "> [!notes]", "> 三"]
    slidev = f"{SLIDEV}# 甲\n\n<!-- 旧的 -->\n\n<!--\n一\n-->\n\n---\nlayout: center\nclass: a\n---\n\n乙"
    assert shown(slidev, "all") == "# 甲\n<!-- 旧的 -->\n> [!notes]\n> 一\n乙"


def test_marp_shows_pictures_by_their_sizes_and_leaves_out_backgrounds() -> None:
    pictures = "![w:300 h:20px](a.png) ![bg](b.png) ![bg left:40% 力](c.png)"
    text = f"{MARP}# 甲\n\n{pictures}\n`![w:1](x)`\n\n---\n\n![bg](d.png)"
    assert shown(text) == ("# 甲\n![](a.png){width=300 height=20px}  ![力](c.png)\n`![w:1](x)`\n![](d.png)")
    assert shown(f"{MARP}![left arrow](a.png)\n![cover 图](b(1).png)") == "![left arrow](a.png)\n![cover 图](b(1).png)"


def test_slidev_leaves_out_what_moves_and_keeps_what_is_in_it() -> None:
    text = (
        f"{SLIDEV}# 甲\n\n---\n\n<v-clicks>\n\n- 乙 <carbon:close class='x'/>\n\n</v-clicks>\n\n::right::\n\n"
        "<Arrow x1='1'\n y1='2' />\n`<Toc />` vector<Student> 与 <div @click='go()' v-motion>丙</div>\n\n"
        "$$ {1|2}\nx\n$$\n````md magic-move\n```js\nlet a\n```\n```js\nlet b\n```\n````\n\n<style>\nh1 { }\n</style>"
    )
    assert shown(text).split("\n") == [
        *("# 甲", "- 乙", "`<Toc />` vector<Student> 与 <div v-motion>丙</div>", "$$", "x", "$$"),
        *("```js", "let a", "```", "```js", "let b", "```"),
    ]


def test_long_code_in_a_line_of_slidev_stays() -> None:
    code = f"`{'甲' * 600} <Toc />`"
    assert shown(f"{SLIDEV}# 乙\n\n---\n\n<v-click>{code} <Toc /></v-click>") == f"# 乙\n{code}"


def test_a_style_without_end_hides_no_slide() -> None:
    assert shown(f"{MARP}# 甲\n\n<style>\np {{ }}\n</style>\n\n乙") == "# 甲\n乙"
    assert shown(f"{MARP}# 甲\n\n<style>\n\n乙\n\n---\n\n丙") == "# 甲\n<style>\n乙\n丙"


def test_slides_of_another_file_are_included(tmp_path: Path) -> None:
    (tmp_path / "more.md").write_text("---\nlayout: x\n---\n# 丙\n\n---\n\n# 丁\n", encoding="utf-8")
    deck = f"{SLIDEV}# 甲\n\n---\nlayout: center\n---\n\n# 乙\n\n---\nsrc: ./more.md\n---\n\n---\n\n# 戊\n"
    (tmp_path / "slides.md").write_text(deck, encoding="utf-8")
    manuscript, problems = read_manuscript(tmp_path / "slides.md")
    assert not problems
    assert [line for line in manuscript.chapters[0].text.split("\n") if line] == [
        "# 甲",
        "## 乙",
        "## 丙",
        "## 丁",
        "## 戊",
    ]


def test_reveal_reads_formulas_in_backquotes_and_code_without_what_is_lit() -> None:
    text = f"{REVEAL}`$$x$$` `$a` `\\[y\\]`\n\n```js [1-2|3: 4]\nlet a\n```\n```js [a.js]\n```"
    assert shown(text) == "$$x$$ `$a` \\[y\\]\n```js\nlet a\n```\n```js [a.js]\n```"


def test_powerpoint_has_its_titles_first_and_its_points_on_lines_of_their_own() -> None:
    text = f"{OFFICE}甲\n乙\n# 题\n丙\n![图](a.jpg)\n\n| a |\n|---|\n"
    assert rewritten(text)[:5] == ["# 题", "甲  ", "乙", "", "丙"]
    assert shown(text).endswith("丙\n![图](a.jpg)\n| a |\n|---|")


def test_a_deck_is_one_chapter_called_by_its_first_slide(tmp_path: Path) -> None:
    path = tmp_path / "力.md"
    path.write_text(f"{MARP}乙\n\n---\n\n# 一\n\n---\n\n# 二\n\n---\n\n# 三\n", encoding="utf-8")
    book, problems = parse(read_manuscript(path)[0])
    assert not problems
    assert [plain_text(chapter.title) for chapter in book.chapters] == ["力"]
    assert [plain_text(block.title) for block in book.chapters[0].blocks if isinstance(block, Section)] == [
        "一",
        "二",
        "三",
    ]


@pytest.mark.parametrize("words", ["::: notes\n一\n:::", "::: {.notes}\n一\n:::", '<aside class="notes">一</aside>'])
def test_notes_between_marks_are_a_box(words: str) -> None:
    assert shown(f"{REVEAL}# 甲\n\n{words}\n\n---\n\n乙") == "# 甲\n> [!notes]\n> 一\n乙"
    assert shown(f"{REVEAL}# 甲\n\n{words}\n\n---\n\n乙", "none") == "# 甲\n乙"


def test_notes_in_one_line_end_there() -> None:
    text = f'{REVEAL}# 甲\n\n<aside class="notes">一</aside>\n\n---\n\n乙\n\n<aside class="notes">\n二\n</aside>\n'
    assert shown(text) == "# 甲\n> [!notes]\n> 一\n乙\n> [!notes]\n> 二"


@pytest.mark.parametrize(
    "text",
    [
        REVEAL + '<aside class="notes">\n' * 20_000,
        MARP + "# a\n<!-- \n" * 20_000,
        f"{SLIDEV}---\nlayout: a\nclass: b\n---\n" + "<div @a <Abc \"'`" * 20_000,
        OFFICE + "<!-- Slide number: 2 -->\n# a\nx\n### Notes:\ny\n" * 10_000,
        f"{MARP}# a{' ' * 50_000}b\n\n---\n\n# a{' ' * 50_000}b\n",
        f"{MARP}# a\n\n<!--\n{'a:' * 100}\n(\n-->\n",
    ],
    ids=["asides", "comments", "tags", "notes", "blanks", "colons"],
)
def test_slides_take_no_longer_than_their_length(text: str) -> None:
    with within(8):
        rewritten(text, "all")
