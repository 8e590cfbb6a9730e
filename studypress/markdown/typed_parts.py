"""Parts that authors of bookdown type as headings: `# (PART) Basics {-}`, `# (APPENDIX) Tables {-}` (its 2.2.3)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from studypress.manuscript import SourceFile
from studypress.model import Chapter, Text

_TYPED = re.compile(r"\((PART|APPENDIX)(\*?)\)\s+")


def with_typed_parts(files: Iterable[tuple[SourceFile, list[Chapter]]]) -> Iterator[tuple[SourceFile, list[Chapter]]]:
    """Have such headings in R Markdown open parts, which what follows belongs to; appendices are not counted."""
    part, appended = 0, False
    for source, chapters in files:
        if not source.path.lower().endswith(".rmd"):
            yield source, chapters
            continue
        found = []
        for chapter in chapters:
            first = chapter.title[0] if chapter.title else None
            typed = _TYPED.match(first.text) if isinstance(first, Text) else None
            if typed and isinstance(first, Text):
                part, appended = part + 1, typed[1] == "APPENDIX"
                title = (replace(first, text=first.text[typed.end() :]), *chapter.title[1:])
                chapter = replace(chapter, title=title, opens_part=True, uncounted=appended or bool(typed[2]))
            elif appended:
                chapter = replace(chapter, uncounted=True)
            found.append(replace(chapter, part=part))
        yield source, found
