"""What titles say of what stands below them: a preface, an appendix, a list of sources, a glossary, questions, answers.

No book numbers front and back matter, and without a list of contents its files stand at the book's ends.
"""

import re
import unicodedata
from enum import Enum


class Matter(Enum):
    """Where it stands."""

    FRONT = "front"
    """A preface or foreword."""
    APPENDIX = "appendix"
    """Behind the chapters."""
    END = "end"
    """Behind the appendices: an afterword, thanks, references."""


_TITLES = {
    Matter.FRONT: (
        "(?:自|代|再版|推荐|推薦|译者|譯者|作者|原)?序言?|前言|引子|导读|導讀|译者的话|まえがき|はじめに|머리말|서문"
        r"|preface\b.{0,40}|foreword|prologue"
    ),
    Matter.APPENDIX: "(?:附录|附錄|부록).{0,40}|appendix.{0,60}|appendices",
    Matter.END: (
        "后记|後記|跋|致谢|致謝|鸣谢|参考文献|參考文獻|参考资料|參考資料|あとがき|おわりに|謝辞|参考書"
        "|epilogue|afterword|acknowledge?ments?|bibliography|references|colophon|about the authors?"
    ),
}
_SOURCES = (
    "参考文献|參考文獻|参考资料|參考資料|引用文献|引用文獻|参考書|参考文献一覧|bibliography|references|works cited"
)
_TERMS = (
    "(?:重要|常用|关键|专业|核心|主要|课程)?(?:名词(?:解释|表)?|术语(?:解释|表|汇编)?|词汇表|名詞解釋|名詞表|術語表?|詞彙表)"
    "|用語集|glossary|terminology|key terms"
)
_PATTERNS = {matter: re.compile(rf"[^\w]*(?:{titles})[^\w]*") for matter, titles in _TITLES.items()}


_ANSWERS = (
    "(?:全书|全書|各章节?|各單元|部分|附)?(?:参考|參考|正确|正確|标准|標準|习题|習題|练习题?|練習題?|课后|課後|思考题|思考題"
    "|试题|試題|作业|作業)*(?:答案|解答)(?:[与及和與](?:解析|提示|评分标准))?|解析与答案|answers?|answer keys?"
)


def holds_answers(name: str) -> bool:
    """Whether a file is called as answers to the questions of others are, for which it stands behind them."""
    return _is_called(name, _ANSWERS)


_OF_PAPER = re.compile(
    r"(?!如何|怎)[^\W_]{0,10}(?:(?<!道)[题題卷]|练习|检测|测试|作业|名词解释)(?:参考|參考)?答案(?:[与及和與](?:解析|提示))?"
)


def answers_paper(name: str) -> bool:
    """Whether a name says that something answers a paper of its own: `综合测试题答案`, `期中试卷参考答案`."""
    return _OF_PAPER.fullmatch(name) is not None


def lists_sources(title: str) -> bool:
    """Whether a title is that of a list of what a book cites."""
    return _is_called(title, _SOURCES)


def lists_terms(title: str) -> bool:
    """Whether a title is that of a glossary: `名词解释`, `术语表`."""
    return _is_called(title, _TERMS)


def _is_called(name: str, words: str) -> bool:
    """Whether a name is nothing but such words, in any form of their letters and between any marks."""
    return re.fullmatch(rf"\W*(?:{words})\W*", unicodedata.normalize("NFKC", name).casefold()) is not None


def matter_of(title: str) -> Matter | None:
    """What a title, or the name of a file, belongs to; None for a chapter's."""
    words = unicodedata.normalize("NFKC", title).casefold()
    return next((matter for matter, pattern in _PATTERNS.items() if pattern.fullmatch(words)), None)


_IN_BRACKETS = re.compile(r"【[^【】]{1,16}】")
_ABOUT_QUESTIONS = re.compile(
    r"【[^【】]{0,12}题[^【】]{0,8}】"
    r"|[（(]\s*(?:第\s*)?(?P<first>\d{1,3})\s*[~～—–-]{1,2}\s*\d{1,3}\s*题[^（）()]{0,12}[)）]"
)
_COUNTED = r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?"
_KIND_OF_QUESTIONS = re.compile(rf"\s*(?P<number>{_COUNTED})?[^，。？！]{{0,12}}题(?:[（(].{{0,30}}[）)])?\s*")


def is_in_brackets(line: str) -> bool:
    """Whether a line is a name in brackets, which stands above what it names: `【译文】`."""
    return _IN_BRACKETS.fullmatch(line) is not None


def about_questions(line: str) -> re.Match[str] | None:
    """A line about the questions below it, `first` the number of the first: `【A2 型题】`, `（5～6 题共用题干）`."""
    return _ABOUT_QUESTIONS.fullmatch(line)


def names_questions(line: str) -> bool:
    """Whether a line says of what kind the questions below it are: `二、判断题（每题 2 分）`."""
    return _KIND_OF_QUESTIONS.fullmatch(line) is not None


def counts_questions(line: str) -> bool:
    """Whether a line says so and has a number itself."""
    found = _KIND_OF_QUESTIONS.fullmatch(line)
    return found is not None and bool(found["number"])
