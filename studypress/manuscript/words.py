"""Words that stand in no line of Markdown: titles and names of files, of settings and of front matter."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""Half a character, which a broken escape or a name in another encoding leaves, and what XML does not allow."""


def as_text(words: str) -> str:
    """Put blanks in place of control characters but tabs and line ends, and U+FFFD where there is no character."""
    return _NO_CHARACTER.sub("\ufffd", _CONTROL.sub(" ", words))


def on_one_line(words: str) -> str:
    """Put words on one line, as text."""
    return " ".join(as_text(words).split())
