"""Callouts: the boxes of every tool, which differ in how they are written, made into one kind of node.

How each is written is a file of its own: `quoted` (`> [!note]`, `!>`), `indented` (`!!! note`), `fenced` (`:::`,
`{% hint %}`). All of them open an element `callout` with the author's name for it, and in it a `callout-title`.
"""

from studypress.locale import locale_for
from studypress.markdown.context import Blocks, FileContext
from studypress.markdown.elements import Element
from studypress.markdown.inlines import classes, inlines
from studypress.model import Block, Callout, CalloutKind, Heading, Inline, Text

_LOOKS = {
    CalloutKind.NOTE: (
        "note notes seealso info todo definition theorem lemma proposition corollary proof remark "
        "说明 說明 备注 備註 補足"
    ),
    CalloutKind.TIP: "tip hint success check done solution answer 提示 技巧 答案 解答 ヒント",
    CalloutKind.IMPORTANT: "important 重要 重点 重點",
    CalloutKind.WARNING: "warning attention caution warn 注意 警告 小心",
    CalloutKind.DANGER: "danger error failure fail missing bug 危险 危險 错误 錯誤",
    CalloutKind.EXAMPLE: "example 示例 例子 举例 例",
    CalloutKind.QUESTION: "question help faq exercise quiz 问题 問題 思考 练习 練習 习题",
    CalloutKind.ABSTRACT: "abstract summary tldr 摘要 总结 小结",
    CalloutKind.QUOTE: "quote cite 引用",
}
KINDS = {name: kind for kind, names in _LOOKS.items() for name in names.split()}

WORDS = {
    "hint": "tip", "check": "success", "done": "success", "attention": "warning", "warn": "warning",
    "error": "danger", "fail": "failure", "missing": "failure", "help": "question", "faq": "question",
    "quiz": "exercise", "answer": "solution", "summary": "abstract", "tldr": "abstract", "cite": "quote",
}  # fmt: skip
"""Names for which the locale has no word of its own, and the one whose word they take."""


def is_known(name: str) -> bool:
    """Whether a name is a callout's, in one of the tools or in Chinese."""
    return name.lower() in KINDS


def callout(element: Element, context: FileContext, blocks: Blocks) -> Callout:
    """Make a callout; without a title of its own it has its kind's word in the book's language.

    Quarto's form has its title in a heading that stands first.
    """
    name = element.attributes["callout"]
    title, rest = titled(element, context, blocks)
    if not title and rest and isinstance(rest[0], Heading) and "fence" in element.attributes:
        title, rest = rest[0].children, rest[1:]
    place = context.place(element.line)
    if not title and "untitled" not in element.attributes:
        title = (Text(_word(name, context.language), place),)
    return Callout(KINDS.get(name.lower(), CalloutKind.NOTE), title, rest, classes(element), place)


def titled(element: Element, context: FileContext, blocks: Blocks) -> tuple[tuple[Inline, ...], tuple[Block, ...]]:
    """The title that a box opens with, and what it holds."""
    first = element.children[0] if element.children else None
    if isinstance(first, Element) and first.name == "callout-title":
        return inlines(first.children, context), blocks(element.children[1:], context)
    return (), blocks(element.children, context)


def _word(name: str, language: str) -> str:
    """What a callout without a title is called; a name of the author's own is shown as such."""
    plain = name.lower()
    word = locale_for(language).words.get(f"callout_{WORDS.get(plain, plain)}", "")
    return word or name.replace("-", " ").replace("_", " ").strip().capitalize()
