"""Stars that should have made words strong, and stand in the text instead: `** 文字**`."""

import re

from studypress.letters import HAN, KANA

_STARS = re.compile(
    rf"(?<![*/])\*\*(?![*/])(?:\s*[{HAN}{KANA}“‘《（【「]|\s+\w[^*]{{0,200}}\*\*)"
    rf"|[{HAN}{KANA}”’》）】」。，：；！？、]\s*\*\*(?![*/])"
)


def has_stray_strong(text: str) -> bool:
    """Whether `**` stands beside Han or kana, or has a space inside; `2**10` and `**/*.py` are no marks."""
    return "**" in text and _STARS.search(text) is not None
