"""A book bound of parts is like one set in one piece: text, faces, links, and the structure for screen readers."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pdfplumber
import pikepdf
import pypdfium2
import pytest
import weasyprint
from pikepdf import Dictionary, Name
from test_pdf import _SETTING, _data, _opened, _page, _with_css, _write
from weasyprint.pdf import tags

from studypress.documents import ASSET_SCHEME
from studypress.glyph_drawing import GlyphDrawing, Ink, written
from studypress.model import Asset
from studypress.pdf import PdfResult, StyleSheet
from studypress.pdf.fetch import BASE, Fetcher
from studypress.pdf.workshop import workshop_for

_DRAWN = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9"/></svg>'
_PICTURE = Asset("p.svg", "image/svg+xml", _DRAWN, 9, 9)
_TABLE = "<table><tr><th>名称</th><th>数</th></tr><tr><td>容器</td><td>3</td></tr></table>"
_BODIES = (
    '<h1 id="c1">第一章</h1><p>容器，<a href="studypress:c2">见下</a>。<b>Docker</b> 1.11</p>' + _TABLE,
    f'<h1 id="c2">第二章</h1><p>镜像：<a href="https://example.com/">网页</a></p>{_TABLE}<ul><li>甲</li></ul>',
    f'<h1 id="c3">第三章</h1><img src="{ASSET_SCHEME}p.svg" alt="一个方块"><img src="{ASSET_SCHEME}p.svg" alt="">',
)


def _bound() -> PdfResult:
    setting = replace(_SETTING, assets={"p.svg": _PICTURE})
    return _write(*(_page(f"c{number}", body) for number, body in enumerate(_BODIES, 1)), setting=setting)


def _in_one_piece() -> bytes:
    workshop = workshop_for(_SETTING.sheets, _SETTING.fonts)
    body = "".join(f'<section style="break-before: right">{body}</section>' for body in _BODIES)
    source = weasyprint.HTML(
        string=_page("all", body).html, base_url=BASE, url_fetcher=Fetcher({"p.svg": _PICTURE}, _SETTING.fonts)
    )
    data: bytes = source.render(stylesheets=workshop.sheets, **workshop.registers()).write_pdf(pdf_tags=True)
    return data


def _elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The elements of a structure tree, as they are read."""
    for kid in node.get(Name.K, ()):
        if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.StructElem:
            yield kid
            yield from _elements(kid)


def _kinds(file: pikepdf.Pdf) -> list[str]:
    plain = {"/Document", "/Part", "/NonStruct", "/Sect", "/Div", "/Span"}  # WeasyPrint has a Span for each line
    return [str(e.S) for e in _elements(file.Root.StructTreeRoot) if str(e.S) not in plain]


def test_the_text_is_that_of_one_piece_and_stands_where_it_does() -> None:
    with pdfplumber.open(io.BytesIO(_in_one_piece())) as whole, pdfplumber.open(io.BytesIO(_data(_bound()))) as bound:
        assert len(whole.pages) == len(bound.pages)
        for one, other in zip(whole.pages[::2], bound.pages[::2], strict=True):  # the others are blank
            for mine, theirs in zip(_letters(one), _letters(other), strict=True):
                assert mine == theirs


def _letters(page: pdfplumber.page.Page) -> list[tuple[str, float, float, float]]:
    """Each letter with its place and size; folios, which only the bound book has, stand below."""
    return [
        (char["text"], round(char["x0"], 2), round(char["top"], 2), round(char["size"], 2))
        for char in page.chars
        if char["top"] < 280
    ]


def test_each_face_is_embedded_once_and_every_subset_has_its_own_tag() -> None:
    with _opened(_bound()) as file:
        fonts = [font for page in file.pages for font in page.resources.get("/Font", {}).values()]
        inner = [font.DescendantFonts[0] for font in fonts]
        files = {font.FontDescriptor.FontFile2.objgen: str(font.BaseFont) for font in inner}
    assert sorted(name.partition("+")[2] for name in files.values()) == ["StudyPress-Hei-Bold", "StudyPress-Song"]
    assert len({name.partition("+")[0] for name in files.values()}) == 2


def test_what_a_face_lacks_is_told_part_by_part() -> None:
    first, second = "\U00020000", "\U00020001"
    result = _write(*(_page(f"c{n}", f"<p>甲{lack}乙</p>") for n, lack in enumerate((first, second, first), 1)))
    with pypdfium2.PdfDocument(_data(result)) as file:
        texts = ["".join(page.get_textpage().get_text_bounded().split()) for page in file]
    assert texts[::2] == [f"甲{lack}乙head{page}" for lack, page in ((first, 1), (second, 3), (first, 5))]


def test_a_letter_is_found_though_a_sign_of_its_shape_came_first() -> None:
    result = _write(_page("c1", "<p>\u2f64\u6237\u2126</p>"), _page("c2", "<p>\u7528\u6237\u03a9</p>"))
    with pypdfium2.PdfDocument(_data(result)) as file:
        texts = ["".join(page.get_textpage().get_text_bounded().split()) for page in file]
    assert texts[::2] == ["\u7528\u6237\u03a9head1", "\u7528\u6237\u03a9head3"]


def test_a_long_address_that_is_printed_is_written_once() -> None:
    address = "http://example.org/" + "x" * 4_000
    data = _data(_write(_page("c1", f'<p style="overflow-wrap: anywhere"><a href="{address}">{address}</a></p>')))
    with pikepdf.open(io.BytesIO(data)) as file:
        links = [annotation for page in file.pages for annotation in page.get("/Annots", [])]
        assert len(links) > 10
        assert {(str(link.A.URI), str(link.Contents)) for link in links} == {(address, address)}
        assert len({link.A.objgen for link in links}) == 1
        assert file.check_pdf_syntax() == []


def test_tags_are_those_of_one_piece() -> None:
    file = _opened(_bound())
    with pikepdf.open(io.BytesIO(_in_one_piece())) as whole:
        expected = _kinds(whole)
    assert [kind for kind in expected if kind != "/Figure"] == [kind for kind in _kinds(file) if kind != "/Figure"]
    figures = [element for element in _elements(file.Root.StructTreeRoot) if Name.Figure == element.S]
    assert [str(figure.Alt) for figure in figures] == ["一个方块"]  # decoration is none
    assert [str(piece.S) for piece in file.Root.StructTreeRoot.K[0].K] == ["/Part"] * 3


def test_formulas_are_no_figures() -> None:
    formulas = "".join(f'<img class="formula" src="{ASSET_SCHEME}p.svg" alt="{tex}">' for tex in ("x^2", ""))
    body = f'<h1 id="c1">甲</h1><p>设 {formulas}。</p><img src="{ASSET_SCHEME}p.svg" alt="一个方块">'
    file = _opened(_write(_page("c1", body), setting=replace(_SETTING, assets={"p.svg": _PICTURE})))
    told = [(str(e.S), str(e.Alt)) for e in _elements(file.Root.StructTreeRoot) if Name.Alt in e]
    assert told == [("/Formula", "x^2"), ("/Figure", "一个方块")]


def test_tags_tell_where_a_picture_stands() -> None:
    picture = f'<img src="{ASSET_SCHEME}p.svg" alt="一个方块" style="display: block; margin: 0">'
    file = _opened(_write(_page("c1", picture), setting=replace(_SETTING, assets={"p.svg": _PICTURE})))
    (figure,) = (e for e in _elements(file.Root.StructTreeRoot) if Name.Figure == e.S)
    left, bottom, right, top = map(float, figure.A.BBox)
    assert (right - left, top - bottom) == pytest.approx((6.75, 6.75), abs=0.02)
    head = float(file.pages[0].trimbox[3])
    assert head / 2 < bottom < top < head


def test_the_shape_of_a_glyph_in_formulas_is_once_in_a_book() -> None:
    drawing = written(GlyphDrawing(0, -700, 500, 700, (Ink("M0 0H500V-700Z", shared=True), Ink("M0 0H9V9Z"))))
    setting = replace(_SETTING, assets={"f.svg": Asset("f.svg", "image/svg+xml", drawing, 8, 11.2)})
    formula = f'<p>设 <img class="formula" src="{ASSET_SCHEME}f.svg" alt="x">。</p>'
    file = _opened(_write(_page("c1", formula), _page("c2", formula + formula), setting=setting))
    drawn = b"0 0 m\n500 0 l\n500 -700 l\nh\nf"
    assert len([o for o in file.objects if isinstance(o, pikepdf.Stream) and o.read_bytes() == drawn]) == 1
    contents = [page.Contents.read_bytes() for page in file.pages if Name.Contents in page]
    assert [content.count(b"/ig") for content in contents] == [1, 2]


def test_what_says_nothing_of_its_words_is_no_element() -> None:
    words = '甲<b>乙</b><code><span class="k">def</span> <span>f</span></code>'
    body = f'<h1 id="c1">{words}</h1><p>{words}<a href="https://example.com/">{words}</a></p><table><td>{words}</table>'
    file = _opened(_write(_page("c1", body)))
    kinds = {str(e.S): len(e.K) for e in _elements(file.Root.StructTreeRoot) if any(isinstance(k, int) for k in e.K)}
    assert kinds == {"/H1": 5, "/P": 6, "/Link": 6, "/TD": 5}  # one of the link's is its annotation


def test_an_item_of_a_list_holds_its_mark_and_its_body_alone() -> None:
    """So ask those who judge PDF/UA; WeasyPrint leaves paragraphs of an item beside its mark."""
    items = "<li>甲</li><li><p>乙</p><p>丙</p></li><li>戊<div>己</div><ul><li>庚</li></ul></li>"
    file = _opened(_write(_page("c1", f'<h1 id="c1">章</h1><ul>{items}</ul>')))
    found = [element for element in _elements(file.Root.StructTreeRoot) if Name.LI == element.S]
    assert [[str(kid.S) for kid in item.K] for item in found] == [["/Lbl", "/LBody"]] * 4
    bodies = [item.K[1] for item in found]
    inner = [(kid.P, body) for body in bodies for kid in body.K if isinstance(kid, Dictionary)]
    assert all(parent.objgen == body.objgen for parent, body in inner)
    assert all(kid.P.objgen == item.objgen for item in found for kid in item.K)


def test_a_link_is_touched_in_one_place_for_each_of_its_lines() -> None:
    style = '<style>a::after { content: "4" } i { display: inline-block; margin-left: -40px; width: 40px }</style>'
    link = '<a href="https://example.com/"><i>1</i><b>甲<code>乙</code></b></a>'
    with _opened(_write(_page("c1", f'{style}<h1 id="c1">章</h1><p>{link}，</p><p>{link}。</p>'))) as file:
        annotations = [annotation for page in file.pages for annotation in page.get("/Annots", [])]
        links = [element for element in _elements(file.Root.StructTreeRoot) if Name.Link == element.S]
        assert len(annotations) == len(links) == 2
        first, second = (list(map(float, annotation.Rect)) for annotation in annotations)
    assert first[::2] == pytest.approx(second[::2], abs=0.01)
    assert first[2] - first[0] > 30  # what hangs out is within


def test_every_number_in_a_page_leads_to_its_tag_and_back() -> None:
    file = _opened(_bound())
    parents = dict(pikepdf.NumberTree(file.Root.StructTreeRoot.ParentTree).items())
    assert list(parents) == list(range(file.Root.StructTreeRoot.ParentTreeNextKey))
    for page in file.pages:
        if Name.StructParents not in page:  # a blank one
            continue
        found = parents[int(page.StructParents)]
        operators = pikepdf.parse_content_stream(page)
        numbers = [int(o.operands[1].MCID) for o in operators if str(o.operator) == "BDC" and "/MCID" in o.operands[1]]
        for number in numbers:
            element = found[number]
            assert number in [kid for kid in element.K if isinstance(kid, int)]
            assert element.Pg.objgen == page.obj.objgen
        for link in page.get(Name.Annots, ()):
            element = parents[int(link.StructParent)]
            assert link.objgen in [
                kid.Obj.objgen for kid in element.K if isinstance(kid, Dictionary) and Name.Obj in kid
            ]


def test_header_cells_are_named_for_the_whole_book() -> None:
    file = _opened(_bound())
    root = file.Root.StructTreeRoot
    names = list(pikepdf.NameTree(root.IDTree))
    assert names == sorted(set(names))
    assert len(names) == 4
    assert {str(element.A.Scope) for element in _elements(root) if element.S == Name.TH} == {"/Column"}
    cells = [element for element in _elements(root) if element.S == Name.TD]
    assert {str(header) for cell in cells for header in cell.A.Headers} == set(names)


def test_running_heads_are_artifacts() -> None:
    for page in _opened(_bound()).pages:
        depth = []
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in ("BDC", "BMC"):
                depth.append(operator)
            elif operator == "EMC":
                depth.pop()
            elif operator in ("TJ", "Tj"):
                assert depth, "text that is neither tagged nor an artifact"


def test_a_dead_link_is_no_link_in_the_structure_either() -> None:
    file = _opened(_write(_page("c1", '<p>字<a href="studypress:nowhere">坏</a></p>')))
    kids = [kid for element in _elements(file.Root.StructTreeRoot) for kid in element.K if isinstance(kid, Dictionary)]
    assert not [kid for kid in kids if Name.Obj in kid]


def test_the_file_claims_pdf_ua() -> None:
    with _opened(_bound()).open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"


def test_lines_are_no_elements_of_their_own() -> None:
    file = _opened(_write(_page("c1", f"<p>{'容器与镜像' * 40}</p>")))
    (paragraph,) = [element for element in _elements(file.Root.StructTreeRoot) if element.S == Name.P]
    assert len([kid for kid in paragraph.K if isinstance(kid, int)]) > 10
    assert [str(element.S) for element in _elements(paragraph)] == []


def test_on_a_turned_page_a_rectos_folio_stands_at_its_own_edge() -> None:
    setting = _with_css("@page turned { size: 300pt 200pt } .turned { page: turned }")
    turned = "".join(f'<p class="turned" style="break-before: page">{word}</p>' for word in "乙丙")
    result = _write(_page("c1", f"<p>甲</p><p class='new'>文</p>{turned}"), setting=setting)
    with pdfplumber.open(io.BytesIO(_data(result))) as file:
        folios = [next(char for char in page.chars if char["text"].isdigit()) for page in file.pages]
    recto, verso, turned_recto, turned_verso = (folio["x0"] for folio in folios)
    assert (round(turned_recto - recto), round(turned_verso - verso)) == (100, 0)


def test_another_weasyprint_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not [
        found for found in workshop_for(_SETTING.sheets, _SETTING.fonts).problems if "WeasyPrint" in str(found.message)
    ]
    monkeypatch.setattr(tags, "add_tags", lambda *_: None)
    other = (*_SETTING.sheets, StyleSheet("other.css", ""))  # else the workshop that was opened before is taken
    told = [str(found.message) for found in workshop_for(other, _SETTING.fonts).problems]
    assert any("page numbers, faces and tags may be wrong" in message for message in told)
