"""Exercises on handouts: the questions with room to write, and the key to them."""

import re
from pathlib import Path

import pytest
from golden import compare
from study_samples import resolved, sections, studied
from test_render import bodies, book_of

from studypress.editions import ANSWERS, RECALL
from studypress.model import Chapter, Figure, Heading, Purpose, Section
from studypress.render import Rendering
from studypress.render.chapters import drawings
from studypress.render.exercises import Group, key_of, questions_of
from studypress.render.flashcards import cards_of
from studypress.render.handout_questions import Passage, Question
from studypress.tree import plain_text, walk

IDS = re.compile(r' id="([^"]+)"')


def chapter(text: str) -> Chapter:
    return studied(f"# 章\n\n{text}\n")[0].chapters[0]


def numbered(text: str) -> Chapter:
    """A chapter whose sections and figures have their numbers."""
    return resolved(f"# 章\n\n{text}\n")[0].chapters[0]


def shown(groups: tuple[Group, ...], *, key: bool = False) -> list[str]:
    """A line for each heading, passage and question, as a sheet has them."""
    lines = []
    for group in groups:
        lines += [f"# {plain_text(group.title)}"] if group.title else []
        for part in group.parts:
            if isinstance(part, Passage):
                lines.append(plain_text(part.blocks))
                continue
            words = plain_text((*part.title, *(part.answer if key else part.blocks)))
            lines.append(f"[{part.marker}] {words}" + ("" if key else f" _{part.rows}"))
    return lines


def test_the_key_of_a_chapter() -> None:
    case = Path(__file__).parent / "render" / "exercises"
    compare(bodies(book_of(case / "input.md"), ANSWERS), case / "answers.html")


NUMBERED = (
    "## 习题\n\n读图，回答 1～2 题。\n\n1. 甲（  ）\n\n   答案：一\n2. 乙\n\n   答：二\n\n"
    "阅读材料，回答第 3 题。\n\n3. 丙\n"
)


def test_exercises_are_asked_whole() -> None:
    asked = [
        "# 习题",
        "读图，回答 1～2 题。",
        "[1.] 甲（　　） _0",
        "[2.] 乙 _1",
        "阅读材料，回答第 3 题。",
        "[3.] 丙 _3",
    ]
    assert shown(questions_of(chapter(NUMBERED))) == asked
    assert shown(key_of(chapter(NUMBERED)), key=True) == ["# 习题", "[1.] 答案：一", "[2.] 答：二"]


def test_numbers_that_are_typed_are_not_doubled_and_stand_before_their_answers() -> None:
    text = "## 习题\n\n1、甲\n\n答案：一\n\n第2题：乙\n\n答案：二\n"
    assert shown(questions_of(chapter(text))) == ["# 习题", "[] 1、甲 _1", "[] 第2题：乙 _1"]
    assert shown(key_of(chapter(text)), key=True) == ["# 习题", "[1、] 答案：一", "[第2题] 答案：二"]


def test_questions_without_a_number_are_counted_alike_on_both_sheets() -> None:
    text = "## 练习\n\n- 甲\n- 乙\n\n  答案：二\n\n丙（  ）\n\n答案：三\n"
    assert shown(questions_of(chapter(text))) == ["# 练习", "[1.] 甲 _3", "[2.] 乙 _1", "[3.] 丙（　　） _0"]
    assert shown(key_of(chapter(text)), key=True) == ["# 练习", "[2.] 答案：二", "[3.] 答案：三"]


def test_short_answers_stand_side_by_side() -> None:
    letters = "1. 甲（ A ）\n   A. 一  B. 二\n2. 乙（ B ）\n   A. 一  B. 二\n"
    assert [group.has_short_answers for group in key_of(chapter(f"## 选择题\n\n{letters}"))] == [True]
    assert [group.has_short_answers for group in key_of(chapter(f"## 选择题\n\n{letters}   解析：乙。\n"))] == [False]
    assert [group.has_short_answers for group in key_of(chapter(NUMBERED + "\n## 参考答案\n\n丙\n"))] == [True, False]


def test_an_answer_in_brackets_stands_in_the_book_alone() -> None:
    text = (
        "**考题1**：\n\n下列是力的是____ 。(答案: <font color='red'>**B**</font>)\n\n1. 推\n2. 声\n\n"
        "A. 2  B. 1\n\n正文（答案：见附录）\n\n## 习题\n\n1. 积是（答案：三）\n   A. 三  B. 四\n2. 商（答案是二）\n\n"
        "差是____（答案：一）\n"
    )
    made = chapter(text)
    assert "(答案: B)" in plain_text(made.blocks)
    assert shown(questions_of(made)) == [
        "[] 考题1：下列是力的是____ 。推声A. 2B. 1 _0",
        "# 习题",
        "[1.] 积是A. 三B. 四 _0",
        "[2.] 商（答案是二） _3",
        "[3.] 差是____ _0",
    ]
    assert shown(key_of(made), key=True) == ["[考题1] 答案: B", "# 习题", "[1.] 答案：三", "[3.] 答案：一"]


def test_of_other_text_only_what_has_an_answer_is_asked() -> None:
    text = (
        "## 力\n\n正文。\n\n例 1：甲\n\n答案：一\n\n正文。\n\n- 乙\n- 丙？\n\n  答：三\n\n### 丁？\n\n答：四\n\n再说。"
    )
    assert shown(questions_of(chapter(text))) == ["# 力", "[] 例 1：甲 _1", "[1.] 丙？ _1", "[2.] 丁？ _1"]


def test_the_title_of_a_box_may_begin_its_question() -> None:
    boxes = (
        "> [!example] 【例】积是（  ）\n> A. 一  B. 二\n>\n> 解：一\n\n",
        "> [!note] 算一算\n> 例：商是几？\n>\n> 答案：一\n",
    )
    asked = ["[1.] 【例】积是（　　）A. 一B. 二 _0", "[] 例：商是几？ _1"]
    assert shown(questions_of(chapter("".join(boxes)))) == asked


def test_a_heading_that_asks_has_its_number() -> None:
    assert shown(questions_of(numbered("## 问答\n\n### 丁？\n\n答：四"))) == ["# 问答", "[1.1.1] 丁？ _1"]


@pytest.mark.parametrize(
    "below",
    [
        "1. 什么是力？\n\n   物体间的作用。\n2. 什么是重力？\n\n   地球的吸引。",
        "1. 什么是力？物体间的作用。\n2. 什么是重力？地球的吸引。",
        "1、什么是力？\n\n物体间的作用。\n\n2、什么是重力？\n\n地球的吸引。",
        "### 1. 什么是力？\n\n物体间的作用。",
        "1. 打印乘法表。\n\n   ```python\n   for\n   ```",
        "下面来做练习。",
    ],
)
def test_what_may_be_an_answer_without_a_label_is_not_handed_out(below: str) -> None:
    assert questions_of(chapter(f"## 简答题\n\n{below}\n")) == ()


def test_the_parts_that_material_is_asked_about_are_questions() -> None:
    material = "## 材料题\n\n材料一　甲。\n\n——《史记》\n\n"
    asked = f"{material}（1）指出其主张。（4分）\n\n（2）这说明了什么？\n\n（3）还有____。\n"
    assert shown(questions_of(chapter(asked))) == [
        "# 材料题",
        "材料一　甲。——《史记》",
        "[] （1）指出其主张。（4分） _3",
        "[] （2）这说明了什么？ _3",
        "[] （3）还有____。 _0",
    ]
    assert shown(questions_of(chapter(f"{material}（1）因为这样。\n\n（2）因为那样。\n"))) == []
    numbered = chapter("## 习题\n\n1、甲？\n\n2、乙？\n\n（1）丙？\n\n## 参考答案\n\n略\n")
    assert shown(questions_of(numbered))[2] == "[] 2、乙？（1）丙？ _3"


def test_material_is_handed_out_with_what_is_asked_about_it() -> None:
    asked = "问题：\n\n（1）谁？\n\n（2）为什么？\n\n【参考答案】（1）他。\n\n（2）冷。"
    text = f"## 材料研读\n\n正文。\n\n材料一 甲来了。\n\n——《某书》\n\n**材料二** 乙来了。\n\n{asked}"
    assert shown(questions_of(chapter(text))) == [
        "# 材料研读",
        "[1.] 材料一 甲来了。——《某书》材料二 乙来了。问题：（1）谁？（2）为什么？ _2",
    ]
    assert shown(key_of(chapter(text)), key=True)[1:] == ["[1.] 【参考答案】（1）他。（2）冷。"]


def test_what_asks_alone_is_handed_out() -> None:
    code = "   ```python\n   for\n   ```\n"
    text = f"1. 谁？请说明理由。\n2. 下面的程序印什么\n\n{code}3. 几个？\n   A. 一  B. 二\n\n在这里讨论。\n"
    (group,) = questions_of(chapter(f"## 练习\n\n先想一想。\n\n{text}"))
    assert [isinstance(part, Passage) for part in group.parts] == [True, False, False, False]
    assert [question.marker for question in group.items] == ["1.", "2.", "3."]


def test_choices_typed_below_a_question_mark_are_no_answer() -> None:
    assert shown(questions_of(chapter("## 练习\n\n1. 哪个正确？\n   A. 甲\n   B. 乙\n"))) == [
        "# 练习",
        "[1.] 哪个正确？A. 甲B. 乙 _0",
    ]


def test_the_answers_at_the_end_are_the_key() -> None:
    text = "## 习题\n\n1. 甲\n2. 乙\n\n## 参考答案\n\n1. 一\n2. 二\n"
    assert shown(questions_of(chapter(text))) == ["# 习题", "[1.] 甲 _3", "[2.] 乙 _3"]
    assert shown(key_of(chapter(text)), key=True) == ["# 参考答案", "一二"]


def test_a_chapter_of_answers_is_a_key_and_nothing_is_asked() -> None:
    book, _ = studied("# 习题\n\n1. 甲\n2. 乙\n", "# 习题答案\n\n1. 一\n2. 二\n")
    assert questions_of(book.chapters[1]) == ()
    assert shown(key_of(book.chapters[1]), key=True) == ["一二"]


def test_an_answer_deep_in_a_question_is_not_handed_out() -> None:
    nested = "   - 小题（  ）\n\n     答案：一\n\n   - 小题（  ）\n\n     答案：二\n"
    text = f"## 习题\n\n1. 甲\n\n{nested}2. 乙\n\n   > 丙？\n   >\n   > 答案：三\n"
    asked = plain_text(tuple(one.blocks for group in questions_of(chapter(text)) for one in group.items))
    assert "答案" not in asked
    assert shown(key_of(chapter(text)), key=True) == ["# 习题", "[1.] 答案：一答案：二", "[2.] 答案：三"]


def test_a_figure_of_a_question_is_not_shown_again_and_that_of_an_answer_not_before() -> None:
    text = "![甲](a.png)\n\n## 习题\n\n1. 看图。\n\n   ![乙](a.png)\n\n   答案：如图。\n\n   ![丙](a.png)\n"
    made = numbered(text)
    assert len(list(walk(made.blocks, Figure))) == 3
    practised = {figure.id for figure in walk((questions_of(made), key_of(made)), Figure)}
    assert len(practised) == 2
    assert not practised & {figure.id for figure in drawings(made)}


@pytest.mark.parametrize(("answer", "rows"), [("二", 1), ("二" * 40, 3), ("二" * 900, 8)])
def test_the_room_to_write_is_as_long_as_the_answer(answer: str, rows: int) -> None:
    (group,) = questions_of(chapter(f"## 习题\n\n1. 甲\n\n   答案：{answer}\n"))
    assert [part.rows for part in group.parts if isinstance(part, Question)] == [rows]


def test_a_key_leaves_out_the_chapters_that_need_none(tmp_path: Path) -> None:
    texts = (
        "# 甲\n\n## 节\n\n文字\n\n![图](a.png)\n",
        "# 乙\n\n## 习题\n\n1. 谁？\n\n   答案：他\n",
        "# 丙\n\n## 小结\n\n- 能够说出\n",
        "# 丁\n\n## 小结\n\n- 能够说出\n  - 三个\n",
    )
    for at, text in enumerate(texts):
        (tmp_path / f"{at}.md").write_text(text, encoding="utf8")
    made = Rendering(book_of(tmp_path), ANSWERS)
    assert [page.title for page in made.coming()] == ["第二章 乙", "第四章 丁"]


def test_a_choice_needs_no_room() -> None:
    (group,) = questions_of(
        chapter("## 习题\n\n1. 甲\n   A. 一  B. 二\n   答案：A\n\n2. 乙\n\n   - A. 一\n   - B. 二\n")
    )
    assert [part.rows for part in group.items] == [0, 0]


def test_a_chapter_of_exercises_alone_is_recalled(tmp_path: Path) -> None:
    text = "# 习题\n\n1. 甲[^注]\n\n   答案：一\n\n[^注]: 注文\n\n# 力\n\n文字\n"
    (tmp_path / "a.md").write_text(text, encoding="utf8")
    sheet = bodies(book_of(tmp_path), RECALL)
    assert 'chapter-name">习题' in sheet
    assert sheet.count('class="question"') == 1
    assert "答案" not in sheet


def test_a_sheet_has_the_notes_that_are_called_on_it_and_no_others(tmp_path: Path) -> None:
    notes = {"text": "甲注", "head": "乙注", "asked": "丙注，见[^deep]", "told": "丁注", "deep": "戊注", "none": "己注"}
    text = "# 章\n\n## 节\n\n文[^text]\n\n## 习题[^head]\n\n1. 问[^asked]？\n\n   答：是[^told]。\n\n"
    text += "".join(f"[^{name}]: {words}\n" for name, words in notes.items())
    (tmp_path / "a.md").write_text(text, encoding="utf8")
    for edition, expected in ((RECALL, "乙丙戊"), (ANSWERS, "乙丁")):
        sheet = bodies(book_of(tmp_path / "a.md"), edition)
        assert {note for note in "甲乙丙丁戊己" if f"{note}注" in sheet} == set(expected)
        assert len(set(IDS.findall(sheet))) == len(IDS.findall(sheet))


def test_answers_with_notes_do_not_stand_side_by_side() -> None:
    text = "## 习题\n\n1. 甲\n\n   答：是[^a]\n\n[^a]: 注\n"
    assert [group.has_short_answers for group in key_of(chapter(text))] == [False]


def test_a_key_below_questions_that_have_answers_already_is_shared_out_too() -> None:
    text = (
        "## 习题\n\n1. 甲（A）\n   A. 一  B. 二\n2. 乙(  )\n   【答案】B【详解】略\n3. 丙\n\n   > 答案：A\n\n"
        "**二、填空题**\n\n4. 丁____。\n\n**三、计算题**\n5. 戊？\n\n解：二。\n\n6. 己？\n\n---\n\n"
        "**【参考答案及解析】**\n\n一、1-3 ABA\n\n二、4. 力\n\n三、5. 见上\n6. 三。因为 6 = m。\n"
    )
    key = [
        "[1.] A",
        "[2.] 【答案】B【详解】略",
        "[3.] 答案：A",
        "[4.] 力",
        "[5.] 解：二。见上",
        "[6.] 三。因为 6 = m。",
    ]
    assert shown(key_of(chapter(text)), key=True) == ["# 习题", *key]


def test_parts_of_an_answer_are_not_taken_for_the_next_answers() -> None:
    text = (
        "### 二、典例\n\n【变式1】甲（ B ）\nA. 一  B. 二\n\n**三、课堂检测**\n\n1．乙（  ）\nA．一  B．二\n\n"
        "2．判断\n(1) 丙。（×）\n(2) 丁。（√）\n\n3．写出：\n（1）________。\n\n"
        "答案：1．C  2．(1)× (2)× (3)√  3．（1）戊\n\n附：公式\n"
    )
    key = ["# 二、典例", "[【变式1】] B", "# 三、课堂检测", "[1．] C", "[2．] ×；√(1)× (2)× (3)√", "[3．] （1）戊"]
    assert shown(key_of(chapter(text)), key=True) == key


def test_an_answer_with_the_number_of_an_item_answers_that_alone() -> None:
    asked = chapter("## 分词\n\n译句子。\n\n1. 他高兴。\n   He is glad.\n2. 值得一读。\n\n参考译文：2. Worth it.\n")
    assert shown(questions_of(asked)) == ["# 分词", "[2.] 值得一读。 _2"]


def test_a_key_makes_questions_of_the_list_above_it() -> None:
    text = (
        "## 三、训练案\n\n1. 甲( B )\n\nA. 一\nB. 二\n\n［解析］一二。\n\n2. 乙(  )\n   A. 一  B. 二\n3. 丙\n\n"
        "**答案**\n\n1. B\n2. A\n3. 略\n"
    )
    assert shown(questions_of(chapter(text))) == [
        "# 三、训练案",
        "[1.] 甲(　　)A. 一B. 二 _0",
        "[2.] 乙(　　)A. 一B. 二 _0",
        "[3.] 丙 _1",
    ]
    assert shown(key_of(chapter(text)), key=True) == ["# 三、训练案", "[1.] B［解析］一二。", "[2.] A", "[3.] 略"]


def test_answers_below_the_last_question_are_on_the_key_alone() -> None:
    asked = chapter("## 习题\n\n1．几个（  ）\n\n2．谁？\n\n**参考答案**\n\n1．两个\n\n2．他\n")
    assert shown(questions_of(asked)) == ["# 习题", "[] 1．几个（\u3000\u3000） _0", "[] 2．谁？ _1"]
    assert shown(key_of(asked), key=True) == ["# 习题", "[1．] 两个", "[2．] 他"]


@pytest.mark.parametrize("between", ["", "> 提示：甲有两个。\n\n"])
def test_a_list_of_answers_below_the_last_question_is_shared_out(between: str) -> None:
    asked = chapter(f"## 习题\n\n1. 几个（  ）\n2. 谁？\n3. 甲\n\n{between}**答案**：\n\n1. 两个\n2. 他\n3. 略\n")
    hint = ["提示：甲有两个。"] if between else []
    assert shown(questions_of(asked))[1:] == ["[1.] 几个（\u3000\u3000） _0", "[2.] 谁？ _1", "[3.] 甲 _1", *hint]
    assert shown(key_of(asked), key=True) == ["# 习题", "[1.] 两个", "[2.] 他", "[3.] 略"]
    assert [plain_text(card.back.blocks) for card in cards_of(asked, ())] == ["两个", "他", "略"]


@pytest.mark.parametrize(
    "answers", ["1. 甲\n2. 乙\n", "2. 甲\n3. 乙\n4. 丙\n", "第三题分三步：\n\n1. 甲\n2. 乙\n3. 丙\n"]
)
def test_a_list_that_answers_other_questions_stays_with_the_last(answers: str) -> None:
    asked = chapter(f"## 习题\n\n1. 甲？\n2. 乙？\n3. 丙？\n\n答案：\n\n{answers}")
    assert len(shown(key_of(asked), key=True)) == 2


PAPER = "## 习题\n\n一、选择题\n\n1. 甲（  ）\n2. 乙（  ）\n\n二、简答题\n\n3. 丙？\n4. 丁？\n\n"


@pytest.mark.parametrize(
    "key",
    [
        "答案：1. A 2. B 3. 甲、乙 4. 丙",
        "参考答案\n\n1-2 AB\n\n3. 甲、乙\n\n4. 丙",
        "参考答案 1~2：A B；3、甲、乙；4、丙",
        "【答案】（1）A （2）B （3）甲、乙 （4）丙",
        "**答案**\n\n一、1．A　2．B\n\n二、简答题：3．甲、乙；4．丙",
    ],
)
def test_a_key_that_is_text_is_shared_out(key: str) -> None:
    asked = chapter(PAPER + key)
    assert "A" not in "".join(shown(questions_of(asked)))
    assert [line.split("] ")[-1] for line in shown(key_of(asked), key=True)[1:]] == ["A", "B", "甲、乙", "丙"]


@pytest.mark.parametrize(
    "key",
    [
        "1. A 2. B 3. 甲 4. 乙 5. 丙",
        "1. A 2. B 4. 二",
        "1-3 AB 4. 二",
        "分两步：1. A 2. B 3. C 4. D",
        "1-2 AB\n解析：3. 甲、乙 4. 丙",
    ],
)
def test_a_key_that_is_text_and_does_not_fit_stays_whole(key: str) -> None:
    asked = chapter(f"{PAPER}答案：{key}")
    assert "".join(key.split())[-3:] in "".join("".join(shown(key_of(asked), key=True)).split())
    assert len(shown(key_of(asked), key=True)) == 2


def test_heads_part_the_answers_where_questions_count_anew() -> None:
    first = "## 习题\n\n一、选择题\n\n1. 力是（  ）\n   A. 甲  B. 乙\n\n   答案：B\n\n"
    text = f"{first}二、判断题（每题 2 分）\n\n1. 有方向。（√）\n2. 是物质。（×）\n"
    heads, group = ["一、选择题", "二、判断题（每题 2 分）"], key_of(chapter(text))[0]
    passages = [plain_text(part.blocks) for part in group.parts if isinstance(part, Passage)]
    assert (passages, len(group.items), group.has_short_answers) == (heads, 3, True)
    counted_on = key_of(chapter(text.replace("1. 有", "2. 有").replace("2. 是", "3. 是")))[0]
    assert (len(counted_on.parts), len(counted_on.items)) == (3, 3)


def test_a_key_answers_the_questions_below_several_headings_whose_numbers_begin_again() -> None:
    asked = chapter(
        "## 练习\n\n### 一、选择题\n\n1. 甲（  ）\n2. 乙（  ）\n\n### 二、判断题\n\n1. 丙。（  ）\n2. 丁。（  ）\n\n"
        "答案：一、1-2 AB 二、1. √ 2. ×\n"
    )
    assert shown(key_of(asked), key=True) == [
        "# 一、选择题", "[1.] A", "[2.] B", "# 二、判断题", "[1.] √", "[2.] ×",
    ]  # fmt: skip


@pytest.mark.parametrize("answer", ["诉讼是打官司", "<ruby>讼<rt>sòng</rt></ruby>", "**诉讼**", "[^1]讼"])
def test_no_word_of_a_key_that_is_text_is_lost(answer: str) -> None:
    text = f"# 章\n\n{PAPER}答案：1. A 2. B 3. 甲 4. {answer}\n\n[^1]: 注\n"
    asked = studied(text, glossary="诉讼\n: 打官司。\n")[0].chapters[0]
    key = "".join(shown(key_of(asked), key=True))
    assert key.count(re.sub("<rt>.*</rt>|<[^>]*>|[*]|\\[.*\\]", "", answer)) == 1
    assert "[^1]" not in answer or "4. 讼" in key


def test_cards_have_the_answers_of_a_key_that_is_text() -> None:
    asked = chapter("## 习题\n\n1. 甲（  ）\n2. 乙？\n\n## 参考答案\n\n1. A 2. 他\n")
    assert [plain_text(card.back.blocks) for card in cards_of(asked, ())] == ["A", "他"]


def test_headings_of_questions_typed_in_ordinary_text_head_sections() -> None:
    asked = numbered(
        "## 劳动\n\n文\n\n一、选择题\n\n1. 甲（  ）\n\n二、辨一辨\n\n2. 乙（  ）\n\n### 参考答案\n\n1-2 A√\n"
    )
    assert shown(questions_of(asked)) == [
        "# 选择题", "[1.] 甲（\u3000\u3000） _0", "# 辨一辨", "[2.] 乙（\u3000\u3000） _0",
    ]  # fmt: skip
    assert [(one.number, plain_text(one.title)) for one in walk(asked, Section)] == [
        ("1.1", "劳动"), ("一", "选择题"), ("二", "辨一辨"), ("", "参考答案"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "选择题\n\n1. 甲（  ）\n",
        "一、选择题\n\n是常见的题型。\n",
        "一、商品\n\n1. 甲\n",
        "一、选择题\n\n1. 甲（  ）\n\n### 价值\n\n文\n",
    ],
)
def test_paragraphs_that_may_head_no_questions_stay_paragraphs(text: str) -> None:
    assert not any(section.purpose for section in walk(chapter(f"## 劳动\n\n{text}"), Section))


def test_underlined_blanks_are_room_to_write_in() -> None:
    asked = chapter("## 习题\n\n1. 单位是<u>    </u>。\n2. 力是<u>　　</u>。\n3. 写出<u>单位</u>。\n\n   答案：牛\n")
    assert [question.rows for question in questions_of(asked)[0].items] == [0, 0, 1]


@pytest.mark.parametrize(
    ("title", "known"),
    [
        ("Exercise 2 Multiple choice (单项选择)", True),
        ("Exercise 1  单句语法填空", True),
        ("2.1 改错 Error correction", True),
        ("合并句子（Combine sentences）", True),
        ("综合测试题", True),
        ("Exercise 3 Sorting", False),
        ("Exercise 1.2 选择题", False),
        ("单元测试", False),
        ("Python 练习环境", False),
    ],
)
def test_exercises_may_be_called_so_in_two_languages_and_be_counted(title: str, *, known: bool) -> None:
    (section,) = sections(studied(f"# 章\n\n## {title}\n\n1. 甲\n")[0]).values()
    assert (section.purpose is Purpose.EXERCISES) is known


def test_a_key_below_a_list_of_any_text_answers_it() -> None:
    asked = chapter("## 作业\n\n1. 名称。\n2. 单位。\n\n**答案：**\n1. 重力\n2. N\n")
    assert shown(questions_of(asked)) == ["[1.] 作业名称。单位。 _1"]
    assert shown(key_of(asked), key=True) == ["[1.] 作业答案：重力N"]


def test_questions_typed_line_below_line_are_each_answered() -> None:
    asked = chapter("## 判断题\n\n（√）1、甲。\n（×）2、2 是乙。\n3、丙。（T）\n\n## 综合测试题答案\n\n略\n")
    lines = ["[] （　　）1、甲。 _0", "[] （　　）2、2 是乙。 _0", "[] 3、丙。（　　） _0"]
    assert shown(questions_of(asked)) == ["# 判断题", *lines]
    key = ["# 判断题", "[1、] √", "[2、] ×", "[3、] T", "# 综合测试题答案", "略"]
    assert shown(key_of(asked), key=True) == key


def test_headings_typed_among_exercises_part_the_questions() -> None:
    asked = chapter("## 习题\n\n一、填空题（2 分）\n\n1．____\n\n**二、翻译**\n\n1．甲\n\n答：乙\n\n三、是谁？\n")
    assert [plain_text(node) for node in walk(asked, Heading)] == ["一、填空题（2 分）", "二、翻译"]
    assert shown(questions_of(asked)) == [
        "# 习题", "一、填空题（2 分）", "[] 1．____ _0", "二、翻译", "[] 1．甲 _1", "三、是谁？",
    ]  # fmt: skip


def test_numbered_rows_of_choices_are_the_gaps_of_a_cloze() -> None:
    cloze = chapter(
        "## Exercises\n\nⅠ. 填空\n\n1. ____ (hear)\n2. ____ (cry)\n\nⅡ. 完形填空\n\n"
        "Once there __1__ a man who __2__ a dog.\n\n1. A. is  B. was  C. were\n2. A. had  B. has  C. have\n"
    )
    assert [line.split(" ")[0] for line in shown(questions_of(cloze))] == [
        "#",
        "Ⅰ.",
        "[1.]",
        "[2.]",
        "Ⅱ.",
        "Once",
        "[1.]",
        "[2.]",
    ]


def test_answers_below_a_strong_line_are_kept_from_pupils() -> None:
    paper = chapter("## 课后练习\n\n1．正确的是（　）\nA．甲\nB．乙\n\n2．要多少？____\n\n**参考答案**\n1．A　2．三\n")
    assert "三" not in "".join(shown(questions_of(paper)))
    assert shown(key_of(paper), key=True) == ["# 课后练习", "[1．] A", "[2．] 三"]


@pytest.mark.parametrize(
    ("title", "recalled"),
    [("参考文献", False), ("1.3 参考资料", False), ("References", False), ("参考文献的格式", True)],
)
def test_a_list_of_sources_is_nothing_to_recall(title: str, recalled: bool) -> None:
    summary = chapter(f"## 甲\n\n文\n\n## 乙\n\n文\n\n## {title}\n\n- 一本书\n").summary
    assert summary
    assert [plain_text(group.title) for group in summary.groups] == ["甲", "乙", *([title] * recalled)]


def test_choices_below_a_list_are_those_of_its_last_question() -> None:
    text = "1. 甲是（ A ）\n\n   A. 一\n\n   B. 二\n2. 乙是（ B ）\n\nA. 三\n\nB. 四\n"
    groups = questions_of(chapter(text))
    assert shown(groups) == ["[1.] 甲是（　　）A. 一B. 二 _0", "[2.] 乙是（　　）A. 三B. 四 _0"]


@pytest.mark.parametrize("turned", [False, True])
def test_questions_of_text_begin_behind_the_answer_before(turned: bool) -> None:
    given = ["{}、甲是（ A ）。\n\nA. 一\n\nB. 二\n", "{}、问？\n\n答案：一\n"]
    asked = ["{}、甲是（　　）。A. 一B. 二 _0", "{}、问？ _1"]
    order = (1, 0) if turned else (0, 1)
    groups = questions_of(chapter("\n".join(given[at].format(n) for n, at in enumerate(order, 1))))
    assert shown(groups) == [f"[] {asked[at].format(n)}" for n, at in enumerate(order, 1)]
