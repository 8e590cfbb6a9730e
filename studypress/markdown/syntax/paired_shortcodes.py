"""Shortcodes of Hugo's themes that stand around words: `{{< steps >}}` … `{{< /steps >}}`, within a line too.

What each does is in a theme, and mostly looks: a place in the middle, cards, letters that appear one by one. What is
between them is the author's, so it is shown, below the title that the first may give it. One that ends nowhere in the
text shows as typed: it may put in anything. Those whose meaning many themes share are in `fenced` and `shortcodes`.
"""

import re
from html import escape

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.attributes import attributes
from studypress.markdown.syntax.fenced import Fence, push_fence
from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import whole_line

_TAG = re.compile(r"\{\{([<%])[ \t]{0,4}(/)?[ \t]{0,4}([A-Za-z][\w/-]{0,40})((?:[ \t][^{}\n]{0,500})?)[>%]\}\}")
_LINE = re.compile(rf"{_TAG.pattern}[ \t]*")
_END = re.compile(r"\{\{[<%][ \t]{0,4}/[ \t]{0,4}([A-Za-z][\w/-]{0,40})[ \t]{0,4}[>%]\}\}")
_CENTRED = {"center": "align-center", "right": "align-right"}


@begins_with("{")
def paired_shortcode(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that is the first or the last of a pair."""
    match = whole_line(state, start, "{{", _LINE)
    if not match or match[3] not in _ended(state):
        return False
    title = attributes(match[4]).values.get("title", "")
    name = match[3].lower()
    fence = Fence("tab", "", title) if title else Fence("container", "", "", (_CENTRED.get(name, name),))
    return silent or push_fence(state, start, f"{{{{< {match[3]} >}}}}", None if match[2] else fence)


@begins_with("{")
def shortcode_in_line(state: StateInline, silent: bool) -> bool:
    """The first or the last of a pair within a line: a link where it says where to, else left out."""
    match = _TAG.match(state.src, state.pos, state.posMax) if state.src.startswith("{{", state.pos) else None
    if not match or match[3] not in _ended(state):
        return False
    values = attributes(match[4]).values
    address = values.get("href") or values.get("url") or values.get("link") or values.get("relref")
    open_links: list[str] = state.env.setdefault("open shortcodes", [])
    if not silent and not match[2] and address:
        open_links.append(match[3])
        state.push("html_inline", "", 0).content = f'<a href="{escape(address)}">'
    elif not silent and match[2] and open_links[-1:] == [match[3]]:
        open_links.pop()
        state.push("html_inline", "", 0).content = "</a>"
    state.pos = match.end()
    return True


def _ended(state: StateBlock | StateInline) -> frozenset[str]:
    """The names of all shortcodes that end somewhere in the text."""
    ended: frozenset[str] | None = state.env.get("ended shortcodes")
    if ended is None:
        ended = state.env["ended shortcodes"] = frozenset(_END.findall(state.env["parsed"].source))
    return ended
