"""Summaries, the objectives and points in them, the sections that they are about, and outlines where there is none."""

from dataclasses import replace

import pytest
from limits import within
from study_samples import SEED, groups, parsed, points, resolved, sections, studied, summary, told

from studypress.config import BookConfig
from studypress.model import Badge, CodeBlock, FootnoteMark, List, Paragraph, Purpose, Section, Text
from studypress.render.objectives import objectives_of
from studypress.study.matching import Topic, match_headings
from studypress.study.summary import is_summary_heading, take_summaries
from studypress.tree import plain_text, walk

KEY, HARD = Badge.KEY, Badge.HARD


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
    ("before", "holder", "name", "is_chapters"),
    [
        ("", "正文", "本章小结", True),
        ("## 前言\n\n文\n\n", "正文", "三、本章总结", True),
        ("## 前言\n\n### 丙\n\n文\n\n", "正文", "本章小结", False),
        ("", "第一章 力", "本章小结", False),
        ("", "正文", "小结", False),
    ],
)
def test_a_summary_of_the_chapter_may_stand_in_the_one_section_that_holds_all(
    before: str, holder: str, name: str, is_chapters: bool
) -> None:
    book, _ = studied(f"# 章\n\n{before}## {holder}\n\n### 甲\n\n文\n\n### {name}\n\n- 甲的要点\n\n#### 甲\n\n- 好\n")
    box = book.chapters[0].summary
    assert (box is not None and not box.outline) is is_chapters
    assert (name in sections(book)) is not is_chapters


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


def test_a_last_chapter_that_sums_up_the_book_has_no_summary_of_its_own() -> None:
    book, problems = studied("# 力\n\n## 甲\n\n文\n\n## 总结\n\n- 点\n\n# 总结\n\n## 甲\n\n文\n\n## 乙\n\n文\n")
    assert (book.chapters[1].summary, [one.code for one in problems]) == (None, [])


def test_a_summary_that_is_numbered_stays_before_what_its_author_numbered_behind_it() -> None:
    for title, behind, stays in (("3.2 小结", "3.3 乙", True), ("小结", "3.3 乙", False), ("3.2 小结", "乙", False)):
        book, _ = studied(f"# 章\n\n## 3.1 甲\n\n文\n\n## {title}\n\n- 点\n\n## {behind}\n\n文\n")
        assert bool(book.chapters[0].around_summary[1]) == stays, title


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


def test_points_below_titles_that_are_alike_go_to_sections_in_turn() -> None:
    sections = "## 甲\n\n### 例子\n\n文\n\n## 乙\n\n### 例子\n\n文\n"
    book, _ = studied(f"# 章\n\n{sections}\n## 总结\n\n### 例子\n\n- 点\n\n### 例子\n\n- 点\n")
    assert [section for _, section in groups(book.chapters[0])] == ["c1-s1-1", "c1-s2-1"]


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
