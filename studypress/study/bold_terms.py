"""Terms that a paragraph or an item opens with in bold and then explains: `**质点**：用来代替物体的有质量的点。`

Bold words with a colon are as often labels (`**注意**：`, `**优点**：`, `**解**：`) as terms, and no list of labels is
complete. So they are read where the author says that terms stand: below the headings of `[glossary] term_lists`, or in
the whole book by `bold_terms = true`; and there too only what is short, has a sentence behind it, and is so explained
in one place alone, as labels come back.
"""

import re
from collections import Counter
from collections.abc import Iterator

from studypress.model import Book, Paragraph
from studypress.names import fold, term_key
from studypress.numerals import typed_number
from studypress.study.opening import opening_term
from studypress.study.terms import Explanation, split_term
from studypress.tree import plain_text, walk, without_calls

_NAMES = """
    注 注意 注意事项 提示 说明 備註 备注 附注 补充 补充说明 拓展 扩展 扩展阅读 延伸 提醒 警告 重要 重点 难点 要点
    关键 关键点 例 例子 例如 示例 举例 例题 样例 案例 解 解答 解法 解析 分析 答 答案 问 问题 思考 思考题 思路 练习
    作业 题目 证明 证 定义 定理 引理 推论 命题 公理 性质 公式 结论 总结 小结 概述 简介 介绍 背景 前言 引言 优点
    缺点 优势 劣势 不足 特点 特征 特性 作用 功能 用途 用法 应用 场景 应用场景 适用场景 使用场景 目的 目标 意义
    原因 原理 步骤 方法 方式 过程 流程 做法 操作 条件 前提 要求 内容 结果 影响 区别 联系 对比 关系 分类 类型 种类
    组成 结构 实现 代码 输入 输出 参数 返回 返回值 语法 格式 命令 默认值 单位 版本 来源 作者 时间 地点 日期 人物
    标题 名称 链接 参考 参考资料 时间复杂度 空间复杂度 复杂度 优化 解决 解决方案 解决方法 解决办法 现象 建议 策略
    口诀 技巧 误区 易错点 考点 目录 更多 note notes tip tips hint warning caution important example examples
    exercise exercises solution answer question proof definition theorem lemma corollary proposition remark
    summary conclusion overview background introduction pros cons advantages disadvantages purpose goal usage use
    input output inputs outputs parameters arguments returns result results syntax type default version author
    source time complexity step steps key see todo fix problem cause
"""
_LABELS = frozenset(_NAMES.split())
"""What opens a paragraph in bold and is no term, without the number behind it."""
_LABEL = re.compile(
    r"第.{1,3}[步条點点类种章节]|[步例]骤?\s*[0-9一二三四五六七八九十]+|(?:step|q|a|exercise)\s*[0-9]+|.*[？?！!]$|[0-9.、]+"
)
"""What is a label by its form: `第一步`, `例 3`, `为什么？`."""
_SHORTEST = 6
"""Characters of a definition, at least; fewer are a value (`**版本**：1.2`)."""


def bold_terms(book: Book, known: set[str]) -> list[Explanation]:
    """The terms that paragraphs and items of the whole book open with; none that has another explanation."""
    found = list(_candidates(book))
    times = Counter(term_key(each.term) for each in found)
    return [each for each in found if times[term_key(each.term)] == 1 and term_key(each.term) not in known]


def _candidates(book: Book) -> Iterator[Explanation]:
    for node in walk(book.chapters):
        if isinstance(node, Paragraph) and (opening := opening_term(node)):
            text, definition = typed_number(opening[0])[1], opening[1]
            if not _is_label(text) and _is_definition(definition):
                term, full = split_term(text)
                yield Explanation(term, (without_calls((definition,)),), node.place, full)


def _is_label(term: str) -> bool:
    return fold(term).rstrip("0123456789") in _LABELS or _LABEL.fullmatch(term.casefold()) is not None


def _is_definition(definition: Paragraph) -> bool:
    text = plain_text(definition.children).strip()
    return len(text) >= _SHORTEST and not text.endswith(("：", ":", "？", "?"))
