"""Lines that authors typed one below the other inside a paragraph, and the room they left for answers."""

import pytest
from test_markdown import read

from studypress.config import BookConfig, MarkdownConfig
from studypress.model import Break, CodeBlock, Container, Figure, Paragraph, Quote, ThematicBreak
from studypress.tree import plain_text, walk


def lines(text: str, line_ends: str = "marked") -> list[str]:
    """The printed lines of the first paragraph of some notes."""
    book, _ = read(f"# 章\n\n{text}\n", config=BookConfig(markdown=MarkdownConfig(line_ends=line_ends)))
    paragraph = next(node for node in walk(book) if isinstance(node, Paragraph))
    parts: list[str] = [""]
    for node in paragraph.children:
        if isinstance(node, Break) and node.hard:
            parts.append("")
        else:
            parts[-1] += plain_text(node)
    return parts


@pytest.mark.parametrize(
    "text",
    [
        "下列说法正确的是\nA. 甲\nB. 乙\nC. 丙",
        "下列说法正确的是\nA 甲\nB 乙\nC 丙",
        "判断条件：\n1.大小可忽略\n2.各点运动相同",
        "步骤：\n1、平衡摩擦力\n2、称质量",
        "求：\n(1)时间\n（2）距离",
        "解析：（1）速度相等时最远。\n（2）甲车先停。\n（3）乙车追上。",
        "选项如下：A. 甲\nB. 乙",
        "陈立群\n2026年9月",
        "どれがベクトルか。\n答え：速度\n解説：向きがある。",
        "城南中学物理组\n陈立群\n二〇二六年九月一日于北京",
        "陈立群\n2026-09-01",
        "1905年8月20日　　中国同盟会成立\n1911年10月10日　　武昌起义\n1912年3月　　　　颁布约法",
        "大事记\n1840—1842年：鸦片战争\n1856 年 — 第二次鸦片战争",
        "前221年 秦统一六国\n前209年 陈胜起义",
        "1858年签订《天津条约》。\n1860年签订《北京条约》。",
        "1842 南京条约\n1895 马关条约",
        "1911年武昌起义\n1912年清帝退位\n1915年新文化运动",
        "8:00-8:40　早读\n8:50-9:30　语文",
        "评价：\n(一)积极\n(二)局限",
        "①甲\n②乙",
        "这样做有利于（\u3000\u3000）\n①甲\u3000②乙\u3000③丙",
        "A.甲B.乙\nC.丙D.丁",
        "第一条　主权\n第二条　平等",
        "第一条　主权\n第五条　平等",
        "Step 1：下载\nStep 2：安装",
        "材料一：甲\n材料二：乙",
        "Q：为什么？\nA：因为。",
        "某人问。\n答：因为。",
        "例题很难\n【解析】不难",
        "望门投止思张俭，\n忍死须臾待杜根。\n我自横刀向天笑，\n去留肝胆两昆仑。",
        "国破山河在，城春草木深。\n感时花溅泪，恨别鸟惊心。",
        "白日依山尽　黄河入海流\n欲穷千里目　更上一层楼",
        "床前明月光，\n疑是地上霜。\n——李白",
        "**小野**：すみません。\n**李**：はい。",
        "—Where is he?\n—He is at school.",
        "(  ) 1. —Where is he?\n—______.".replace("(  )", "(\u3000\u3000)"),
        "二、选择\n(\u3000\u3000) 1. He ____ home.\n(\u3000\u3000) 2. He ____ out.",
        "一、选择\n（ B ）3、下列正确的是",
        "She likes it. (改为否定句)\nShe ____ ____ it.",
        "他爱读书。\n他____读书。",
        "Dear Peter,\nThank you for your letter.",
        "Yours sincerely,\nLi Hua",
        "aloud [ə'laʊd] adv. 大声地\nbe born with 天生具有\npay attention to (doing) sth. 注意（做）某事",
        "（1）甲　（2）乙　（3）丙\n（4）丁　（5）戊",
        "借：固定资产\n　　应交税费\n　贷：银行存款",
        "借：固定资产清理\n　　累计折旧\n　　固定资产减值准备\n　贷：固定资产",
        "（3）提取准备 120 万元。\n借：资产减值损失　120\n　贷：存货跌价准备　120\n转回时相反。",
        "qín cháo　　chū zhēng\n（　　）（　　）\ncuī cù　　zuì wò",
        "催（催促）——摧（摧毁）\n杯（酒杯）——坏（破坏）",
        "有志者事竟成。　　——《后汉书》\n吃一堑，长一智。\n志当存高远。　　——诸葛亮",
        "从军行（其四）\n[唐] 王昌龄\n青海长云暗雪山，孤城遥望玉门关。\n黄沙百战穿金甲，不破楼兰终不还。",
        "（5～6 题共用题干）\n患者，男，28 岁。",
        "【A2 型题】\n患者，女，65 岁。",
        "【学习目标】\n1．甲\n2．乙",
        "第一段话。\n　　第二段话。",
        "姓名\t分数\n张三\t90",
        "**舍**\n　　舍船（放下）\n　　屋舍（房屋）\n**寻**\n　　寻找",
        "**参考答案**\n1．A　2．B",
        "前一句说完了。\n**小标题**\n后一句。",
        "❌ I have went.\n✅ I have gone.",
        "→ 甲\n→ 乙",
        "• 甲\n• 乙",
        "特点如下：\n• 甲\no 乙\n§ 丙",
        "2.乙\n1.1 甲\n1.2 丙",
        "b、甲\nc、乙",
        "📌 **标题**\n内容",
        "证明：\n∵AB∥CD，\n∴∠1=∠2，\n又∵∠2=∠3，\n∴∠1=∠3．",
        "静夜思\n李白\n床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。",
        "《春望》\n国破山河在，城春草木深。\n感时花溅泪，恨别鸟惊心。",
        "I. 甲\nII. 乙",
        "1️⃣ 甲\n2️⃣ 乙",
        "[1] 甲\n[2] 乙",
        "·甲\n·乙",
        "Ø 甲\nØ 乙",
        "1° 必要性\n2° 充分性",
        "Ⅰ. 1—3 ABC\nⅡ. 略",
        "变法（103 天）\n内容见下表：",
        "**1. 力**\n物体之间的作用",
        "**（一）甲**\n乙",
        "两者不同：\n甲靠权力；\n乙靠传统。",
        "apple n. 苹果\nbanana /bə'nɑːnə/ n.香蕉",
        "look after vt. & vi. 照顾\n**take** care of phr. 照料",
        "apple 苹果\ncherry tree 樱桃树；樱桃\npear：梨",
        "I am reading a book.\n我正在读一本书。\nIs it good?\n好看吗？",
        "我明白了。\nI see what you mean.",
        "他是我弟弟.\nHe is my younger brother.",
        "离子口诀：\n钾钠铵盐硝酸盐，\n溶于水中都不见；",
        "口诀：\n避免 (avoid, miss)\n建议 (suggest)",
        "实验 1 探究条件\n【用品】试管\n【步骤】\n略",
        "解：n(Na) = 0.2 mol\n2Na + 2H2O == 2NaOH + H2\nV = 2.24 L",
        "三、9. 略\n10. 略",
        "中（\u3000zhòng\u3000）绳\u3000\u3000輮以为轮\n须臾\u3000\u3000跂（\u3000\u3000）而望",
        "吾从而师之。\n（选自《师说》，有删改）",
    ],
)
def test_lines_with_marks_and_verse_are_kept(text: str) -> None:
    assert lines(text) == text.replace("**", "").split("\n")


def test_a_tree_without_a_fence_is_code_as_it_was_typed() -> None:
    tree = "├── bin  命令\n│   └── __init__.py\n└── etc"
    rooted = f"/\n{tree}"
    for typed, words, code in ((rooted, [], rooted), (f"如下：\n{tree}", ["如下："], tree), (tree, [], tree)):
        book, problems = read(f"# 章\n\n{typed}\n")
        assert [plain_text(node) for node in walk(book, Paragraph)] == words
        assert ([node.text for node in walk(book, CodeBlock)], problems) == ([f"{code}\n"], [])


LONG = "这一行比换行的人写得都长，所以这个文件里的换行都是作者自己打的，没有哪个程序换过，短的那几行就是一行一行的。"


@pytest.mark.parametrize(
    "text",
    [
        "优点\n简单易学\n开源免费",
        "光纤\n优点：",
        "求网络地址。\n72 = 0100 1000\n192 = 1100 0000\n所以是 64。",
        "语法：\n\tdef 函数名(参数):\n\t\t函数体",
        "void f(SqList &L, int i, ElemType e, struct process *p, int n){\nL.length++;\n}",
        "点击<kbd>下一步</kbd>\n按下<kbd>Ctrl</kbd>。",
    ],
)
def test_short_lines_are_lines_in_notes_that_nothing_wraps(text: str) -> None:
    typed = text.replace("<kbd>", "").replace("</kbd>", "").replace("\t", "")
    assert lines(f"{text}\n\n{LONG}") == typed.split("\n")
    assert len(lines(f"{text}\n\n| {LONG} |\n|-|")) < len(typed.split("\n"))


@pytest.mark.parametrize("text", ["一句话，\n又一句。\n第三句。", f"{LONG[:30]}\n又一行。"])
def test_lines_that_end_with_a_mark_or_are_long_are_none(text: str) -> None:
    assert len(lines(f"{text}\n\n{LONG}")) == 1


def test_each_question_below_a_head_or_a_text_for_several_is_a_paragraph() -> None:
    text = "【A2 型题】\n4. 患者可能\nA. 甲  B. 乙\n【A3 型题】\n（5～6 题共用题干）\n患者28岁，体温\n37. 5℃。\n"
    text += "5. 首先考虑\n6. 其次\n"
    book, _ = read(f"# 章\n\n{text}")
    shown = [plain_text(node) for node in book.chapters[0].blocks if isinstance(node, Paragraph)]
    assert shown == [
        "【A2 型题】",
        "4. 患者可能",
        "【A3 型题】",
        "（5～6 题共用题干）患者28岁，体温37. 5℃。",
        "5. 首先考虑",
        "6. 其次",
    ]
    text = "三、习题\n（一）填空题（每空 1 分）\n1、电路有\n三种。\n2、甲\n（二）判断题\n3、乙\n四、难题\n这是难题。\n"
    book, _ = read(f"# 章\n\n{text}")
    shown = [plain_text(node) for node in book.chapters[0].blocks if isinstance(node, Paragraph)]
    heads = [
        "三、习题",
        "（一）填空题（每空 1 分）",
        "1、电路有三种。",
        "2、甲",
        "（二）判断题",
        "3、乙四、难题这是难题。",
    ]
    assert shown == heads


@pytest.mark.parametrize("end", ["\n", "  \n", "<br>"])
def test_an_entry_in_a_journal_is_set_in_as_accountants_do(end: str) -> None:
    typed = end.join(("借：固定资产 1 010 000", "应交税费——应交增值税 130 000", " 贷：银行存款 1 140 000"))
    shown = ["借：固定资产 1 010 000", "　　应交税费——应交增值税 130 000", "　贷：银行存款 1 140 000"]
    assert lines(typed) == shown
    assert lines(f"1. 转入清理\n   {typed}")[1:] == shown


@pytest.mark.parametrize(
    "text",
    [
        "这一段话是编辑器自己\n换行的，没有记号。",
        "版本从\n1.5升到\n2.0。",
        "见第\n3、5、7 页。",
        "他念的口诀\n是这样。",
        "取 x = 3\nwhere all = the other values",
        "设 x = 3\n为所求。",
        "他说（选自\n《师说》）。",
        "他问的是：（2）甲\n（3）乙",
        "这件事发生在\n2026年9月。",
        "条约签于\n1842年，而\n1843年又有附约。",
        "从1840年鸦片战争开始，到\n1919年为止的\n1920 年的事。",
        "1842年签订《南京条约》，\n1843年又签订附约。",
        "共有\n2026",
        "甲说了一句话。\n乙也说了一句。",
        "他想了想，才说：好。\n注意：这里不是对话，因为上一行不是。",
        "两种：\nA. 只有这一种",
        "上面的话没有说完\n——后面接着说",
        "（1）甲，（2）乙\n（4）丁",
        "**粗体**\n后面接着说",
        "今天天气很好，大家去公园。\n那里人山人海，我们回家了。",
        "**3**\n个苹果",
        "1. 甲\n乙".replace("1.", "**1.**"),
        "一句还没有说完，\n**这几个字**\n也在里面。",
        "只有一行\n• 有记号",
        "升高了\n14.2 个百分点，比\n0.3 个百分点多。",
        "📌 **重点**和\n内容",
        "这两个词是\n平静和安宁，\n不是别的词。",
        "集合 A\nØ是空集\nØ⊂A",
        "转过 30°\n再转 31° 就到了",
        "他的意思很清楚\n也就是：",
        "他只说了一句：\n今天不去。",
        "容器用 Docker\nKubernetes 编排\nHelm 打包",
        "Docker 镜像\nHelm 图表",
        "软件有 Alice. It is\nA good book.\n这本书很好",
        "版本是 v. 1\n的新版本",
        "这里说的是\nGit and GitHub. 它们不同。",
        "他说的是____。\n我说的是____。",
        "他所说的\n是____。",
        "However,\nhe left.",
        "他说的是\n①甲 ②乙 两种",
        "见附录（A）\n（B）2 页",
        "他说借：\n贷不如借",
        "有一句话说得好。——诸葛亮\n也这样说过",
        "两个词\n催促——推迟",
        "括号（ ）\n（ ）里写字",
        "他读了一首诗\n青海长云暗雪山，孤城遥望玉门关。",
    ],
)
def test_other_line_ends_stand_for_nothing(text: str) -> None:
    assert len(lines(text)) == 1


@pytest.mark.parametrize(
    ("quoted", "blocks"),
    [
        ("学而时习之。\n> ——《论语》", ["学而时习之。", "——《论语》"]),
        ("学而时习之。\n>\n> —— 《论语》（节选）", ["学而时习之。", "—— 《论语》（节选）"]),
        ("——这不是出处", ["——这不是出处"]),
        ("他说，\n> ——这也不是。", ["他说，——这也不是。"]),
    ],
)
def test_the_source_of_a_quotation_stands_at_the_right(quoted: str, blocks: list[str]) -> None:
    book, _ = read(f"# 章\n\n> {quoted}\n")
    quote = next(node for node in walk(book) if isinstance(node, Quote))
    assert [plain_text(block) for block in quote.blocks] == blocks
    assert isinstance(quote.blocks[-1], Container) == (len(blocks) > 1)


@pytest.mark.parametrize(
    ("text", "at_right"),
    [
        ("材料一　“越言乃三代之事，何足法也？”\n\n——《史记·秦始皇本纪》", True),
        ("郡县之制，垂二千年而弗能改矣。\n\n——王夫之《读通鉴论》卷一", True),
        ("工业产量增长了四倍。\n\n——摘编自齐世荣主编的世界史", True),
        ("他问：\n\n——《史记》", False),
        ("——你读什么？\n\n——《史记》", False),
        ("他回答得很快。\n\n——我读，他读《史记》", False),
        ("他说完了。\n\n——没有说完", False),
    ],
)
def test_a_work_that_is_named_below_a_paragraph_stands_at_the_right(text: str, *, at_right: bool) -> None:
    found = read(f"# 章\n\n{text}\n")[0].chapters[0].blocks
    assert [plain_text(block) for block in found] == text.split("\n\n")
    assert [isinstance(block, Container) for block in found] == [False, at_right]


@pytest.mark.parametrize(
    ("quoted", "shown"),
    [
        ("君不见黄河之水天上来，奔流到海不复回。\n> 人生得意须尽欢，莫使金樽空对月。\n>\n> ——李白《将进酒》", 2),
        ("轻轻的我走了，\n> 正如我轻轻的来；\n> 我轻轻的招手，\n> 作别西天的云彩。\n> ——徐志摩《再别康桥》", 4),
        ("大江东去，浪淘尽，\n> 千古风流人物。\n>\n> 遥想公瑾当年，\n> 小乔初嫁了。\n>\n> ——苏轼", 2),
        ("这一段话是编辑器自己换\n> 行的，也有出处。\n>\n> ——《教材》", 1),
        ("这一段话有两行，\n> 没有出处，不是诗。", 1),
    ],
)
def test_the_lines_of_a_poem_are_kept_where_its_source_is_named(quoted: str, shown: int) -> None:
    assert len(lines(f"> {quoted}")) == shown


def test_every_line_end_can_be_kept_or_none() -> None:
    assert lines("甲\n乙", "all") == ["甲", "乙"]
    assert len(lines("A. 甲\nB. 乙", "none")) == 1


def test_a_line_end_that_is_typed_twice_makes_no_empty_line() -> None:
    assert lines("A. 甲<br>\nB. 乙  \nC. 丙") == ["A. 甲", "B. 乙", "C. 丙"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("正确的是（  ）。", "正确的是（\u3000\u3000）。"),
        ("正确的是( )", "正确的是(\u3000\u3000)"),
        ("正确的是 (    )。", "正确的是 (\u3000\u3000)。"),
        ("**甲**（\u3000\u3000\u3000）", "甲（\u3000\u3000）"),
        ("call f( ) or (  )", "call f( ) or (  )"),
        ("函数`f(  )`", "函数f(  )"),
    ],
)
def test_the_room_for_an_answer_stays_open(text: str, shown: str) -> None:
    assert lines(text) == [shown]


@pytest.mark.parametrize(
    "text",
    [
        "默写：____________，____________，____________。（2）下一题：________，________。",
        "填空：____是____，____是____。",
        "a: ___, ___, ___.",
        "（1）______、______。",
    ],
)
def test_blanks_beside_marks_are_no_emphasis(text: str) -> None:
    assert lines(text) == [text]


def test_strong_words_may_have_three_underscores() -> None:
    assert lines("___重点___，___foo___ and ____bar____.") == ["重点，foo and bar."]


def test_a_row_of_underscores_is_a_line_to_write_on() -> None:
    book, _ = read("# 章\n\n甲\n\n____________\n\n乙\n\n___\n\n丙\n\n------------\n")
    assert [node.to_write_on for node in walk(book) if isinstance(node, ThematicBreak)] == [True, False, False]


def test_what_typora_puts_before_an_indented_line_hides_no_mark() -> None:
    assert lines("\u200b\t1）甲\n\u200b\t2）乙\n\u200b\t3）丙") == ["1）甲", "2）乙", "3）丙"]
    assert lines("\u200c1）甲\n\u200c2）乙") == ["1）甲", "2）乙"]
    book, _ = read("# 章\n\n![一张图](a.png)\n\n\u200b\t\t\t图2-1 神经网络\n")
    (figure,) = book.chapters[0].blocks
    assert isinstance(figure, Figure)
    assert plain_text(figure.caption) == "图2-1 神经网络"


@pytest.mark.parametrize("end", ["  \n", "\n", "<br>"])
def test_lines_that_all_begin_with_a_typed_indent_are_paragraphs(end: str) -> None:
    found = read(f"# 章\n\n&emsp;&emsp;第一段。{end}&emsp;&emsp;第**二**段。\n")[0].chapters[0].blocks
    assert [plain_text(block) for block in found] == ["第一段。", "第二段。"]
    (one,) = read("# 章\n\n&emsp;&emsp;第一行。  \n第二行。\n")[0].chapters[0].blocks
    assert plain_text(one) == "第一行。第二行。"


@pytest.mark.parametrize(
    "indent", ["&emsp;&emsp;", "&ensp;&ensp;", "&nbsp;&nbsp;&nbsp;&nbsp;", "&nbsp; &nbsp; ", "\u3000\u3000"]
)
def test_the_indent_that_an_author_types_is_not_added_to_ours(indent: str) -> None:
    assert lines(f"{indent}第一段。") == ["第一段。"]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("　　第一段。\n　　**第二**段。\n　　第三段", ["第一段。", "第二段。", "第三段"]),
        ("　　第一段。  \n　　第二段。", ["第一段。", "第二段。"]),
        ("　　第一段。\n第二段。", ["第一段。", "第二段。"]),
        ("　　这一段是编辑器换\n行的。又一\n句。\n　　第二段。", ["这一段是编辑器换行的。又一句。", "第二段。"]),
        ("　　正确的是\n　　A. 甲\n　　B. 乙\n　　下一题。", ["正确的是A. 甲B. 乙", "下一题。"]),
        ("　　借：甲\n　　　　乙", ["借：甲　　乙"]),
        ("　　床前明月光，\n　　疑是地上霜。", ["床前明月光，疑是地上霜。"]),
        ("借：甲\n　　乙\n　　丙", ["借：甲　　乙　　丙"]),
    ],
)
def test_lines_behind_two_ideographic_spaces_are_paragraphs(text: str, paragraphs: list[str]) -> None:
    for mark, kind in (("", Paragraph), ("> ", Quote)):
        found = read("# 章\n\n" + "".join(f"{mark}{line}\n" for line in text.split("\n")))[0].chapters[0].blocks
        blocks = found[0].blocks if kind is Quote and isinstance(found[0], Quote) else found
        assert [plain_text(block) for block in blocks] == paragraphs


def test_lines_indented_by_entities_are_lines() -> None:
    assert lines("第一段。\n&emsp;&emsp;第二段。") == ["第一段。", "\u2003\u2003第二段。"]


def test_readings_above_a_line_of_verse_are_not_counted() -> None:
    def read_above(line: str) -> str:
        return "".join(f"<ruby>{char}<rt>yī</rt></ruby>" if char >= "一" else char for char in line)

    verse = "一去二三里，\n烟村四五家。"
    assert lines("\n".join(map(read_above, verse.split("\n")))) == verse.split("\n")


def test_numbers_between_underscores_are_the_blanks_of_a_cloze() -> None:
    assert lines("I __1__ to school and __2__ home.") == ["I __1__ to school and __2__ home."]
    assert lines("第 __1__ 步，然后 **2**，再 __5__") == ["第 1 步，然后 2，再 5"]
