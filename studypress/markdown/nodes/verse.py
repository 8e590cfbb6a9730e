"""Lines of verse, which are of one length: one of them to a line, or two, as in 国破山河在，城春草木深。"""

import re
from collections.abc import Sequence

from studypress.letters import HAN

_VERSE = re.compile(rf"[{HAN}]{{4,7}}([，。！？；、])")
"""A line of verse, of four to seven characters; two in turn that both end a sentence are prose."""
_COUPLET = re.compile(rf"([{HAN}]{{4,7}})[，、\s]([{HAN}]{{4,7}})[，。！？；]?")
"""Two lines of verse in one."""

_LEAST_VERSE = 4
"""Lines of a poem below its title; a line may be two, as in 国破山河在，城春草木深。"""


def is_poem(texts: Sequence[str], *, titled: bool) -> bool:
    """Whether lines are a poem, which stands below its title or not."""
    verse = sum(2 if _COUPLET.fullmatch(text) else 1 for text in texts)
    return len(texts) > 1 and (not titled or verse >= _LEAST_VERSE) and _is_verse(texts)


def _is_verse(texts: Sequence[str]) -> bool:
    """Whether lines of one length are verse: each one line of it, or two, as in 国破山河在，城春草木深。"""
    if len({len(text) for text in texts}) != 1:
        return False
    verse = [found[1] for found in map(_VERSE.fullmatch, texts) if found]
    couplets = [len(found[1]) == len(found[2]) for found in map(_COUPLET.fullmatch, texts) if found]
    return (len(verse) == len(texts) and set(verse) != {"。"}) or (len(couplets) == len(texts) and all(couplets))
