"""Pictures and diagrams in books of nothing else, as `figures` makes them."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

from studypress.cache import Cache
from studypress.figures import draw
from studypress.figures.svg import read_svg
from studypress.model import Book, Chapter, Diagram, Figure, Image, Metadata, Paragraph
from studypress.problems import Place, Problem
from studypress.sheets import SHEETS
from studypress.tree import walk

ROOT = Path(__file__).parent.parent
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">{}</svg>'
STACK = """block-beta
  columns 2
  a["应用程序 A"] b["应用程序 B"]
  os["宿主机操作系统（内核）"]:2
"""
needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")


def book(*nodes: Image | Diagram) -> Book:
    """A book of pictures, each in a paragraph, and diagrams."""
    blocks = tuple(Figure(node, ()) if isinstance(node, Diagram) else Paragraph((node,)) for node in nodes)
    return Book(Metadata("书", "zh-Hans"), (Chapter((), blocks),))


def drawn(root: Path, *nodes: Image | Diagram, page: str = "A4") -> tuple[list[Image | Diagram], list[Problem]]:
    """What becomes of them, and what is wrong with them."""
    result, problems = draw(book(*nodes), root, cache=Cache(root, b"secret"), sheet=SHEETS[page])
    return [node for node in walk(result) if isinstance(node, Image | Diagram)], problems


def picture(root: Path, source: str, base: str = "a.md") -> tuple[Image, list[Problem]]:
    """What becomes of a picture that stands in a file."""
    (node,), problems = drawn(root, Image(source, "图", place=Place(base, 3)))
    assert isinstance(node, Image)
    return node, problems


def diagram(root: Path, text: str, language: str = "mermaid") -> tuple[Diagram, list[Problem]]:
    """What becomes of a diagram."""
    (node,), problems = drawn(root, Diagram(language, text, "图", place=Place("a.md", 3)))
    assert isinstance(node, Diagram)
    return node, problems


def png(size: tuple[int, int] = (4, 3)) -> bytes:
    """A red picture."""
    return encoded(Pillow.new("RGB", size, "red"), "PNG")


def encoded(image: Pillow.Image, kind: str, **options: object) -> bytes:
    """A picture as a file of a kind."""
    output = BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def svg_text(body: str) -> str:
    """A drawing that holds this, as it is kept."""
    return read_svg(SVG.format(body).encode()).data.decode()


def notes_in(kind: str) -> dict[str, object]:
    """What a file of this kind can say beside its picture, and a colour profile."""
    exif = Pillow.Exif()
    exif[0x010E] = "home address"
    everywhere = {"exif": exif, "xmp": b"<x>home address</x>", "icc_profile": b"icc"}
    match kind:
        case "PNG":
            info = PngInfo()
            info.add_text("Author", "home address")
            info.add_text("Comment", "home address", zip=True)
            info.add_itxt("XML:com.adobe.xmp", "home address")
            info.add(b"tIME", bytes((7, 233, 1, 1, 1, 1, 1)))
            info.add(b"caBX", b"home address", after_idat=True)
            return {"exif": exif, "pnginfo": info, "icc_profile": b"icc", "dpi": (72, 72)}
        case "GIF":
            return {"comment": b"home address", "save_all": True, "append_images": [FRAME], "duration": 90}
        case "WEBP":
            return {**everywhere, "lossless": True, "save_all": True, "append_images": [FRAME]}
        case "MPO":
            return {**everywhere, "comment": b"home address", "save_all": True, "append_images": [FRAME]}
        case _:
            return {**everywhere, "comment": b"home address", "progressive": True}


FRAME = Pillow.effect_noise((40, 20), 90).convert("RGB")
