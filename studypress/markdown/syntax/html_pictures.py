"""`<picture>` with several sources, as for light and dark on GitHub: the `<img>` in it is what a book shows.

Without an `<img>` the tags are what a text is about, and stay as typed.
"""

import re

from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.first_letters import begins_with

_PICTURE = re.compile(
    r"<picture\b[^<>]{0,300}>\s*(?:<source\b[^<>]{0,2000}>\s*(?:</source>\s*)?){0,20}(<img\b[^<>]{0,2000}>)\s*</picture\s*>",
    re.IGNORECASE,
)


@begins_with("<")
def html_picture(state: StateInline, silent: bool) -> bool:
    """Read one within the lines of a paragraph."""
    found = _PICTURE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = found[1]
    state.pos = found.end()
    return True


def with_plain_pictures(html: str) -> str:
    """The same in a block of HTML, whose lines stay where they are."""
    if "<picture" not in html.lower():
        return html
    return _PICTURE.sub(lambda found: found[1] + "\n" * (found[0].count("\n") - found[1].count("\n")), html)
