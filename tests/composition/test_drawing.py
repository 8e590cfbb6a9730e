"""The glyphs of composed lines lie where they do when Pango sets each line again, which is how all were drawn once."""

from itertools import chain
from typing import Any

import pytest
from setting import SETTING, drawn_text, set_lines, set_pages

from studypress.pdf import composition
from studypress.pdf.composition import showing
from studypress.pdf.composition.glyphs import held

_SAMPLES = {
    "marks": "他说：“《容器》（第二版），很好。”（见‘附录’）。为什么？！因为——这是真的！……于是，大家、朋友都去了；",
    "latin": "用Docker做images，不用<b>fi</b>nal的container<i>isation</i>；offi<b>ce</b> “AV” To 1/2、3×4。" * 2,
    "parted": '<span lang="en">Containerisation和internationalisation都是representative的consideration</span>' * 3,
    "clusters": "e\u0301te\u0301与n\u0303、ā̀、龙\U000e0101、☺\ufe0f和1\ufe0f\u20e3都在一行里",
    "dotted": "这里有<em class='dots'>着重号的字</em>，还有<ruby>汉字<rt>hànzì</rt></ruby>和<sup>上标</sup>",
    "spaced": "<span style='letter-spacing: 0.1em'>字间，加空。</span>全角\u3000空格和&nbsp;空格",
}


@pytest.mark.parametrize("sample", _SAMPLES)
def test_it_is_drawn_as_pango_would(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = tuple(f"<p>{'一二三'[:offset]}{_SAMPLES[sample]}</p>" for offset in range(4))
    for ems in (13.3, 21):
        shown = set_pages(bodies, ems)
        with monkeypatch.context() as patch:
            patch.setattr(composition, "show", lambda *_: False)
            set_pages.cache_clear()
            by_pango = set_pages(bodies, ems)
        set_pages.cache_clear()
        for body, ours, theirs in zip(bodies, shown, by_pango, strict=True):
            assert drawn_text(ours) == drawn_text(theirs), body
            cells = [[(cell.char, cell.font, cell.size) for cell in line] for line in theirs]
            assert [[(cell.char, cell.font, cell.size) for cell in line] for line in ours] == cells
            for here, there in zip(chain(*ours), chain(*theirs), strict=True):
                assert here.x0 == pytest.approx(there.x0, abs=0.02), here
                assert here.baseline == pytest.approx(there.baseline, abs=0.001)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("第一行容器，第二行镜像", [True, True]),
        ("<span style='letter-spacing: 0.1em'>字间加空</span>", [False]),
        ("한与汉字", [False]),  # which no face has
    ],
)
def test_pango_sets_again_only_what_is_more_than_glyphs_and_widths(
    body: str, expected: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[bool] = []

    def watched(*arguments: Any) -> bool:
        shown.append(showing.show(*arguments))
        return shown[-1]

    monkeypatch.setattr(composition, "show", watched)
    set_pages.cache_clear()
    set_lines(f"<p>{body}</p>", 6)
    set_pages.cache_clear()
    assert shown == expected


def test_fonts_are_held_as_long_as_their_faces() -> None:
    set_pages.cache_clear()
    set_lines("<p>第一行容器</p>", 12)
    assert vars(SETTING.workshop.faces)["held"].fonts
    assert held() is None
