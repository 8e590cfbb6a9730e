"""What does not fit the rest of its page: how small a picture may become, and which box is torn."""

from types import SimpleNamespace
from typing import Any

import pytest

from studypress.pdf.fitting import is_torn, made_to_fit
from studypress.pdf.page_rest import PageRest, fits
from studypress.pdf.shrinking import least_share
from studypress.pdf.tightening import fit_summary, is_short_summary


def _picture(source: str | None, pixels: int = 1_000) -> Any:
    element = None if source is None else {"src": source}
    return SimpleNamespace(element=element, replacement=SimpleNamespace(height=pixels))


@pytest.mark.parametrize(
    ("source", "pixels", "blank", "least"),
    [
        ("a.png", 1_000, 0.159, 0.85),
        ("a.svg", 1_000, 0.159, 0.85),
        ("a.png", 1_000, 0.16, 0.6),
        ("a.svg", 1_000, 0.16, 0.8),
        (None, 1_000, 0.5, 0.6),
        ("a.png", 100, 0.5, 0.5),  # 40 pt of 300
        ("a.png", 412, 0.5, 0.549),  # 164.8 pt of 300
    ],
)
def test_a_picture_keeps_more_of_its_size_the_less_is_gained(
    source: str | None, pixels: int, blank: float, least: float
) -> None:
    assert least_share(_picture(source, pixels), 400, blank) == pytest.approx(least, abs=0.001)


@pytest.mark.parametrize(
    ("tag", "start", "in_column", "torn"),
    [
        ("section", 0, False, True),
        ("section", 82.9, False, True),
        ("section", 83, False, False),
        ("section", 0, True, False),
        ("figure", 0, False, False),
    ],
)
def test_a_box_is_torn_where_much_would_stay_blank(tag: str, start: float, in_column: bool, torn: bool) -> None:
    context = SimpleNamespace(page_bottom=100, in_column=in_column)
    assert is_torn(context, SimpleNamespace(element_tag=tag, position_y=start)) is torn


@pytest.mark.parametrize(
    ("classes", "start", "torn"), [("code", 80, True), ("code drawn", 61, False), ("drawn", 59, True)]
)
def test_a_drawing_of_signs_is_torn_only_where_near_half_a_page_would_stay_blank(
    classes: str, start: float, torn: bool
) -> None:
    box = SimpleNamespace(element_tag="pre", element={"class": classes}, position_y=start)
    assert is_torn(SimpleNamespace(page_bottom=100, in_column=False), box) is torn


@pytest.mark.parametrize(
    ("classes", "short"),
    [("summary short", True), ("short summary x", True), ("summary", False), ("short", False), ("summaryshort", False)],
)
def test_short_summaries_alone_are_set_closer(classes: str, short: bool) -> None:
    box = SimpleNamespace(element_tag="section", element={"class": classes})
    assert is_short_summary(box) is short
    box.element_tag = "div"
    assert not is_short_summary(box)


@pytest.mark.parametrize(
    ("ends", "margin", "tried"),
    [([93], 0, 1), ([88], 5, 1), ([94, 93], 0, 2), ([89, 88], 5, 2), ([94, 94], 0, 2)],
)
def test_a_summary_is_set_closer_until_its_end_is_on_the_page_with_what_parts_it_from_its_holder(
    ends: list[int], margin: int, tried: int
) -> None:
    """Of 100 px, 7 stay free; WeasyPrint would set what reaches over once more, and tear it."""
    given = iter(ends)

    def layout(*_: Any) -> tuple[Any, None]:
        end = next(given)
        return SimpleNamespace(margin_bottom=5, border_box_y=lambda: 20, border_height=lambda: end - 20), None

    context = SimpleNamespace(overflows_page=lambda space, end: end > 100 - space)
    parent = SimpleNamespace(bottom_margin_collapses=lambda: not margin)
    summary = SimpleNamespace(position_x=0, position_y=20, descendants=lambda: [])
    fitted = fit_summary(summary, PageRest(layout, context, 7, parent, ([], []), [], ()))
    assert (fitted is None) is (ends[-1] + margin > 93)
    assert len(ends) - len(list(given)) == tried


def test_a_box_fits_when_it_is_there_and_nothing_goes_over() -> None:
    assert fits(("box", None))
    assert not fits(("box", {0: None}))
    assert not fits((None, None))


def test_a_box_that_is_no_figure_nor_short_summary_is_not_laid_out_again() -> None:
    assert made_to_fit(SimpleNamespace(element_tag="section", element={"class": "summary"})) is None


def test_what_a_box_is_laid_out_in_is_told_weasyprint_anew_each_time() -> None:
    told: list[tuple[Any, ...]] = []

    def layout(*given: Any) -> tuple[str, None]:
        told.append(given)
        given[8].append("own")
        return "box", None

    placed: tuple[list[Any], list[Any]] = (["absolute"], ["fixed"])
    rest = PageRest(layout, "context", 7.0, "parent", placed, ["margin"], ("first letter", "first line"))
    assert rest.lay_out("figure", placed) == ("box", None)
    assert rest.lay_out_whole("figure") == "box"
    assert rest.margins == ["margin"]
    end = (["margin", "own"], "first letter", "first line")
    assert told == [
        ("context", "figure", 7.0, None, "parent", False, ["absolute"], ["fixed"], *end),
        ("context", "figure", float("-inf"), None, "parent", False, [], [], *end),
    ]
