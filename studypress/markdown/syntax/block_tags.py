"""Tags such as `{% note info %}` that stand alone in their lines: boxes, tabs and code of Hexo, GitBook and Jekyll.

GitBook and HonKit write `{% hint style="info" %}`, Hexo `{% blockquote 作者 %}` and `{% codeblock lang:js %}`, its
themes (NexT, Butterfly, Fluid, Volantis, Stellar) `{% note info %}`, `{% folding 标题 %}`, and tabs parted by
`<!-- tab 标题 -->`; Jekyll `{% highlight js %}`. What a template does (`{% for %}`, `{% if %}`) shows as typed, and so
does a box whose end the file has not; but of GitBook's own it is told. Tags within lines are in `inline_tags`.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.attributes import attributes
from studypress.markdown.syntax.callout_kinds import is_known
from studypress.markdown.syntax.fenced import Fence, push_box, push_fence
from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import line_of_next, noted_of, whole_line

_OF_GITBOOK = frozenset({"hint", "tab", "tabs", "content", "codetabs", "code"})
_CALLOUTS = frozenset({"hint", "note", "notel", "noteblock", "tip"})
_FOLDS = frozenset({"folding", "hideToggle", "hideBlock", "spoiler", "details", "fold", "collapse"})
_QUOTES = frozenset({"blockquote", "quote"})
_CENTRED = frozenset({"cq", "centerquote"})
_PASSED = frozenset(
    {"stepper", "step", "columns", "column", "updates", "gallery", "grid", "swiper", "folders", "method"}
)
"""What only sets its content out on a screen."""
_PARTING = frozenset({"sample", "common"})
"""What parts the columns of GitBook's `{% method %}`, and has no end."""
_TITLED = frozenset({"timeline", "update", "poem"})
"""What does so too, below a title that it may have."""
_BOXES = _OF_GITBOOK | _CALLOUTS | _FOLDS | _QUOTES | _CENTRED | _PASSED | _TITLED
_CODE = frozenset({"codeblock", "code", "highlight", "mermaid"})
"""But for `code` of GitBook, whose code is in a fence."""
_LEFT_OUT = frozenset({"raw", "content-ref"})
"""Marks around what is read as if they were not there."""
_ENDS_LEFT_OUT = _LEFT_OUT | {"embed", "file"}
_NAMES = "|".join(sorted(_BOXES | _CODE | _ENDS_LEFT_OUT | _PARTING | {"comment"}, key=len, reverse=True))
_TAG = re.compile(rf"\{{%-?[ \t]*(end)?({_NAMES})(?![\w-])((?:(?!-?%\}}).)*)-?%\}}[ \t]*")
_IN_ONE_LINE = re.compile(rf"\{{%[ \t]*({_NAMES})(?![\w-])((?:(?!%\}}).)*)%\}}(.+?)\{{%[ \t]*end\1[ \t]*%\}}[ \t]*")
_INCLUDED = re.compile(r"\{%-?[ \t]*include[ \t]+(\w+)\.html[ \t](.*?)-?%\}[ \t]*")
"""`{% include note.html content="文字" %}` of Jekyll's themes for documentation."""
_EACH = re.compile(rf"(?m)(^[ \t>]*)?\{{%-?[ \t]*(end)?({_NAMES})(?![\w-])")
_PART = re.compile(r"<!--[ \t]*(end)?(tab|timeline|node|folder|sec)\b(.*?)-->[ \t]*")
_PARTS_OF = {"tab": "tabs", "timeline": "timeline", "node": "timeline", "folder": "folders"}
"""What comments part, by their names: each ends by itself, or where the next begins (Stellar)."""

_MDBOOK_TABS = re.compile(r"\{\{[ \t]*#(end)?(tabs?)(?:[ \t]++((?:[^}]|\}(?!\}))*))?\}\}[ \t]*")
"""Tabs of the preprocessor mdbook-tabs: `{{#tabs}}`, `{{#tab name="题"}}`, `{{#endtab}}`, `{{#endtabs}}`."""

_STYLES = {"working": "todo"}
"""Styles of hints that are no callout's name."""
_COLOURS = {
    "blue": "info",
    "green": "success",
    "orange": "warning",
    "yellow": "warning",
    "red": "danger",
    "pink": "danger",
}
_LOOKS = re.compile(
    r"(['\"])fa[\w -]*\1|\bfa-[\w-]+|\bfa[srlb]?(?= )"
    r"|\b(?:no-icon|simple|modern|flat|disabled|default|primary|purple|light|open)\b"
)
"""What themes say of a box besides its kind and its title: whether it has an icon, its frame and colour."""
_COLOUR = re.compile(r"(?<![ \t])[ \t]*+\b(?:color|child):\S+")
_OPTION = re.compile(r"\b[a-z_]+:\S+|https?://\S+")


@begins_with("{")
def block_tag(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that is a tag, or a box from its tag to its end: `{% note info %}提示{% endnote %}`."""
    if match := whole_line(state, start, "{", _IN_ONE_LINE):
        if match[1] == "mermaid":
            return silent or _push_code(state, "mermaid", match[3], start, start)
        return match[1] in _BOXES and (silent or _push_box_in_one_line(state, start, match))
    if match := whole_line(state, start, "{", _INCLUDED):
        return _included_box(state, match[1], match[2], start, silent)
    if match := whole_line(state, start, "{", _MDBOOK_TABS):
        return _mdbook_tab(state, match, start, silent)
    match = whole_line(state, start, "{", _TAG)
    if not match:
        return False
    closes, name, rest = match[1], match[2], match[3].strip()
    if name == "comment" or (name in _CODE and (name != "code" or "lang:" in rest)):
        return not closes and _verbatim(state, name, rest, start, end, silent)
    if name in _PARTING:
        is_mark = not closes and _has_counterpart(state, "method", start, closes=True)
        state.line = state.line if silent or not is_mark else start + 1
        return is_mark
    if name in _ENDS_LEFT_OUT:
        is_mark = (closes or name in _LEFT_OUT) and _has_counterpart(state, name, start, closes=bool(closes))
        state.line = state.line if silent or not is_mark else start + 1
        return is_mark
    if name not in _OF_GITBOOK and not _has_counterpart(state, name, start, closes=bool(closes)):
        return name == "note" and not closes and _note_by_itself(state, rest, start, silent)
    if closes and not silent and name in _PARTS_OF.values():
        _end_part(state, start)
    return silent or push_fence(state, start, f"{{% {name} %}}", None if closes else _fence(name, rest))


@begins_with("<")
def part_comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<!-- tab 标题 -->` in the tabs of Hexo's themes; a section of HonKit's, `<!--sec data-title="标题" ces-->`."""
    match = whole_line(state, start, "<", _PART)
    if not match:
        return False
    closes, name, rest = match[1], match[2], match[3].strip()
    if name != "sec" and not _has_counterpart(state, _PARTS_OF[name], start, closes=True):
        return False
    if silent:
        return True
    if name == "sec":
        fence = Fence("fold", "", attributes(rest).values.get("data-title", ""))
    else:
        fence = Fence("tab", "", rest.partition("@")[0])
        _end_part(state, start)
        state.env["open part"] = "" if closes else f"<!-- {name} -->"
        if closes:
            state.line = start + 1
            return True
    return push_fence(state, start, f"<!-- {name} -->", None if closes else fence)


def _end_part(state: StateBlock, line: int) -> None:
    """Close the part that is open, if any, at a line that ends it."""
    if mark := state.env.pop("open part", ""):
        push_fence(state, line, mark, None)


def _mdbook_tab(state: StateBlock, match: re.Match[str], line: int, silent: bool) -> bool:
    noted = noted_of(state)
    if "mdbook tabs" not in noted:
        noted["mdbook tabs"] = state.src.find("{{#tabs"), state.src.rfind("{{#endtabs")
    first, last = noted["mdbook tabs"]
    if not 0 <= first <= state.bMarks[line] + state.tShift[line] <= last:
        return False
    fence = Fence("tabs") if match[2] == "tabs" else Fence("tab", "", attributes(match[3] or "").values.get("name", ""))
    return silent or push_fence(state, line, f"{{{{#{match[2]}}}}}", None if match[1] else fence)


@dataclass(slots=True)
class _Tags:
    """Where the tags of a text stand."""

    opened: dict[str, int] = field(default_factory=dict)
    """The first of each name."""
    ended: dict[str, int] = field(default_factory=dict)
    """The last end of each."""
    ends: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Every end that stands alone in its line."""


def _tags(state: StateBlock) -> _Tags:
    """The tags of the text, which are looked for once: a text may have a hundred thousand that never end."""
    noted = noted_of(state)
    known: _Tags | None = noted.get("tags")
    if known is None:
        known = noted["tags"] = _Tags()
        for tag in _EACH.finditer(state.src):
            if not tag[2]:
                known.opened.setdefault(tag[3], tag.start())
                continue
            known.ended[tag[3]] = tag.start()
            if tag[1] is not None:
                known.ends[tag[3]].append(tag.start())
    return known


def _has_counterpart(state: StateBlock, name: str, line: int, *, closes: bool) -> bool:
    """Whether a tag's end stands somewhere below, or somewhere above what closes one."""
    here, tags = state.bMarks[line], _tags(state)
    return tags.opened.get(name, here) < here if closes else tags.ended.get(name, here) > here


# --- Code -----------------------------------------------------------------------------------------------------


def _verbatim(state: StateBlock, name: str, rest: str, start: int, end: int, silent: bool) -> bool:
    """Code as it stands, up to the tag's end; a comment is passed over."""
    last = line_of_next(state, _tags(state).ends[name], start, end)
    if last >= end:
        return False
    if not silent:
        if name != "comment":
            content = state.getLines(start + 1, last, state.sCount[start], True)
            return _push_code(state, _info(name, rest), content, start, last)
        state.line = last + 1
    return True


def _push_code(state: StateBlock, info: str, content: str, start: int, last: int) -> bool:
    token = state.push("fence", "code", 0)
    token.info, token.markup, token.content, token.map = info, "```", content, [start, last + 1]
    state.line = last + 1
    return True


def _info(name: str, rest: str) -> str:
    """What a fence would say: the language, and the title that Hexo puts first."""
    if name == "mermaid":
        return name
    named = re.search(r"\blang:(\S+)", rest)
    if name == "highlight":
        return rest.split(" ")[0]
    title = _OPTION.sub("", rest).replace('"', "").strip()
    return (named[1] if named else "") + (f' title="{title}"' if title else "")


# --- Boxes ----------------------------------------------------------------------------------------------------


def _push_box_in_one_line(state: StateBlock, line: int, match: re.Match[str]) -> bool:
    return push_box(state, line, f"{{% {match[1]} %}}", _fence(match[1], match[2].strip()), match[3])


def _note_by_itself(state: StateBlock, rest: str, line: int, silent: bool) -> bool:
    """`{% note 标题 文字 color:yellow %}` of Stellar, whose words are all in the tag."""
    words = _COLOUR.sub("", rest)
    if words.isascii():
        return False
    title, _, text = words.strip().partition(" ")
    return silent or push_box(state, line, "{% note %}", Fence("callout", "note", title if text else ""), text or title)


def _included_box(state: StateBlock, name: str, rest: str, line: int, silent: bool) -> bool:
    given = attributes(rest).values
    text = given.get("content") or given.get("text") or ""
    kind = name if is_known(name) else given.get("type", "note")
    if not text or not (is_known(name) or name in ("callout", "alert")):
        return False
    return silent or push_box(state, line, "{% include %}", Fence("callout", kind, given.get("title", "")), text)


def _fence(name: str, rest: str) -> Fence:
    """What a box is by its tag."""
    given = attributes(rest).values
    if name == "hint":
        style = given.get("style", "info")
        return Fence("callout", _STYLES.get(style, style), given.get("title", ""))
    if name in ("tabs", "codetabs"):
        return Fence("tabs")
    if name in ("tab", "content", "code"):
        return Fence("tab", "", given.get("title") or given.get("name") or rest.strip("\"' ,"))
    if name in _CALLOUTS:
        return _callout(name, rest)
    if name in _FOLDS:
        first, comma, last = rest.partition(",")
        # `{% folding blue open, 标题 %}`, `{% hideToggle 标题,#fff %}`
        title = last if comma and name == "folding" else first
        return Fence("fold", "", _LOOKS.sub("", title).strip(" \"'"))
    if name in _QUOTES:
        return Fence("callout", "quote", re.sub(r"https?://\S+", "", rest).strip(" ,"))
    if name in _TITLED and (title := given.get("date") or rest.strip(" \"'")):
        return Fence("fold", "", title)
    return Fence("container", "", "", ("align-center",) if name in _CENTRED else ())


def _callout(name: str, rest: str) -> Fence:
    """A note by its kind or colour, and what is left of its words as its title."""
    first, _, last = _LOOKS.sub("", rest).replace(",", " ").strip().partition(" ")
    kind = _COLOURS.get(first, first)
    if is_known(kind):
        return Fence("callout", kind, last.strip(" \"'"))
    return Fence("callout", "tip" if name == "tip" else "note", f"{first} {last}".strip(" \"'"))
