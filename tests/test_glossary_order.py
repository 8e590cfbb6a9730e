"""The order of the glossary in each language, and that of authors in catalogues."""

from itertools import groupby

import pytest
from study_samples import studied

from studypress.model import Author, Book, Metadata
from studypress.study.authors import sort_authors
from studypress.study.sort import order, reading_of


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
