"""Pictures made fit for where they go: smaller for an e-reader, without colour for a handout."""

import warnings
from dataclasses import replace
from io import BytesIO

from PIL import Image, ImageOps

from studypress.model import Asset

MOST_BYTES = 1_500_000
MOST_PIXELS = 4_000_000
"""Above these, Standard Ebooks' checks warn, and older readers show nothing."""

_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
_STEP = 0.8


def fitted(asset: Asset, most_bytes: int = MOST_BYTES, most_pixels: int = MOST_PIXELS) -> Asset:
    """Scale a raster picture down until it is small enough; name, kind and natural size (CSS px) stay.

    SVG, moving pictures and what Pillow cannot read come back as they are.
    """
    if asset.media_type not in _FORMATS:
        return asset
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _fitted(asset, most_bytes, most_pixels)
    except (OSError, ValueError, Image.DecompressionBombError):
        return asset


def as_png(asset: Asset) -> Asset:
    """Turn WebP or GIF into PNG (the first picture of a moving one); any other comes back as it is."""
    if asset.media_type not in ("image/webp", "image/gif"):
        return asset
    try:
        with Image.open(BytesIO(asset.data)) as image:
            data = _encoded(_plain(image), "PNG")
    except (OSError, ValueError, Image.DecompressionBombError):
        return asset
    return replace(asset, name=asset.name.rsplit(".", 1)[0] + ".png", media_type="image/png", data=data)


def grey(asset: Asset) -> Asset:
    """Take the colour out of a raster picture, and make a PNG of it (see svg_grey.py for drawings)."""
    try:
        with Image.open(BytesIO(asset.data)) as image:
            plain = _plain(image)
            out = BytesIO()
            plain.convert("LA" if plain.mode in ("LA", "RGBA") else "L").save(out, "PNG", optimize=True)
    except (OSError, ValueError, Image.DecompressionBombError):
        return asset
    return replace(asset, name=f"grey-{asset.name.rsplit('.', 1)[0]}.png", media_type="image/png", data=out.getvalue())


def _fitted(asset: Asset, most_bytes: int, most_pixels: int) -> Asset:
    with Image.open(BytesIO(asset.data)) as source:
        pixels = source.width * source.height
        if (len(asset.data) <= most_bytes and pixels <= most_pixels) or getattr(source, "is_animated", False):
            return asset
        image = _plain(source)
    factor = min(1.0, (most_pixels / pixels) ** 0.5)
    while True:
        size = (max(1, int(image.width * factor)), max(1, int(image.height * factor)))
        data = _encoded(image.resize(size, Image.Resampling.LANCZOS), _FORMATS[asset.media_type], image)
        if len(data) <= most_bytes or min(size) < 64:
            return replace(asset, data=data)
        factor *= _STEP


def _plain(image: Image.Image) -> Image.Image:
    """Turn a picture upright and into a mode that can be resized smoothly."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return upright
    alpha = "transparency" in upright.info or upright.mode in ("PA", "La", "RGBa")
    return upright.convert("RGBA" if alpha else "RGB")


def _encoded(image: Image.Image, kind: str, original: Image.Image | None = None) -> bytes:
    """Encode a picture, with the colour profile of the original when its colours are still the same kind."""
    out = BytesIO()
    profile = (original or image).info.get("icc_profile")
    match kind:
        case "JPEG":
            image.save(out, kind, quality=88, optimize=True, icc_profile=profile)
        case "WEBP":
            image.save(out, kind, quality=88, method=4, icc_profile=profile or b"")
        case _:
            image.save(out, kind, optimize=True, icc_profile=profile)
    return out.getvalue()
