"""What a book is called where its settings do not say."""

from studypress.manuscript import Manuscript
from studypress.model import Chapter
from studypress.numerals import typed_number
from studypress.tree import plain_text


def with_title(manuscript: Manuscript, found: list[Chapter]) -> tuple[str, list[Chapter]]:
    """Find a book's title, and its chapters without the one that is nothing but it.

    In a file of many chapters, that is a first `#` with nothing below it.
    """
    given = manuscript.config.title or (manuscript.chapters[0].title if len(manuscript.chapters) == 1 else "")
    if len(manuscript.chapters) == 1 and _is_title(found):
        title = plain_text(found[0].title).strip()
        if given in ("", title):
            return title, found[1:]
    if not given and len(found) == 1:
        given = plain_text(found[0].title)
    return given or manuscript.default_title, found


def _is_title(chapters: list[Chapter]) -> bool:
    if len(chapters) < 3:
        return False
    first, *rest = chapters
    title = plain_text(first.title).strip()
    is_empty = not first.blocks and not first.footnotes
    is_counted = typed_number(f"{title} …")[0] != ""  # `第一部分` is no book's title
    return bool(title) and is_empty and not is_counted and any(chapter.blocks for chapter in rest)
