"""The glossary: where terms are explained, and how all that is said of one becomes an entry."""

import pytest
from limits import within
from study_samples import SEED, entries, resolved, sections, studied, summary, told, uses

from studypress.editions import BOOK
from studypress.model import FootnoteMark
from studypress.problems import Place
from studypress.selection import select
from studypress.study.entries import make_entries
from studypress.study.terms import Explanation, split_term
from studypress.tree import plain_text, walk


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


def test_a_term_with_blanks_by_the_thousand_is_divided_in_time() -> None:
    blanks = " " * 50_000
    with within(2):
        assert split_term(f"甲{blanks}乙") == (f"甲{blanks}乙", "")
        assert (
            split_term(f"镜像{blanks}/{blanks}Image")
            == split_term(f"镜像{blanks}（Image{blanks}）")
            == ("镜像", "Image")
        )


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


def test_terms_in_plain_letters_are_found_in_a_section_and_whatever_parts_them_in_the_file() -> None:
    for typed in ("- 进程：程序\n- 线程：单位\n- 死锁：等待", "1、进程：程序\n2、线程：单位\n3、死锁：等待"):
        assert set(entries(studied(f"# 章\n\n## 名词解释\n\n{typed}\n")[0])) == {"进程", "线程", "死锁"}, typed
    assert not studied("# 章\n\n## 名词解释\n\n- 进程：程序\n- 线程：单位\n- 说说死锁\n")[0].glossary
    found = entries(studied("# 章\n", glossary="甲词：解释甲\n乙词 - 解释乙，\n接着说\n丙词: 解释丙\n")[0])
    words = {term: plain_text(entry.definitions) for term, entry in found.items()}
    assert words == {"甲词": "解释甲", "乙词": "解释乙，接着说", "丙词": "解释丙"}


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
