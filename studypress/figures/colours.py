"""Colours made what print and screens agree on: grey or red, green and blue, eight bits each, with or without alpha."""

import io

from PIL import Image, ImageCms

PNG_MODES = ("1", "L", "LA", "P", "RGB", "RGBA")
"""The modes that PNG has and everything shows."""
_DEEP = ("I", "F", "I;16", "I;16L", "I;16B", "I;16N")
"""Greys of more than eight bits."""


def plain(picture: Image.Image) -> Image.Image:
    """Bring a picture into a mode that PNG has and everything shows; what is so already comes back as it is."""
    if picture.mode in PNG_MODES and not (picture.mode == "P" and "transparency" in picture.info):
        return picture
    if picture.mode in _DEEP:
        return _of_eight_bits(picture)
    if picture.mode in ("CMYK", "LAB"):
        return as_srgb(picture)
    alpha = "transparency" in picture.info or picture.mode in ("PA", "La", "RGBa")
    return picture.convert("RGBA" if alpha else "RGB")


def without_idle_alpha(picture: Image.Image) -> Image.Image:
    """Drop an alpha channel that lets nothing through: pictures that move have one in any case."""
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        return picture.convert("RGB")
    return picture


def as_srgb(picture: Image.Image) -> Image.Image:
    """Turn the colours into sRGB by the picture's own profile; without a usable one, by the plain rule."""
    profile = picture.info.get("icc_profile")
    target = picture.mode if picture.mode in ("RGB", "RGBA") else "RGB"
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "LAB"):
        try:
            turned = ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), _srgb(), outputMode=target
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        if turned is not None:
            turned.info.pop("icc_profile", None)
            return turned
    turned = picture if picture.mode == target else picture.convert(target)
    turned.info.pop("icc_profile", None)
    return turned


def is_srgb(picture: Image.Image) -> bool:
    """Whether a picture's colours are sRGB as far as anyone says."""
    profile = picture.info.get("icc_profile")
    if not profile:
        return True
    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return True
    return "srgb" in name.lower()


def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _of_eight_bits(picture: Image.Image) -> Image.Image:
    """Sixteen bits become eight; a picture of measured values is stretched from its darkest to its lightest."""
    grey = picture.convert("F")
    low, high = 0.0, 65535.0
    if picture.mode in ("I", "F"):
        low, high = (float(bound) for bound in grey.getextrema())  # type: ignore[arg-type]
        low, high = (0.0, 65535.0) if low >= 0 and 255 < high <= 65535 else (min(low, 0.0), max(high, 255.0))
    scale = 255 / (high - low)
    return grey.point(lambda value: value * scale + (0.5 - low * scale)).convert("L")
