"""What single makers of readers want otherwise than EPUB 3 has it."""

from enum import StrEnum
from typing import assert_never

from studypress.documents import PICTURES
from studypress.epub import duokan, kobo
from studypress.epub.content import ParsedDocument
from studypress.epub.markup import XHTML, picture_name
from studypress.figures.pixels import as_pixels
from studypress.model import Asset


class Profile(StrEnum):
    """The readers that an e-book is made for."""

    STANDARD = "standard"
    DUOKAN = "duokan"
    KOBO = "kobo"
    KINDLE = "kindle"


def suit(profile: Profile, documents: list[ParsedDocument], assets: tuple[Asset, ...]) -> tuple[tuple[Asset, ...], str]:
    """Change documents to suit a profile. Returns the pictures they show then, and rules for the style sheet."""
    match profile:
        case Profile.STANDARD:
            return assets, ""
        case Profile.KOBO:
            for document in documents:
                kobo.add_spans(document.root)
            return assets, kobo.RULES
        case Profile.DUOKAN:
            marked = [duokan.suit_notes(document.root) for document in documents]
            return ((*assets, duokan.mark_picture()), duokan.RULES) if any(marked) else (assets, "")
        case Profile.KINDLE:
            return _pixels_for_drawings(documents, assets), ""
        case _:
            assert_never(profile)


def _pixels_for_drawings(documents: list[ParsedDocument], assets: tuple[Asset, ...]) -> tuple[Asset, ...]:
    """Show pixels for every SVG: Kindle's enhanced typesetting takes no text in them, and fails beyond 25 of them."""
    pixels = {asset.name: as_pixels(asset) for asset in assets}
    for document in documents:
        for image in document.root.iter(f"{{{XHTML}}}img"):
            name = picture_name(image)
            if name in pixels:
                image.set("src", PICTURES + pixels[name].name)
    return tuple(pixels.values())
