"""What makes notes a study guide: badges, summaries, the glossary and the uses of its terms."""

from dataclasses import replace
from itertools import groupby, product
from pathlib import Path

import pytest
from limits import within
from study_samples import entries, groups, parsed, points, resolved, sections, studied, summary, told, uses

from studypress.config import BookConfig
from studypress.editions import BOOK
from studypress.model import (
    Author,
    Badge,
    Book,
    CodeBlock,
    FootnoteMark,
    List,
    Metadata,
    Paragraph,
    Purpose,
    Section,
    Styled,
    TermUse,
    Text,
)
from studypress.problems import Place
from studypress.render.objectives import objectives_of
from studypress.selection import select
from studypress.study.authors import sort_authors
from studypress.study.entries import make_entries
from studypress.study.matching import Topic, match_headings
from studypress.study.name_finder import NameFinder
from studypress.study.sort import order, reading_of
from studypress.study.summary import is_summary_heading, take_summaries
from studypress.study.terms import Explanation, split_term
from studypress.tree import plain_text, walk

KEY, HARD = Badge.KEY, Badge.HARD
SEED = (Path(__file__).parent / "data" / "docker-notes.md").read_text(encoding="utf8")


# --- Key points -----------------------------------------------------------------------------------------------


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


# --- Summaries ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["总结", "小结", "本章小结", "本章 总结", "1.5 总结", "1.5总结", "5. 小结", "五、小结", "（五）总结", "第五节 小结",
     "第五单元 小结", "§5 小结", "1-5 小结",
     "总结（重点）", "总结：", "SUMMARY", "3 Chapter Summary", "要点回顾", "まとめ", "本章的小结",
     "📝 知识小结：", "本章要点", "知识点回顾", "本单元小结", "六、本课总结"],
)  # fmt: skip
def test_summary_headings(heading: str) -> None:
    book, _ = studied(f"# 章\n\n## 甲\n\n文\n\n## {heading}\n\n- 要点\n")
    assert points(summary(book.chapters[0]).groups[0]) == [("要点", "")]
    assert list(sections(book)) == ["甲"]


def test_a_book_without_any_summary_is_told_of_once() -> None:
    chapters = [f"# 章{n}\n\n## 甲\n\n文\n" for n in range(4)]
    assert told(studied("\n".join(chapters))[1]) == ["summary-missing 1.md:1"]
    assert len(studied("\n".join(chapters[:3]))[1]) == 3
    last = "# 末\n\n## 小结\n\n- 一\n"
    assert len(studied("\n".join([*chapters, last]))[1]) == 4
    (rare,) = studied("\n".join([*(f"# 章{n}\n\n## 甲\n\n文\n" for n in range(10)), last]))[1]
    assert str(rare.message) == "10 of the 11 chapters have no summary."
    with_one = "\n".join([last] * 9)
    for without, problems in ((20, 20), (21, 1)):
        many = "\n".join(f"# 章{n}\n\n## 甲\n\n文\n" for n in range(without))
        assert len(studied(f"{many}\n{with_one}")[1]) == problems


def test_what_recalls_a_chapter_may_stand_before_its_exercises() -> None:
    book, _ = studied("# 章\n\n## 甲\n\n文\n\n## 本章要点\n\n- 要点\n\n## 课后作业\n\n1. 题（　　）\n")
    assert points(summary(book.chapters[0]).groups[0]) == [("要点", "")]
    assert list(sections(book)) == ["甲", "课后作业"]


@pytest.mark.parametrize(
    "text",
    [
        "## 知识回顾\n\n- 上一课\n\n## 甲\n\n文\n",
        "## 要点\n\n- 一\n",
        "## 知识要点\n\n- 一\n\n## 习题\n\n1. 题（　　）\n",
        "## 甲\n\n文\n\n## 要点\n\n- 一\n\n## 习题\n\n1. 题（　　）\n\n## 小结\n\n- 会\n",
    ],
)
def test_what_looks_back_to_the_lesson_before_is_no_summary(text: str) -> None:
    book, _ = studied(f"# 章\n\n{text}")
    assert {"知识回顾", "要点", "知识要点"} & set(sections(book))


@pytest.mark.parametrize("heading", ["总结与展望", "小结论", "工作总结", "summary of results", "5"])
def test_other_headings_are_no_summaries(heading: str) -> None:
    assert not is_summary_heading(heading, {"总结", "小结", "summary"})


def test_the_seeds_summary_is_tied_to_its_sections() -> None:
    book, problems = studied(SEED)
    first, second = book.chapters
    names = {section.id: name for name, section in sections(book).items()}
    assert [(title, names[section]) for title, section in groups(first)] == [
        ("概述", "DevOps概述"),
        ("简介", "Docker简介"),
        ("容器与虚拟机区别", "容器与虚拟机的区别"),
        ("Windows系统的虚拟化", "Windows系统的虚拟化"),
        ("Docker系统架构", "Docker系统架构"),
    ]
    assert sections(book)["容器与虚拟机的区别"].badges == (KEY, HARD)
    assert points(summary(first).groups[0])[0] == ("理解引发开发，测试与运维关系不和谐的原因", "环境不同")
    assert points(summary(first).groups[4]) == [("能够对Docker系统架构图进行简述即可", "")]
    assert summary(second).outline
    assert told(problems) == [f"summary-missing {second.place}"]


def test_every_kind_of_block_in_a_summary_is_kept_in_order() -> None:
    text = (
        "# 章\n\n## 甲\n\n## 小结\n\n开头。\n\n1. 一\n   - 答\n2. 二\n\n后记。\n\n```\ncode\n```\n\n"
        "### 甲\n\n前言。\n\n- 三\n\n> 引文\n\n| 表 |\n|---|\n| 格 |\n\n#### 深处\n\n- 四\n"
    )
    book, problems = studied(text)
    box = summary(book.chapters[0])
    assert plain_text(box.blocks) == "开头。"
    assert [points(group) for group in box.groups] == [
        [("一", "答"), ("二", ""), ("后记。", "")],
        [("前言。", ""), ("三", "引文表格")],
        [("四", "")],
    ]
    assert isinstance(box.groups[0].points[2].answer[0], CodeBlock)
    assert told(problems) == [f"summary-unmatched {box.groups[2].place}"]


@pytest.mark.parametrize(
    ("end", "behind"),
    [
        ("***\n\n附：见课本第 3 页。\n\n```\ncode\n```", ["附：见课本第 3 页。", ""]),
        ("### 乙\n\n- 点\n\nkubectl get po -A | xargs ls", ["kubectl get po -A | xargs ls"]),
        ("---\n\n- 又一点\n\n后记。", []),
        ("kubectl get po -A\n\n- 又一点", []),
    ],
)
def test_what_stands_below_the_last_point_of_a_summary_and_sums_up_nothing_is_behind_it(
    end: str, behind: list[str]
) -> None:
    book, _ = studied(f"# 章\n\n## 乙\n\n文\n\n## 总结\n\n- 点\n\n{end}\n")
    box = summary(book.chapters[0])
    assert [plain_text(block) for block in box.behind] == behind
    assert behind or {"后记。", "kubectl get po -A"} & {point for group in box.groups for point, _ in points(group)}


def test_a_point_that_is_a_picture_is_called_as_that_is() -> None:
    book, _ = studied("# 章\n\n## 甲\n\n文\n\n## 总结\n\n### 甲\n\n![图示](a.png)\n")
    (group,) = summary(book.chapters[0]).groups
    assert [plain_text(point.text) for point in group.points] == ["图示"]


def test_a_line_between_the_words_of_a_summary_and_its_points_is_not_drawn() -> None:
    book, _ = studied("# 章\n\n## 甲\n\n文\n\n## 总结\n\n引言\n\n---\n\n- 点\n")
    assert [plain_text(block) for block in summary(book.chapters[0]).blocks] == ["引言"]


@pytest.mark.parametrize(
    ("behind", "stays"),
    [("", True), ("## 参考资料\n\n书", True), ("## 乙\n\n文", False)],
)
def test_a_summary_stays_before_the_exercises_that_its_author_wrote_behind_it(behind: str, stays: bool) -> None:
    book, _ = studied(f"# 章\n\n## 甲\n\n文\n\n## 小结\n\n- 点\n\n## 习题\n\n1. 问\n\n{behind}\n")
    before, after = book.chapters[0].around_summary
    assert [plain_text(section.title) for section in before if isinstance(section, Section)][:1] == ["甲"]
    assert bool(after) == (summary(book.chapters[0]).before != "") == stays


@pytest.mark.parametrize("told", ["参考资料\n\n1. 书", "**参考资料：**\n\n1. 书", "### 参考资料\n\n1. 书"])
def test_what_a_summary_says_to_read_is_nothing_to_know(told: str) -> None:
    book, _ = studied(f"# 章\n\n## 甲\n\n文\n\n## 小结\n\n- 点\n\n{told}\n")
    (chapter,) = book.chapters
    assert [points(group) for group in summary(chapter).groups] == [[("点", "")]]
    (section,) = chapter.around_summary[1]
    assert isinstance(section, Section)
    assert (plain_text(section.title), plain_text(section.blocks), section.level) == ("参考资料", "书", 2)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("name", ["【学习目标】", "**教学目标：**"])
def test_objectives_may_be_typed_as_numbered_lines(name: str, gap: str) -> None:
    book, _ = studied(f"# 力\n\n{name}{gap}1．说出力。\n2．会画力（重点）。\n\n## 重力\n\n文\n")
    goals = book.chapters[0].blocks[0]
    assert isinstance(goals, Section)
    assert goals.purpose is Purpose.GOALS
    assert plain_text(goals.title) == name.strip("【】*：")
    assert list(map(plain_text, goals.blocks)) == ["1．说出力。", "2．会画力。 重点"]


@pytest.mark.parametrize("text", ["【学习目标】\n力是什么", "【学习目标】1．说出力。", "【重点】\n1．甲\n2．乙"])
def test_other_words_at_the_opening_are_no_objectives(text: str) -> None:
    book, _ = studied(f"# 力\n\n{text}\n\n## 重力\n\n文\n")
    assert isinstance(book.chapters[0].blocks[0], Paragraph)


def test_requirements_open_a_chapter_as_goals_do_but_for_one_that_has_no_other_heading() -> None:
    for words, number in (("**掌握**：力。\n\n**了解**：功。", 1), ("字" * 1_600, 0)):
        book, _ = studied(f"# 力\n\n#### 本章要求\n\n{words}\n")
        assert [plain_text(one.title) for one in walk(book.chapters, Section) if one.purpose is Purpose.GOALS] == [
            "本章要求"
        ] * number


@pytest.mark.parametrize(
    "typed", ["> [!info] 本章目标\n> - 认识力", "文\n\n**学习目标：**\n\n- 认识力", "## 一、实验目的\n\n- 认识力"]
)
def test_objectives_in_a_box_or_below_their_name_are_the_authors_own(typed: str) -> None:
    book, _ = studied(f"# 力\n\n{typed}\n\n## 重力\n\n文\n")
    (goals,) = (block for block in walk(book.chapters, Section) if block.purpose is Purpose.GOALS)
    assert plain_text(goals.blocks) == "认识力"
    later, _ = studied(f"# 力\n\n## 重力\n\n{typed}\n")
    assert not any(block.purpose is Purpose.GOALS for block in walk(later.chapters, Section))


def test_several_summaries_of_a_chapter_become_one() -> None:
    book, _ = studied("# 章\n\n## 小结\n\n一。\n\n- 甲\n\n## 文\n\n## 总结\n\n二。\n\n- 乙\n")
    box = summary(book.chapters[0])
    assert (plain_text(box.title), plain_text(box.blocks)) == ("总结", "一。二。")
    assert [points(group) for group in box.groups] == [[("甲", "")], [("乙", "")]]


@pytest.mark.parametrize(
    ("headings", "titles", "expected"),
    [
        (["1.1 安装", "1.2 卸载"], ["卸载", "安装"], ["1.2 卸载", "1.1 安装"]),
        (["安装 Docker", "配置"], ["一、Docker的安装"], ["安装 Docker"]),
        (["容器与虚拟机的区别", "镜像"], ["容器和虚拟机的不同"], ["容器与虚拟机的区别"]),
        (["Docker引擎架构", "Docker引擎历史"], ["Docker引擎分类"], [""]),
        (["Docker安装", "Podman安装"], ["安装"], [""]),
        (["Docker安装", "Podman安装"], ["安装", "Podman安装"], ["Docker安装", "Podman安装"]),
        (["Git 安装与配置", "安装"], ["安装", "安装配置"], ["安装", "Git 安装与配置"]),
        (["Ｄｏｃｋｅｒ　网络"], ["docker网络"], ["Ｄｏｃｋｅｒ　网络"]),
        (["Research"], ["sea"], [""]),
        (["甲", "乙"], ["丙"], [""]),
    ],
)
def test_matching(headings: list[str], titles: list[str], expected: list[str]) -> None:
    check_matching(headings, titles, expected)


@pytest.mark.parametrize(
    ("headings", "title", "expected"),
    [
        # Data structures
        (["线性表的定义和基本操作", "顺序表"], "线性表的定义", "线性表的定义和基本操作"),
        (["线性表的顺序存储结构", "线性表的链式存储结构"], "链式存储", "线性表的链式存储结构"),
        (["栈和队列的应用", "递归"], "栈和队列", "栈和队列的应用"),
        (["栈与队列"], "队列", "栈与队列"),
        (["最短路径", "拓扑排序"], "最短路径算法", "最短路径"),
        (["树与二叉树的转换"], "二叉树与树的转换", "树与二叉树的转换"),
        # Networks
        (["物理层", "数据链路层", "网络层"], "链路层", "数据链路层"),
        (["TCP三次握手过程", "TCP四次挥手过程"], "三次握手", "TCP三次握手过程"),
        (["DNS协议", "HTTP协议"], "DNS", "DNS协议"),
        (["TCP流量控制", "TCP拥塞控制"], "拥塞控制", "TCP拥塞控制"),
        (["TCP与UDP的区别"], "TCP和UDP的比较", "TCP与UDP的区别"),
        (["对称加密", "非对称加密"], "非对称加密", "非对称加密"),
        # Operating systems
        (["进程与线程的区别", "进程间通信"], "进程和线程有何不同", "进程与线程的区别"),
        (["进程与线程的区别", "进程间通信"], "进程和线程的不同点", "进程与线程的区别"),
        (["死锁的预防与避免", "死锁的检测"], "死锁预防", "死锁的预防与避免"),
        (["进程的状态及其转换"], "进程状态的转换", "进程的状态及其转换"),
        (["Linux内存管理", "Linux文件管理"], "内存管理", "Linux内存管理"),
        # Databases
        (["索引的优点与缺点"], "索引的优缺点", "索引的优点与缺点"),
        (["SQL语言基础", "SQL高级查询"], "SQL基础", "SQL语言基础"),
        (["SQL查询优化"], "查询优化", "SQL查询优化"),
        (["事务的ACID特性", "并发控制"], "ACID", "事务的ACID特性"),
    ],
)
def test_a_heading_that_is_clearly_the_same(headings: list[str], title: str, expected: str) -> None:
    check_matching(headings, [title], [expected])


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        # Data structures
        (["二叉树", "遍历"], "图的遍历"),
        (["树的遍历", "图的存储"], "图的遍历"),
        (["二叉树"], "平衡二叉树"),
        (["深度优先搜索"], "广度优先搜索"),
        (["有向图的存储"], "无向图的存储"),
        (["二叉排序树的插入"], "二叉排序树的删除"),
        (["哈希表的构造", "哈希表的查找"], "哈希表"),
        # Networks
        (["网络", "传输"], "网络层"),
        (["TCP的特点"], "UDP的特点"),
        (["IPv4地址"], "IPv6地址"),
        (["TCP连接的建立"], "TCP连接的释放"),
        (["非对称加密"], "对称加密"),
        # Operating systems
        (["线程池"], "线程"),
        (["进程的状态"], "线程的状态"),
        (["进程调度", "作业调度"], "调度"),
        (["进程调度", "实时系统的作业调度算法"], "调度"),
        (["死锁", "进程"], "死锁的处理"),
        (["抢占式调度"], "非抢占式调度"),
        # Databases
        (["第三范式"], "第一范式"),
        (["关系数据库"], "非关系数据库"),
        (["乐观锁"], "悲观锁"),
        (["内连接", "自连接"], "外连接"),
        (["一对多联系"], "一对一联系"),
        (["事务", "锁"], "事务的隔离级别"),
    ],
)
def test_a_heading_that_only_looks_like_another(headings: list[str], title: str) -> None:
    check_matching(headings, [title], [""])


def test_a_title_may_name_what_its_section_is_in() -> None:
    text = "# 死锁\n\n## 预防\n\n## 树\n\n### 遍历\n\n## 图\n\n### 遍历\n\n## 总结\n"
    text += "".join(f"\n### {title}\n\n- 点\n" for title in ("图的遍历", "树的遍历", "死锁的预防"))
    chapter = studied(text)[0].chapters[0]
    assert [section for _, section in groups(chapter)] == ["c1-s3-1", "c1-s2-1", "c1-s1"]


def check_matching(headings: list[str], titles: list[str], expected: list[str]) -> None:
    """Check which sections the sub-headings of a summary are tied to; an empty name is none, and a warning."""
    text = "# 章\n" + "".join(f"\n## {heading}\n\n文\n" for heading in headings)
    text += "\n## 总结\n" + "".join(f"\n### {title}\n\n- 点\n" for title in titles)
    book, problems = studied(text)
    names = {"": ""} | {section.id: name for name, section in sections(book).items()}
    assert [names[section] for _, section in groups(book.chapters[0])] == expected
    unmatched = [problem for problem in problems if problem.code == "summary-unmatched"]
    uncovered = [problem for problem in problems if problem.code == "summary-uncovered"]
    assert len(unmatched) == expected.count("")
    assert len(uncovered) == len(set(headings) - set(expected))


def test_of_two_sections_that_fit_about_as_well_the_main_one_is_meant() -> None:
    title = "容器网络安全策略配置"
    text = f"# 章\n\n## 甲\n\n### {title}三步骤\n\n文\n\n## {title}方法\n\n文\n\n## 总结\n\n### {title}\n\n- 点\n"
    book, _ = studied(text)
    assert groups(book.chapters[0]) == [(title, "c1-s2")]


def test_a_group_may_be_about_a_part_of_a_section() -> None:
    book, problems = studied("# 章\n\n## 上篇\n\n### 缓存\n\n## 总结\n\n### 缓存\n\n- 点\n")
    assert groups(book.chapters[0]) == [("缓存", sections(book)["缓存"].id)]
    assert problems == []


def test_a_chapter_of_exercises_has_nothing_to_sum_up() -> None:
    book, problems = studied("# 第一章 力\n\n## 甲\n\n文\n\n## 总结\n\n- 点\n", "# 第二章 习题\n\n1. 甲\n")
    assert told(problems) == []
    assert book.chapters[1].summary is None


def test_a_summary_on_the_page_of_a_part_stays_its_section() -> None:
    book = parsed("# 第一部分 基础\n\n## 小结\n\n两章都讲镜像。\n", "# 一\n\n文\n")
    part, chapter = book.chapters
    book, _ = take_summaries(replace(book, chapters=(replace(part, opens_part=True), chapter)), BookConfig())
    assert book.chapters[0].summary is None
    assert "小结" in sections(book)


def test_what_stands_behind_a_question_of_a_summary_answers_it() -> None:
    text = "**Q**：力是什么？\n\n相互作用。\n\n- 推\n\n问 2：谁受力？\n\n```\n物体\n```\n\n#### 另外\n\n字\n"
    book, _ = studied(f"# 章\n\n## 小结\n\n- 点\n\n### Q & A\n\n{text}")
    _, asked, more = summary(book.chapters[0]).groups
    answers = [(plain_text(point.text), [type(block) for block in point.answer]) for point in asked.points]
    assert answers == [("Q：力是什么？", [Paragraph, List]), ("问 2：谁受力？", [CodeBlock])]
    assert points(more) == [("字", "")]


def test_a_chapter_without_summary_gets_an_outline_or_nothing() -> None:
    text = "# 章\n\n## 甲（重点）[^1]\n\n### 乙\n\n文\n\n## 丙\n\n文\n\n[^1]: 注\n"
    book, problems = studied(text)
    box = summary(book.chapters[0])
    assert box.outline
    assert groups(book.chapters[0]) == [("甲", "c1-s1"), ("丙", "c1-s2")]
    assert [points(group) for group in box.groups] == [[("乙", "")], []]
    assert box.groups[0].badges == (KEY,)
    assert not [node for node in walk(box) if isinstance(node, FootnoteMark)]
    assert told(problems) == ["summary-missing 1.md:1"]
    assert studied(text, study_options={"summary_fallback": "none"})[0].chapters[0].summary is None


def test_an_outline_leaves_out_what_each_topic_has() -> None:
    topics = "".join(f"## 函数{name}\n\n### 定义\n\n文\n\n### 图像{name}\n\n文\n\n### ∑\n\n文\n\n" for name in "甲乙丙")
    summary = studied(f"# 章\n\n{topics}")[0].chapters[0].summary
    assert summary is not None
    assert [[plain_text(point.text) for point in group.points] for group in summary.groups] == [
        ["图像甲", "∑"],
        ["图像乙", "∑"],
        ["图像丙", "∑"],
    ]


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("**甲词**：一。\n\n**乙词**：二。\n\n**丙词**：三。", 3),
        ("- **甲词**：一。\n- **乙词**：二。\n- 丙词\n  - 三。", 3),
        ("甲词\n: 一。\n\n乙词\n: 二。\n\n丙词\n: 三。", 3),
        ("**甲词**：一。\n\n**乙词**：二。", 0),
        ("**甲词**：一。\n\n**乙词**：二。\n\n**丙词**：三。\n\n还有别的话。", 0),
        ("1. **甲词**：____\n2. **乙词**：二。\n3. **丙词**：三。", 0),
    ],
)
def test_a_section_of_nothing_but_terms_is_in_the_glossary(typed: str, count: int) -> None:
    text = f"# 章\n\n## 正文\n\n### 一节\n\n文\n\n## 名词解释\n\n{typed}\n"
    book, _ = studied(text)
    assert len(book.glossary) == count
    assert list(sections(book)) == ["正文", "一节", "名词解释"]
    assert [plain_text(group.title) for group in summary(book.chapters[0]).groups] == ["正文"]
    assert not studied(text.replace("## 名词解释", "## 习题\n\n### 名词解释"))[0].glossary


def test_an_outline_leaves_out_what_chapter_after_chapter_has() -> None:
    form = "## 一、实验步骤\n\n文\n\n## 二、实验原理\n\n### 原理{0}\n\n文\n\n## 题{0}\n\n文\n\n"
    form += "## 课时作业\n\n1. 问？\n\n"
    book, _ = resolved("".join(f"# 实验{name}\n\n{form.format(name)}" for name in "甲乙丙"))
    told = [(plain_text(group.title), points(group)) for group in summary(book.chapters[1]).groups]
    assert told == [("实验原理", [("原理乙", "")]), ("题乙", [])]
    two, _ = resolved("".join(f"# 实验{name}\n\n{form.format(name)}" for name in "甲乙"))
    assert [plain_text(group.title) for group in summary(two.chapters[0]).groups] == ["实验步骤", "实验原理", "题甲"]


@pytest.mark.parametrize(
    "name",
    [
        "参考",
        "1.3 参考文献",
        "本章参考资料",
        "延伸阅读：",
        "References",
        "Further reading",
        "致谢",
        "例题 2",
        "答案",
        "案例",
        "板书设计",
        "教学反思",
        "注意：",
    ],
)
def test_an_outline_tells_nothing_of_where_to_read_more_or_of_examples(name: str) -> None:
    book, _ = studied(f"# 章\n\n## 甲\n\n### 乙\n\n文\n\n### {name}\n\n- 书\n\n## {name}\n\n- 书\n")
    box = summary(book.chapters[0])
    assert [(plain_text(group.title), points(group)) for group in box.groups] == [("甲", [("乙", "")])]


def test_an_outline_does_not_tell_of_the_summary_of_a_section() -> None:
    book, _ = studied("# 章\n\n## 甲\n\n### 乙\n\n文\n\n### 总结\n\n文\n\n## 丙\n\n文\n")
    box = summary(book.chapters[0])
    assert [(plain_text(group.title), points(group)) for group in box.groups] == [("甲", [("乙", "")]), ("丙", [])]


@pytest.mark.parametrize("more", ["", "## 参考文献\n\n- 书\n", "## 习题\n\n1. 问？\n"])
def test_one_title_alone_is_no_outline(more: str) -> None:
    assert studied(f"# 章\n\n## 甲\n\n文\n\n{more}")[0].chapters[0].summary is None
    assert summary(studied(f"# 章\n\n## 甲\n\n### 乙\n\n文\n\n{more}")[0].chapters[0]).outline


def test_sections_about_references_are_in_the_outline() -> None:
    book, _ = studied("# 章\n\n## 参考系\n\n文\n\n## References and pointers\n\n文\n\n## 阅读\n\n文\n")
    assert len(summary(book.chapters[0]).groups) == 3


def test_thousands_of_headings_take_no_minutes() -> None:
    heads = "".join(f"\n## 节 {number} 题目{number * 7}\n" for number in range(700))
    text = "# 章\n" + heads + "\n## 总结\n" + "".join(f"\n### 篇{number * 3}\n\n- 点\n" for number in range(700))
    with within(20):
        book, _ = studied(text)
    assert len(summary(book.chapters[0]).groups) == 700


def test_thousands_of_headings_of_one_name_are_matched_in_turn_and_in_time() -> None:
    sections = [Topic(Section(2, (Text("同名"),), ()), 1, "章") for _ in range(4_000)]
    with within(1):
        matched = match_headings(["同名"] * 4_000, sections)
    assert all(topic is section for topic, section in zip(matched, sections, strict=True))


def test_a_term_with_blanks_by_the_thousand_is_divided_in_time() -> None:
    blanks = " " * 50_000
    with within(2):
        assert split_term(f"甲{blanks}乙") == (f"甲{blanks}乙", "")
        assert (
            split_term(f"镜像{blanks}/{blanks}Image")
            == split_term(f"镜像{blanks}（Image{blanks}）")
            == ("镜像", "Image")
        )


def test_points_below_titles_that_are_alike_go_to_sections_in_turn() -> None:
    sections = "## 甲\n\n### 例子\n\n文\n\n## 乙\n\n### 例子\n\n文\n"
    book, _ = studied(f"# 章\n\n{sections}\n## 总结\n\n### 例子\n\n- 点\n\n### 例子\n\n- 点\n")
    assert [section for _, section in groups(book.chapters[0])] == ["c1-s1-1", "c1-s2-1"]


# --- Glossary: where entries come from ------------------------------------------------------------------------


def test_a_glossary_file_with_every_field() -> None:
    text = (
        "# 术语表\n\n仓库（Repository）\n: 存放镜像的地方。\n: 别名：镜像仓库、库房\n: 参见：镜像\n\n"
        "镜像\n: 模板。\n: reading: jìng xiàng\n\n重 X\n: 定义一\n: 定义二\n: full: Heavy X\n"
    )
    book, problems = studied("# 章\n\n文\n", glossary=text)
    found = entries(book)
    warehouse = found["仓库"]
    assert (warehouse.full, warehouse.aliases) == ("Repository", ("镜像仓库", "库房"))
    assert warehouse.see == (found["镜像"].id,)
    assert [plain_text(definition) for definition in warehouse.definitions] == ["存放镜像的地方。"]
    assert found["镜像"].reading == "jìng xiàng"
    assert len(found["重 X"].definitions) == 2
    assert found["重 X"].full == "Heavy X"
    assert [problem.code for problem in problems] == ["summary-missing"]


@pytest.mark.parametrize(
    "text",
    [
        "容器\n: 镜像的实体。\n",
        "# 术语\n\n## 容器\n\n镜像的实体。\n",
        "## 容器\n\n镜像的实体。\n\n## 镜像\n\n模板。\n",
        "# 术语\n\n## R\n\n容器\n: 镜像的实体。\n",
        "| 术语 | 释义 |\n|---|---|\n| 容器 | 镜像的实体。 |\n",
        "- 容器：镜像的实体。\n",
        "**容器**：镜像的实体。\n\n**镜像：** 模板。\n",
        "**镜像** — 模板。\n**容器**：镜像的\n实体。\n**库**：**存**镜像。\n",
        "- **容器**：镜像的实体。\n",
        "- `容器` - 镜像的实体。\n",
        "- 容器\n  - 镜像的实体。\n",
    ],
)
def test_forms_of_the_glossary_file(text: str) -> None:
    book, problems = studied("# 章\n\n文\n", glossary=text)
    assert [plain_text(definition) for definition in entries(book)["容器"].definitions] == ["镜像的实体。"]
    assert [problem.code for problem in problems] == ["summary-missing"]


def test_the_columns_of_a_glossary_table() -> None:
    text = "| 术语 | 别名 | 释义 | 读音 |\n|---|---|---|---|\n| 重庆（Chongqing） | 渝 | 城市 | chóng qìng |\n"
    entry = entries(studied("# 章\n", glossary=text)[0])["重庆"]
    assert (entry.full, entry.aliases, entry.reading) == ("Chongqing", ("渝",), "chóng qìng")
    assert plain_text(entry.definitions) == "城市"


def test_what_is_no_entry_is_told_with_its_line() -> None:
    text = "# 术语表\n\n这里是说明。\n\n容器\n: 实体。\n\n## 空\n"
    _, problems = studied("# 章\n\n## 总结\n\n- 点\n", glossary=text)
    assert told(problems) == ["glossary-entry glossary.md:3", "glossary-entry glossary.md:8"]
    assert "这里是说明。" in str(problems[0].message)


def test_terms_by_the_thousand_that_have_no_letters_for_an_id_are_counted_on() -> None:
    told_here = [Explanation(chr(0xAC00 + number), ((),), Place("glossary.md")) for number in range(8_000)]
    with within(1.5):
        made, _ = make_entries(told_here, {}, "ko")
    assert [entry.id for entry in made[:3]] == ["g-term", "g-term-2", "g-term-3"]


@pytest.mark.parametrize(
    "text",
    [
        "质点：有质量的点。\n\n2、位移：有向线段。\n例如：向东。\n\n**速度**：快慢。\n",
        "### 质点\n\n有质量的点。\n\n### 位移\n\n有向线段。\n\n### 速度\n\n快慢。\n",
        "| 术语 | 解释 |\n| --- | --- |\n| 质点 | 点 |\n| 位移 | 线段 |\n| 速度 | 快慢 |\n",
        "1. 质点：有质量的点。\n2. 位移：有向线段。\n3. 速度：快慢。\n",
    ],
)
def test_a_chapter_of_nothing_but_entries_is_the_glossary(text: str) -> None:
    book, problems = studied("# 力\n\n质点。\n\n## 总结\n\n- 点\n", f"# 名词解释\n\n{text}")
    assert [entry.term for entry in book.glossary] == ["速度", "位移", "质点"]
    assert len(book.chapters) == 1
    assert problems == []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("名词解释", "下面三个要背：\n\n质点：点。\n\n位移：线段。\n\n速度：快慢。\n"),
        ("名词解释", "质点：点。\n\n位移：线段。\n"),
        ("名词解释", "## 第一章 运动\n\n- 质点：点。\n- 位移：线段。\n- 速度：快慢。\n"),
        ("名词解释", "1. 质点：____\n2. 位移：____\n3. 速度：____\n"),
        ("名词的变化", "质点：点。\n\n位移：线段。\n\n速度：快慢。\n"),
    ],
)
def test_a_chapter_that_is_more_than_a_glossary_stays_one(title: str, text: str) -> None:
    book, _ = studied("# 力\n\n文\n", f"# {title}\n\n{text}")
    assert len(book.chapters) == 2
    assert book.glossary == ()


def test_a_footnote_in_the_glossary_follows_its_definition() -> None:
    book, _ = studied("# 章\n", glossary="容器\n: 实体[^a]。\n\n[^a]: 一说。\n")
    assert plain_text(entries(book)["容器"].definitions) == "实体。一说。"
    assert not [node for node in walk(book.glossary) if isinstance(node, FootnoteMark)]


def test_abbreviations_are_entries() -> None:
    book, problems = studied(
        '# 章\n\n<abbr title="云原生基金会">CNCF</abbr> 与 OCI。\n\n## 总结\n\n*[OCI]: 开放容器倡议\n'
    )
    assert {term: plain_text(entry.definitions) for term, entry in entries(book).items()} == {
        "CNCF": "云原生基金会",
        "OCI": "开放容器倡议",
    }
    assert uses(book) == ["CNCF", "OCI"]
    assert problems == []


def test_the_seeds_term_list() -> None:
    book, problems = studied(SEED, glossary_options={"term_lists": ("Docker系统架构",)})
    found = {entry.term: entry.full for entry in book.glossary if entry.definitions}
    assert found == {
        "CNCF": "", "Container": "容器", "Deamonless": "", "Docker Daemon": "", "Image": "镜像", "OCI": "", "PaaS": "",
        "Registry": "镜像中心", "Repository": "仓库", "Tag": "标签",
    }  # fmt: skip
    letters = [(entry.letter, entry.term) for entry in book.glossary if entry.letter == "C"]
    assert letters == [("C", "仓库"), ("C", "CNCF"), ("C", "Container")]
    assert entries(book)["仓库"].see == (entries(book)["Repository"].id,)
    assert [problem.code for problem in problems] == ["summary-missing"]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["Image镜像", "Container容器"], [("Image", "镜像"), ("Container", "容器")]),
        (["镜像Image"], [("镜像", "Image")]),
        (["OCI开放容器倡议"], [("OCI", "开放容器倡议")]),
        (["镜像（Image）"], [("镜像", "Image")]),
        (["镜像/Image"], [("镜像", "Image")]),
        (["镜像（重点）"], [("镜像", "")]),
        (["Docker镜像", "Docker容器"], [("Docker镜像", ""), ("Docker容器", "")]),
        (["TCP协议", "IP地址"], [("TCP协议", ""), ("IP地址", "")]),
        (["TCP/IP"], [("TCP/IP", "")]),
        (["Linux内核：Linux内核是核心"], []),
    ],
)
def test_terms_in_two_languages(items: list[str], expected: list[tuple[str, str]]) -> None:
    text = "# 章\n\n## 3. 名词\n\n" + "".join(f"- {item}\n  - 释义{number}\n" for number, item in enumerate(items))
    book, _ = studied(text, glossary_options={"term_lists": ("名词",)})
    assert sorted((entry.term, entry.full) for entry in book.glossary if entry.definitions) == sorted(expected)


def test_a_joined_word_that_the_text_uses_is_one_term() -> None:
    text = "# 章\n\n## 名词\n\n- Linux内核\n  - Linux内核是核心。\n"
    book, _ = studied(text, glossary_options={"term_lists": ("名词",)})
    assert [(entry.term, entry.full) for entry in book.glossary] == [("Linux内核", "")]


def test_an_item_as_long_as_a_sentence_is_no_term() -> None:
    text = f"# 章\n\n## 术语\n\n- {'很长' * 13}\n\n  解释\n- 客户端\n\n  提交。\n"
    book, _ = studied(text, glossary_options={"term_lists": ("术语",)})
    assert list(entries(book)) == ["客户端"]


def test_a_term_list_may_stand_inside_an_item() -> None:
    text = "# 章\n\n## 架构\n\n- 有两部分：客户端、守护进程。\n  - 客户端\n    - 提交。\n  - 守护进程\n    - 监听。\n"
    book, _ = studied(text, glossary_options={"term_lists": ("架构",)})
    assert sorted(entries(book)) == ["守护进程", "客户端"]


@pytest.mark.parametrize(
    "line",
    [
        "**质点**：有质量的点，没有大小。",
        "**质点：**有质量的点，没有大小。",
        "- **质点**：有质量的点，没有大小。",
        "**质点** — 有质量的点，没有大小。",
    ],
)
def test_bold_words_that_open_a_line_are_terms(line: str) -> None:
    text = f"# 章\n\n## 名词\n\n{line}\n\n## 别处\n\n**位移**：位置的变化，有方向。\n"
    for options, terms in (({}, []), ({"term_lists": ("名词",)}, ["质点"]), ({"bold_terms": True}, ["位移", "质点"])):
        book, problems = studied(text, glossary_options=options)
        assert [entry.term for entry in book.glossary] == terms
        assert {problem.code for problem in problems} == {"summary-missing"}
    assert plain_text(book.glossary[1].definitions) == "有质量的点，没有大小。"


@pytest.mark.parametrize(
    "text",
    [
        "**注意**：这里容易弄错，请再看一遍。",
        "**解**：由题意得到下面的结果。",
        "**第一步**：打开终端，输入命令。",
        "**例 3**：一个物体从高处落下。",
        "**为什么？** 因为它没有大小。",
        "**版本**：1.2",
        "**他说的话，很长**：后面还有一句话。",
        "这里的**质点**：有质量的点，没有大小。",
        "**甲**：头一次的解释是这样。\n\n**甲**：又一次的解释是那样。",
        "**质点**有质量，没有大小。",
        "**下面几种**：看看它们有什么不同：",
    ],
)
def test_labels_and_other_bold_words_are_no_terms(text: str) -> None:
    book, problems = studied(f"# 章\n\n{text}\n", glossary_options={"bold_terms": True})
    assert book.glossary == ()
    assert {problem.code for problem in problems} == {"summary-missing"}


def test_what_is_bold_again_and_again_or_says_hardly_anything_is_a_label() -> None:
    text = "# 章\n\n**质点**：有质量的点。\n\n**质点**：没有大小的点。\n\n**型号**：1.2版\n\n**力矩**：力与力臂之积。\n"
    book, _ = studied(text, glossary_options={"bold_terms": True})
    assert list(entries(book)) == ["力矩"]


def test_a_bold_term_that_is_explained_elsewhere_stays_with_that() -> None:
    text = "# 章\n\n*[OCI]: 开放容器倡议\n\n**OCI**：制定容器标准的组织，由几家公司成立。\n"
    book, problems = studied(text, glossary_options={"bold_terms": True})
    assert [plain_text(entry.definitions) for entry in book.glossary] == ["开放容器倡议"]
    assert {problem.code for problem in problems} == {"summary-missing"}


def test_a_term_list_that_no_heading_answers_to_is_told() -> None:
    _, problems = studied("# 章\n\n## 系统架构\n\n## 总结\n", glossary_options={"term_lists": ("系统构架",)})
    assert told(problems)[0] == "glossary-entry book.toml"
    assert "系统架构" in str(problems[0].hint)


# --- Glossary: joining ----------------------------------------------------------------------------------------


def test_an_alias_joins_two_terms() -> None:
    glossary = "Docker Daemon\n: 守护进程。\n: 别名：Dockerd\n\nDockerd\n: 守护进程\n"
    book, problems = studied("# 章\n\ndockerd 与 Docker Daemon。\n\n## 总结\n", glossary=glossary)
    real = [entry for entry in book.glossary if entry.definitions]
    assert [(entry.term, entry.aliases, len(entry.uses)) for entry in real] == [("Docker Daemon", ("Dockerd",), 2)]
    assert problems == []


def test_a_plural_needs_no_reference() -> None:
    book, _ = studied("# 章\n\nHypervisors\n", glossary="Hypervisor\n: 中间层\n: 别名：Hypervisors、VMM\n")
    assert list(entries(book)) == ["Hypervisor", "VMM"]


def test_the_configuration_gives_aliases() -> None:
    options = {"aliases": {"Dockerd": "Docker Daemon", "Pod": "Kubernetes"}}
    book, problems = studied(
        "# 章\n\nDockerd\n\n## 总结\n", glossary="Docker Daemon\n: 守护。\n", glossary_options=options
    )
    assert entries(book)["Docker Daemon"].aliases == ("Dockerd",)
    assert entries(book)["Dockerd"].see == (entries(book)["Docker Daemon"].id,)
    assert told(problems) == ["glossary-see book.toml"]
    assert "Kubernetes" in str(problems[0].message)


def test_two_explanations_of_one_term_are_told_with_both_places_and_both_kept() -> None:
    text = '# 章\n\n<abbr title="标准组织">OCI</abbr>\n\n<abbr title="一个项目">oci</abbr>\n\n## 总结\n'
    book, problems = studied(text)
    assert told(problems) == ["glossary-conflict 1.md:5"]
    assert "1.md:3" in str(problems[0].message)
    assert [plain_text(each) for each in entries(book)["OCI"].definitions] == ["标准组织", "一个项目"]


def test_the_glossary_files_explanation_goes_first() -> None:
    text = '# 章\n\n<abbr title="甲">OCI</abbr>\n\n## 总结\n'
    book, problems = studied(text, glossary="OCI\n: 乙\n")
    assert [plain_text(each) for each in entries(book)["OCI"].definitions] == ["乙", "甲"]
    assert told(problems) == ["glossary-conflict 1.md:3"]


@pytest.mark.parametrize("title", ["开放容器倡议！", "容器倡议", "开放容器倡议基金会", "开放 —— 容器 — 倡议"])
def test_an_explanation_that_repeats_another_is_no_conflict(title: str) -> None:
    text = f'# 章\n\n<abbr title="{title}">OCI</abbr>\n\n## 总结\n'
    for explained in ("开放容器倡议。", "开放 —— 容器 — 倡议"):
        book, problems = studied(text, glossary=f"OCI\n: {explained}\n")
        assert problems == []
        assert len(entries(book)["OCI"].definitions) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("不可变的对象", "可变的对象"),
        ("可变的对象", "不可变的对象"),
        ("An immutable list", "mutable list"),
        ("无序", "序"),
    ],
)
def test_an_explanation_that_says_the_contrary_is_printed_too(first: str, second: str) -> None:
    book, problems = studied(f"# 章\n\n## 总结\n\n*[元组]: {second}\n", glossary=f"元组\n: {first}\n")
    assert [plain_text(each) for each in entries(book)["元组"].definitions] == [first, second]
    assert told(problems) == ["glossary-conflict 1.md:5"]


def test_an_explanation_at_the_files_end_is_the_entrys_place() -> None:
    book, problems = studied("# 章\n\nOCI 与 OCI。\n\n## 总结\n\n*[OCI]: 开放容器倡议\n")
    assert str(entries(book)["OCI"].place) == "1.md:7"
    assert problems == []


def test_a_term_that_titles_alone_name_is_used_where_the_first_of_them_is() -> None:
    text = '# 章\n\n## <abbr title="基金会">CNCF</abbr>\n\n文\n\n## 镜像与分层\n\n分层\n\n## 镜像\n\n文\n\n## 总结\n'
    book, _ = resolved(text, glossary="镜像\n: 模板\n\n分层\n: 差别\n\n堆栈\n: 结构\n")
    used = {term: [use.id for use in entry.uses] for term, entry in entries(book).items()}
    assert used == {"CNCF": ["c1-s1"], "镜像": ["c1-s2"], "分层": ["c1-u-fen-ceng-1"], "堆栈": []}
    shown = select(book, BOOK, None, only_key=False)
    assert used.items() >= {term: [use.id for use in entry.uses] for term, entry in entries(shown).items()}.items()
    assert [use.id for use in entries(shown)["CNCF"].uses] == ["c1-s1"]


def test_an_entry_of_its_own_goes_before_a_reference_of_the_same_name() -> None:
    glossary = "镜像（Image）\n: 模板\n\n映像（Image）\n: 图画\n\n照片\n: 参见：映像\n"
    book, _ = studied("# 章\n\nimage 与照片\n", glossary=glossary)
    assert entries(book)["Image"].see == (entries(book)["镜像"].id, entries(book)["映像"].id)
    assert {term: len(entry.uses) for term, entry in entries(book).items()} == {
        "镜像": 1,
        "映像": 1,
        "Image": 0,
        "照片": 0,
    }


def test_a_full_form_in_the_same_script_may_be_an_entry_of_its_own() -> None:
    book, _ = studied("# 章\n", glossary="OCI（Open Container Initiative）\n: 甲\n\nOpen Container Initiative\n: 乙\n")
    assert [(entry.term, plain_text(entry.definitions)) for entry in book.glossary] == [
        ("OCI", "甲"),
        ("Open Container Initiative", "乙"),
    ]


def test_an_explanation_that_holds_several_others_stands_for_all() -> None:
    explained = " ".join(f'<abbr title="{title}">OCI</abbr>' for title in ("轻量", "隔离", "轻量又隔离"))
    book, _ = studied(f"# 章\n\n{explained}\n")
    assert [plain_text(definition) for definition in entries(book)["OCI"].definitions] == ["轻量又隔离"]


def test_an_entry_sends_the_reader_to_others_and_to_each_once() -> None:
    book, _ = studied("# 章\n", glossary="甲\n: 定义\n: 参见：甲、乙、乙。\n\n乙\n: 说明\n: 别名：丙。\n")
    assert entries(book)["甲"].see == (entries(book)["乙"].id,)
    assert entries(book)["乙"].aliases == ("丙",)


def test_a_heading_of_one_character_with_a_sentence_below_it_is_a_term() -> None:
    book, _ = studied("# 章\n", glossary="# 术语表\n\n## 栈\n\n后进先出。\n")
    assert {term: plain_text(entry.definitions) for term, entry in entries(book).items()} == {"栈": "后进先出。"}


def test_see_must_name_an_entry() -> None:
    _, problems = studied("# 章\n\n## 总结\n", glossary="容器\n: 实体。\n: 参见：镜象\n")
    assert told(problems) == ["glossary-see glossary.md:1"]
    assert "镜象" in str(problems[0].message)


def test_ids_are_ascii_and_unique() -> None:
    book, _ = studied("# 章\n", glossary="容器\n: 甲\n\n溶器\n: 乙\n\nC\n: 丙\n\nC++\n: 丁\n\nきほん\n: 戊\n")
    ids = [entry.id for entry in book.glossary]
    assert sorted(ids) == ["g-c", "g-c-2", "g-rong-qi", "g-rong-qi-2", "g-term"]


# --- Glossary: order ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "syllables", "letter"),
    [
        ("重点", ("zhong", "dian"), "Z"),
        ("重庆", ("chong", "qing"), "C"),
        ("银行", ("yin", "hang"), "Y"),
        ("行走", ("xing", "zou"), "X"),
        ("音乐", ("yin", "yue"), "Y"),
        ("快乐", ("kuai", "le"), "K"),
        ("女儿", ("nv", "er"), "N"),
        ("Docker镜像", ("docker", "jing", "xiang"), "D"),
        ("Éclair", ("eclair",), "E"),
        (".NET", ("net",), "N"),
        ("3D打印", ("0000000003", "d", "da", "yin"), "#"),
        ("Ωmega", ("ωmega",), "#"),
    ],
)
def test_readings(term: str, syllables: tuple[str, ...], letter: str) -> None:
    assert (order(term).syllables, order(term).letter) == (syllables, letter)


@pytest.mark.parametrize("reading", ["cháo yáng", "chao yang", "Chao2 Yang2"])
def test_a_reading_by_hand(reading: str) -> None:
    assert order("朝阳").syllables == ("zhao", "yang")
    assert order("朝阳", reading).syllables == ("chao", "yang")


def test_a_reading_by_hand_keeps_nü_and_nu_apart() -> None:
    assert order("女红", "nǚ gōng").syllables == ("nv", "gong")
    assert order("奴仆", "nú pú").syllables == ("nu", "pu")


def test_han_terms_have_their_pinyin_and_an_authors_reading_stays() -> None:
    book, _ = studied("# 章\n", glossary="重庆\n: 一座城。\n\n朝阳\n: 读音：cháo yáng\n: 向着太阳。\n\nAPI\n: 约定。\n")
    assert {entry.term: entry.reading for entry in book.glossary} == {
        "API": "", "朝阳": "cháo yáng", "重庆": "chóng qìng",
    }  # fmt: skip
    assert reading_of("Docker镜像") == "Docker jìng xiàng"
    assert reading_of("垃圾", "zh-Hant") == reading_of("漢字", "ja") == ""


def in_order(language: str, *terms: str) -> list[str]:
    """The terms as a glossary in that language has them, with the heads between them."""
    glossary = "".join(f"{term}\n: 定义{number}\n\n" for number, term in enumerate(terms))
    book, _ = studied("# 章\n", glossary=glossary, language=language)
    return [word for head, group in groupby(book.glossary, lambda entry: entry.letter)
            for word in (head, *(entry.term for entry in group))]  # fmt: skip


def test_han_and_latin_stand_together_in_order() -> None:
    terms = (
        "容器",
        "Runc",
        "仓库",
        "Container",
        "重点",
        "CNCF",
        "2FA",
        "10G",
        "安全",
        "API",
        "西安",
        "先后",
        "妈",
        "马",
    )
    assert in_order("zh-Hans", *terms) == [
        "A", "安全", "API", "C", "仓库", "CNCF", "Container", "M", "妈", "马", "R", "容器", "Runc", "X", "西安", "先后",
        "Z", "重点", "#", "2FA", "10G",
    ]  # fmt: skip


def test_traditional_han_are_read_as_phrases() -> None:
    terms = ("重點", "重複", "銀行", "行走", "調度", "彈性", "音樂", "長度", "Docker鏡像")
    assert in_order("zh-Hant-TW", *terms) == [
        "C", "長度", "重複", "D", "調度", "Docker鏡像", "T", "彈性", "X", "行走", "Y", "銀行", "音樂", "Z", "重點",
    ]  # fmt: skip


def test_japanese_goes_by_the_fifty_sounds() -> None:
    terms = (
        "仮想化\n: 読み：かそうか", "構造", "ツリー", "つり", "データ構造", "Docker", "はこ", "ハコ", "ばこ", "ん",
        "ヴァージョン", "学習\n: よみ：がくしゅう", "きって", "きつね", "API", "3D", "ﾍﾞｸﾄﾙ", "スタック", "ぢ", "等々",
        "わゝ", "わわし",
    )  # fmt: skip
    assert in_order("ja", *terms) == [
        "A", "API", "D", "Docker", "あ", "ヴァージョン", "か", "学習", "仮想化", "きって", "きつね", "さ", "スタック",
        "た", "ぢ", "つり", "ツリー", "データ構造", "は", "はこ", "ハコ", "ばこ", "ﾍﾞｸﾄﾙ", "わ", "わゝ", "わわし", "ん",
        "漢", "構造", "等々", "#", "3D",
    ]  # fmt: skip


def test_english_is_alphabetical_whatever_the_case() -> None:
    terms = ("apple pie", "Éclair", "zebra", "Apple", "api", "3D", "Zoo", "eagle")
    assert in_order("en", *terms) == ["A", "api", "Apple", "apple pie", "E", "eagle", "Éclair", "Z", "zebra", "Zoo",
                                      "#", "3D"]  # fmt: skip


# --- Uses -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("容器", "每个容器和容器化", ["容器", "容器"]),
        ("Docker", "docker、Docker的 dockerd DOCKER", ["docker", "Docker", "DOCKER"]),
        ("Hypervisor", "Hypervisors不但协调", ["Hypervisors"]),
        ("Tag", "Tag tag Tags Tag标签", ["Tag", "Tag"]),
        ("Go", "使用Go语言，Golang，go", ["Go"]),
        ("C++", "用C++写，C 语言", ["C++"]),
        ("Docker镜像", "Docker 镜像、docker镜像", ["Docker 镜像", "docker镜像"]),
        ("栈", "栈是线性表，堆栈，入栈。用栈。（栈）", ["栈", "栈"]),
        ("Docker", "`Docker` [Docker](https://a.b) **Docker** ~~Docker~~ <kbd>Docker</kbd>", ["Docker", "Docker"]),
        ("Docker", "![Docker](a.png) 文", []),
        ("Docker", "> Docker\n\n- Docker\n\n| Docker |\n|---|\n| Docker |", ["Docker"] * 4),
        ("Docker", "文[^1]\n\n[^1]: Docker", ["Docker"]),
        ("Docker", "```\nDocker\n```\n\n### Docker\n\n文", []),
    ],
)
def test_where_a_term_is_used(term: str, text: str, expected: list[str]) -> None:
    book, _ = studied(f"# {term}\n\n## {term}\n\n{text}\n", glossary=f"{term}\n: 定义。\n")
    assert uses(book) == expected
    assert len(entries(book)[term].uses) == len(expected)


def test_the_longest_term_wins_and_aliases_count_for_their_entry() -> None:
    glossary = "镜像（Image）\n: 甲\n: 别名：映像\n\n镜像中心\n: 乙\n"
    book, _ = studied("# 章\n\n镜像中心的镜像是 image，也叫映像。\n", glossary=glossary)
    used = [(node.entry, plain_text(node)) for node in walk(book.chapters) if isinstance(node, TermUse)]
    centre, image = entries(book)["镜像中心"].id, entries(book)["镜像"].id
    assert used == [(centre, "镜像中心"), (image, "镜像"), (image, "image"), (image, "映像")]


def test_a_full_form_that_is_a_sentence_is_not_looked_for() -> None:
    full = "Open Container Initiative Runtime Specification"
    book, _ = studied(f"# 章\n\nOCI 即 {full}。\n", glossary=f"OCI（{full}）\n: 甲\n")
    assert uses(book) == ["OCI"]


def test_a_term_is_used_where_a_source_line_ends_within_it() -> None:
    text = "# 章\n\n说的是操作\n系统，Docker\nCompose，操作系统\n和操作  \n系统\n"
    book, _ = studied(text, glossary="操作系统\n: 管家\n\nDocker Compose\n: 工具\n")
    assert uses(book) == ["操作系统", "Docker Compose", "操作系统"]
    plain, _ = studied(text)
    assert plain_text(book.chapters[0].blocks) == plain_text(plain.chapters[0].blocks)


def test_the_first_use_in_each_chapter_is_known_and_ids_are_unique() -> None:
    book, _ = studied("# 甲\n\n容器、容器\n\n## 总结\n\n- 容器\n\n# 乙\n\n容器\n", glossary="容器\n: 定义。\n")
    found = [(use.id, use.chapter, use.first) for use in entries(book)["容器"].uses]
    assert found == [
        ("c1-u-rong-qi-1", "c1", True),
        ("c1-u-rong-qi-2", "c1", False),
        ("c1-u-rong-qi-3", "c1", False),
        ("c2-u-rong-qi-1", "c2", True),
    ]
    marked = [(node.id, node.first) for node in walk(book.chapters) if isinstance(node, TermUse)]
    assert marked == [(ident, first) for ident, _, first in found]


def test_hundreds_of_terms_in_a_long_book_are_found_in_time() -> None:
    glossary = "".join(f"术语{number}号\n: 定义{number}\n\nTerm{number}x\n: def{number}\n\n" for number in range(250))
    line = "这一段文字里有术语77号和 Term88x，还有许多不是术语的 words and letters，一直写下去。" * 20
    text = "# 章\n\n" + f"{line}\n\n" * 360
    with within(20):
        book, _ = studied(text, glossary=glossary)
    assert len(text) > 350_000
    assert len(entries(book)["Term88x"].uses) == 7200


def test_tens_of_thousands_of_terms_that_begin_alike_are_found_in_time() -> None:
    finder = NameFinder([f"术语甲{number}" for number in range(50_000)])
    with within(2):
        found = list(finder.each("见术语甲7 或术语甲123456，术语" * 2_000))
    assert [each[0] for each in found] == ["术语甲7"] * 2_000


def test_thousands_of_terms_in_letters_that_ids_have_not_get_theirs_in_time() -> None:
    terms = ["".join(letters) for letters in product("αβγδεζηθ", repeat=4)]
    with within(2):
        made, _ = make_entries([Explanation(term, ((),), Place("a.md")) for term in terms], {}, "en")
    assert [each.id for each in made] == ["g-term", *(f"g-term-{number}" for number in range(2, len(terms) + 1))]


def test_one_text_has_so_many_marks_of_terms_and_each_term_its_first() -> None:
    book, _ = studied(f"# 章\n\n{'见栈，' * 5_000}末尾有队。\n", glossary="见栈\n: 甲\n\n末尾\n: 乙\n")
    assert 1_900 < len(entries(book)["见栈"].uses) < 2_100
    assert len(entries(book)["末尾"].uses) == 1
    assert plain_text(book.chapters[0].blocks).count("见栈") == 5_000


def test_the_text_stays_as_it_was() -> None:
    book, _ = studied(SEED, glossary_options={"term_lists": ("Docker系统架构", "Docker引擎架构")})
    plain, _ = studied(SEED, study_options={"summary_fallback": "none"})
    assert len(uses(book)) > 100
    assert [plain_text(chapter.blocks) for chapter in book.chapters] == [
        plain_text(chapter.blocks) for chapter in plain.chapters
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OCI（开放）", ("OCI", "开放")),
        ("A (b) c", ("A (b) c", "")),
        ("（甲）", ("（甲）", "")),
        ("TCP/IP", ("TCP/IP", "")),
    ],
)
def test_split_term(text: str, expected: tuple[str, str]) -> None:
    assert split_term(text) == expected


# --- Authors --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "language", "file_as"),
    [
        ("王小明", "zh-Hans", "Wang Xiaoming"),
        ("欧阳修", "zh-Hans", "Ouyang Xiu"),
        ("司马", "zh-Hans", "Si Ma"),
        ("曾国藩", "zh-Hans", "Zeng Guofan"),
        ("單雄信", "zh-Hant", "Shan Xiongxin"),
        ("艾伦·图灵", "zh-Hans", "Ailun Tuling"),
        ("川端康成", "ja", ""),
        ("Ada Lovelace", "zh-Hans", ""),
        ("王Tony", "zh-Hans", ""),
        ("", "zh-Hans", ""),
    ],
)
def test_a_han_name_is_sorted_by_its_pinyin(name: str, language: str, file_as: str) -> None:
    named = Metadata("书", language, authors=(Author(name), Author(name, "x", "trl")))
    book = sort_authors(Book(named, ()))
    assert book.metadata.authors == (Author(name, file_as), Author(name, "x", "trl"))


SUMMED_UP = "# 指针\n\n## 定义\n\n文\n\n## 小结\n\n"


@pytest.mark.parametrize(
    ("below", "titles"),
    [
        ("- 会定义\n\n### 面试题\n\n1. 什么？\n\n### 作业\n\n1. 写\n", ["面试题", "作业"]),
        ("- 会定义\n\n思考题：\n\n1. 什么？\n\n**作业**\n\n1. 写\n", ["思考题", "作业"]),
        ("- 会定义\n\n**一、选择题**\n\n1. 甲（  ）\n", ["一、选择题"]),
    ],
)
def test_questions_in_a_summary_are_exercises_behind_it(below: str, titles: list[str]) -> None:
    (chapter,) = studied(SUMMED_UP + below)[0].chapters
    assert [point for group in summary(chapter).groups for point in points(group)] == [("会定义", "")]
    asked = [block for block in chapter.blocks if isinstance(block, Section)][1:]
    assert [(plain_text(one.title), one.purpose) for one in asked] == [(title, Purpose.EXERCISES) for title in titles]
    assert summary(chapter).before == asked[0].id


CODED = "### {title}\n\n#### 1.1 乙\n\n```\na\n```\n\n#### 1.2 丙\n\n- 例：\n\n  ```\n  b\n  ```\n\n### 丁\n\n文\n"


@pytest.mark.parametrize(
    ("title", "titles", "objectives"),
    [
        ("1. 甲", [("定义", 2), ("1. 甲", 2), ("丁", 2)], ["会定义："]),
        ("定义", [("定义", 2)], ["会定义：", "通过以上学习，你会定义了。", "例：", "文"]),
    ],
)
def test_text_that_goes_on_below_a_summary_is_behind_it(
    title: str, titles: list[tuple[str, int]], objectives: list[str]
) -> None:
    text = f"{SUMMED_UP}- 会定义：\n  - 甲\n\n通过以上学习，你会定义了。\n\n{CODED.format(title=title)}"
    (chapter,) = studied(text)[0].chapters
    sections = [block for block in chapter.blocks if isinstance(block, Section)]
    assert [(plain_text(one.title), one.level) for one in sections] == titles
    box = summary(chapter)
    assert [plain_text(one.text) for group in box.groups for one in group.points if one.text] == objectives
    assert plain_text(box.behind) == ("" if len(titles) == 1 else "通过以上学习，你会定义了。")
    assert plain_text(objectives_of(box)[0].text) == "会定义"


@pytest.mark.parametrize(
    ("before", "below"),
    [("## 面试题\n\n文\n\n", "### 面试题\n\n- 会答\n"), ("", "- 会定义\n\n作业\n\n是程序的一次运行。\n")],
)
def test_what_a_summary_says_of_questions_stays_in_it(before: str, below: str) -> None:
    (chapter,) = studied(SUMMED_UP.replace("## 小结", f"{before}## 小结") + below)[0].chapters
    assert len([block for block in chapter.blocks if isinstance(block, Section)]) == 1 + bool(before)


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
