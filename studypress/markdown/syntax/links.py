"""Which targets a link may have, and bare web addresses in running text."""

import re
from collections.abc import Iterator

from studypress.letters import HAN, KANA

_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_SAFE_SCHEMES = frozenset(
    {"http", "https", "mailto", "tel", "ftp", "ftps", "sftp", "geo", "irc", "ircs", "news", "sms", "xmpp"}
)
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")

_OF_ADDRESS = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]"
_WORD = f"[{HAN}{KANA}・]"
_GOES_ON = rf"(?:(?<=[-_=&+#])|(?<=/wiki/)|(?<=/item/)){_WORD}+|(?<=/){_WORD}+(?=[-_/][A-Za-z0-9]|\.[a-z])"
"""Han that belongs to an address: after a mark that ends none, as an encyclopedia's entry, between two slashes."""

WEB_ADDRESS = re.compile(rf"(?<![A-Za-z0-9])https?://(?:{_OF_ADDRESS}|{_GOES_ON})+")
"""A bare web address. It ends at the first character that no address has: in Chinese, text follows without a space."""


def is_safe(target: str) -> bool:
    """Whether a target leads to a place and runs nothing: no scheme, or one of a short list.

    Browsers leave out spaces and control characters when they look for a scheme (URL Standard §4.4); so do we.
    """
    scheme = _SCHEME.match(_IGNORED.sub("", target))
    return scheme is None or scheme[1].lower() in _SAFE_SCHEMES


def leads_out(target: str) -> bool:
    """Whether a target is an address, of the web or of mail, rather than a file or a heading of the book."""
    return target.startswith("//") or _SCHEME.match(target) is not None


def web_addresses(text: str) -> Iterator[tuple[int, int]]:
    """The bare web addresses in a text, each as its first and last position; without a sentence's own punctuation."""
    for match in WEB_ADDRESS.finditer(text):
        end = match.start() + _length(match[0])
        if end - match.start() > len("https://"):
            yield match.start(), end


def _length(address: str) -> int:
    """How much of an address is left when punctuation, and brackets that open outside it, are taken off its end."""
    surplus = {")": address.count(")") - address.count("("), "]": address.count("]") - address.count("[")}
    length = len(address)
    while length and (address[length - 1] in ".,:;!?'" or surplus.get(address[length - 1], 0) > 0):
        surplus[address[length - 1]] = surplus.get(address[length - 1], 0) - 1
        length -= 1
    return length
