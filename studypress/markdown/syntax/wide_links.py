"""Links and pictures whose brackets or quotes an input method has made wide: `[百度]（https://…）`, `![图](a.png）`.

CommonMark §6.3 wants those of ASCII. Before an address, or the name of a file, wide ones can mean nothing else.
"""

import re

from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.first_letters import begins_with

_ADDRESS = r"https?://[^\s（）()<>\"“”]{1,1000}"
_FILE = r"[^\s（）()<>\"“”\[\]]{1,400}\.(?:md|markdown|html?|pdf|png|jpe?g|gif|svg|webp|bmp)(?:\#[^\s（）()]{0,200})?"
_WIDE = re.compile(
    rf"(!?)\[([^\[\]\n]{{0,300}})\][（(]\s*({_ADDRESS}|{_FILE})"
    rf"(?:[ \t]+(?:“([^“”\n]{{0,500}})”|\"([^\"\n]{{0,500}})\"))?\s*[）)]",
    re.IGNORECASE,
)


_WIDE_MARK = re.compile("[（）“]")


@begins_with("[!")
def wide_link(state: StateInline, silent: bool) -> bool:
    """Read one; what is as CommonMark has it is left to its rules, and `[1]（https://…）` counts sources."""
    found = _WIDE.match(state.src, state.pos, state.posMax)
    if not found or not _WIDE_MARK.search(found[0], found.end(2) - state.pos):
        return False
    if not found[1] and not re.search(r"\D", found[2].strip()):
        return False
    if not silent:
        title = found[4] or found[5] or ""
        told = {"src" if found[1] else "href": found[3]} | ({"title": title} if title else {})
        if found[1]:
            token = state.push("image", "img", 0)
            token.content, token.children = found[2], []
            state.md.inline.parse(found[2], state.md, state.env, token.children)
            token.attrs = dict(told)
        else:
            state.push("link_open", "a", 1).attrs = dict(told)
            around, state.pos, state.posMax = state.posMax, found.start(2), found.end(2)
            state.linkLevel += 1
            state.md.inline.tokenize(state)
            state.linkLevel -= 1
            state.posMax = around
            state.push("link_close", "a", -1)
    state.pos = found.end()
    return True
