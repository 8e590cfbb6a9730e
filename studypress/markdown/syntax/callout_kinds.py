"""The names that tools and authors have for callouts, and the kind that each stands for."""

from studypress.model import CalloutKind

_STATEMENTS = (
    "definition theorem lemma proposition corollary proof remark "
    "algorithm axiom conjecture criterion observation property assumption"
)
STATEMENTS = frozenset(_STATEMENTS.split())
"""What mathematics states and proves: a title does not tell which of these it names."""

_LOOKS = {
    CalloutKind.NOTE: (f"note notes seealso info todo {_STATEMENTS} 说明 說明 备注 備註 補足"),
    CalloutKind.TIP: "tip tips hint success check done solution answer 提示 技巧 答案 解答 ヒント",
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
    "hint": "tip", "tips": "tip", "check": "success", "done": "success", "attention": "warning", "warn": "warning",
    "error": "danger", "fail": "failure", "missing": "failure", "help": "question", "faq": "question",
    "quiz": "exercise", "answer": "solution", "summary": "abstract", "tldr": "abstract", "cite": "quote",
}  # fmt: skip
"""Names for which the locale has no word of its own, and the one whose word they take."""


def is_known(name: str) -> bool:
    """Whether a name is a callout's, in one of the tools or in Chinese."""
    return name.lower() in KINDS
