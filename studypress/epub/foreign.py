"""Words within Chinese whose script alone says that they are Japanese or Korean: kana and Hangul.

A voice that reads Chinese spells them out or leaves them out (WCAG 2.2, 3.1.2). Greek and Cyrillic letters are not
told: they are signs of formulas, or of one of several languages.
"""

import re

from lxml import etree

from studypress.epub.markup import XHTML, XML_LANG
from studypress.letters import HAN, HANGUL, KANA

_AMONG = ("zh",)
_JOINED = "和与或及跟同的是"
"""Han that in Chinese stand between two words of kana: カタカナ和ひらがな."""
_BETWEEN = f"(?:(?![{_JOINED}])[{HAN}]){{1,4}}(?=[{KANA}])"
"""Han with kana on both sides: お願いします."""
_JAPANESE = rf"[{KANA}](?:[{KANA}]|[ \u3000、。！？・](?=[{KANA}])|{_BETWEEN})+"
_KOREAN = rf"[{HANGUL}](?:[ ,.!?]*[{HANGUL}])*"
_RUNS = re.compile(f"(?P<ja>{_JAPANESE})|(?P<ko>{_KOREAN})")
"""の alone is a Chinese ornament: 優の良品."""
_NOT_WORDS = frozenset(f"{{{XHTML}}}{name}" for name in ("code", "pre", "kbd", "samp", "var"))


def mark_foreign(root: etree._Element, language: str) -> None:
    """Tell the language of words in kana and Hangul in a document in Chinese, where nothing else tells it."""
    body = root.find(f"{{{XHTML}}}body")
    if body is None or not language.startswith(_AMONG) or not any(_RUNS.search(str(text)) for text in body.itertext()):
        return
    for element in [body, *body.iterdescendants(f"{{{XHTML}}}*")]:
        if _is_told(element):
            continue
        for at, child in reversed(list(enumerate(element, start=1))):
            child.tail = _marked(element, at, child.tail)
        element.text = _marked(element, 0, element.text)


def _is_told(element: etree._Element) -> bool:
    """Whether it is no words, or in a language that an element of the document names."""
    above = [element, *element.iterancestors()][:-1]
    return any(one.get("lang") is not None or one.tag in _NOT_WORDS for one in above)


def _marked(parent: etree._Element, at: int, text: str | None) -> str | None:
    """Put the words of a text of an element into elements of their own, from this place among its children on.

    Gives what stands before the first.
    """
    found = list(_RUNS.finditer(text)) if text else []
    if not text or not found:
        return text
    ends = [run.start() for run in found[1:]] + [len(text)]
    for index, (run, end) in enumerate(zip(found, ends, strict=True)):
        language = run.lastgroup or ""
        span = etree.Element(f"{{{XHTML}}}span", {"lang": language, XML_LANG: language})
        span.text, span.tail = run[0], text[run.end() : end]
        parent.insert(at + index, span)
    return text[: found[0].start()]
