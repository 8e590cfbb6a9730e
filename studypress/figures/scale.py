"""Pictures made fit for where they go: smaller for paper and screens, without colour for a handout."""

import warnings
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from PIL import Image, ImageOps

from studypress.figures.assets import make_asset
from studypress.figures.colours import as_srgb, is_srgb, plain
from studypress.model import Asset

MOST_BYTES = 1_500_000
MOST_PIXELS = 4_000_000
"""Of a picture in an e-book. Above these, Standard Ebooks' checks warn, and older readers show nothing."""

_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
_STEP = 0.8
_OPAQUE = 255
_WORTH_IT = 0.97
"""A picture is not made anew for the sake of a few of its pixels."""


def fitted(asset: Asset, most_bytes: int = MOST_BYTES, most_pixels: int = MOST_PIXELS) -> Asset:
    """Make a raster picture small enough for an e-book; its natural size (CSS px) stays.

    A picture that is too large as PNG, and has no transparency, is a photograph and becomes JPEG.
    """
    return _remade(asset, lambda source: _fitted(asset, source, most_bytes, most_pixels))


def narrowed(asset: Asset, width: float) -> Asset:
    """Make a raster picture that many pixels wide, if it has more, in the colours of the page (sRGB); never wider."""
    return _remade(asset, lambda source: _narrowed(asset, source, width))


def grey(asset: Asset) -> Asset:
    """Take the colour out of a raster picture (see svg_grey.py for drawings)."""

    def greyed(source: Image.Image) -> Asset:
        image = plain(source)
        alpha = image.mode in ("LA", "RGBA") or "transparency" in image.info
        data = encoded(image.convert("LA" if alpha else "L"), _FORMATS[asset.media_type])
        return replace(asset, name=f"grey-{asset.name}", data=data)

    return _remade(asset, greyed)


def on_white(asset: Asset) -> Asset:
    """Lay white under a raster picture that can be seen through; any other stays as it is."""
    return _remade(asset, lambda source: _on_white(asset, source))


def encoded(image: Image.Image, kind: str, quality: int = 88) -> bytes:
    """Encode a picture as PNG or JPEG, with its colour profile and nothing else; the same bytes every time."""
    out = BytesIO()
    profile = image.info.get("icc_profile") if image.mode in ("RGB", "RGBA", "P") else None
    if kind == "JPEG":
        # Stated, since they are Pillow's choices and may change: half the colours' resolution, one pass.
        image.save(
            out, kind, quality=quality, subsampling="4:2:0", progressive=False, optimize=True,
            icc_profile=profile, exif=b"", comment=b"",
        )  # fmt: skip
    else:
        image.save(out, kind, compress_level=6, icc_profile=profile, exif=b"")
    return out.getvalue()


def _remade(asset: Asset, make: Callable[[Image.Image], Asset]) -> Asset:
    """Make an asset anew of its pixels; drawings, and what Pillow cannot read, stay as they are."""
    if asset.media_type not in _FORMATS:
        return asset
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(asset.data), formats=tuple(_FORMATS.values())) as source:
                return make(source)
    except (OSError, ValueError, Image.DecompressionBombError):
        return asset


def _on_white(asset: Asset, source: Image.Image) -> Asset:
    image = _smooth(source)
    if image.mode not in ("LA", "RGBA") or image.getchannel("A").getextrema()[0] == _OPAQUE:
        return asset
    kind = image.mode.removesuffix("A")
    ground = Image.new(kind, image.size, "white")
    ground.paste(image.convert(kind), mask=image.getchannel("A"))
    ground.info = {name: value for name, value in image.info.items() if name == "icc_profile"}
    return replace(asset, data=encoded(ground, _FORMATS[asset.media_type]))


def _fitted(asset: Asset, source: Image.Image, most_bytes: int, most_pixels: int) -> Asset:
    pixels = source.width * source.height
    if len(asset.data) <= most_bytes and pixels <= most_pixels:
        return asset
    kind = _FORMATS[asset.media_type]
    image = _smooth(ImageOps.exif_transpose(source))
    factor = min(1.0, (most_pixels / pixels) ** 0.5)
    while True:
        small = _resized(image, factor)
        data = encoded(small, kind)
        if len(data) > most_bytes and kind == "PNG" and small.mode in ("L", "RGB"):
            kind = "JPEG"
            data = encoded(small, kind)
        if len(data) <= most_bytes or min(small.size) < 64:
            return make_asset(data, f"image/{kind.lower()}", asset.width, asset.height)
        factor *= _STEP


def _narrowed(asset: Asset, source: Image.Image, width: float) -> Asset:
    factor = min(1.0, width / source.width)
    if factor > _WORTH_IT and is_srgb(source):
        return asset
    size = (max(1, round(source.width * factor)), max(1, round(source.height * factor)))
    source.draft(source.mode, (size[0] * 2, size[1] * 2))  # a JPEG is decoded no larger than need be
    image = _smooth(source if is_srgb(source) else as_srgb(plain(source)))
    small = image.resize(size, Image.Resampling.LANCZOS) if factor <= _WORTH_IT else image
    return make_asset(encoded(small, _FORMATS[asset.media_type]), asset.media_type, asset.width, asset.height)


def _smooth(image: Image.Image) -> Image.Image:
    """Bring a picture into a mode that can be scaled smoothly: a palette and two tones cannot."""
    if image.mode in ("L", "LA", "RGB", "RGBA") and "transparency" not in image.info:
        return image
    if image.mode == "1":
        return image.convert("L")
    return plain(image).convert("RGBA" if "transparency" in image.info else "RGB")


def _resized(image: Image.Image, factor: float) -> Image.Image:
    if factor == 1:
        return image
    size = (max(1, int(image.width * factor)), max(1, int(image.height * factor)))
    return image.resize(size, Image.Resampling.LANCZOS)
