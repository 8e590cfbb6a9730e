"""The lines of an entry in a journal, as accountants write them: the debit side, and below it, further in, the credit.

借：固定资产 1 010 000
应交税费 130 000
贷：银行存款 1 140 000
"""

import re
from collections.abc import Sequence

from studypress.letters import HAN

_SIDE = re.compile(r"([借贷貸])\s*[：:](?!//)")
_ACCOUNT = re.compile(rf"[{HAN}“《][^，。；！？：:＝=]{{1,60}}")
"""A further account of a side, perhaps with what goes to it; no sentence and no sum."""
_DEBIT, _CREDIT = 0, 1
"""How far a side is set in, in ems. Its further accounts stand below its first, behind two letters more."""
_NAME = 2


def ledger_indents(texts: Sequence[str]) -> dict[int, int]:
    """The lines of entries in a paragraph that has both sides of one, and how far each is set in, in ems."""
    indents: dict[int, int] = {}
    side: int | None = None
    for line, text in enumerate(texts):
        if found := _SIDE.match(text):
            side = _DEBIT if found[1] == "借" else _CREDIT
            indents[line] = side
        elif side is not None and _ACCOUNT.fullmatch(text):
            indents[line] = side + _NAME
        else:
            side = None
    return indents if {_DEBIT, _CREDIT} <= set(indents.values()) else {}
