"""Drawings in an e-book bring the white ground that their dark ink needs, wherever they stand apart from the text."""

from io import BytesIO

import epub_samples as samples
import pytest
from lxml import etree
from PIL import Image

from studypress.editions import Piece
from studypress.epub.drawings import standing_alone, with_ground
from studypress.model import Asset


@pytest.mark.parametrize(
    ("root", "area"),
    [
        ('<svg id="m" viewBox="4 -28.5 1052 469.2">', ["4", "-28.5", "1052", "469.2"]),
        ("<svg width='3' viewBox='0,0,3,2'>", ["0", "0", "3", "2"]),
        ('<?xml version="1.0"?>\n<svg width="3" height="2">', ["0", "0", "100%", "100%"]),
    ],
)
def test_white_lies_below_all_of_a_drawing_whatever_its_own_styles_say(root: str, area: list[str]) -> None:
    drawing = Asset("a.svg", "image/svg+xml", f"{root}<style>rect{{fill:red}}</style><path/></svg>".encode(), 3, 2)
    tree = etree.fromstring(with_ground(drawing).data)
    ground = tree[0]
    assert [ground.get(name) for name in ("x", "y", "width", "height")] == area
    assert (ground.tag, ground.get("style")) == ("rect", "fill:#fff;stroke:none;opacity:1")
    assert [child.tag for child in list(tree)[1:]] == ["style", "path"]


@pytest.mark.parametrize(("kind", "data"), [("image/png", b"<svg>"), ("image/svg+xml", b"<svg/>")])
def test_what_is_no_drawing_stays_as_it_is(kind: str, data: bytes) -> None:
    asset = Asset("a", kind, data, 3, 2)
    assert with_ground(asset) is asset


@pytest.mark.parametrize(("mode", "ink"), [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0)), ("P", None)])
def test_white_lies_below_a_picture_that_can_be_seen_through(mode: str, ink: tuple[int, ...] | None) -> None:
    picture = Image.new(mode, (2, 1), ink or 0)
    out = BytesIO()
    picture.save(out, "PNG", **({} if ink else {"transparency": 0}))
    asset = Asset("a.png", "image/png", out.getvalue(), 3, 2)
    with Image.open(BytesIO(with_ground(asset).data)) as shown:
        assert shown.convert("RGBA").getpixel((0, 0)) == (255, 255, 255, 255)
    assert with_ground(with_ground(asset)) == with_ground(asset)


def test_pictures_in_a_line_have_no_ground() -> None:
    pictures = (f'<img class="{name}" src="../images/{name[0]}.svg" alt=""/>' for name in ("inline", "block tall"))
    shown = f"<p>{next(pictures)}</p>{next(pictures)}"
    page = samples.page("c1", Piece.CHAPTERS, "一", shown)
    assert standing_alone([etree.fromstring(page.html.encode())]) == {"b.svg"}
