"""Where the terms of the glossary are used."""

from itertools import product

import pytest
from limits import within
from study_samples import SEED, entries, studied, uses

from studypress.model import TermUse
from studypress.problems import Place
from studypress.study.entries import make_entries
from studypress.study.name_finder import NameFinder
from studypress.study.terms import Explanation
from studypress.tree import plain_text, walk


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
