"""What a page embeds and a book cannot show: a film, a sound, a page of another site. Its address stands for it."""

import re

from studypress.markdown.html import Tag

_ADDRESSES = {"iframe": "src", "embed": "src", "video": "src", "audio": "src", "source": "src", "object": "data"}
"""Tags that embed something, each with the attribute that says what."""
_EMBEDDED = re.compile(
    r"(?:https?:)?//.+|(?![A-Za-z][A-Za-z0-9+.-]*:).+\.(?:mp4|m4v|mov|webm|ogv|mp3|m4a|wav|ogg|aac|flac|pdf)",
    re.IGNORECASE | re.DOTALL,
)
"""What is on the web, and a file that is no page; `<iframe src="demo.html">` is rather what a text is about."""


def embeds(tag: Tag) -> bool:
    """Whether an opening tag embeds something, or is a player whose tags say what: `<video controls>`."""
    if tag.name not in _ADDRESSES or tag.closing:
        return False
    address = _address(tag)
    return bool(_EMBEDDED.fullmatch(address) if address else tag.attributes and tag.name in ("video", "audio"))


def address_of(tag: Tag) -> str:
    """The address of what a tag embeds; of a video player, often without `https:`. Empty when tags in it say it."""
    address = _address(tag)
    return f"https:{address}" if address.startswith("//") else address


def _address(tag: Tag) -> str:
    return tag.attributes.get(_ADDRESSES[tag.name], "").strip()
