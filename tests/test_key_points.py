"""Key and difficult points: the marks of an author become badges of headings, of summaries and of their points."""

import pytest
from study_samples import points, sections, studied, summary

from studypress.model import Badge, FootnoteMark, Section, Styled
from studypress.tree import plain_text, walk

KEY, HARD = Badge.KEY, Badge.HARD


@pytest.mark.parametrize(
    ("heading", "title", "badges"),
    [
        ("区别（重点）", "区别", (KEY,)),
        ("区别(难点)", "区别", (HARD,)),
        ("区别（重点与难点）", "区别", (KEY, HARD)),
        ("区别 【重难点】", "区别", (KEY, HARD)),
        ("区别（难点）（重点）", "区别", (KEY, HARD)),
        ("区别（重点、难点）", "区别", (KEY, HARD)),
        ("区別（重點）", "区別", (KEY,)),
        ("Scope (Key Point)", "Scope", (KEY,)),
        ("**区别（重点）**", "区别", (KEY,)),
        ("区别（**重点**）", "区别", (KEY,)),
        ("`let` 与 `const`（重点）", "let 与 const", (KEY,)),
        ("区别（重点在实践）", "区别（重点在实践）", ()),
        ("（重点）区别", "（重点）区别", ()),
        ("区别（重点）：", "区别", (KEY,)),
        ("区别（重点、其他）", "区别（重点、其他）", ()),
        ("（重点）", "（重点）", (KEY,)),
        ("区别【高频考点】", "区别", (KEY,)),
        ("区别（考点）", "区别（考点）", ()),
        ("【重点】区别", "区别", (KEY,)),
        ("二、【重点】区别（难点）", "二、区别", (KEY, HARD)),
        ("【新】区别", "【新】区别", ()),
        ("【重点】", "【重点】", (KEY,)),
        ("区别【掌握】", "区别", (Badge.MASTER,)),
        ("区别（了解即可）", "区别", (Badge.KNOW,)),
        ("【熟悉】区别（易错点）", "区别", (Badge.MISTAKE, Badge.FAMILIAR)),
        ("区别（重点、理解）", "区别", (KEY, Badge.UNDERSTAND)),
        ("区别（了解更多）", "区别（了解更多）", ()),
        ("了解区别", "了解区别", ()),
        ("理解与掌握", "理解与掌握", ()),
        ("区别（理解力）", "区别（理解力）", ()),
        ("区别 ★★★", "区别 ★★★", ()),
        pytest.param("区别" + "（重点）" * 400, "区别", (KEY,), id="marks"),
        pytest.param("甲`" + " " * 1_900 + "`乙", "甲" + " " * 1_900 + "乙", (), id="blanks"),
    ],
)
def test_marks_at_a_headings_end_become_badges(heading: str, title: str, badges: tuple[Badge, ...]) -> None:
    book, _ = studied(f"# 章\n\n## {heading}\n\n文\n")
    ((name, section),) = sections(book).items()
    assert (name.strip(), section.badges) == (title, badges)


def test_a_mark_before_a_footnote_call_leaves_the_call() -> None:
    book, _ = studied("# 章（重点）[^1]\n\n文\n\n[^1]: 注\n")
    assert plain_text(book.chapters[0].title) == "章"
    assert book.chapters[0].badges == (KEY,)
    assert [node.label for node in walk(book.chapters[0].title) if isinstance(node, FootnoteMark)] == ["1"]


def test_marks_are_those_of_the_configuration() -> None:
    book, _ = studied("# 章\n\n## 甲（考点）\n\n## 乙（重点）\n", study_options={"key_marks": {"考点": ("key",)}})
    assert {name: section.badges for name, section in sections(book).items()} == {"甲": (KEY,), "乙（重点）": ()}


def test_badges_go_both_ways_between_a_summary_and_its_sections() -> None:
    text = "# 章\n\n## 容器的区别\n\n## 架构（难点）\n\n## 总结\n\n### 容器区别（重点）\n\n- 甲\n\n### 架构\n\n- 乙\n"
    book, _ = studied(text)
    assert {name: section.badges for name, section in sections(book).items()} == {"容器的区别": (KEY,), "架构": (HARD,)}
    assert [group.badges for group in summary(book.chapters[0]).groups] == [(KEY,), (HARD,)]


def test_a_mark_at_the_end_of_a_point_of_a_summary_is_a_badge() -> None:
    book, _ = studied("# 章\n\n## 甲\n\n文\n\n## 总结\n\n- 能够画图（重点）。\n  - 答（重点）\n- 了解（历史）\n")
    (group,) = summary(book.chapters[0]).groups
    assert points(group) == [("能够画图。 重点", "答（重点）"), ("了解（历史）", "")]
    (badge,) = walk(group, Styled)
    assert badge.classes == ("badge", "badge-key")


@pytest.mark.parametrize(
    ("objective", "shown"),
    [
        ("掌握重力（重点）。", "掌握重力。 重点"),
        ("掌握重力【重点】", "掌握重力 重点"),
        ("掌握重力（重点、难点）；", "掌握重力； 重点 难点"),
        ("掌握重力（重点内容）", "掌握重力（重点内容）"),
        ("（重点）", "（重点）"),
    ],
)
def test_marks_in_the_authors_own_objectives_are_badges(objective: str, shown: str) -> None:
    book, _ = studied(f"# 力\n\n开头的话。\n\n## 学习目标\n\n- {objective}\n\n## 重力\n\n- {objective}\n")
    goals, section = (block for block in book.chapters[0].blocks if isinstance(block, Section))
    assert plain_text(goals.blocks) == shown
    assert plain_text(section.blocks) == objective
    badges = [node.classes for node in walk(goals) if isinstance(node, Styled)]
    assert all(names[0] == "badge" for names in badges)
    assert bool(badges) == (shown != objective)
