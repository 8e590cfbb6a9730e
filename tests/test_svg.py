"""Drawings as SVG: measured, cleaned of what runs or reaches out, and grey on handouts."""

import base64
import re
from io import BytesIO
from pathlib import Path

import pytest
from figure_samples import (
    FRAME,
    SVG,
    encoded,
    notes_in,
    png,
    svg_text,
)
from limits import within
from lxml import etree
from PIL import Image as Pillow

from studypress.figures.assets import PictureError
from studypress.figures.svg import parse_svg, read_svg
from studypress.figures.svg_grey import grey_svg
from studypress.figures.svg_rules import drop_idle_rules


def test_svg_is_measured_and_says_its_size_itself() -> None:
    asset = read_svg(SVG.format("<rect width='9' height='9'/>").encode())
    assert (asset.width, asset.height) == (40, 20)
    assert b'width="40"' in asset.data
    for size, expected in {
        'width="1in"': (96, 48),
        'height="40px"': (80, 40),
        'width="100%" height="100%"': (40, 20),
        'width="2em"': (32, 16),
    }.items():
        data = SVG.format("").replace("viewBox", f"{size} viewBox").encode()
        assert (read_svg(data).width, read_svg(data).height) == expected
    bare = read_svg(b'<svg width="30" height="10"><g/></svg>')
    assert b'viewBox="0 0 30 10"' in bare.data
    assert b"http://www.w3.org/2000/svg" in bare.data


@pytest.mark.parametrize("size", ['width="1e9"', 'viewBox="0 0 1e99 1"', 'width="99999999999999999999"'])
def test_svg_of_a_senseless_size_is_refused(size: str) -> None:
    with pytest.raises(PictureError):
        read_svg(f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>'.encode())


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<g><script xlink:href='http://x.test/a.js'/></g>",
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><iframe src='http://x.test'/></body></foreignObject>",
        "<rect onclick='alert(1)' ONLOAD='alert(1)'/>",
        "<a xlink:href='javascript:alert(1)' href='http://x.test'><text>x.test</text></a>".replace(">x.test<", ">词<"),
        "<image href='http://x.test/a.png'/>",
        "<image xlink:href='file:///etc/passwd'/>",
        "<image href='data:image/svg+xml;base64,PHN2Zz4='/>",
        "<use href='http://x.test/a.svg#b'/>",
        "<use href=' http://x.test/a.svg#b'/>",
        "<rect fill='url(http://x.test/a.svg#b)'/>",
        "<rect style='fill:url( \"http://x.test/a\" );stroke:red'/>",
        "<rect style='background:u\\72l(http://x.test/a)'/>",
        "<style>@import 'http://x.test/a.css'; rect{fill:red}</style>",
        "<style>@imp@importort 'http://x.test/a.css';</style>",
        "<style>@font-face{font-family:a;src:url(http://x.test/a)}rect{fill:red}</style>",
        "<style>rect{background:image-set('http://x.test/a' 1x)}</style>",
        "<style>rect{fill:ur/**/l(http://x.test/a)}</style>",
        "<style>@\\69mport 'http://x.test/a.css';</style>",
        "<animate attributeName='href' to='javascript:alert(1)'/><set attributeName='onclick' to='alert(1)'/>",
        "<rect xml:base='http://x.test/'/>",
        "<filter id='f'><feImage href='http://x.test/a.png'/></filter>",
        "<x:thing xmlns:x='http://x.test/'/>",
        "<handler type='text/javascript'>alert(1)</handler>",
    ],
)
def test_svg_keeps_nothing_that_runs_or_reaches_out(hostile: str) -> None:
    text = svg_text(hostile + "<text>好词</text>")
    for word in ("x.test", "alert", "javascript", "file:", "@import", "iframe", "passwd", "data:"):
        assert word not in text
    assert "好词" in text


def test_svg_refers_to_nothing_that_is_not_in_it() -> None:
    text = svg_text(
        "<style>.a{fill:url(#h)}</style><rect fill='url(#h)' stroke='url(#h) red' style='mask:url(#h)'/>"
        "<use href='#h'/><filter id='g'/><rect fill='#fff' filter='url(#g)'/>"
    )
    assert "#h" not in text
    for part in (".a{fill:none}", 'fill="none" stroke="red" style="mask:none"', 'fill="#fff" filter="url(#g)"'):
        assert part in text


def test_svg_keeps_what_is_its_own() -> None:
    data = base64.b64encode(png()).decode()
    text = svg_text(
        "<defs><linearGradient id='g'><stop offset='1'/></linearGradient></defs><style>.a{fill:url(#g)}</style>"
        f"<rect class='a' fill=\"url('#g')\"/><use xlink:href='#g'/><image href='data:image/png;base64,{data}'/>"
    )
    for part in (".a{fill:url(#g)}", "fill=\"url('#g')\"", 'href="#g"', data):
        assert part in text
    assert "词" in svg_text("<a href='http://x.test'><text>词</text></a>")


def test_frames_of_motion_leave_the_styles_beside_them_whole() -> None:
    frames = "@-moz-keyframes a { 0% { x: 1 } 100% { x: 2; } } @media print { .b { fill: red } }"
    text = svg_text(f"<style>.a {{ fill: blue }} {frames} .c {{ fill: none }}</style><rect class='a'/>")
    assert ".a { fill: blue }" in text
    assert ".c { fill: none }" in text
    assert not any(word in text for word in ("keyframes", "100%", "media"))


HTML = "xmlns='http://www.w3.org/1999/xhtml'"


def drawn_words(body: str) -> list[tuple[str, str, str]]:
    """The lines of text that a drawing shows, each with where it stands."""
    root = etree.fromstring(read_svg(SVG.format(body).encode()).data)
    spans = [span for span in root.iter("{*}text", "{*}tspan") if (span.text or "").strip()]
    return [(span.text or "", span.get("x", ""), span.get("y", "")) for span in spans]


def test_words_that_a_drawing_holds_as_html_are_drawn() -> None:
    words = f"<div {HTML}><p>甲 <b>乙</b></p>丙<br/>丁</div>"
    lines = drawn_words(f"<foreignObject x='10' y='20' width='100' height='40'>{words}</foreignObject>")
    assert [line[0] for line in lines] == ["甲 乙", "丙", "丁"]
    assert {line[1] for line in lines} == {"60"}
    assert float(lines[0][2]) < 40 < float(lines[2][2])


def test_html_in_a_drawing_is_broken_where_its_box_ends() -> None:
    words = f"<p {HTML} style='font-size:16px'>读取文件并检查 format and more</p>"
    lines = drawn_words(f"<foreignObject width='80' height='60'>{words}</foreignObject>")
    assert [line[0] for line in lines] == ["读取文件并", "检查", "format", "and more"]


def test_of_a_switch_one_form_is_drawn() -> None:
    html = f"<foreignObject width='100%' height='100%'><div {HTML}>长的标签文字</div></foreignObject>"
    assert [line[0] for line in drawn_words(f"<switch>{html}<text>标签</text></switch>")] == ["标签"]
    assert [line[0] for line in drawn_words(f"<switch>{html}<text>长的标...</text></switch>")] == ["长的标签文字"]
    assert [line[0] for line in drawn_words(f"<switch>{html}</switch>")] == ["长的标签文字"]
    languages = "<text systemLanguage='fr'>un</text><text systemLanguage='zh'>一</text><text>one</text>"
    assert [line[0] for line in drawn_words(f"<switch>{languages}</switch>")] == ["one"]
    notice = "<g requiredFeatures='x'/><a><text>Text is not SVG - cannot display</text></a>"
    assert not drawn_words(f"<switch>{notice}</switch>")


def test_a_selector_that_takes_minutes_to_read_goes() -> None:
    text = svg_text("<style>" + "a&gt;" * 50_000 + "b{fill:red}text{fill:blue}</style><text>词</text>")
    assert len(text) < 1000
    assert "text{fill:blue}" in text


def test_cleaned_svg_is_clean() -> None:
    once = read_svg(SVG.format("<rect id='甲 乙'/><rect id='a'/><g id='a' style='fill:red;'/>").encode())
    assert read_svg(once.data) == once
    assert once.data.count(b'id="a"') == 1


def test_a_size_stays_only_where_svg_knows_one() -> None:
    text = svg_text("<circle r='7' width='14' height='14'/><rect width='3' height='4'/>")
    assert 'r="7"' in text
    assert 'width="14"' not in text
    assert 'width="3" height="4"' in text


def test_svg_reads_no_other_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", encoding="utf-8")
    for doctype in (
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
        f'<!DOCTYPE svg SYSTEM "{secret.as_uri()}">',
    ):
        try:
            data = read_svg((doctype + SVG.format("<text>&x;</text>")).encode()).data
        except PictureError:
            continue
        assert b"geheim" not in data


def test_svg_without_end_is_refused_quickly() -> None:
    deep = SVG.format("<g>" * 5000 + "</g>" * 5000)
    chain = SVG.format("".join(f"<g id='a{i}'><use href='#a{i + 1}'/></g>" for i in range(3000)))
    fill = "<rect fill='url(#p{})'/>"
    patterns = "".join(f"<pattern id='p{i}'>{fill.format(i + 1) * 10}</pattern>" for i in range(9))
    for bomb in (deep, chain, SVG.format(patterns + fill.format(0))):
        with within(2), pytest.raises(PictureError):
            read_svg(bomb.encode())


def test_a_drawing_keeps_the_rules_that_something_in_it_may_follow() -> None:
    kept = (
        "#m .box,rect,g>text:first-child,svg|p{fill:none;}[class] text:not(.x){fill:red}@media print{.y{fill:red}}"
        ":hover,TEXT::before,[id^=m]{stroke:none}"
    )
    idle = "#n{fill:red}.row .box{fill:red}p{fill:red}rect.m{fill:red}[data-look] rect{fill:red}"
    style = f"<style>{kept}{idle}</style>".replace("rect,", "circle .box, rect , p.box,")
    root = parse_svg(SVG.format(f'{style}<g id="m"><rect class="other box"/><text>文</text></g>').encode())
    drop_idle_rules(root)
    assert "".join(next(root.iter("{*}style")).itertext()) == kept


def greyed(body: str) -> str:
    """The inside of a drawing in a handout."""
    text = grey_svg(read_svg(SVG.format(body).encode())).data.decode()
    return text.partition(">")[2].removesuffix("</svg>")


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("red", "#4c4c4c"), ("RED", "#4c4c4c"), ("#f00", "#4c4c4c"), ("#FF0000", "#4c4c4c"), ("white", "#ffffff"),
        ("#0000ff80", "rgba(29,29,29,0.501961)"), ("rgb(0,0,255)", "#1d1d1d"), ("rgb(0% 100% 0%)", "#969696"),
        ("rgba(255, 0, 0, .5)", "rgba(76,76,76,0.5)"), ("rgb(255 0 0 / 50%)", "rgba(76,76,76,0.5)"),
        ("hsl(120, 100%, 50%)", "#969696"), ("hwb(240 0% 0%)", "#1d1d1d"), ("lab(50% 60 20)", "#808080"),
        ("lch(50% 60 20)", "#808080"), ("color(display-p3 1 0 0)", "#4c4c4c"), ("device-cmyk(0 1 1 0)", "#4c4c4c"),
        ("device-cmyk(0 0 0 1)", "#000000"), ("rgb(300 -20 0)", "#4c4c4c"), ("transparent", "rgba(0,0,0,0)"),
        ("url(#red) red", "url(#red) #4c4c4c"), ("var(--red, red)", "var(--red, #4c4c4c)"),
        ("color-mix(in srgb, red, blue)", "color-mix(in srgb, #4c4c4c, #1d1d1d)"),
        ("currentColor", "currentColor"), ("none", "none"), ("inherit", "inherit"), ("url(#blue)", "url(#blue)"),
        ("color()", "color()"), ("device-cmyk(1)", "device-cmyk(1)"),
    ],
)  # fmt: skip
def test_a_colour_becomes_the_grey_of_its_luma(colour: str, expected: str) -> None:
    known = '<g id="red"/><g id="blue"/>'
    assert greyed(f'{known}<rect fill="{colour}"/>') == f'{known}<rect fill="{expected}"/>'


def test_the_grey_of_a_drawing_is_the_grey_of_a_photograph() -> None:
    for colour in ("tomato", "rebeccapurple", "#1e88e5", "#263238", "lightgreen", "#ffeb3b"):
        level = Pillow.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0))
        assert greyed(f'<rect fill="{colour}"/>') == f'<rect fill="#{level:02x}{level:02x}{level:02x}"/>'


def test_colours_are_found_wherever_a_drawing_has_them() -> None:
    attributes = ("fill", "stroke", "color", "stop-color", "flood-color", "lighting-color")
    for name in attributes:
        assert greyed(f'<g {name}="red"/>') == f'<g {name}="#4c4c4c"/>'
        assert greyed(f"<g style='x:red;{name}: red'/>") == f'<g style="x:red;{name}:#4c4c4c"/>'
        sheet = f"<style>.a, g > .b {{ font-family: 'Red', tan; {name}: red !important }} .c {{ {name}:none }}</style>"
        kept = f".a, g &gt; .b{{font-family:'Red', tan;{name}:#4c4c4c !important}}.c{{{name}:none}}"
        assert greyed(sheet).replace('"', "'") == f"<style>{kept}</style>"
    assert greyed("<style>g{--main:gold;filter:drop-shadow(0 0 2px red)}</style>") == (
        "<style>g{--main:#cacaca;filter:drop-shadow(0 0 2px #4c4c4c)}</style>"
    )


def test_what_only_looks_like_a_colour_stays() -> None:
    body = '<g id="red" class="tan" font-family="tan" color-rendering="auto" fill-opacity=".5"><text>red</text></g>'
    assert greyed(body) == body


def test_light_words_on_a_dark_ground_stay_light() -> None:
    for light, dark in (("white", "#e53935"), ("#ffeb3b", "#1a237e"), ("lightgreen", "#263238"), ("cyan", "#8e24aa")):
        found = re.findall(r"#(..)", greyed(f'<rect fill="{light}"/><rect fill="{dark}"/>'))
        assert int(found[0], 16) - int(found[1], 16) > 90


def test_a_picture_inside_a_drawing_is_stripped_and_made_grey() -> None:
    data = base64.b64encode(encoded(FRAME, "JPEG", **notes_in("JPEG"))).decode()
    for name in ("href", "xlink:href"):
        asset = read_svg(SVG.format(f"<image {name}='data:image/jpeg;base64,{data}'/>").encode())
        assert read_svg(asset.data) == asset
        for picture, modes in ((asset, "RGB"), (grey_svg(asset), "L")):
            (found,) = re.findall(rf'<image {name}="data:image/\w+;base64,([^"]*)"/>', picture.data.decode())
            inside = base64.b64decode(found)
            assert b"home address" not in inside
            with Pillow.open(BytesIO(inside)) as image:
                assert (image.mode, image.size) == (modes, FRAME.size)
