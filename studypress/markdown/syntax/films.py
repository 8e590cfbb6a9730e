"""Films and sounds written as links or pictures are: `@[bilibili](BV1xx)`, `![](a.mp4)`.

CSDN has `@[video](https://…)`, VuePress's themes `@[bilibili](BV1xx)`, Luogu `![](bilibili:BV1xx)`; Obsidian, GitLab
and HackMD play a file that stands where a picture could. A book has the address of each, as it has that of `<video>`;
a picture's words are a link to it.
"""

import re
from html import escape

from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.shortcodes import address_of, player

_LINK = re.compile(r"@\[(video|audio|youtube|bilibili|pdf)\b[^\[\]\n]{0,100}\]\(([^()\s]{1,500})\)")
_PICTURE = re.compile(r"!\[([^\[\]\n]{0,300})\]\((bilibili:)?([^()\s]{1,500})\)")
_FILE = re.compile(r"[^?#]+\.(?:mp4|m4v|mov|webm|ogv|mp3|m4a|wav|flac)(?:[?#].*)?", re.IGNORECASE)


@begins_with("@!")
def film(state: StateInline, silent: bool) -> bool:
    """The rule for both."""
    if link := _LINK.match(state.src, state.pos, state.posMax):
        found, words, site, address = link, "", link[1], link[2]
    elif picture := _PICTURE.match(state.src, state.pos, state.posMax):
        found, words, site, address = picture, picture[1].strip(), (picture[2] or "").rstrip(":"), picture[3]
        if not site and not _FILE.fullmatch(address):
            return False
    else:
        return False
    if not silent:
        shown = player(site, f'src="{address}"', found[0])
        if words:
            shown = f'<a href="{escape(address_of(site, address))}">{escape(words)}</a>'
        state.push("html_inline", "", 0).content = shown
    state.pos = found.end()
    return True
