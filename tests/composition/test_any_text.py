"""Whatever an author writes, no text is lost or moved, no must is broken, and every line stays within its measure."""

from dataclasses import fields
from itertools import pairwise

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from setting import NEAR, broken_rules, drawn_text, overlaps, ragged, set_lines, source_text

from studypress.config import CompositionConfig
from studypress.pdf.composition import Rules
from studypress.pdf.composition.adjusting import LOOSEST_BEFORE_BOX

_HAN = st.text("容器镜像的是在一二々〇ーァ①→用不", min_size=1, max_size=6)
_LATIN = st.sampled_from(
    [
        "Docker",
        "run",
        "a",
        "don’t",
        "OCI",
        "v1.11",
        "OS/2",
        "e.g.",
        "3",
        "1,000",
        "100 %",
        "16 GB",
        "¥5",
        "No. 3",
        "C++",
    ]
)
_SPACED = st.builds("{}{}".format, _LATIN, st.sampled_from(["的", " ", "，"]))  # to a line of one word nothing is done
_WORD = st.one_of(_HAN, _HAN, _SPACED, st.sampled_from(["第 3 章", "2016 年", "卡尔·马克思", "10～20", "和／或"]))
_MARK = st.sampled_from(["", "", " ", "\n", "，", "。", "、", "：", "；", "？！", "——", "……", "……。", "，——", " — "])
_BOXED = "字"
_BETWEEN = st.sampled_from(
    ["", "", "<sup>1</sup>", "<a class='to'></a>", f"<span class='box'>{_BOXED}</span>", "<!-- 无 -->", "<wbr>"]
)


def _around(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    brackets = st.sampled_from(["“{}”", "‘{}’", "（{}）", "《{}》", "「{}」", "({})", "“《{}》”"])
    tags = st.sampled_from(
        [
            *("<b>{}</b>", "<em>{}</em>", "<a href='t:x'>{}</a>", "<code>{}</code>", "<s>{}</s>"),
            *("<span style='padding: 0 0.4pt'>{}</span>", "<span style='font-size: 8pt'>{}</span>"),
            "<span style='letter-spacing: 0.05em'>{}</span>",
        ]
    )
    return st.builds(str.format, st.one_of(brackets, tags), text)


def _joined(part: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    piece = st.builds("{}{}{}".format, part, _BETWEEN, _MARK)
    return st.builds("{}{}".format, _HAN, st.lists(piece, max_size=most).map("".join))


_TEXT = _joined(st.recursive(_WORD, lambda inner: _around(_joined(inner, 3)), max_leaves=8), 12)
_EMS = st.sampled_from([14, 16.5, 20, 27.7])
_RULES = st.builds(
    Rules,
    st.sampled_from(["quanjiao", "kaiming", "banjiao", "hanging", "plain"]),
    st.builds(CompositionConfig, **{field.name: st.booleans() for field in fields(CompositionConfig)}),
)
_FEW = settings(
    max_examples=70,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],  # to shrink a page takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)


@given(text=_TEXT, ems=_EMS)
@_FEW
def test_any_text_is_set_whole_flush_and_lawful(text: str, ems: float) -> None:
    lines = set_lines(f"<p>{text}</p>", ems)
    assert drawn_text(lines) == source_text(text)
    assert not broken_rules(lines)
    assert not overlaps(lines)
    full = [line for line, after in pairwise(lines) if after[0].char != _BOXED]
    assert not ragged([*full, lines[-1]], ems)
    for line, after in pairwise(lines):
        if after[0].char == _BOXED:  # such a line is full, or short for want of gaps that would not tear it
            assert abs(line[0].x0) <= NEAR
            assert abs(ems - line[-1].x1) <= NEAR or ems - line[-1].x1 > LOOSEST_BEFORE_BOX
    assert lines[-1][-1].x1 <= ems + NEAR


@given(
    text=_TEXT,
    ems=st.sampled_from([14, 16.5, 20, 27.7]),
    rules=_RULES,
    lang=st.sampled_from(["zh-Hans", "zh-Hant", "ja", "en"]),
)
@_FEW
def test_no_option_and_no_region_loses_text_or_breaks_a_must(text: str, ems: float, rules: Rules, lang: str) -> None:
    lines = set_lines(f"<p>{text}</p>", ems, lang=lang, rules=rules)
    assert drawn_text(lines) == source_text(text)
    assert not broken_rules(lines)
    most = ems + NEAR + (rules.punctuation == "hanging")
    assert max(line[-1].x1 for line in lines) <= most
