"""Pictures made of pixels: recognised by their content, checked, and freed of what a book must not carry."""

import io
import warnings

from PIL import Image as Pillow
from PIL import ImageFile, ImageOps, UnidentifiedImageError

from studypress.figures.assets import PictureError, make_asset
from studypress.figures.stripped import NotSoBuiltError, strip
from studypress.model import Asset

MAX_PIXELS = 64_000_000
"""Larger pictures are refused: a few bytes can claim any size, and every pixel takes memory when the page is set."""

_KEPT = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
"""Formats that print and e-readers know."""
_CONVERTED = ("BMP", "TIFF")
"""Formats that are made PNG."""
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", *_CONVERTED)
"""Only these decoders are tried (MPO, several JPEGs in one file, is JPEG's): others start programs, as EPS, or are
seldom tested against hostile files."""

_ORIENTATION = 0x0112
"""The Exif tag that says which way up the camera was held."""


def read_raster(data: bytes) -> Asset | None:
    """Make the asset of a raster picture; None when the bytes are no raster picture at all.

    Raises PictureError when they are one that is broken or too large.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it for the whole process when it is imported
    try:
        # Pillow warns of very large pictures before it refuses them; the limit here is our own and lower.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pillow.open(io.BytesIO(data), formats=_FORMATS) as picture:
                return _checked(picture, data)
    except UnidentifiedImageError:
        return None
    except PictureError:
        raise
    except Pillow.DecompressionBombError as error:
        raise _too_large() from error
    except Exception as error:  # Pillow's decoders raise of many kinds: OSError, SyntaxError, ValueError, struct.error
        raise PictureError("is damaged and cannot be read", "open it in a picture editor and save it anew") from error


def _checked(picture: Pillow.Image, data: bytes) -> Asset:
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_large()
    kind = picture.format or ""
    turned = picture.getexif().get(_ORIENTATION, 1) not in (0, 1)
    if kind in _KEPT and not turned:
        try:
            stripped = strip(data, _KEPT[kind])
        except NotSoBuiltError:
            pass
        else:
            width, height = picture.size  # before a JPEG is decoded small
            _decode(picture)
            return make_asset(stripped, _KEPT[kind], width, height)
    return _saved_anew(ImageOps.exif_transpose(picture) if turned else picture, jpeg=_KEPT.get(kind) == "image/jpeg")


def _decode(picture: Pillow.Image) -> None:
    """Read the whole picture once, so that a file cut short is found here and not on a blank page."""
    # A JPEG is read whole but decoded small.
    picture.draft("RGB", (max(1, picture.width // 8), max(1, picture.height // 8)))
    picture.load()


def _saved_anew(picture: Pillow.Image, jpeg: bool) -> Asset:
    """Encode again, keeping the colour profile and nothing else."""
    profile = picture.info.get("icc_profile")
    output = io.BytesIO()
    if jpeg:
        picture.save(output, "JPEG", quality=92, icc_profile=profile, exif=b"", comment=b"")
        return make_asset(output.getvalue(), "image/jpeg", picture.width, picture.height)
    if picture.mode not in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        picture, profile = picture.convert("RGB"), None  # PNG has no CMYK, and its profile would no longer fit
    picture.save(output, "PNG", icc_profile=profile, exif=b"")
    return make_asset(output.getvalue(), "image/png", picture.width, picture.height)


def _too_large() -> PictureError:
    return PictureError(f"has more than {MAX_PIXELS // 1_000_000} million pixels", "scale it down")
