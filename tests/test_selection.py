"""Which part of a book an edition shows."""

import pytest
from study_samples import entries, groups, resolved, sections, told, uses

from studypress.editions import BOOK, EPUB, NOTES
from studypress.model import Book, FootnoteMark, Link, ListItem, Section, TermUse
from studypress.problems import BookError
from studypress.selection import select
from studypress.tree import plain_text, walk

FIRST = """# 甲

开头容器[^0]。

## 一

容器[^1]，见[后](#三)。

### 一之一（重点）

镜像和容器[^2]，见[前](#一)和[外](#二)。

## 二

文。

## 三（难点）

容器。

## 总结

总说。

### 一

- 点一

### 三

- 点三

[^0]: 零
[^1]: 一
[^2]: 二
"""
SECOND = "# 乙\n\n## 四\n\n仓库，见[甲](1.md)。\n"
GLOSSARY = "容器（Container）\n: 实体\n: 参见：镜像、仓库\n\n镜像\n: 模板\n\n仓库\n: 地方\n\n无用\n: 没有用\n"


def sample() -> Book:
    return resolved(FIRST, SECOND, glossary=GLOSSARY)[0]


def test_the_whole_book_is_left_as_it_is() -> None:
    book = sample()
    assert select(book, BOOK, None, False) is book
    assert select(book, EPUB, None, False) is book


def test_one_chapter_keeps_its_numbers_and_its_terms() -> None:
    book = select(sample(), BOOK, 2, False)
    assert [(chapter.id, chapter.number) for chapter in book.chapters] == [("c2", 2)]
    assert list(entries(book)) == ["仓库"]
    assert [use.chapter for use in entries(book)["仓库"].uses] == ["c2"]
    assert "见甲。" in plain_text(book.chapters[0].blocks)
    assert not [node for node in walk(book) if isinstance(node, Link)]


def test_one_chapter_keeps_all_its_text() -> None:
    whole, book = sample(), select(sample(), NOTES, 1, False)
    assert plain_text(book.chapters[0]) == plain_text(whole.chapters[0])
    assert list(entries(book)) == ["Container", "镜像", "容器"]
    assert entries(book)["容器"].see == (entries(book)["镜像"].id,)


def test_a_chapter_that_is_not_there() -> None:
    with pytest.raises(BookError) as error:
        select(sample(), BOOK, 3, False)
    assert told(error.value.problems) == ["no-selection --chapter"]
    assert "1 甲, 2 乙" in str(error.value.problems[0].hint)


def test_only_key_keeps_marked_sections_and_the_headings_above() -> None:
    book = select(sample(), BOOK, None, True)
    (chapter,) = book.chapters
    assert list(sections(book)) == ["一", "一之一", "三"]
    assert [section.number for section in sections(book).values()] == ["1.1", "1.1.1", "1.3"]
    assert plain_text(chapter.blocks) == "一一之一镜像和容器，见前和外。三容器。"
    assert groups(chapter) == [("三", "c1-s3")]
    assert [node.target for node in walk(chapter) if isinstance(node, Link)] == ["#c1-s1"]


def test_what_is_but_to_be_known_of_is_no_key_section() -> None:
    book = resolved(
        "# 章\n\n## 甲（掌握）\n\n文\n\n## 乙（了解）\n\n文\n\n### 丙（易错）\n\n文\n\n## 丁（理解）\n\n文\n"
    )[0]
    kept = select(book, BOOK, None, only_key=True)
    assert list(sections(kept)) == ["甲", "乙", "丙"]


def test_only_key_keeps_the_footnotes_that_are_called_with_their_numbers() -> None:
    (chapter,) = select(sample(), BOOK, None, True).chapters
    assert [(note.label, note.number) for note in chapter.footnotes] == [("2", 3)]
    assert [node.footnote for node in walk(chapter) if isinstance(node, FootnoteMark)] == ["c1-n3"]


def test_only_key_makes_the_first_use_that_is_left_the_link() -> None:
    book = select(sample(), BOOK, None, True)
    marked = [(plain_text(node), node.first) for node in walk(book.chapters) if isinstance(node, TermUse)]
    assert marked == [("镜像", True), ("容器", True), ("容器", False)]
    assert [use.first for use in entries(book)["容器"].uses] == [True, False]
    assert [entry.term for entry in book.glossary] == ["Container", "镜像", "容器"]


def test_a_marked_chapter_is_kept_whole() -> None:
    book = select(resolved("# 甲（重点）\n\n文\n\n## 一\n\n字\n", "# 乙\n\n## 二\n")[0], BOOK, None, True)
    assert plain_text(book.chapters) == plain_text(resolved("# 甲\n\n文\n\n## 一\n\n字\n")[0].chapters)


PRACTISED = """# 力

容器[^1]。

## 习题

1. 单位是（ B ）
   A. 甲  B. 牛

   解析：容器[^2]，见[后](#答案)。
2. 对的有
   - [ ] 甲
   - [x] 乙

## 参考答案

1. B

[^1]: 一
[^2]: 二

# 习题答案 {#答案}

## 力

1. B
"""


def test_a_book_for_pupils_has_no_answers() -> None:
    whole = resolved(PRACTISED, glossary=GLOSSARY)[0]
    for edition in (BOOK, EPUB, NOTES):
        book = select(whole, edition, None, False, without_answers=True)
        assert [plain_text(chapter.blocks) for chapter in book.chapters] == [
            "容器。习题单位是（\u3000\u3000）A. 甲B. 牛对的有甲乙"
        ]
        assert [note.number for note in book.chapters[0].footnotes] == [1]
        assert [item.checked for item in walk(book.chapters, ListItem)] == [None, None, False, False]
        assert not any(node.counterpart for node in walk(book.chapters, Section))
        assert len(book.glossary) == len(whole.glossary) or edition is NOTES
        assert len(entries(book)["容器"].uses) == 1 < len(entries(whole)["容器"].uses)
    assert select(sample(), BOOK, None, False, without_answers=True) == sample()


def test_nothing_key() -> None:
    with pytest.raises(BookError) as error:
        select(sample(), BOOK, 2, True)
    assert told(error.value.problems) == ["no-selection --only key"]


def test_an_edition_without_glossary_has_no_links_to_it() -> None:
    book, _ = resolved("# 甲\n\n[容器](glossary.md#容器) [甲](#甲)\n", glossary=GLOSSARY)
    assert [node.target for node in walk(select(book, BOOK, None, False).chapters) if isinstance(node, Link)] == [
        "#g-rong-qi",
        "#c1",
    ]
    shown = select(book, NOTES, None, False)
    assert [node.target for node in walk(shown.chapters) if isinstance(node, Link)] == ["#c1"]
    assert uses(shown) == uses(book)
