"""Faces in an e-book: what readers' own may lack, and nothing else."""

from io import BytesIO
from itertools import pairwise

import epub_samples as samples
import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from studypress.editions import Piece
from studypress.epub.content import ParsedDocument
from studypress.epub.fonts import MOST_BYTES, Face, embed_faces, face_rules
from studypress.epub.markup import MATHML, XHTML
from studypress.resources import resource_folder


def embedded(body: str, language: str = "zh-Hans") -> tuple[etree._Element, dict[str, Face]]:
    page = samples.page("c1", Piece.CHAPTERS, "一", body, language=language)
    document = ParsedDocument(page, etree.fromstring(page.html.encode()))
    return document.root, {face.name: face for face in embed_faces([document], language)}


def marked(root: etree._Element) -> list[str]:
    return [str(span.text) for span in root.iter(f"{{{XHTML}}}span") if span.get("class") == "rare"]


def covered(face: Face) -> set[str]:
    with TTFont(BytesIO(face.data)) as font:
        return {chr(code) for code in font.getBestCmap()}


def test_only_what_the_common_set_lacks_is_embedded() -> None:
    root, faces = embedded("<p>常用的字é，㙦<b>犇𬌗</b>朱镕基</p><p>→①</p>")
    assert set(faces) == {"rare-song.ttf"}
    assert covered(faces["rare-song.ttf"]) == {" ", "㙦", "犇", "𬌗", "镕"}
    assert marked(root) == ["㙦", "犇𬌗", "镕"]
    assert "".join(map(str, root.itertext())).split() == ["一", "常用的字é，㙦犇𬌗朱镕基→①"]


def test_a_plain_book_has_no_face_at_all() -> None:
    root, faces = embedded("<p>学而时习之，不亦说乎？</p>")
    assert (marked(root), faces) == ([], {})
    assert face_rules([]) == ""


def test_code_has_its_face_and_tick_boxes_come_along() -> None:
    root, faces = embedded('<p><span class="tick">☐</span>会</p><pre><code>docker run</code></pre>')
    assert set(faces) == {"code.ttf"}
    assert covered(faces["code.ttf"]) == set("docker run☐")
    assert marked(root) == ["☐"]


def test_formulas_have_their_face_with_the_letters_that_are_drawn() -> None:
    math = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow><mi>x</mi><mi>h</mi><mi>α</mi><mi>sin</mi><mo>-</mo>'
        '<mo>∑</mo><mi mathvariant="normal">d</mi><mn>1</mn><mtext>若</mtext></mrow></math>'
    )
    _, faces = embedded(f"<p>{math}</p>")
    assert set(faces) == {"formulas.ttf"}
    assert covered(faces["formulas.ttf"]) == set("𝑥ℎ𝛼sin-−∑d1 ")
    with TTFont(BytesIO(faces["formulas.ttf"].data)) as font:
        assert "MATH" in font  # by which a sum grows
    css = (resource_folder("templates") / "epub.css").read_text(encoding="utf-8")
    assert f'math {{ font-family: "{faces["formulas.ttf"].family}"' in css
    assert ".rare" not in face_rules(list(faces.values()))


def test_the_parts_of_a_long_arrow_overlap_where_they_join() -> None:
    _, faces = embedded(f'<p><math xmlns="{MATHML}"><mo>→</mo><mo>↔</mo><mo>←</mo></math></p>')
    with TTFont(BytesIO(faces["formulas.ttf"].data)) as font:
        variants = font["MATH"].table.MathVariants
        ways = [way.GlyphAssembly.PartRecords for way in variants.HorizGlyphConstruction]
        joined = [min(one.EndConnectorLength, two.StartConnectorLength) for way in ways for one, two in pairwise(way)]
        assert len(ways) == 3
        assert min(joined) >= variants.MinConnectorOverlap


@pytest.mark.parametrize("root", ["<msqrt><mn>3</mn></msqrt>", "<mroot><mn>3</mn><mn>3</mn></mroot>"])
def test_the_sign_of_a_root_is_embedded_though_no_text_has_it(root: str) -> None:
    """Without it an engine draws the number alone."""
    _, faces = embedded(f'<p><math xmlns="http://www.w3.org/1998/Math/MathML">{root}</math></p>')
    assert covered(faces["formulas.ttf"]) == set("√3 ")


@pytest.mark.parametrize(("language", "rare"), [("zh-Hans", ["體漢"]), ("zh-Hant", []), ("ja", []), ("en", ["體漢"])])
def test_each_language_has_its_own_common_set(language: str, rare: list[str]) -> None:
    assert marked(embedded("<p>體漢</p>", language)[0]) == rare


def test_drawings_formulas_and_the_head_stay_as_they_are() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><text>犇<tspan>犇</tspan>犇</text></svg>'
    root, _ = embedded(f"<p>甲{svg}犇</p>")
    assert marked(root) == ["犇"]


def test_the_faces_names_agree_with_the_rules_and_the_bytes_are_always_the_same() -> None:
    faces = list(embedded("<p>犇<code>a</code></p>")[1].values())
    rules = face_rules(faces)
    for face in faces:
        with TTFont(BytesIO(face.data)) as font:
            assert font["name"].getDebugName(1) == face.family
            assert "Open Font License" in font["name"].getDebugName(13)
            assert not {"GSUB", "GPOS"} & set(font.keys())
        assert f'font-family: "{face.family}";\n  src: url("../fonts/{face.name}")' in rules
        assert face.licences
    assert faces == list(embedded("<p>犇<code>a</code></p>")[1].values())


def test_the_rarest_go_without_when_not_all_find_room() -> None:
    many = [chr(code) for code in range(0x4E00, 0x9FF0) if not chr(code).encode("gb2312", "ignore")]
    root, faces = embedded(f"<p>{''.join(many)}犇犇犇</p>")
    assert 200_000 < sum(len(face.data) for face in faces.values()) <= MOST_BYTES
    assert "犇" in covered(faces["rare-song.ttf"])
    assert set("".join(marked(root))) == covered(faces["rare-song.ttf"]) - {" "}


def test_rare_characters_are_looked_for_in_the_order_of_the_faces_and_in_that_of_code_last() -> None:
    names = ("StudyPress Code", "STIX Two Math", *(f"Face {letter}" for letter in "dacbe"))
    rules = face_rules([Face(f"{name}.ttf", name, b"", (), frozenset()) for name in names])
    families = ", ".join(f'"{name}"' for name in (*names[2:], "StudyPress Code"))
    assert f".rare {{\n  font-family: {families}, serif;\n}}\n" in rules
