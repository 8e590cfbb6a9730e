"""Blanks that their author has filled in are told from any other brackets, emptied for pupils, and keep their words."""

import pytest
from limits import within
from study_samples import studied
from test_exercises import chapter, shown

from studypress.model import Choices, ListItem
from studypress.render.exercises import key_of, questions_of
from studypress.study.blanks import is_filled, room_of
from studypress.study.choice_marks import is_marked
from studypress.tree import plain_text, walk


def filled(text: str, **options: object) -> list[str]:
    """What stands in the blanks of a chapter of some notes."""
    book, _ = studied(f"# 章\n\n{text}\n", study_options=options)
    return [plain_text(node).strip() for node in walk(book.chapters) if is_filled(node)]


CHOICES = "A. 大小  B. 方向  C. 颜色  D. 作用点"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("1. 不属于力的三要素的是（ C ）。", "C"),
        ("1. 不属于力的三要素的是( C )", "C"),
        ("1. 不属于力的三要素的是（C）", "C"),
        ("1. 不属于力的三要素的是（ **C** ）", "C"),
        ("1. 力的三要素是（ABD）（多选）", "ABD"),
        ("1. 不属于力的三要素的是【C】", "C"),
        ("1. 不属于力的三要素的是[ C ]", "C"),
        ("1. 力的三要素是（ A、B、D ）。（2 分）", "A、B、D"),
        ("1. 推力有（ A ），所以是力", "A"),
        ("1. 推力有____A____，所以是力", "A"),
        ("1. 推力有<u> A </u>，所以是力", "A"),
        ("1. 不属于力的三要素的是（<u> C </u>）", "C"),
        ("（ C ）1、不属于力的三要素的是", "C"),
        ("Which is not a part of it ( C )", "C"),
        ("**1. 不属于力的三要素的是（ C ）**", "C"),
    ],
)
def test_letters_of_the_choices_below_are_an_answer(question: str, found: str) -> None:
    section = "## 选择题" if "<u>" in question else "## 力"
    assert filled(f"{section}\n\n{question}\n\n{CHOICES}") == [found]
    assert filled(f"{section}\n\n{question}\n\nA. 大小\n\nB. 方向\n\nC. 颜色\n\nD. 作用点") == [found]


def test_a_heading_or_an_item_may_be_the_question() -> None:
    assert filled("### 1. 不属于力的三要素的是（ C ）\n\n- A. 大小\n- B. 方向\n- C. 颜色") == ["C"]
    assert filled("### 1. 不属于力的三要素的是<u> C </u>\n\n- A. 大小\n- B. 方向\n- C. 颜色") == ["C"]
    assert filled("- 不属于力的三要素的是( C )\n  A. 大小  B. 方向  C. 颜色") == ["C"]
    assert filled("1. 不属于力的三要素的是（ C ）\n\nA. 大小\n\nB. 方向\n\n2. 属于的是（ A ）\n\nA. 大小\n\nB. 色") == [
        "A"
    ]
    assert filled("不属于力的是____A____\nA 重量\nB 重力") == ["A"]
    assert filled("- 不属于力的是（ A ）\n\n> A. 重量\n>\n> B. 重力") == ["A"]
    assert filled("( B ) 1. —Who is he?\n—A boy.\nA. he  B. she  C. it") == ["B"]
    assert filled("1、甲（ B ）\nA、一\nB、二\n2、乙（ A ）\nA、三\nB、四") == ["B", "A"]


def test_letters_and_numbers_may_have_full_width() -> None:
    assert filled("## 题\n\n１．甲（　Ｃ　）\nＡ．一\nＢ．二\nＣ．三\n２．乙（Ａ）\n（Ａ）四　（Ｂ）五") == ["Ｃ", "Ａ"]
    book, _ = studied("# 章\n\n１．甲（Ａ）\n\nＡ．一　Ｂ．二　Ｃ．三　Ｄ．四")
    assert [choices.columns for choices in walk(book.chapters, Choices)] == [4]
    assert plain_text(book.chapters[0].blocks).startswith("１．甲（Ａ）Ａ．一")


@pytest.mark.parametrize(
    "text",
    [
        f"1. 点（A）的位置是（  ）\n\n{CHOICES}",  # where room is left, pupils write
        f"1. 事件的概率是 P(A)\n\n{CHOICES}",
        f"1. 已知 P ( A ) 和 P ( B )，求和\n\n{CHOICES}",
        f"1. 小球从点（A）出发，最后\n\n{CHOICES}",
        f"1. 正确的是（E）\n\n{CHOICES}",
        f"1. 正确的是（AA）\n\n{CHOICES}",
        "1. 小球停在点（ A ）",
        "1. 小球停在点（ A ）\n\n2. 正确的是（  ）\n   A. 甲  B. 乙",
        "（A）甲\n\n（B）乙\n\n（C）丙",
        "(A) 甲\n(B) 乙\n(C) 丙",
        "## 力\n\n1. 力可以脱离物体存在。（ × ）",
        "## 力\n\n力的三要素是<u>大小</u>、方向和作用点。",
        "## 选择题\n\n1. 正确的有<u>哪些</u>（  ）\n   A. 甲  B. 乙",
        "## 判断题\n\n1. 力可以脱离物体存在。（  ）\n2. 力有大小（√）和方向。（  ）",
        "## 判断题\n\n1. 力有三要素（大小、方向、作用点）。",
        "## 填空题\n\n1. 力的三要素是<u>大小</u>、____和作用点。",
        "## 填空题\n\n1. 力的三要素是____和____，还有______。",
        "## 填空题\n\n1. 力（ 又叫作用力 ）的单位是____。",
        "## 填空题\n\n1. 力（作用力）的单位是牛。",
        "## 练习\n\n1. 甲对了（对）",
        "## 判断题\n\n1. 他说得对。\n2. 判断正确\n3. 力有颜色。【  】",
        f"1. 取出的是 a[B]\n\n{CHOICES}",
    ],
)
def test_what_may_be_anything_else_stays_as_typed(text: str) -> None:
    assert filled(text) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("1. 力可以脱离物体存在。（ × ）", "×"),
        ("1. 力可以脱离物体存在。( ❌ )", "❌"),
        ("1. 力可以脱离物体存在（错）", "错"),
        ("1. 力可以脱离物体存在。（错误）", "错误"),
        ("1. 力可以脱离物体存在。（F）", "F"),
        ("1. 力可以脱离物体存在。（×）改：不可以。", "×"),
        ("1. ( √ ) 力有方向。", "√"),
        ("（√）1、力有方向。", "√"),
        ("1. 力有方向。√", "√"),
        ("1. 力有颜色。[×]", "×"),
        ("1. 力有方向。【√】", "√"),
        ("1. 力有颜色。 错", "错"),
        ("1. 力有方向。 正确", "正确"),
        ("- A类力有方向。 √", "√"),
    ],
)
def test_a_statement_that_is_judged(line: str, found: str) -> None:
    assert filled(f"## 二、判断题（每题 1 分）\n\n{line}") == [found]
    assert filled(f"## 习题\n\n判断下列说法\n\n### 判断对错\n\n{line}") == [found]
    assert filled(f"选择题\n\n判断题\n\n{line}") == [found]


def test_a_mark_in_brackets_judges_in_any_exercises() -> None:
    assert filled("## 练习\n\n1. 力有方向。（√）\n2. 力有颜色（×）") == ["√", "×"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("1. 力的三要素是<u>大小</u>、<u>方向</u>和<u>作用点</u>。", ["大小", "方向", "作用点"]),
        ("1. 力的单位是（ 牛 ），写作（ N ）。", ["牛", "N"]),
        ("1. 力（ 作用力 ）的单位是<u>牛</u>。", ["牛"]),
        ("1. 首都是<u><ruby>北京<rt>Běijīng</rt></ruby></u>。", ["北京"]),
        ("1. 单位是**牛**，写作**N**。", ["牛", "N"]),
        ("1. **力**是作用。", []),
        ("1. 频率是【50】Hz，周期是【0.02】s。", ["50", "0.02"]),
        ("1. 【甲】频率是【填数】Hz。【乙】", []),
        ("1. 与__长度__成正比，与_截面_成反比。", ["长度", "截面"]),
        ("1. 字__卿__，人称____。", ["卿"]),
    ],
)
def test_where_blanks_are_to_be_filled_in(line: str, found: list[str]) -> None:
    assert filled(f"## 填空题\n\n{line}") == found


def test_what_is_written_on_a_short_line_beside_room_is_an_answer_in_any_text() -> None:
    assert filled("名**况**，字__卿__，人称____。") == ["卿"]
    assert filled("字__卿__。\n\n用 ____ 和 __init__。") == []


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("1. 含____和____。（力；Ca(OH)2）", "含____和____。"),
        ("1. 甲____，乙____。（填“大”、“小”）", None),
        ("1. 甲____，乙____。（每空 1，共 2 分）", None),
        ("1. 会当凌绝顶，____。（杜甫）", None),
        ("1. This is where we went. (where → which)", "This is where we went. "),
        ("1. 写出方程式。（A→B）", None),
        ("1. 写出方程式。（铜→铁）", None),
    ],
)
def test_as_many_words_as_blanks_in_brackets_behind_them_answer(line: str, asked: str | None) -> None:
    (group,) = questions_of(chapter(f"## 填空题\n\n{line}\n2. 甲是____。\n"))
    assert plain_text(group.items[0].blocks) == (asked or line[3:])


def test_nothing_is_looked_for_where_answers_are_text() -> None:
    assert filled(f"1. 正确的是（ C ）\n\n{CHOICES}", answer_marks=()) == []


PAPER = (
    "## 选择题\n\n1. 正确的是（ B ）。\n   A. 甲[^1]  B. 乙\n\n   解析：乙对。\n\n"
    "2、用（ A ）做\n\nA. 甲\n\nB. 乙\n\n答案：A\n\n"
    "（ B ）3、几个\n\nA. 一\n\nB. 二\n\n## 判断题\n\n1. 力有颜色。（ × ）\n2. 力有方向。√\n\n"
    "## 填空题\n\n1. 力的三要素是<u>大小</u>、<u>**方向**</u>和作用点。\n\n[^1]: 注文\n"
)


def test_pupils_get_the_blanks_and_the_key_what_stands_in_them() -> None:
    assert shown(questions_of(chapter(PAPER))) == [
        "# 选择题",
        "[1.] 正确的是（　　）。A. 甲B. 乙 _0",
        "[] 2、用（　　）做A. 甲B. 乙 _0",
        "[] （　　）3、几个A. 一B. 二 _0",
        "# 判断题",
        "[1.] 力有颜色。（　　） _0",
        "[2.] 力有方向。（　　） _0",
        "# 填空题",
        "[1.] 力的三要素是______、______和作用点。 _0",
    ]
    assert shown(key_of(chapter(PAPER)), key=True) == [
        "# 选择题",
        "[1.] B解析：乙对。",
        "[2、] 答案：A",  # said below the question too, and not said twice
        "[3、] B",
        "# 判断题",
        "[1.] ×",
        "[2.] √",
        "# 填空题",
        "[1.] 大小；方向",
    ]
    assert "正确的是（ B ）。" in plain_text(chapter(PAPER).blocks)


def test_below_a_heading_that_is_answered_the_rest_explains() -> None:
    made = chapter(
        "## 选择题\n\n### 1. 正确的是（ B ）\n\nA. 甲\n\nB. 乙\n\n因为乙对。\n\n### 2. 几个（ A ）\n\nA. 一\n\nB. 二"
    )
    assert shown(questions_of(made)) == [
        "# 选择题",
        "[1.] 1. 正确的是（　　）A. 甲B. 乙 _0",
        "[2.] 2. 几个（　　）A. 一B. 二 _0",
    ]
    assert shown(key_of(made), key=True)[1:] == ["[1.] 1. 正确的是（　　）B因为乙对。", "[2.] 2. 几个（　　）A"]


def test_no_letter_fills_a_line_that_leaves_room() -> None:
    assert filled(f"## 选择题\n\n（A）力的单位是（  ）\n\n{CHOICES}") == []


def test_sections_of_exercises_want_what_is_said_above_them() -> None:
    assert filled("## 判断题\n\n### 基础\n\n1. 地球是圆的（对）\n") == ["对"]
    assert filled("## 习题\n\n### 基础\n\n1. 地球是圆的（对）\n") == []


def test_the_room_is_as_wide_as_what_stood_in_it() -> None:
    made = chapter("## 填空题\n\n1. 地球的（ 万有引力常量 ）\n2. 这是<u>万有引力常量</u>。\n")
    rooms = [room_of(node) for node in walk(made.blocks) if is_filled(node)]
    assert rooms == ["\u3000" * 6, "_" * 12]


def test_an_answer_in_brackets_needs_no_colon_where_it_is_a_letter_or_a_mark() -> None:
    lines = "1. 用（  ）（答案 B）。\n   A. 甲  B. 乙\n2. 力有颜色（答案×）\n3. 用\n   A. 甲  B. 乙（答案：B）\n"
    made = chapter(f"## 练习\n\n{lines}4. 商（答案 牛）\n")
    assert shown(questions_of(made))[1:] == [
        "[1.] 用（　　）。A. 甲B. 乙 _0", "[2.] 力有颜色 _1", "[3.] 用A. 甲B. 乙 _0", "[4.] 商（答案 牛） _3",
    ]  # fmt: skip
    assert shown(key_of(made), key=True)[1:] == ["[1.] 答案 B", "[2.] 答案×", "[3.] 答案：B"]


def marked(choices: str) -> tuple[str, str]:
    """What pupils see of choices, and what the key has for them."""
    made = chapter(f"## 练习\n\n1. 正确的是哪个？\n{choices}\n")
    asked, key = (
        shown(groups, key=is_key)[1:] for groups, is_key in ((questions_of(made), False), (key_of(made), True))
    )
    return asked[0].removeprefix("[1.] 正确的是哪个？").removesuffix(" _0"), "".join(key).removeprefix("[1.] ")


@pytest.mark.parametrize(
    ("choices", "key"),
    [
        ("   - A. 甲\n   - B. 乙 ✅\n   - C. 丙", "B"),
        ("   A. 甲\n   B. 乙 √\n   C. 丙", "B"),
        ("   A. 甲  B. 乙√  C. 丙", "B"),
        ("\n   A. 甲\n\n   B. 乙（正确答案）\n\n   C. 丙 ✔️", "BC"),
        ("   A. 甲 ❌（不是）\n   B. 乙 ✅（因为丁）\n   C. 丙 ×", "B（因为丁）"),
        ("   A. 甲 ×\n   B. 乙\n   C. 丙 ×", "B"),
        ("   A. 甲\n   B. 乙\n   C. 丙 ×", "C"),
        ("   - A. 甲\n   - **B. 乙**\n   - C. 丙", "B"),
        ("   A. 甲\n   B. **乙**\n   C. 丙", "B"),
        ("   A. 甲  **B. 乙**  C. 丙", "B"),
        ("   - A. 甲\n   - <font color='red'>B. 乙</font>\n   - C. 丙", "B"),
        ("   - [ ] A. 甲\n   - [x] B. 乙\n   - [x] C. 丙", "BC"),
    ],
)
def test_a_choice_that_is_marked_is_the_answer(choices: str, key: str) -> None:
    assert marked(choices) == ("A. 甲B. 乙C. 丙", key)


def test_boxes_without_letters_are_ticked_by_pupils() -> None:
    made = chapter("## 练习\n\n1. 下列正确的有\n   - [ ] 甲\n   - [x] 乙\n   - [x] 丙\n")
    assert shown(questions_of(made)) == ["# 练习", "[1.] 下列正确的有甲乙丙 _0"]
    assert [item.checked for item in walk(questions_of(made)[0].parts, ListItem)] == [False] * 3
    assert [item.checked for item in walk(made.blocks, ListItem)] == [None, False, True, True]
    assert shown(key_of(made), key=True)[1:] == ["[1.] 乙；丙"]


@pytest.mark.parametrize(
    "choices",
    [
        "   - A. 甲 √\n   - B. 乙 √",  # what all have
        "   - **A. 甲**\n   - **B. 乙**",
        "   - [x] A. 甲\n   - [x] B. 乙",
        "   - A. √\n   - B. ×",
        "   A. AA×aa  B. Aa×aa  C. 2√",
        "   - A. 学生 × (姓名,年龄)\n   - B. 学生",
        "   - **A.** 甲\n   - B. 乙",
        "   - A. 甲和**乙**\n   - B. 丙",
    ],
)
def test_what_does_not_tell_the_choices_apart_stays(choices: str) -> None:
    assert not any(map(is_marked, walk(chapter(f"## 练习\n\n1. 哪个？\n{choices}\n").blocks)))


@pytest.mark.parametrize(
    "text",
    [
        "1. 支持：\n   - A. Linux ✅\n   - B. Windows",
        "支持哪些？\n\n- [x] 甲\n- [ ] 乙",
        "- [x] 甲\n- [ ] 乙",
        "A. 甲 ✅\n\nB. 乙",
        "## 作业\n\n- 预习\n  - [x] 甲\n  - [ ] 乙",
        "- A. 甲\n\n正文。\n\n- B. 乙 ✅",
    ],
)
def test_marks_of_what_nobody_asks_stay(text: str) -> None:
    assert not any(map(is_marked, walk(chapter(text).blocks)))


def test_a_question_of_the_text_is_asked_where_a_choice_is_marked() -> None:
    made = chapter("正文。\n\n1、哪个？\n\n- A. 甲\n- B. 乙 ✅\n\n正文。\n\n2、哪个？\n\nA. 甲 ✔\n\nB. 乙\n")
    assert shown(questions_of(made)) == ["[] 1、哪个？A. 甲B. 乙 _0", "[] 2、哪个？A. 甲B. 乙 _0"]
    assert shown(key_of(made), key=True) == ["[1、] B", "[2、] A"]


def test_a_letter_underlined_in_brackets_is_one_blank() -> None:
    made = chapter(f"## 选择题\n\n1. 正确的是（<u> B </u>）。\n\n{CHOICES}\n")
    assert shown(questions_of(made))[1].startswith("[1.] 正确的是（　　）。A.")
    assert shown(key_of(made), key=True) == ["# 选择题", "[1.] B"]


def test_a_note_called_in_a_question_is_called_once() -> None:
    made = chapter("## 判断题\n\n1. 力[^1]有{方向|fāng xiàng}（ √ ）。\n\n[^1]: 注文\n")
    assert plain_text(made.blocks) == "判断题力有方向（ √ ）。"
    assert [type(node).__name__ for node in walk(made.blocks)].count("FootnoteMark") == 1


def test_endless_lines_with_brackets_take_little_time() -> None:
    with within(20):
        assert filled("## 习题\n\n" + "甲( A )乙<br>\n" * 3000) == []
        assert filled("## 判断题\n\n" + "甲 a( √ )乙" * 3000)
