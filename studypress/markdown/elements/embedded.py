"""What a page embeds and a book cannot show: a film, a sound, a page of another site. Its address stands for it."""

import re
from dataclasses import dataclass, field

from studypress.letters import readable
from studypress.manuscript import Vault
from studypress.markdown.elements.element import Child, Element
from studypress.markdown.syntax.html import Tag

_ADDRESSES = {"iframe": "src", "embed": "src", "video": "src", "audio": "src", "source": "src", "object": "data"}
"""Tags that embed something, each with the attribute that says what."""
_OTHER_NAMES = ("data-src", "url")
"""What WeChat and Feishu call it."""
_ENCODED = re.compile("https?%3a", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"(?:https?:)?//.+|(?![A-Za-z][A-Za-z0-9+.-]*:).+\.(?:mp4|m4v|mov|webm|ogv|mp3|m4a|wav|ogg|aac|flac|pdf)",
    re.IGNORECASE | re.DOTALL,
)
"""What is on the web, and a file that is no page."""
_PAGE = re.compile(r"(?!\w+:|//)([^?#]+\.html?)(?:[?#].*)?", re.IGNORECASE | re.DOTALL)


def embeds(tag: Tag, vault: Vault, base: str) -> bool:
    """Whether an opening tag embeds something, or is a player whose tags say what: `<video controls>`.

    A page does so if it is there, beside the file `base`; `<iframe src="demo.html">` is else what a text is about.
    """
    if tag.name not in _ADDRESSES or tag.closing:
        return False
    address = _address(tag)
    if page := _PAGE.fullmatch(address):
        return bool(vault.find(page[1], base))
    return bool(_EMBEDDED.fullmatch(address) if address else tag.attributes and tag.name in ("video", "audio"))


def address_of(tag: Tag) -> str:
    """The address of what a tag embeds; of a video player, often without `https:`. Empty when tags in it say it."""
    address = _address(tag)
    return f"https:{address}" if address.startswith("//") else address


def _address(tag: Tag) -> str:
    names = (_ADDRESSES[tag.name], *_OTHER_NAMES)
    given = next(filter(None, (tag.attributes.get(name, "").strip() for name in names)), "")
    return readable(given) if _ENCODED.match(given) else given


@dataclass(slots=True)
class Embed:
    """A player, or its like, whose closing tag is to come."""

    name: str
    around: Element
    start: int
    """How many children that had before."""
    shown: list[Child] = field(default_factory=list)
    """The addresses that stand for it."""

    def end(self, around: Element) -> None:
        """Leave out what is in it besides: `您的浏览器不支持 video 标签。` Paragraphs of Markdown are the author's."""
        inside = around.children[self.start :] if around is self.around else []
        kept = [child for child in inside if any(child is one for one in self.shown)]
        if kept and not any(isinstance(child, Element) and child.markdown and child.is_block for child in inside):
            around.children[self.start :] = kept
