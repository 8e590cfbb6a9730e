"""Drawings in an e-book: they say their language, as pages do.

A reader shows a drawing as a picture, to which nothing of the page comes down. Without a language of its own, Han in it
are drawn in whatever face the machine names first: of Japan, or a brush.
"""

import re
from dataclasses import replace
from xml.sax.saxutils import quoteattr

from studypress.model import Asset

_SILENT_ROOT = re.compile(rb"<svg\b(?![^>]*\blang=)")


def with_language(asset: Asset, language: str) -> Asset:
    """Write the book's language into a drawing with words that says none itself; any other picture stays as it is."""
    if asset.media_type != "image/svg+xml" or b"<text" not in asset.data:
        return asset
    said = f"<svg xml:lang={quoteattr(language)}".encode()
    return replace(asset, data=_SILENT_ROOT.sub(lambda _: said, asset.data, count=1))
