"""How an answer is labelled: `答案：B`, `【解析】`, `答：`, `Answer:`, and boxes that are called so.

What a label says is not yet an answer: `answers` asks what it stands below.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from studypress.conclusions import lead_of_conclusion
from studypress.known_titles import answers_paper
from studypress.letters import HAN
from studypress.model import Block, Break, Inline, ListItem, Paragraph, Style, Styled, Text
from studypress.names import fold
from studypress.study.cutting import cut_start
from studypress.tree import plain_text, printed_lines

LABEL_CLASS = "answer-label"
"""The class of a label that is known."""


class Label(Enum):
    """What a line is labelled as."""

    ANSWER = "答案"
    REPLY = "答"
    """So a line of a talk may be, too."""
    SOLUTION = "解"
    """So an example's may be, whose end nobody knows."""
    EXPLANATION = "解析"
    """So many other things may be."""
    TURN = "A"
    """So a choice is called, too: it answers what is called Q."""
    MADE_CLEAR = "明确"
    """So a teacher's plan says what pupils are to find; elsewhere it may be any word."""
    CONCLUSION = "故选"
    """So it is said which choice is right, by a word that may also be about anything that is chosen."""


_OTHER_LABELS = {
    Label.ANSWER: (
        "参考译文", "参考范文", "参考例文", "参考示例", "参考要点", "范文示例", "答案示例", "答案要点", "答题要点",
        "One possible version", "Possible version", "A possible version", "Sample answer", "Suggested answer",
        "Suggested answers",
    ),
    Label.TURN: ("A",),
    Label.MADE_CLEAR: ("明确", "明確"),
    Label.REPLY: ("答", "回答", "答え", "正解", "Ans"),
    Label.SOLUTION: ("解", "解答", "解法", "题解", "題解", "解题过程", "證明", "证明", "Solution"),
    Label.EXPLANATION: (
        "解析", "习题解析", "试题解析", "题目解析", "分析", "详解", "詳解", "解题思路", "思路", "点评", "點評",
        "点睛", "名师点睛", "点拨", "思路点拨", "评分标准", "考点", "知识点", "关联知识点",
        "易错点", "习题分析", "解説", "Explanation", "Analysis",
    ),
}  # fmt: skip

_LABELLED = re.compile(
    r"\s*(?=\S)(?:【(?P<a>[^【】]{1,12})】|[\[［](?P<b>[^\[\]［］]{1,12})[\]］]|(?P<c>[^：:【\[［。，,；;？?]{1,24}?)(?=\s*[：:](?!//)))"
    r"\s*[：:]?\s*"
)
MARK = re.compile(r"[：:】\]］]")
"""One of them is in every line that a label stands in, and in few others."""
_BARE = re.compile(
    rf"\s*(?P<word>[{HAN}]{{2,12}})(?:\s*\Z|\s+(?P<key>(?=(?:[0-9]{{1,3}}|[（(][0-9]{{1,3}}[）)]|[A-H]\b|[{HAN}√×✓✗✔✘]))))"
)
"""A label without a mark: alone in its line, before what blanks part from it, or before the number of a question:
`答案 牛顿`, `参考答案 1-5 ABCCD`."""
_ASIDE = re.compile(r"[（(].*|\s*[0-9一二三四五]\s*\Z", re.DOTALL)
"""What a label may say besides: `答案（仅供参考）`, `答案 1`."""
_SHOWN = re.compile(
    r"\A(?:请|請|想|[点點](?:[击擊]|[开開]|我|[这這][里裡裏]|此)|单击|戳我|此[处處]|[这這][里裡裏]|查看|[显顯]示|展[开開]|看|[详詳][细細]|完整"
    r"|click|tap|here|to|show|reveal|see|view|open|the)+"
    r"|(?:[点點](?:[击擊](?:展[开開]|查看)|我|[这這][里裡裏])|戳我|戳[这這][里裡裏]|在[这這][里裡裏]|在此|揭[晓曉])\Z"
)
"""What the title of a box that folds may say around the word: `点击查看答案`, `👉 点击看解析`."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that label an answer."""

    meanings: dict[str, Label]
    """What each word stands for, by `fold`."""

    @classmethod
    def with_answers(cls, words: Iterable[str]) -> "Labels":
        """All that we know, and these for the answer itself."""
        meanings = {fold(word): label for label, others in _OTHER_LABELS.items() for word in others}
        return cls(meanings | {fold(word): Label.ANSWER for word in words})

    def meaning(self, word: str) -> Label | None:
        """What a word stands for; None for one that is no label."""
        name = fold(word)
        if name in self.meanings:
            return self.meanings[name]
        return Label.ANSWER if Label.ANSWER in self.meanings.values() and answers_paper(name) else None

    def of_title(self, title: tuple[Inline, ...]) -> Label | None:
        """What a box of this title is labelled as; None for one that is none of ours."""
        text = plain_text(title)
        name = fold(_ASIDE.sub("", text)) or fold(text)
        return self.meanings.get(name) or self.meanings.get(_SHOWN.sub("", name))

    def label(self, line: tuple[Inline, ...]) -> tuple[Label, int] | None:
        """What a line is labelled as, and how many characters the label has."""
        if strong := self._strong_label(line):
            return strong
        text, whole = _leading_text(line)
        found = _LABELLED.match(text) if MARK.search(text) else None
        if found:
            word = found["a"] or found["b"] or found["c"]
            if label := self.meaning(word) or self.meaning(_ASIDE.sub("", word)):
                return label, found.end()
        bold = whole and all(isinstance(node, Styled) and node.style is Style.STRONG for node in line)
        if bold and self.meaning(text) is Label.ANSWER:
            return Label.ANSWER, len(text)
        bare = _BARE.match(text)
        if bare and (whole or bare["key"] is not None) and self.meaning(bare["word"]) is Label.ANSWER:
            return Label.ANSWER, bare.end()
        lead = lead_of_conclusion(plain_text(line))
        return (Label.CONCLUSION, min(lead, len(text))) if lead is not None else None

    def _strong_label(self, line: tuple[Inline, ...]) -> tuple[Label, int] | None:
        """A label without a mark, told by being strong and by the blank behind it: `**答案** 15 N`."""
        match line:
            case (Styled(style=Style.STRONG) as strong, Text(text=text), *rest) if (rest or text.strip()) and (
                text[:1].isspace()
            ):
                word, whole = _leading_text((strong,))
                label = self.meaning(word) if whole else None
                return (label, len(word) + len(text) - len(text.lstrip())) if label else None
        return None

    def with_labels(self, block: Block) -> Iterator[Block]:
        """A block of an answer; of a paragraph, what `labelled` makes."""
        return self.labelled(list(printed_lines(block.children))) if isinstance(block, Paragraph) else iter((block,))

    def labelled_item(self, item: ListItem) -> ListItem:
        """An item of a list of answers, the labels in its first paragraph made ours."""
        match item.blocks:
            case (Paragraph() as first, *rest):
                return replace(item, blocks=(*self.labelled(list(printed_lines(first.children))), *rest))
        return item

    def labelled(self, rows: list[tuple[Inline, ...]]) -> Iterator[Paragraph]:
        """Paragraphs of so many lines, a new one for each that has a label, which is made one of ours."""
        start = 0
        for at in range(1, len(rows) + 1):
            if at == len(rows) or ((label := self.label(rows[at])) and label[0] is not Label.CONCLUSION):
                yield from paragraph_of([self._with_label(rows[start]), *rows[start + 1 : at]])
                start = at

    def _with_label(self, line: tuple[Inline, ...]) -> tuple[Inline, ...]:
        label = self.label(line)
        if not label or not label[1]:
            return line
        typed, place = _leading_text(line)[0][: label[1]], line[0].place
        words = typed.strip()
        parted = typed[-1:].isspace() and (words.isascii() or not MARK.match(words[-1:]))
        gap = (Text(" ", place),) if parted else ()
        made = Styled(Style.PLAIN, (Text(words, place),), (LABEL_CLASS,), place)
        return (made, *gap, *cut_start(line, label[1])[0])


def paragraph_of(rows: Sequence[tuple[Inline, ...]]) -> tuple[Paragraph, ...]:
    """One paragraph of lines below each other; none of no lines."""
    joined: list[Inline] = []
    for row in filter(None, rows):
        joined += [*([Break(hard=True, place=row[0].place)] if joined else []), *row]
    return (Paragraph(tuple(joined), joined[0].place),) if joined else ()


def _leading_text(nodes: tuple[Inline, ...]) -> tuple[str, bool]:
    """The text that a line begins with, up to what is no text; and whether it is all of the line."""
    text = ""
    for node in nodes:
        match node:
            case Text():
                text += node.text
            case Break():
                text += " "
            case Styled():
                inner, whole = _leading_text(node.children)
                text += inner
                if not whole:
                    return text, False
            case _:
                return text, False
    return text, True
