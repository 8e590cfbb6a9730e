"""Which headings say nothing, and which `#` is no title: what is asked of them before a file is cut into chapters."""

from collections.abc import Sequence

from studypress.markdown.elements.context import FileContext
from studypress.model import Block, CodeBlock, Heading, Text, ThematicBreak
from studypress.tree import plain_text
from studypress.wording import said


def without_idle_breaks(content: Sequence[Block]) -> list[Block]:
    """Leave out rules right above and below headings: a heading already parts the text there."""
    beside = zip([None, *content], content, [*content[1:], None], strict=False)
    return [
        block
        for above, block, below in beside
        if not (isinstance(block, ThematicBreak) and (isinstance(above, Heading) or isinstance(below, Heading)))
        or block.to_write_on
    ]


def with_words(content: Sequence[Block], context: FileContext) -> list[Block]:
    """Leave out headings without words, such as a `#` left behind, which would open a chapter without a name."""
    kept: list[Block] = []
    for block in content:
        if isinstance(block, Heading) and all(
            isinstance(node, Text) and not node.text.strip() for node in block.children
        ):
            message = said("This heading has no words; it is left out.")
            context.warn_at(block.place, "empty-section", message, said("Write its words, or take it away."))
        else:
            kept.append(block)
    return kept


def is_late(headings: list[Heading]) -> bool:
    """Whether the first `#` stands behind two others and most of the headings, and so is no title: `# 版权`."""
    before = next((index for index, heading in enumerate(headings) if heading.level == 1), 0)
    return before > 1 and 2 * before > len(headings)


_MUCH = 200
"""Characters above a title that are more than what introduces a page: its author, its date, where it comes from."""


def is_below_text(content: Sequence[Block]) -> bool:
    """Whether so much stands above the first heading, the only `#`, that it is the heading of a section."""
    first = next((at for at, block in enumerate(content) if isinstance(block, Heading)), 0)
    titles = [block for block in content if isinstance(block, Heading) and block.level == 1]
    above = content[:first]
    texts = (plain_text(block) if not isinstance(block, CodeBlock) else block.text for block in above)
    is_title = first > 0 and content[first] in titles
    return is_title and len(titles) == 1 and sum(map(len, texts)) > _MUCH
