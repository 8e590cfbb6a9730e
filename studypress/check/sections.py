"""Headings: what has nothing below it, and what has two of a name."""

from collections.abc import Iterator

from studypress.check.writing import Writing
from studypress.model import Chapter, Link, Section
from studypress.names import fold
from studypress.problems import Problem, problem
from studypress.study.counting import may_be_counted
from studypress.tree import plain_text, walk


def empty_section(writing: Writing) -> Iterator[Problem]:
    """A heading with neither text nor headings below it; one that is a link has its text elsewhere."""
    for node in writing.finished.of(Section):
        if not node.blocks and not any(isinstance(one, Link) for one in node.title):
            message = f"There is nothing below the heading “{plain_text(node.title)}”."
            yield problem("empty-section", node.place, message, "Write what belongs there, or take the heading away.")


def unnumbered_chapter(writing: Writing) -> Iterator[Problem]:
    """A chapter without a number in a book whose author types them: its heading is missing, or was left without."""
    chapters = writing.finished.book.chapters
    if not any(chapter.label and chapter.number for chapter in chapters):
        return
    for chapter in chapters:
        if not chapter.label and not chapter.number and may_be_counted(chapter):
            message = f"The chapter “{plain_text(chapter.title)}” has no number, which the others have typed."
            hint = (
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
                        f"“{title}” is called like the section at {other.place}.",
                        "Tell them apart, or make one of them: in the contents they look the same.",
                    )
