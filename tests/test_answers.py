"""Answers are held together with what explains them, and nothing else is taken for one."""

import pytest
from limits import within
from study_samples import studied, told

from studypress.model import Anchor, Answer, Book, Choices, CodeBlock, Paragraph, Purpose, Section, Styled, Text
from studypress.study.answer_places import AnswerPlace
from studypress.study.blanks import Task
from studypress.study.questions import choice_letters, choices_below
from studypress.tree import plain_text, walk


def answers(text: str, **options: object) -> list[str]:
    """The answers in a chapter of some notes; a bar parts the blocks of one."""
    book, _ = studied(f"# 章\n\n{text}\n", study_options=options)
    return [" | ".join(plain_text(block) for block in one.blocks) for one in walk(book.chapters, Answer)]


def purposes(book: Book) -> dict[str, Purpose | None]:
    return {plain_text(section.title): section.purpose for section in walk(book.chapters, Section)}


QUESTION = "1. 下列属于力的三要素的是（  ）\n   A. 大小  B. 颜色  C. 气味  D. 声音\n"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("答案：A", "答案：A"),
        ("答案: A", "答案:A"),
        ("参考答案：A", "参考答案：A"),
        ("**正确答案：** A", "正确答案：A"),
        ("**答案**：A", "答案：A"),
        ("***标准答案：***A", "标准答案：A"),
        ("**答案** A", "答案 A"),
        ("**解**　大小\n\n   **答案** A", "解 大小 | 答案 A"),
        ('<font color="red">答案：A</font>', "答案：A"),
        ("【答案】A", "【答案】A"),
        ("【参考答案】：A", "【参考答案】：A"),
        ("答案（仅供参考）：A", "答案（仅供参考）：A"),
        ("Answer: A", "Answer: A"),
        ("Correct answer: A", "Correct answer: A"),
        ("答：A", "答：A"),
        ("解：A", "解：A"),
        ("解析：颜色不是。", "解析：颜色不是。"),
        ("答案：A\n   解析：颜色不是。", "答案：A | 解析：颜色不是。"),
        ("答案：A\n\n   【解析】颜色不是。\n\n   气味也不是。", "答案：A | 【解析】颜色不是。 | 气味也不是。"),
        ("**答案**\n\n   A", "答案 | A"),
        ("参考答案\n   1-2 AB", "参考答案 1-2 AB"),
        ("参考答案 A", "参考答案 A"),
        ("[答案] A", "[答案]A"),
        ("[解] 大小", "[解]大小"),
        ("ans: A", "ans: A"),
        ("正确答案是A", "正确答案是A"),
        ("答案A", "答案A"),
        ("答案 大小", "答案 大小"),
        ("故答案为：A。", "故答案为：A。"),
        ("答案是 A. 大小。", "答案是 A. 大小。"),
        ("故选：A。", "故选：A。"),
        ("选 A。颜色不是。", "选 A。颜色不是。"),
        ("本题应选Ａ", "本题应选Ａ"),
        ("颜色不是，故选 A。", "颜色不是，故选 A。"),
        ("- 答案：A", "答案：A"),
        ("> 答案：A", "答案：A"),
    ],
)
def test_an_answer_has_many_labels(typed: str, found: str) -> None:
    assert answers(f"{QUESTION}\n   {typed}\n") == [found]


@pytest.mark.parametrize(
    "line",
    [
        "答案 A",
        "答案A",
        "正确答案是A",
        "故选A",
        "【解】A",
        "[答案] A",
        "ans: A",
        "Ans：A",
        "参考答案\n   A",
        "颜色不是，故选A",
    ],
)  # fmt: skip
def test_an_answer_below_choices_is_no_part_of_the_last(line: str) -> None:
    book, _ = studied(f"# 章\n\n## 练习\n\n{QUESTION}   {line}\n2. 简述力。\n")
    (choices,) = walk(book.chapters, Choices)
    assert plain_text(choices.items[-1]) == "D. 声音"
    assert len(list(walk(book.chapters, Answer))) == 1


def test_letters_that_stand_alone_below_choices_answer() -> None:
    letters = ("（B）", "B", "==B==", '<span style="color:white">B</span>', "```answer\nB\n```")
    for at, typed in enumerate(letters):
        below = typed.replace("\n", "\n   ")
        assert len(answers(f"## 习题\n\n1. 正确的是（  ）\n   A. 甲  B. 乙\n\n   {below}\n")) == 1, at
    assert answers("## 习题\n\n1. 正确的是（  ）\n   A. 甲  B. 乙\n\n   C\n") == []
    assert answers("正文\n\nA. 甲\n\nB. 乙\n\nB\n") == []


def test_a_strong_label_needs_no_colon_nor_an_explanation_choices_in_a_list_of_questions() -> None:
    text = "## 习题\n\n1. 求分力。\n\n   解析：三牛。\n2. 求合力。\n   **解** 由题意，五牛。\n"
    assert answers(text) == ["解析：三牛。", "解 由题意，五牛。"]


@pytest.mark.parametrize(
    ("line", "asked", "answer"),
    [
        ("1. 题 A.甲 B.乙 答案：B", "题 A.甲 B.乙", "答案：B"),
        ("1. 单位是____。答案：牛", "单位是____。", "答案：牛"),
        ("1. 单位是【答案】牛【解析】略", "单位是", "【答案】牛【解析】略"),
        ("1. 【考点】力 单位是____。【答案】牛", "【考点】力 单位是____。", "【答案】牛"),
        ("1. 正确的是（  ）\n   A. 甲  B. 乙  C. 丙  答案：B", "正确的是（\u3000\u3000）A. 甲B. 乙C. 丙", "答案：B"),
    ],
)
def test_an_answer_may_stand_in_the_line_of_the_question(line: str, asked: str, answer: str) -> None:
    text = f"## 练习\n\n{line}\n"
    assert answers(text) == [answer]
    book, _ = studied(f"# 章\n\n{text}")
    assert plain_text(book.chapters[0].blocks) == f"练习{asked}{answer}"


def test_what_stands_below_a_question_among_answered_ones_answers_it() -> None:
    first = "## 习题\n\n1. 什么是重力？\n\n   答：吸引。\n\n"
    for question, below, found in (
        ("什么是弹力？", "形变产生的力。", ["形变产生的力。"]),
        ("简述弹力的产生。", "物体形变。\n\n   它要恢复原状。", ["物体形变。 | 它要恢复原状。"]),
        ("求下列力：", "重力与弹力。", []),
        ("什么是弹力？", "表示形变的力，其中有张力。", ["表示形变的力，其中有张力。"]),
        ("什么是弹力？", "如图，弹簧被拉长。", []),
        ("什么是弹力？", "弹簧见图 2。", []),
        ("什么是弹力？", "已知弹簧被拉长。", []),
        ("什么是弹力？", "（1）它的方向是什么。", []),
        ("小明推车。", "车没有动。", []),
        ("什么是弹力？", "$$F=kx$$", []),
    ):
        text = f"{first}2. {question}\n\n   {below}\n"
        assert answers(text) == ["答：吸引。", *found], question + below
        assert answers(text.replace("答：吸引。", "吸引。")) == []
        assert answers(text.replace("## 习题", "## 弹力"))[1:] == []


def test_the_next_question_in_a_paragraph_is_no_part_of_the_answer_above_it() -> None:
    for text, found in (
        ("1、力是（  ）\nA、推  B、声\n答：A\n2、光是（  ）\n①波  ②粒", ["答：A"]),
        ("想一想：\n(1) 谁？\n答：他。\n(2) 怎样？\n好。\n（3）几个？\n答：俩。", ["答：他。", "好。", "答：俩。"]),
        ("1、谁？\n答：甲\n2、什么？\n3、几个？", ["答：甲"]),
        ("想一想：\n(1) 谁？(2) 几个？\n答：他\n(2) 两个", ["答：他(2) 两个"]),
        ("1、求力。\n解：\n1、画图\n2、计算", ["解：1、画图2、计算"]),
    ):  # fmt: skip
        assert answers(f"## 习题\n\n{text}\n") == found, text


def test_a_line_that_begins_with_blanks_by_the_thousand_has_no_label() -> None:
    with within(5):
        assert answers(f"{QUESTION}\n   [{' ' * 20_000}字]{{.mine}}\n") == []


@pytest.mark.parametrize("line", ["答案{}，字", "选{}字", "{}字", "字（{}字", "C. 丙{}字", "D. 丁√{}字", "{}√字"])
def test_blanks_by_the_thousand_within_a_line_below_choices_are_looked_at_once(line: str) -> None:
    with within(2):
        assert answers(f"{QUESTION}   &#32;{line.format(' ' * 5_000)}\n") == []


def test_lines_by_the_thousand_that_answer_nothing_are_not_each_asked_of_all_above_them() -> None:
    with within(2):
        assert answers("答：\n" * 1_000) == []


def test_what_teachers_and_papers_call_answers() -> None:
    for text, found in (
        ("## 课文\n\n**Q1：谁？**\n\nA：他。\n\n**Q2：为什么？**\n\nA2：冷；\n风大。", ["A：他。", "A2：冷；风大。"]),
        ("## 思考题\n\nQ：谁？\nA：他。", ["A：他。"]),
        ("## 访谈\n\nQ：谁？\n\nA：他。", []),
        ("1. 正确的是（  ）\n\nA：甲\n\nB：乙", []),
        ("**探究一：** 中心论点是什么？\n\n【明确】不可停止。\n\n正文。", ["【明确】不可停止。"]),
        ("为什么？\n明确：因为冷。\n\n正文。", ["明确：因为冷。"]),
        ("目标要明确。\n\n明确：写在纸上。", []),
        ("## 练习\n\n1、写一篇作文。\n\n参考范文：\n\n月\n\n今夜有月。", ["参考范文： | 月 | 今夜有月。"]),
        ("## 练习\n\n1. Write a letter.\n\n**One possible version:**\n\nDear A,", ["One possible version: | Dear A,"]),
    ):
        assert answers(text) == found, text


def test_a_label_is_known_and_nothing_is_lost() -> None:
    book, _ = studied(f"# 章\n\n{QUESTION}   **答案：A**，见[上文](a.md)`x`\n")
    (answer,) = walk(book.chapters, Answer)
    labels = [node for node in walk(answer, Styled) if node.classes == ("answer-label",)]
    assert [plain_text(label) for label in labels] == ["答案："]
    assert plain_text(answer) == "答案：A，见上文x"


def test_a_place_that_links_lead_to_stays_where_a_label_is_taken_off() -> None:
    book, _ = studied(f'# 章\n\n{QUESTION}\n   <a id="x"></a>答案：A\n')
    assert [node.name for node in walk(book, Anchor)] == ["x"]


@pytest.mark.parametrize(
    "text",
    [
        "## 解析\n\n词法分析之后是什么？\n\n解析：从记号到树。",
        "解析：把文字变成树，叫做解析。",
        "- 词法分析\n\n  分析：把文字变成记号。\n- 语法分析\n\n  解析：把记号变成树。",
        "1. 加载\n\n   解析：虚拟机把符号引用换成直接引用。",
        "问：你好吗？\n\n答：好。",
        "你好吗？\n\n答：好。",
        "- 冰比水轻\n\n答案：见下文\n\n正文。",
        "## 他说了什么？\n\n问：你好吗？\n\n答：好。",
        "为什么会这样？\n\n答案：没有人知道。\n\n后来的事大家都知道。",
        "答案是明显的。\n\n答案：见下文。",
        "答案是：三个。",
        "他问：“几个？”\n\n答：“三个。”",
        "```text\n1. 几个（  ）\n答案：三个\n```",
        "第一步，调用 f()。\n\n参考答案的写法如下。",
        "## 练习\n\n答案：见附录。",
        "例如：这样。\n\n解：不必。",
        "- A类地址\n- B类地址\n\n分析：前几位不同。",
        "A：你好。\n\nB：你好。\n\n分析：两个人在说话。",
        "A. 甲\n\nB. 乙\n\n分析：两种写法。",
        '???+ note "例题"\n    求和。\n\n??? note "题解"\n    相加。',
        "设 x = 1。\n\n解：两边相乘。",
        "文字\n\nA. 只有一条\n\n答案：见下文",
        "例 1 求和。\n\n---\n\n正文。\n\n答案：见下文",
        "正文中说道。 答案：没有人知道。",
        "1. 设备是____，见 [答案] 一章。",
        "## 练习\n\n1. 请写出 答案：____",
        "## 练习\n\n1. 【考点】力",
        "1. 配置（  ）\n\n故选 A。",  # no choices
        "- A. 选 B → 强\n- B. 选 A → 弱",
        "A. 甲\nB. 乙\n选 B 班的人多",
        "A. 甲\nB. 乙\n选 Attached。",
        "## 冰为什么浮？\n\n甲\n\n乙\n\n丙\n\n答：密度小。",  # something else is told first
    ],
)
def test_what_is_no_answer_stays_what_it_is(text: str) -> None:
    assert answers(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "例 2：求面积。\n\n解析：宽为\n\n$$x$$\n\n因为长是三。\n\n答案：三。\n\n后面的正文。",
            ["解析：宽为 | x | 因为长是三。 | 答案：三。"],
        ),
        ("例 2：求面积。\n\n解析：略。\n\n正文。\n\n例 3：谁来了？\n\n答案：他。", ["解析：略。", "答案：他。"]),
        ("例 2：求面积。\n\n答案：三。\n\n解析：一乘三。\n\n后面的正文。", ["答案：三。 | 解析：一乘三。"]),
        ("> [!example] 【例】积是（  ）\n> A. 一\n> B. 二\n>\n> 解：一。\n\n正文。", ["解：一。"]),
        ("想一想：冰为什么浮？\n\n答：密度小。\n\n后面的正文。", ["答：密度小。"]),
        ("**思考题**：写一个循环。\n\n答案：\n\n```python\nfor\n```\n\n后面的正文。", ["答案： | "]),
        ("## 冰为什么浮？\n\n答：密度小。\n\n所以浮。\n\n## 下一节\n\n正文。", ["答：密度小。 | 所以浮。"]),
        ("> 想一想，几个？\n>\n> 答案：两个\n\n正文。", []),
        ("> 想一想：几个？\n>\n> 答案：两个\n\n正文。", ["答案：两个"]),
        ("下列是力的（  ）\n\n- A. 重力\n- B. 重量\n- 答案：A\n\n正文。", ["答案：A"]),
        ("1、几个？\n\n答案：两个\n\n2、谁？\n\n答案：他\n\n正文。", ["答案：两个", "答案：他"]),
        ("例 1 求和。\n\n甲\n\n乙\n\n丙\n\n答案：三\n\n正文。", ["答案：三"]),
        ("例 1 几个（  ）\n\n答案：如下：\n\n两个\n\n正文。", ["答案：如下： | 两个"]),
        ("## 习题\n\n1. 几个\n\n答案：两个\n\n---\n\n正文。", ["答案：两个"]),
        (
            "问题：\n\n（1）谁？（4分）\n\n（2）为什么？（8分）\n\n【参考答案】（1）他。\n\n（2）冷。\n\n（3）正文。",
            ["【参考答案】（1）他。 | （2）冷。"],
        ),
        ("问题：\n\n（1）谁？\n\n【答案】（1）他。\n\n（2）这是正文。", ["【答案】（1）他。"]),
        ("## 习题\n\n1. 几个\n\n答案：两个\n\n谁来了？\n\n答案：他", ["答案：两个", "答案：他"]),
    ],
)
def test_in_text_that_goes_on_an_answer_is_what_is_labelled(text: str, found: list[str]) -> None:
    assert answers(text) == found


def test_among_questions_an_answer_goes_on_to_the_next() -> None:
    text = (
        "## 一、选择题（每题 2 分）\n\n1、力是（  ）。\n\nA. 推  B. 声\n\n答案：A\n\n推是力。\n\n"
        "2、下列不是力的是\n\nA重力\n\nB重量\n\n答案：B\n\n多项选择题\n\n冰在（  ）浮。\n\n答案：水\n\n"
        "## 其他\n\n正文。"
    )
    assert answers(text) == ["答案：A | 推是力。", "答案：B", "答案：水"]


def test_a_box_of_that_name_is_an_answer() -> None:
    boxes = (
        "<details><summary>点击查看答案</summary>\n\n甲\n\n</details>",
        '??? success "参考答案"\n\n    甲',
        "> [!success]- 参考答案\n> 甲",
        "::: details 答案\n甲\n:::",
    )
    for box in boxes:
        assert len(answers(f"冰为什么浮？\n\n{box}\n")) == 1
    assert len(answers("## 练习\n\n1. 求和。\n\n> [!solution]\n> 相加。\n")) == 1
    folded = "<details><summary>👉 点击看解析</summary>\n牛顿。\n</details>"
    assert answers(f"## 练习\n\n1. 单位？\n\n{folded}\n\n2. 要素？") == ["👉 点击看解析牛顿。"]
    assert answers("正文。\n\n<details><summary>想一想</summary>\n\n答案在下面\n\n</details>") == []


@pytest.mark.parametrize(
    "title",
    [
        "👉 展开答案", "点我看答案 😏", "答案（点击展开）", "答案戳这里",
        "参考答案（点我）", "点这里看答案", "点开看答案", "答案在这里",
        "想看答案点这里", "点击此处查看答案", "请点击查看答案", "展开查看答案",
        "参考答案👇", "答案揭晓", "Click to see the answer",
    ],
)  # fmt: skip
def test_a_folded_box_says_in_many_ways_that_it_is_an_answer(title: str) -> None:
    assert len(answers(f"冰为什么浮？\n\n<details><summary>{title}</summary>\n\n甲\n\n</details>\n")) == 1


def test_sections_of_answers_need_exercises() -> None:
    book, _ = studied(
        "# 一\n\n## 1.1 本章习题\n\n- 甲\n\n### 练习 2\n\n乙\n\n## 参考答案\n\n甲\n", "# 二\n\n## 答案\n\n正文。\n"
    )
    assert purposes(book) == {
        "1.1 本章习题": Purpose.EXERCISES,
        "练习 2": Purpose.EXERCISES,
        "参考答案": Purpose.ANSWERS,
        "答案": None,
    }


def test_words_of_the_authors_are_known_and_answers_can_be_switched_off() -> None:
    text = f"{QUESTION}   标答：A\n"
    assert answers(text) == []
    assert answers(text, answer_marks=("答案", "标答")) == ["标答：A"]
    assert answers(f"{QUESTION}   答案：A\n   解析：略\n", answer_marks=()) == []
    assert answers("## 真题演练\n\n冰为什么浮\n\n解：密度小。\n", exercise_headings=("真题演练",)) == ["解：密度小。"]


def test_exercises_want_no_summary() -> None:
    text = "# 力\n\n## 重力\n\n文字\n\n### 方向\n\n文字\n\n## 习题\n\n- 甲\n\n"
    _, problems = studied(f"{text}## 小结\n\n### 重力\n\n- 能够说出重力\n", "# 习题\n\n- 乙\n")
    assert told(problems) == []
    book, _ = studied(text)
    summary = book.chapters[0].summary
    assert summary
    assert [plain_text(group.title) for group in summary.groups] == ["重力"]


@pytest.mark.parametrize(
    ("exercises", "title", "purpose", "asked", "task"),
    [
        (True, "第一节", None, True, Task.FILL),  # whose heading is a question
        (True, "第一节", Purpose.EXERCISES, False, Task.ANY),
        (True, "判断题", None, True, Task.JUDGE),
        (False, "第一节", None, False, Task.ANY),
        (False, "判断题", None, False, Task.ANY),
        (False, "判断题", Purpose.EXERCISES, False, Task.JUDGE),
        (False, "什么是力？", None, True, Task.ANY),
    ],
)
def test_what_a_section_wants_is_told_by_its_heading_or_by_that_above(
    exercises: bool, title: str, purpose: Purpose | None, asked: bool, task: Task
) -> None:
    section = Section(2, (Text(title),), (), purpose=purpose)
    found = AnswerPlace(exercises, task=Task.FILL).inside(section)
    assert (found.asked, found.task) == (asked, task)
    assert found.exercises is (exercises or purpose is Purpose.EXERCISES)


def test_what_is_looked_at_belongs_to_the_choices_below_it() -> None:
    one, other, text = (Paragraph((Text(words),)) for words in ("A. 一", "B. 二", "文字"))
    code = CodeBlock("x = 1\n")
    assert list(choices_below([code, one, other, code, text])) == [code, one, other]
    assert list(choices_below([code, text, one])) == []


@pytest.mark.parametrize(
    ("lines", "letters"),
    [("A甲|B 乙|C丙", "ABC"), ("A类地址|文字", ""), ("A. 甲|B类", "A"), ("A. 甲|文字", "A"), ("A甲|C丙", "")],
)
def test_letters_right_before_words_are_those_of_choices_from_two_on(lines: str, letters: str) -> None:
    assert choice_letters([Paragraph((Text(line),)) for line in lines.split("|")]) == frozenset(letters)
