"""Pictures made of pixels: recognised by their content, checked, and made the PNG or JPEG that every reader shows."""

import io
import re
import warnings

from PIL import Image as Pillow
from PIL import ImageFile, ImageOps, UnidentifiedImageError

from studypress.figures.assets import PictureError, make_asset
from studypress.figures.colours import PNG_MODES, plain, without_idle_alpha
from studypress.figures.scale import encoded
from studypress.figures.stripped import NotSoBuiltError, strip
from studypress.model import Asset
from studypress.wording import said

MAX_PIXELS = 64_000_000
"""Larger pictures are refused: a few bytes can claim any size, and every pixel takes memory when the page is set."""
_PAGE_PIXELS = 20_000_000
"""More than any page shows; a JPEG beyond the limit is read no larger."""

_KEPT = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg"}
"""Formats that print and every e-reader know."""
_KEPT_MODES = {"image/png": PNG_MODES, "image/jpeg": ("L", "RGB")}
"""The modes that both show alike."""
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")
"""Only these decoders are tried (MPO, several JPEGs in one file, is JPEG's): others start programs, as EPS, or are
seldom tested against hostile files. Of pictures that move, the first is shown."""

_ORIENTATION = 0x0112
"""The Exif tag that says which way up the camera was held."""
_WEBP_PIXELS = re.compile(rb"VP8[ L]")
"""The chunk of WebP that holds them: `VP8L` is without loss (RFC 9649)."""


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
    except (PictureError, MemoryError):
        raise
    except Pillow.DecompressionBombError as error:
        raise _too_large() from error
    except Exception as error:  # Pillow's decoders raise of many kinds: OSError, SyntaxError, ValueError, struct.error
        raise PictureError(
            said("is damaged and cannot be read"), said("Open it in a picture editor and save it again.")
        ) from error


def _checked(picture: Pillow.Image, data: bytes) -> Asset:
    if picture.width * picture.height > MAX_PIXELS:
        return _read_small(picture)
    media_type = _KEPT.get(picture.format or "", "")
    turned = picture.getexif().get(_ORIENTATION, 1) not in (0, 1)
    if media_type and not turned and picture.mode in _KEPT_MODES[media_type]:
        try:
            stripped = strip(data, media_type)
        except NotSoBuiltError:
            pass
        else:
            width, height = picture.size  # before a JPEG is decoded small
            _decode(picture)
            return make_asset(stripped, media_type, width, height)
    lossy = _is_lossy(picture.format or "", data)
    return _saved_anew(ImageOps.exif_transpose(picture) if turned else picture, lossy)


def _read_small(picture: Pillow.Image) -> Asset:
    """Read a photograph or a scan beyond the limit at a half, a quarter or an eighth of its size.

    JPEG can be decoded so, block by block; one that is progressive would be held whole. Pillow has refused what is
    beyond twice its own limit, 179 million pixels.
    """
    if picture.format not in ("JPEG", "MPO") or picture.info.get("progressive"):
        raise _too_large()
    width, height = picture.size
    part = next((part for part in (2, 4) if width * height <= _PAGE_PIXELS * part**2), 8)
    picture.draft(None, (width // part, height // part))
    return _saved_anew(ImageOps.exif_transpose(picture), lossy=True)


def _is_lossy(kind: str, data: bytes) -> bool:
    """Whether a picture has been through JPEG or its like, so that once more does little harm."""
    if kind == "WEBP":
        found = _WEBP_PIXELS.search(data)
        return found is not None and found[0] == b"VP8 "
    return kind in ("JPEG", "MPO", "AVIF")


def _decode(picture: Pillow.Image) -> None:
    """Read the whole picture once, so that a file cut short is found here and not on a blank page."""
    # A JPEG is read whole but decoded small.
    picture.draft("RGB", (max(1, picture.width // 8), max(1, picture.height // 8)))
    picture.load()


def _saved_anew(picture: Pillow.Image, lossy: bool) -> Asset:
    """Encode again, keeping the colour profile and nothing else."""
    picture = without_idle_alpha(plain(picture))
    kind = "JPEG" if lossy and picture.mode in ("L", "RGB") else "PNG"
    return make_asset(encoded(picture, kind, quality=92), f"image/{kind.lower()}", picture.width, picture.height)


def _too_large() -> PictureError:
    return PictureError(
        said("has more than {number} million pixels", number=MAX_PIXELS // 1_000_000), said("Scale it down.")
    )
