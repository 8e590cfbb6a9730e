"""Pictures in raw HTML that its grammar hides: one of several forms (`<picture>`), and Markdown's between two tags."""

import re
from html import escape

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from studypress.manuscript import PICTURE_ENDINGS
from studypress.markdown.syntax.first_letters import begins_with

_FORMS = re.compile(
    r"<picture\b[^<>]{0,300}>((?:\s*<source\b[^<>]{0,2000}>(?:\s*</source\s*>)?){0,20}\s*)(<img\b[^<>]{0,2000}>)"
    r"(\s*)</picture\s*>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"(?<![\\`!])!\[[^\[\]`\n]{0,300}\]\([^()<>\n]{1,500}\)(?:\{[^{}<>\n]{0,200}\})?(?!`)")
_LITERAL = re.compile(r"<(?:pre|code|textarea|script|style|kbd|samp)\b", re.IGNORECASE)
_KEPT = ("width", "height", "style", "id", "class", "title")


@begins_with("<")
def forms_of_picture(state: StateInline, silent: bool) -> bool:
    """A picture in several forms, for dark screens or small ones: its `<img>` is what every reader can show."""
    found = _FORMS.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = _plain(found)
    state.pos = found.end()
    return True


def pictures_in_blocks(state: StateCore) -> None:
    """Do the same in blocks of HTML, and read pictures of Markdown there: nobody means the marks.

    CommonMark has no Markdown in them (§4.6); `<div align="center">` around a picture is how it is put in the middle.
    """
    for token in state.tokens:
        if token.type == "html_block" and not _LITERAL.search(token.content):
            token.content = _FORMS.sub(_plain, token.content)
            token.content = _MARKDOWN.sub(lambda found: _as_img(state, found), token.content)


def _plain(found: re.Match[str]) -> str:
    return "\n" * found[1].count("\n") + found[2] + "\n" * found[3].count("\n")


def _as_img(state: StateCore, found: re.Match[str]) -> str:
    tokens: list[Token] = []
    state.md.inline.parse(found[0], state.md, state.env, tokens)
    image = tokens[0]
    source = str(image.attrs.get("src", ""))
    if len(tokens) > 1 or image.type != "image" or not source.partition("?")[0].lower().endswith(PICTURE_ENDINGS):
        return found[0]
    given = {"src": source, "alt": image.content} | {name: image.attrs[name] for name in _KEPT if name in image.attrs}
    return "<img" + "".join(f' {name}="{escape(str(value))}"' for name, value in given.items()) + ">"
