"""The seam with WeasyPrint: what is off, what is no Chinese, and every page when the library is another, is its own."""

import inspect
from collections.abc import Iterator
from dataclasses import fields

import pytest
from setting import SETTING, broken_rules, cell_of, drawn_text, made, page, set_lines, set_pages, source_text
from weasyprint import draw
from weasyprint.draw import text as painting
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

from studypress.config import CompositionConfig
from studypress.pdf import composition, typeset, workshop
from studypress.pdf.composition import Rules, paragraph
from studypress.problems import Severity

_SEAM = (
    (inline, "split_inline_box"),
    (inline, "split_text_box"),
    (inline, "atomic_box"),
    (inline, "_break_waiting_children"),
    (inline, "text_align"),
    (draw, "draw_text"),
    (painting, "draw_first_line"),
    (preferred, "inline_max_content_width"),
    (line_break.Layout, "reactivate"),
    (line_break.Layout, "get_first_line"),
)
"""Every name of WeasyPrint's that the composer stands in for."""


def _in_place() -> list[object]:
    return [getattr(owner, name) for owner, name in _SEAM]


@pytest.fixture(autouse=True, scope="module")
def _composing() -> None:
    assert composition.compose_chinese()


@pytest.fixture
def _plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """WeasyPrint as it comes."""
    for owner, name in _SEAM:
        monkeypatch.setattr(owner, name, inspect.unwrap(getattr(owner, name)))
    set_pages.cache_clear()
    yield
    set_pages.cache_clear()


# --- Options --------------------------------------------------------------------------------------------------------

_PAD = "<span style='padding-left: 0.5em'></span>"
_SAMPLES = {
    "loose": "容器与镜像都好containerized",
    "strained": f"一“二”三“四”{_PAD}五六七八九十一二三四五六",
    "held": "一？！二三“四”五六八々九十一二三四五六七八",
    "meeting": "好：“好”好好好",
    "end": f"一二三四五六七八九{_PAD}，十一二三四五",
    "opening": "“好”好好好",
    "mixed": "用Docker做",
    "quoted": "say “b” c，好",
    "lone": "一二三四五六七八九十是",
    "unit": "docker docker doc 9 GB，中文",
    "dash": "一二三四五六七八九十——三四五六七",
    "solidus": "一二三四五六七八九／十一二三四五",
    "korean": "<p lang='ko'>漢字漢字 漢字漢字 漢字漢字漢字",
    "neutral": "一二三四五六七八九十一二三四五",
}
"""At 10 em, what each switch is seen in."""
_CHANGES = {
    "justify": {"loose", "strained", "lone", "unit", "korean"},
    "squeeze": {"strained", "held"},
    "push_in": {"held"},
    "adjacent_marks": {"meeting", "held"},
    "line_edges": {"end", "opening"},
    "paragraph_start": {"opening"},
    "latin_gap": {"mixed"},
    "quotes": {"quoted"},
    "lone_han": {"lone"},
    "units": {"unit"},
    "strict_dashes": {"dash"},
    "solidus": {"solidus"},
    "korean_words": {"korean"},
}


def _places(switches: CompositionConfig) -> dict[str, list[list[tuple[str, float]]]]:
    bodies = tuple(f"<p>{text}</p>" for text in _SAMPLES.values())
    found = set_pages(bodies, 10, rules=Rules(switches=switches))
    rows = [[[(cell.char, round(cell.x0, 2)) for cell in line] for line in lines] for lines in found]
    return dict(zip(_SAMPLES, rows, strict=True))


@pytest.mark.parametrize("switch", [field.name for field in fields(CompositionConfig)])
def test_a_switch_changes_what_it_names_and_nothing_else(switch: str) -> None:
    usual = CompositionConfig()
    before = _places(usual)
    after = _places(CompositionConfig(**{switch: not getattr(usual, switch)}))
    assert {name for name in _SAMPLES if before[name] != after[name]} == _CHANGES[switch]
    drawn = ["".join(char for row in rows for char, _ in row) for rows in after.values()]
    assert drawn == [source_text(text) for text in _SAMPLES.values()]


def test_with_every_switch_off_the_text_is_whole_and_lawful() -> None:
    off = Rules("plain", CompositionConfig(**{field.name: False for field in fields(CompositionConfig)}))
    for text in _SAMPLES.values():
        lines = set_lines(f"<p>{text * 3}</p>", 12.3, rules=off)
        assert drawn_text(lines) == source_text(text * 3)
        assert not broken_rules(lines)
        assert max(line[-1].x1 for line in lines) < 12.31


# --- What is no Chinese ---------------------------------------------------------------------------------------------

_UNTOUCHED = {
    "Latin": "<p lang='en'>" + "The quick brown fox jumps over the lazy dog and so on. " * 4 + "</p>",
    "right to left": "<p dir='rtl'>" + "容器 אבג 镜像 " * 20 + "</p>",
    "with Hebrew in it": "<p>" + "容器 אבג 镜像 " * 20 + "</p>",
    "preserved": "<p style='white-space: pre-wrap'>" + "容器 与 镜像 " * 20 + "</p>",
    "with a float in it": "<p>容器<span style='float: left'>镜像</span>" + "容器 与 镜像 " * 20 + "</p>",
    "with a leader": "<p>容器与镜像<span class='to'>9</span></p><style>.to::before { content: leader('.') }</style>",
}


@pytest.mark.weasyprint_log  # the faces have no Hebrew
@pytest.mark.parametrize("body", _UNTOUCHED.values(), ids=_UNTOUCHED)
def test_other_lines_are_weasyprints_own(body: str, request: pytest.FixtureRequest) -> None:
    composed = made([body], 21.5)
    request.getfixturevalue("_plain")
    assert made([body], 21.5) == composed


@pytest.mark.parametrize("text", ["lazy dogs bark and ", "懒狗在叫，"], ids=["Latin", "Chinese"])
def test_the_boxes_of_a_paragraph_are_not_looked_through_for_each_of_its_lines(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaves, looked = paragraph._leaves_of, []

    def counted(box: object, skip: object = None) -> Iterator[tuple[int, str]]:
        for leaf in leaves(box, skip):
            looked.append(leaf)
            yield leaf

    monkeypatch.setattr(paragraph, "_leaves_of", counted)
    made([f"<p>{f'{text}<br>' * 200}</p>"], 20, "@page { height: 200pt }")  # a dozen lines each
    assert len(looked) < 2_000


# --- Another WeasyPrint ---------------------------------------------------------------------------------------------


def test_what_stands_in_is_all_of_the_seam(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("_plain")
    modules = (inline, preferred, line_break, draw, painting)
    before = {(module, name): value for module in modules for name, value in vars(module).items()}
    assert composition.compose_chinese()
    changed = {key for key, value in before.items() if getattr(*key) is not value}
    assert changed == {(owner, name) for owner, name in _SEAM if owner is not line_break.Layout}
    assert all(hasattr(stand_in, "__wrapped__") for stand_in in _in_place())


def test_to_compose_twice_changes_nothing() -> None:
    before = _in_place()
    assert composition.compose_chinese()
    assert _in_place() == before


@pytest.mark.parametrize(("module", "name"), [(seam.owner, seam.name) for seam in composition._SEAMS])
def test_another_weasyprint_is_not_touched(
    module: object, name: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("_plain")
    monkeypatch.setattr(module, name, lambda *_: None)
    before = _in_place()
    assert not composition.compose_chinese()
    assert _in_place() == before


def test_a_missing_function_is_another_weasyprint_as_well(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("_plain")
    monkeypatch.delattr(inline, "skip_first_whitespace")
    assert not composition.compose_chinese()


def test_the_page_of_another_weasyprint_is_set_as_it_comes_and_its_user_told_once(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("_plain")
    monkeypatch.setattr(workshop, "compose_chinese", lambda: False)
    workshop.workshop_for.cache_clear()
    text = "他说：“《容器》（第二版），很好。”用Docker做" * 5
    lines = set_lines(f"<p>{text}</p>", 20)
    assert drawn_text(lines) == source_text(text)
    assert cell_of(lines, "“").x0 - cell_of(lines, "：").x0 < 0.6  # the face narrows it
    (found,) = workshop.workshop_for(SETTING.sheets, SETTING.fonts).problems
    assert "Chinese lines stay ragged" in str(found.message)
    assert found.severity is Severity.WARNING
    assert typeset(page([f"<p>{text}</p>"], 20), SETTING).problems == ()
    workshop.workshop_for.cache_clear()
