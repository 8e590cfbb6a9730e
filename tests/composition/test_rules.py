"""What the rules say of characters and of where lines may end, without a page: the pure functions of the composer."""

import re
from collections.abc import Sequence

import pytest
from limits import within

from studypress.config import CompositionConfig
from studypress.pdf.composition.features import narrowed
from studypress.pdf.composition.kinds import Kind, Region, kind_of, region_of
from studypress.pdf.composition.opportunities import glued, opportunities
from studypress.pdf.composition.parting import parts
from studypress.pdf.composition.rules import Rules
from studypress.pdf.composition.spacing import gap_sites, label_marks, latin_marks, lone_signs, trims


def _kinds(text: str, region: Region = Region.MAINLAND) -> list[Kind]:
    """The kinds of the characters; a superscript digit stands for a note mark."""
    return [Kind.RAISED if char in "¹²³" else kind_of(char, region) for char in text]


# --- What characters are --------------------------------------------------------------------------------------------

_KINDS = {
    Kind.HAN: "中〇々ーァか①Ａ１",
    Kind.SIGN: "→■￥＋㊙🐳",
    Kind.FIXED: "\u3000\u2003＿",
    Kind.OPENING: "“‘（《〈【〖〔［｛「『",
    Kind.CLOSING: "”’）》〉】〗〕］｝」』",
    Kind.COMMA: "，、；：",
    Kind.STOP: "。．？！",
    Kind.MIDDLE: "・‧",
    Kind.STROKE: "—…⸺⋯",
    Kind.JOINT: "·／～–〜",
    Kind.LATIN: "aé9Ωя%$#@+",
    Kind.POINT: ",.;:!?()[]{}\"'/-&",
    Kind.HANGUL: "한ㄱ",
    Kind.SPACE: " ",
    Kind.NBSP: "\u00a0",
    Kind.NEWLINE: "\n\u2028",
    Kind.INVISIBLE: "\u2060\u200b\u200d\u0301\ufe0f",
    Kind.REVERSED: "אع",
}


@pytest.mark.parametrize(("char", "kind"), [(char, kind) for kind, chars in _KINDS.items() for char in chars])
def test_characters_are_what_they_should_be(char: str, kind: Kind) -> None:
    assert kind_of(char) is kind


@pytest.mark.parametrize(
    ("text", "alone"),
    [("标签#教学，#新教师", [2, 6]), ("找@王老师", [1]), ("C#语言", []), ("用@Override注解", []), ("a@b.com邮箱", [])],
)
def test_signs_that_are_part_of_no_latin_word_ask_for_no_gap(text: str, alone: list[int]) -> None:
    assert lone_signs(_kinds(text), text) == alone


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("（1）甲，（2）乙", [2]),
        ("一、甲\n\u3000二、乙", [1, 6]),
        ("（十二）甲、乙", [3]),
        ("甲、乙", []),
        ("（甲）、乙", []),
    ],
)
def test_the_marks_of_numbers_that_lines_open_with_keep_their_width(text: str, marks: list[int]) -> None:
    assert sorted(label_marks(text)) == marks


def test_a_short_row_to_write_on_is_not_parted() -> None:
    text = "率妻子邑人来此绝境，＿＿＿＿，＿＿。"
    places = opportunities(_kinds(text), text, [True] * len(text), Rules()).places
    assert all(text[place - 1 : place + 1] != "＿＿" for place in places)


def test_a_line_may_end_beside_a_blank_of_no_break_spaces() -> None:
    text = "填：\u00a0\u00a0\u00a0\u00a0、\u00a0\u00a0\u00a0\u00a0和\u00a0甲"
    places = opportunities(_kinds(text), text, [False] * len(text), Rules()).places
    assert places == [2, 7, 11, len(text)]


@pytest.mark.parametrize(
    ("region", "kinds"),
    [
        (Region.MAINLAND, [Kind.COMMA, Kind.COMMA, Kind.STOP, Kind.STOP, Kind.OPENING]),
        (Region.TAIWAN, [Kind.FIXED, Kind.FIXED, Kind.FIXED, Kind.FIXED, Kind.OPENING]),
        (Region.KOREA, [Kind.FIXED, Kind.FIXED, Kind.FIXED, Kind.FIXED, Kind.OPENING]),
        (Region.JAPAN, [Kind.COMMA, Kind.MIDDLE, Kind.STOP, Kind.FIXED, Kind.OPENING]),
    ],
)
def test_marks_stand_elsewhere_in_their_cells_by_region(region: Region, kinds: list[Kind]) -> None:
    assert _kinds("，：。？「", region) == kinds


@pytest.mark.parametrize(
    ("lang", "region"),
    [
        *((lang, Region.MAINLAND) for lang in ("zh", "zh-Hans", "zh-CN", "zh-SG", "en", "", None)),
        *((lang, Region.TAIWAN) for lang in ("zh-Hant", "zh-TW", "zh-HK", "zh-Hant-TW", "ZH-HANT")),
        *((lang, Region.JAPAN) for lang in ("ja", "ja-JP")),
        *((lang, Region.KOREA) for lang in ("ko", "ko-KR")),
    ],
)
def test_regions_are_known_by_their_language(lang: str | None, region: Region) -> None:
    assert region_of(lang) is region


# --- How wide marks are ---------------------------------------------------------------------------------------------


def _widths(text: str, punctuation: str = "quanjiao", region: Region = Region.MAINLAND, meet: bool = True) -> str:
    """What is left of each cell: 1 a whole em, 7 three quarters, h a half, . nothing to say since it is no mark."""
    rules = Rules(punctuation, CompositionConfig(adjacent_marks=meet))
    left = [1 - before - after for before, after in trims(_kinds(text, region), text, region, rules)]
    return "".join({1: "1", 0.75: "7", 0.5: "h", 0: "0"}[width] for width in left)


@pytest.mark.parametrize(
    ("text", "widths"),
    [
        *(("他，她。", "1111"), ("他：“好", "1h11"), ("好），好", "1h11"), ("好、《好", "1h11"), ("“”好", "111")),
        *(("“《好》”", "1h1h1"), ("好。”（好", "1hh11"), ("（好）（好）", "11h111")),
        ("好” “好", "1h111"),
        ("好”¹。好", "1h111"),
        ("好，—好", "1111"),
    ],
)
def test_of_marks_that_meet_one_loses_the_blank_between_them(text: str, widths: str) -> None:
    assert _widths(text) == widths
    assert _widths(text, meet=False) == "1" * len(text)


@pytest.mark.parametrize(("text", "ems"), [("？！", 1), ("！！", 1), ("？？", 1), ("？？？", 2), ("！？！", 2)])
def test_two_question_marks_take_one_em_and_three_two(text: str, ems: float) -> None:
    widths = _widths(f"好{text}好")[1:-1]
    assert sum(1.0 if width == "1" else 0.5 for width in widths) == ems


@pytest.mark.parametrize(
    ("punctuation", "widths"),
    [
        ("quanjiao", "111111111h"),
        ("hanging", "111111111h"),
        ("plain", "1111111111"),
        ("kaiming", "1h1h1h111h"),
        ("banjiao", "1h1h1h1h1h"),
    ],
)
def test_marks_are_as_wide_as_the_style_says(punctuation: str, widths: str) -> None:
    assert _widths("好，好（好）好。好・", punctuation) == widths


@pytest.mark.parametrize("punctuation", ["quanjiao", "kaiming", "banjiao", "hanging"])
def test_taiwan_trims_nothing_but_brackets_that_meet_other_marks(punctuation: str) -> None:
    assert _widths("他：「『好』？！」。好」，「好", punctuation, Region.TAIWAN) == "11hh1h11h11h1h1"
    assert _widths("好。\u3000「好", punctuation, Region.TAIWAN) == "11111"
    assert _widths("好（「好」）", "plain", Region.TAIWAN) == "1" * 6


def test_japan_keeps_question_marks_and_shares_the_blanks_of_the_rest() -> None:
    assert _widths("好？！好「『好』」。好", region=Region.JAPAN) == "11111h1hh11"
    assert _widths("好」？「好", region=Region.JAPAN) == "1h111"


@pytest.mark.parametrize(
    ("width", "tag"), [(0.5, "SP50"), (0.6, "SP50"), (0.7, "SP70"), (0.85, "SP85"), (0.93, "SP85"), (1, None)]
)
def test_a_narrowed_mark_is_a_glyph_that_is_no_wider(width: float, tag: str | None) -> None:
    assert narrowed(width) == tag


# --- Marks that Chinese and Latin share ----------------------------------------------------------------------------

_AS_LATIN = str.maketrans("“”‘’—…", "<>{}-.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("所谓“Docker Hub”是", "所谓“Docker Hub”是"),
        ("用‘run’跑，“镜像”", "用‘run’跑，“镜像”"),
        ("say “镜像” now", "say “镜像” now"),
        ("say “Docker Hub” now", "say <Docker Hub> now"),
        ("say “hi”, then", "say <hi>, then"),
        ("a “b ‘c’ d” e", "a <b {c} d> e"),
        ("a “b", "a <b"),
        ("don’t，用don’t说", "don}t，用don}t说"),
        ("他说‘don’t’吧", "他说‘don}t’吧"),
        ("他说‘do’", "他说‘do’"),
        ("the users’ guide", "the users} guide"),
        ("他——我……a——b", "他——我……a——b"),
        ("pages 3—5, wait…", "pages 3-5, wait."),
        ("等…好，A…中，好—A", "等…好，A…中，好—A"),
    ],
)
def test_shared_marks_are_latin_among_latin(text: str, found: str) -> None:
    latin = latin_marks(_kinds(text), text)
    assert "".join(char.translate(_AS_LATIN) if at in latin else char for at, char in enumerate(text)) == found


def test_rows_of_marks_and_of_numbers_take_time_that_grows_with_them() -> None:
    with within(2):
        for quote in "“”’":
            latin_marks(_kinds(quote * 20_000), quote * 20_000)
        glued("1," * 10_000)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("用Docker做", "用~Docker~做"),
        ("第3章", "第~3~章"),
        ("好，Docker。好", "好，Docker。好"),
        ("好(a)好", "好(a)好"),
        ("컨테이너中", "컨테이너中"),
        ("好¹Docker", "好¹~Docker"),
        ("好 Docker", "好 Docker"),
    ],
)
def test_han_and_latin_are_apart_without_a_typed_space(text: str, found: str) -> None:
    assert "".join("~" * gap + char for char, gap in zip(text, gap_sites(_kinds(text)), strict=True)) == found


# --- Where lines may end --------------------------------------------------------------------------------------------


def _broken(text: str, **switches: bool) -> str:
    """A text with a bar wherever a line may end; Latin words are whole, and one lone Han may be left (`lone_han`)."""
    kinds = _kinds(text)
    whole: Sequence[Kind] = (Kind.LATIN, Kind.POINT)
    allowed = [at > 0 and not (kinds[at - 1] in whole and kind in whole) for at, kind in enumerate(kinds)]
    rules = Rules(switches=CompositionConfig(**({"lone_han": False} | switches)))
    (*places, end) = opportunities(kinds, text, allowed, rules).places
    assert end == len(text)
    return "".join("|" * (at in places) + char for at, char in enumerate(text))


@pytest.mark.parametrize("mark", "、，。．；：！？”’）》〉】〗〕］｝」』·‧・～〜–／％‰℃々ーゝヽっッょ")
def test_no_line_begins_with(mark: str) -> None:
    assert _broken(f"中{mark}文") == f"中{mark}|文"


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("用 -d 和", "用 |-d |和"),
        ("用 --name 和", "用 |--n|a|m|e |和"),
        ("（-d）", "（-d）"),
        ("--read-only", "--r|e|a|d|-|o|n|l|y"),  # the second joins two words
        ("f(x)-d", "f|(|x|)|-|d"),
        ("甲-乙", "甲|-|乙"),
    ],
)
def test_no_line_ends_with_the_hyphens_that_a_word_begins_with(text: str, broken: str) -> None:
    kinds = [kind_of(char) for char in text]
    rules = Rules(switches=CompositionConfig(lone_han=False))
    (*places, _) = opportunities(kinds, text, [True] * len(text), rules).places
    assert "".join("|" * (at in places) + char for at, char in enumerate(text)) == broken


@pytest.mark.parametrize("mark", "“‘（《〈【〖〔［｛「『￥")
def test_no_line_ends_with(mark: str) -> None:
    assert _broken(f"中{mark}文") == f"中|{mark}文"


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("他——我", "他|——|我"),
        ("他……我", "他|……|我"),
        ("他…………我", "他|…………|我"),
        ("他——“我”。", "他|——|“我”。"),
        ("好¹²吗", "好¹²|吗"),
        ("好Docker吗", "好|Docker|吗"),
        ("好 Docker 吗", "好 |Docker |吗"),
        ("好\n吗", "好\n|吗"),
    ],
)
def test_a_line_ends_between_units(text: str, broken: str) -> None:
    assert _broken(text) == broken


@pytest.mark.parametrize(
    "unit",
    ["16 GB", "16GB", "100 %", "37 ℃", "20 °C", "3 个", "第 3 章", "2024 年", "¥5", "$ 5", "No. 3", "p. 12", "No.3"],
)
def test_a_number_stays_with_its_unit_sign_or_counter(unit: str) -> None:
    assert _broken(f"中文{unit}，文") == f"中|文|{unit}，|文"


def test_a_number_in_groups_of_digits_is_never_parted() -> None:
    assert _broken("价款 1 010 000 元。") == "价|款 |1 010 000 元。"
    assert _broken("第2024 100 个") == "第2024 |100 个"


def test_the_room_for_an_answer_stays_with_its_question() -> None:
    assert _broken("说的是（　　）。") == "说|的|是（　　）。"
    assert _broken("说的是（　　）。", units=False) == "说|的|是|（　|　）。"


def test_a_long_row_to_write_on_may_go_on_in_the_next_line() -> None:
    text = f"性质是{'_' * 18}的国家"
    places = opportunities(_kinds(text), text, [char != "_" for char in text], Rules()).places
    assert [place for place in places if 3 < place < 21] == [*range(7, 18)]
    short = text.replace("_" * 18, "_" * 15)
    places = opportunities(_kinds(short), short, [char != "_" for char in short], Rules()).places
    assert [place for place in places if 3 < place < 18] == []


def test_the_number_of_a_statement_stays_with_its_words() -> None:
    assert _broken("①增强　②树立") == "①增|强|　|②树|立"
    assert _broken("其中①处") == "其|中|①|处"


@pytest.mark.parametrize("text", ["图 |3 |中", "3 |docker", "v2 |GB", "3，|个", "x3 |个"])
def test_what_is_no_unit_may_be_parted(text: str) -> None:
    assert _broken(text.replace("|", "")) == text


@pytest.mark.parametrize(
    ("switch", "on", "text", "kept", "free"),
    [
        ("units", False, "占16 GB的", "占|16 GB|的", "占|16 |GB|的"),
        ("lone_han", False, "容器是好的。", "容|器|是|好的。", "容|器|是|好|的。"),
        ("strict_dashes", True, "他——我", "他——|我", "他|——|我"),
        ("solidus", True, "和／或", "和／或", "和／|或"),
    ],
)
def test_a_switch_frees_or_forbids_its_own_places(switch: str, on: bool, text: str, kept: str, free: str) -> None:
    lone = switch == "lone_han"
    assert _broken(text, **{"lone_han": lone, switch: True}) == kept
    assert _broken(text, **{"lone_han": lone, switch: False}) == free
    assert getattr(CompositionConfig(), switch) is not on


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("他们是谁", "他|们|是谁"),
        ("他们是谁？”", "他|们|是谁？”"),
        ("他们是谁¹。", "他|们|是谁¹。"),
        ("他们\n是谁好", "他们\n|是|谁好"),
        ("他们Docker", "他|们|Docker"),
        ("用Docker吧。", "用|Docker吧。"),
    ],
)
def test_the_last_line_is_never_one_han(text: str, broken: str) -> None:
    assert _broken(text, lone_han=True) == broken


def test_korean_is_broken_between_words() -> None:
    kinds, allowed = _kinds("漢字는 한글 이다."), [True] * 11
    assert opportunities(kinds, "漢字는 한글 이다.", allowed, Rules(), Region.KOREA).places == [4, 7, 10]
    free = Rules(switches=CompositionConfig(korean_words=False))
    assert opportunities(kinds, "漢字는 한글 이다.", allowed, free, Region.KOREA).places == [1, 2, 4, 5, 7, 8, 9, 10]


# --- Within words ---------------------------------------------------------------------------------------------------


def _parted(text: str, lang: str | None = "en") -> str:
    """A text with a hyphen before each syllable, and a bar behind each joint of an address."""
    places = parts(text, lambda at: lang, lambda at: 3.0).places
    return "".join(("|~"[places[at] > 0] if at in places else "") + char for at, char in enumerate(text))


@pytest.mark.parametrize(
    "parted",
    [
        "用 con~tain~er~iz~a~tion 了",
        "用con~tain~er~iz~a~tion了",
        "the Pro~gram~mer’s or dock~er~shim's",
        "a well-doc~u~mented state-of-the-art self-ex~plana~tory",
        "the Über~tra~gungs-pro~tokoll",
        "utf8mb4 base64encode PostgreSQL16 v1.28.3-alpha",
        "--recursive -verbose /recursive",
        "SQLite DOCKER 容器 a.b.c run",
        "见https://|docs.|docker.|com/|engine/|install。",
        "/var/|lib/|docker_|volumes",
        "state-of-the-art 3.1415926535",
        "2001:|0db8:|0000:|0008:|417a 00-|1A-|2B-|3C-|4D-|5E 2023-04-17 a-b-c-d-e-f-g",
    ],
)
def test_words_are_parted_at_syllables_and_addresses_behind_their_marks(parted: str) -> None:
    assert _parted(re.sub("[~|]", "", parted)) == parted


def test_long_words_are_parted_by_the_patterns_of_their_language_and_english_ones_by_two() -> None:
    assert _parted("containers " + "dichlorodiphenyl", "en") == "con~tain~ers di~chlorodi~phenyl"
    assert _parted("dichlorodiphenyl", "de") == "di~chlo~ro~di~phe~nyl"


def test_addresses_are_parted_within_alone_and_torn_behind_their_scheme() -> None:
    for scheme in ("https://", "//"):
        text = f"{scheme}example.com/docs/"
        found = parts(text, lambda at: None, lambda at: 0.0)
        assert max(found.places) < len(text)
        assert found.addresses == [range(len(scheme), len(text))]


def test_words_are_left_whole_where_the_style_says_so_but_not_addresses() -> None:
    assert _parted("containerization /usr/local/bin", None) == "containerization /usr/|local/|bin"
