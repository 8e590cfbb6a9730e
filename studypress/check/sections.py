"""Headings: what has nothing below it, what has two of a name, and what is one unawares."""

from collections.abc import Iterator

from studypress.check.writing import Writing
from studypress.model import Chapter, Link, Section
from studypress.names import fold
from studypress.problems import Problem, problem
from studypress.study.counting import may_be_counted
from studypress.tree import plain_text, walk
from studypress.wording import said, shortened


def empty_section(writing: Writing) -> Iterator[Problem]:
    """A heading with neither text nor headings below it; one that is a link has its text elsewhere."""
    for node in writing.finished.of(Section):
        if not node.blocks and not any(isinstance(one, Link) for one in node.title):
            message = said("There is nothing below the heading “{title}”.", title=plain_text(node.title))
            hint = said("Write what belongs there, or take the heading away.")
            yield problem("empty-section", node.place, message, hint)


_ENDS_SENTENCE = ("。", "！", "；", "，", "…", "。”", "。）", "。**")
"""What no heading ends with; a question may be one."""


def underlined_heading(writing: Writing) -> Iterator[Problem]:
    """A sentence that a row of hyphens makes a heading, as Markdown has it, where a rule was meant."""
    for line in writing.lines:
        words = line.source.strip()
        if line.heading and not words.startswith(("#", "<")) and words.endswith(_ENDS_SENTENCE):
            message = said(
                "“{words}” is a heading, since a row of hyphens stands right below it.", words=shortened(words)
            )
            hint = said("For a rule, leave a line empty above the hyphens; write `## ` before what is a heading.")
            yield problem("underlined-heading", line.place, message, hint)


def unnumbered_chapter(writing: Writing) -> Iterator[Problem]:
    """A chapter without a number in a part whose author types them: its heading is missing, or was left without."""
    chapters = writing.finished.book.chapters
    by_hand = {chapter.part for chapter in chapters if chapter.label and chapter.number}
    for chapter in chapters:
        if chapter.part in by_hand and not chapter.label and not chapter.number and may_be_counted(chapter):
            message = said(
                "The chapter “{title}” has no number, which the others have typed.", title=plain_text(chapter.title)
            )
            hint = said(
                "Begin the file with a heading `# `, and type its number there; a foreword or an appendix needs none."
            )
            yield problem("unnumbered-chapter", chapter.place, message, hint)


def duplicate_heading(writing: Writing) -> Iterator[Problem]:
    """Two headings of one name side by side: below different headings (`例子`) they are no trouble."""
    for node in walk(writing.finished.book.chapters, Chapter, Section):
        first: dict[str, Section] = {}
        for section in node.blocks:
            if isinstance(section, Section) and (title := plain_text(section.title)):
                other = first.setdefault(fold(title) or title, section)
                if other is not section:
                    yield problem(
                        "duplicate-heading",
                        section.place,
                        said(
                            "“{title}” has the same title as the section at {place}.",
                            title=title,
                            place=str(other.place),
                        ),
                        said("Tell them apart, or merge them: in the contents they look the same."),
                    )
