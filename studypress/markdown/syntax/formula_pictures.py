"""Pictures that a site has drawn of formulas, whose addresses hold the TeX: Zhihu, Yuque, Jianshu, CodeCogs, GitHub.

A book fetches nothing, and has a better formula of the TeX.
"""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from studypress.letters import readable

_PLUS_IS_SPACE = re.compile(
    r"(?:https?:)?//(?:www\.zhihu\.com/equation\?tex|math\.jianshu\.com/math\?formula"
    r"|render\.githubusercontent\.com/render/math\?math)=([^&#]+)"
)
_AS_TYPED = re.compile(
    r"(?:https?:)?//[^\s?#]{1,100}#card=math&code=([^&#]+)|(?:https?:)?//g\.yuque\.com/gr/latex\?([^#]+)"
    r"|(?:https?:)?//(?:latex|private)\.codecogs\.com/(?:svg|gif|png)\.(?:latex|image|download)\?([^#]+)"
)
_LOOK = re.compile(r"^\s*(?:\\(?:dpi\{\d+\}|inline\b|bg_\w+|fn_\w+|large\b|Large\b|LARGE\b|huge\b|small\b|tiny\b)\s*)+")
"""What CodeCogs is told of the picture."""


def tex_of(address: str) -> str:
    """The TeX that the address of a picture holds; empty for any other picture."""
    if found := _PLUS_IS_SPACE.match(address):
        tex = readable(found[1].replace("+", " "))
    elif found := _AS_TYPED.match(address):
        tex = _LOOK.sub("", readable(next(filter(None, found.groups()))).replace("&space;", " "))
    else:
        return ""
    return tex.strip().removesuffix("\\\\").strip()


def formula_pictures(state: StateCore) -> None:
    """Make formulas of the pictures in a text; one that is all of its paragraph stands alone."""
    for token in state.tokens:
        children = token.children or []
        for at, child in enumerate(children):
            if child.type == "image" and (tex := tex_of(str(child.attrs.get("src", "")))):
                kind = "formula_display" if len(children) == 1 else "formula"
                children[at] = Token(kind, "math", 0, content=tex, meta=child.meta)
