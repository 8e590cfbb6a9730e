"""Breaking a title into balanced lines for a cover, the same in the e-book's picture and in print."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from studypress.model import Pairs

_NOT_FIRST = frozenset("、。，．：；？！…—～·•・）〕】》〉」』”’％,.:;?!)]}%")
"""Signs that may not open a line (kinsoku, CLREQ 3.1.2)."""
_NOT_LAST = frozenset("（〔【《〈「『“‘([{")
"""Signs that may not end one."""
_OPENING, _CLOSING = "（〔【《〈「『([", "）〕】》〉」』)]"
_PAUSES = frozenset("：:—–；;，,、。·•・|｜/")
PARTING = "·•・|｜"
"""Signs between two parts of a title, which a line's end parts as well."""
_JOINTS_AFTER = frozenset("的之")
"""A line may well end with one."""
_JOINTS_BEFORE = frozenset("与和及或與")
"""A line may well open with one, and none should end with it: 数据结构 / 与算法分析."""
_WORD_LIST = """
学习 指南 教程 入门 笔记 实战 实践 手册 讲义 基础 概论 导论 原理 技术 复习 应用 设计 分析 系统 结构
网络 语言 程序 管理 工程 开发
學習 入門 筆記 實戰 實踐 手冊 講義 基礎 概論 導論 技術 複習 應用 設計 系統 結構 網路 語言 程式 開發
数据 机器 算法 软件 数学 数据分析 数据结构 数据挖掘 数据科学 机器学习 深度学习 人工智能 操作系统 软件工程
程序设计 计算机 计算机网络
數據 資料 機器 演算法 軟體 數學 資料結構 機器學習 深度學習 人工智慧 作業系統 軟體工程 程式設計 計算機 計算機網路
一年级 二年级 三年级 四年级 五年级 六年级 七年级 八年级 九年级 七年級 八年級 九年級 高中 初中 小学 大学 中学
高一 高二 高三 初一 初二 初三 年级 必修 选修 上册 下册 全册 单元 学期 期中 期末 中考 高考 考研 考试 试题 真题
专题 总复习 预习 提纲 大纲 知识 知识点 重点 难点 考点 要点 总结 整理 汇编 精讲 详解 解析 习题 练习 答案 语文
英语 物理 化学 生物 历史 地理 政治 道德 法治 思想 科学 信息 体育 音乐 美术 文言文 古诗文 诗词 阅读 作文 写作
语法 词汇 几何 代数 函数 概率 统计 微积分 力学 高等数学 线性代数 概率论 离散数学 数理统计 近代史 经济 经济学
会计 法律 民法 刑法 医学 护理 解剖 心理 心理学 教育 教育学 哲学 文学 文学史 金融 前端 后端 数据库 编译 容器 架构
微服务 源码 面试 项目 社会 文化 中国 古代 现代 当代 世界 国际 概述 导读 研究 方法 理论 案例 实验 报告 课程 课堂
培训 会议 读书 随笔 心得 小學 大學 中學 年級 選修 上冊 下冊 全冊 單元 學期 考試 試題 真題 專題 總複習 預習 提綱
大綱 知識 知識點 重點 難點 考點 要點 總結 彙編 精講 詳解 習題 練習 語文 英語 化學 歷史 科學 體育 音樂 美術
古詩文 詩詞 閱讀 寫作 語法 詞彙 幾何 代數 函數 統計 微積分 力學 高等數學 線性代數 概率論 離散數學 數理統計 經濟
經濟學 會計 醫學 護理 心理學 教育學 哲學 文學 文學史 編譯 架構 社會 中國 現代 當代 國際 導讀 理論 實驗 報告 課程
課堂 培訓 會議 讀書 隨筆 选择性 选择性必修 選擇性 選擇性必修 马克思主义 毛泽东思想 基本原理 近现代史 纲要 社会主义
资本主义 形势与政策 马克思 习近平 马原 毛概 馬克思主義 近現代史 綱要 社會主義 資本主義
"""
_WORDS = frozenset(_WORD_LIST.split())
"""Words that titles are made of: a line may open with one, and none is torn. A dictionary would be too much here."""

_TORN = 4.0
"""The cost of a break between two Han characters that may well be one word."""
_NUMBER = re.compile("[0-9]{1,2}|[IVX]{1,4}")
"""A number that belongs to the word before it: 必修 1, Python 3. A year does not."""
_COUNTERS = "版册冊卷章讲講课課年期级級次届屆季部"
_NUMBERED = 3.0
"""The cost of a break between a number and its word."""
_LIKELY, _UNLIKELY = 0.75, 2.0
"""Shares of that where the text of the book parts the two, and where they are of one word there."""
NO_PAIRS = Pairs()
_LONGEST = 240.0
"""Titles are shown up to this width, em; what is longer than a page of words is no title."""
_LONGEST_WORD = 24
"""Letters of a Latin word that are kept together."""


@dataclass(frozen=True, slots=True)
class _Token:
    """What stays on one line: a Han character or a Latin word, with the spaces after it."""

    text: str
    width: float
    """em, without the spaces after it."""
    space: float
    """em."""


def title_lines(title: str, most: int = 4, widest: float = 0.0, pairs: Pairs = NO_PAIRS) -> tuple[tuple[str, ...], ...]:
    """Break a title into 1, 2, … `most` lines, each as even as good breaks allow; one way for each number of lines.

    `widest`, in em, asks for more lines than `most` until no line is wider. `pairs` tells what its text says of its
    neighbours. Empty for an empty title.
    """
    tokens = _tokens(title)
    ways: list[tuple[str, ...]] = []
    for count in range(1, len(tokens) + 1):
        if count > most and (not widest or max(map(text_width, ways[-1])) <= widest):
            break
        ways.append(_broken(tokens, count, pairs))
    return tuple(ways)


def best_lines(
    title: str, measure: float, height: float, largest: float, leading: float = 1.3, pairs: Pairs = NO_PAIRS
) -> tuple[str, ...]:
    """Choose the lines that let a title stand largest, fewer lines where the gain is small.

    `measure` and `height` are the room there is, `largest` the largest size, in one unit of any kind;
    `leading` is a multiple of the size, and `pairs` as in `title_lines`.
    """
    ways = title_lines(title, widest=measure / (largest / 3), pairs=pairs)
    if not ways:
        return ()
    sizes = [min(largest, measure / max(map(text_width, way)), height / (leading * len(way))) for way in ways]
    enough = min(max(sizes) * 0.85, largest * 0.8)
    return next(way for way, size in zip(ways, sizes, strict=True) if size >= enough)


def text_width(text: str) -> float:
    """Guess the width of a text in em, without a font: Han one em, Latin by the build of the letter."""
    return sum(_char_width(char) for char in text)


def line_width(line: str) -> float:
    """Guess the width of a line as it is set, em: with gaps between Han and Latin."""
    return text_width(line) + line_gaps(line)


def widest(lines: Iterable[str]) -> float:
    """About how wide lines are, em; never nothing."""
    return max(map(line_width, lines), default=1.0)


def line_gaps(line: str) -> float:
    """How much wider a line gets, em, where it is set with gaps between Han and Latin."""
    meetings = [(one, other) for one, other in pairwise(line) if _takes_gap(one) and _takes_gap(other)]
    return 0.25 * sum(_is_wide(one) != _is_wide(other) or "•" in (one, other) for one, other in meetings)


def _takes_gap(char: str) -> bool:
    """Whether it is a Han or a Latin letter, or a sign that stands in words as one: C++程序设计."""
    return char.isalnum() or char in "+#%$@•"


def _char_width(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if _is_wide(char):
        return 1.0
    if char in "mwMW@%":
        return 0.88
    if char in "iljtfrI.,:;'!|()[] ":
        return 0.34
    return 0.68 if char.isupper() else 0.57


def _tokens(title: str) -> list[_Token]:
    tokens: list[_Token] = []
    word = ""
    room = _LONGEST
    for char in " ".join(title.split()) + " ":
        if char == " " or _is_wide(char) or len(word) >= _LONGEST_WORD:
            room = _put(tokens, word, room)
            word = ""
        if char == " " and tokens:
            last = tokens[-1]
            tokens[-1] = _Token(last.text, last.width, 0.28)
        elif _is_wide(char):
            room = _put(tokens, char, room)
        elif char != " ":
            word += char
    return tokens


def _put(tokens: list[_Token], text: str, room: float) -> float:
    """Add a token where there is room for it, an ellipsis in place of the first that has none."""
    if not text or room < 0:
        return room
    width = text_width(text)
    if width > room:
        tokens.append(_Token("…", 1.0, 0.0))
        return -1.0
    tokens.append(_Token(text, width, 0.0))
    return room - width


def _is_wide(char: str) -> bool:
    """Whether a character takes a cell: a Han, or a mark as Chinese has it."""
    return unicodedata.east_asian_width(char) in "WF" or char in "—…“”‘’·•"


def _broken(tokens: list[_Token], count: int, pairs: Pairs) -> tuple[str, ...]:
    """Break into `count` lines at the least cost (dynamic programming over the break before each token)."""
    starts = [0.0]
    for token in tokens:
        starts.append(starts[-1] + token.width + token.space)
    aim = starts[-1] / count
    size = len(tokens)
    penalties = _penalties(tokens, pairs)

    def line_cost(first: int, after: int) -> float:
        width = starts[after] - starts[first] - tokens[after - 1].space
        return ((width - aim) / aim) ** 2 * 20 + penalties[after] + (6 if after - first == 1 and width <= 1 else 0)

    costs = [line_cost(0, after) for after in range(1, size + 1)]
    marks: list[list[int]] = []
    for line in range(1, count):
        best = [
            min((costs[first - 1] + line_cost(first, after), first) for first in range(line, after))
            if after > line
            else (float("inf"), 0)
            for after in range(1, size + 1)
        ]
        costs = [cost for cost, _ in best]
        marks.append([first for _, first in best])
    ends = [size]
    for column in reversed(marks):
        ends.append(column[ends[-1] - 1])
    bounds = [0, *reversed(ends)]
    return tuple(_line(tokens[first:after]) for first, after in pairwise(bounds))


def _line(tokens: list[_Token]) -> str:
    return "".join(token.text + " " * bool(token.space) for token in tokens).rstrip()


def _penalties(tokens: list[_Token], pairs: Pairs) -> list[float]:
    """What it costs to break before each token; those inside a known word or brackets the most of all allowed."""
    costs = [0.0, *(_penalty(tokens[index - 1], tokens[index]) for index in range(1, len(tokens))), 0.0]
    letters = "".join(token.text if len(token.text) == 1 else "\0" for token in tokens)
    for index in range(1, len(letters)):
        if costs[index] == _TORN:
            costs[index] *= _share(letters[index - 1 : index + 1], pairs)
    words = [(start, start + len(word)) for word in _WORDS for start in _places(word, letters)]
    for start in {start for start, _ in words}:
        if _LIKELY * _TORN <= costs[start] <= _TORN:
            costs[start] = 1.5
        elif costs[start] == _UNLIKELY * _TORN:  # within a term of the book: 强化学习
            costs[start] = 1.5 * _TORN
    for start, end in words:
        for index in range(start + 1, end):
            costs[index] = max(costs[index], 2 * _TORN)
    depth = 0
    for index, token in enumerate(tokens):
        if depth:
            costs[index] = max(costs[index], 2 * _TORN)
        depth += sum(char in _OPENING for char in token.text) - sum(char in _CLOSING for char in token.text)
    return costs


def _places(word: str, letters: str) -> Iterator[int]:
    start = letters.find(word)
    while start >= 0:
        yield start
        start = letters.find(word, start + 1)


def _share(pair: str, pairs: Pairs) -> float:
    return _UNLIKELY if pair in pairs.joined else _LIKELY if pair in pairs.parted else 1.0


def _penalty(left: _Token, right: _Token) -> float:
    """What it costs to break between two tokens; a pause in the title is worth a break."""
    last, first = left.text[-1], right.text[0]
    if first in _NOT_FIRST or last in _NOT_LAST:
        return 60.0
    if last in _PAUSES:
        return -2.0
    if _NUMBER.fullmatch(left.text) and first in _COUNTERS:
        return 2 * _TORN
    if _NUMBER.fullmatch(right.text):
        return 2 * _TORN if last == "第" else _NUMBERED
    if last in _JOINTS_BEFORE and len(left.text) == 1:
        return _TORN + 1
    if left.space:
        return 0.0
    if last in _NOT_FIRST or first in _NOT_LAST:
        return 0.5
    if not (_is_wide(last) and _is_wide(first)):
        return 0.5 if first in _JOINTS_BEFORE else 1.0
    return 1.5 if last in _JOINTS_AFTER or first in _JOINTS_BEFORE else _TORN
