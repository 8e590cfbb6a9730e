"""Stars that should have made words strong, and stand in the text instead: `** 文字**`."""

import re

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_STARS = re.compile(
    rf"(?<![*/])\*\*(?![*/])(?:\s*[{_CJK}“‘《（【「]|\s+\w[^*]{{0,200}}\*\*)"
    rf"|[{_CJK}”’》）】」。，：；！？、]\s*\*\*(?![*/])"
)


def has_stray_strong(text: str) -> bool:
    """Whether `**` stands beside Han or kana, or has a space inside; `2**10` and `**/*.py` are no marks."""
    return "**" in text and _STARS.search(text) is not None
