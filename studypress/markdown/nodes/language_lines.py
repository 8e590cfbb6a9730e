"""Lines of the exercises of a foreign language, typed one below the other.

They are what is said, words with what they mean, a sentence in both languages or to be rewritten, and a letter's first
and last.
"""

import re
from collections.abc import Sequence

from studypress.letters import HAN

_SPEECH = re.compile(r"(?:[（(][^（）()]{0,4}[)）]\s*)?(?:[0-9]{1,3}[.．、]\s*)?[—–]{1,2}\s*[^\s—–]")
"""What is said: `—How are you?`, in the exercises of a language `(  ) 1. —How are you?`. Two in turn are lines."""

_SPEECH_PART = r"(?:n|v|vt|vi|adj|adv|prep|conj|pron|num|art|int|interj|aux|phr|abbr)\."
_WORD = re.compile(
    rf"[A-Za-z][A-Za-z'’ ()./-]{{0,40}}?\s*(?:[\[/][^\[\]/]{{1,40}}[\]/]\s*)?"
    rf"(?<![A-Za-z]){_SPEECH_PART}.{{0,12}}[{HAN}]"
)
"""A word of a foreign language with its part of speech: `abandon /ə'bændən/ v. 放弃`. Two in turn are lines."""

_GLOSS = re.compile(
    rf"[A-Za-z](?:[A-Za-z'’ ()/…-]|(?<=[a-z])\.{{1,3}}(?=[\s{HAN}])){{1,40}}"
    rf"[ \t:：]*(?:[{HAN}]|[（(](?=[{HAN}]))[{HAN}，；、;,/（）()…]{{0,20}}"
)
"""A word and what it means, and no more: `banana 香蕉`. Three such, or words as above, are lines if they are all."""

_ROOM = re.compile(r"_{3,}|＿{2,}")
"""Room to write in: what a pupil makes of the sentence above, `I like it. (改为否定句)` and `I ____ ____ it.`"""

_DEAR = re.compile(r"(?:My )?[Dd]ear [^.。!?]{1,30}[,，:：!]")
_YOURS = re.compile(
    r"(?:(?:Very |Kind |Warm )?(?:Yours|Sincerely|Best|Love|Truly|Regards|Cheers)\b[A-Za-z ]{0,20}|With [a-z ]{4,20}),"
)
"""The lines of a letter that open and close it: `Dear Peter,`, `Yours sincerely,`."""

_OF_HAN = re.compile(f"[{HAN}]")
_CLOSING = "\"”’')）"
"""What may stand behind the end of a sentence."""


def language_lines(texts: Sequence[str]) -> set[int]:
    """Which lines of a paragraph are lines to whoever learns a language or teaches it."""
    opened = in_turn(_SPEECH, texts) | in_turn(_WORD, texts)
    if len(texts) > 2 and all(_GLOSS.fullmatch(text) or _WORD.match(text) for text in texts):
        opened |= set(range(1, len(texts)))
    return opened | _translated(texts) | _rewritten(texts) | _of_letter(texts)


def in_turn(pattern: re.Pattern[str], texts: Sequence[str]) -> set[int]:
    """The lines that open in a way in which the line before does, too."""
    alike = {line for line, text in enumerate(texts) if pattern.match(text)}
    return {line for line in alike if line - 1 in alike}


def _translated(texts: Sequence[str]) -> set[int]:
    """The lines that say in one language what the line before says in the other: `I see.` and `我明白了。`"""
    english, chinese = list(map(_is_english, texts)), list(map(_is_chinese, texts))
    return {
        line
        for line in range(1, len(texts))
        if (english[line - 1] and chinese[line]) or (chinese[line - 1] and english[line])
    }


def _rewritten(texts: Sequence[str]) -> set[int]:
    """The lines with room to write in below a whole sentence or instruction that leaves none."""
    room = [_ROOM.search(text) is not None for text in texts]
    ended = [text.endswith((".", "?", "!", "。", "？", "！", ")", "）")) for text in texts]
    return {line for line in range(1, len(texts)) if room[line] and not room[line - 1] and ended[line - 1]}


def _of_letter(texts: Sequence[str]) -> set[int]:
    """The line below a letter's salutation, and the one that is signed."""
    signed = _YOURS.fullmatch(texts[-2]) and len(texts[-1].split()) < 4
    return ({1} if _DEAR.fullmatch(texts[0]) else set()) | ({len(texts) - 1} if signed else set())


def _is_english(text: str) -> bool:
    """Whether a line is whole sentences of three words and more, none of them Chinese."""
    ends = text.rstrip(_CLOSING).endswith((".", "?", "!"))
    return ends and text.lstrip("\"“'—(")[:1].isupper() and len(text.split(None, 3)) > 2 and not _OF_HAN.search(text)


def _is_chinese(text: str) -> bool:
    """Whether a line is whole sentences that begin with Han."""
    ends = text.rstrip(_CLOSING).endswith(("。", "！", "？", "…", ".", "!", "?"))
    return ends and _OF_HAN.match(text.lstrip("《“‘（")) is not None
