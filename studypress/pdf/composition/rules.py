"""Which rules are kept, and the tables they are made of. Lengths are parts of an em."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from studypress.config import CompositionConfig


@dataclass(frozen=True, slots=True)
class Rules:
    """What is done to Chinese lines."""

    punctuation: str = "quanjiao"
    """How wide marks are: `[pdf] punctuation`."""
    switches: CompositionConfig = field(default_factory=CompositionConfig)
    """Which rules are kept: `[pdf.composition]`."""


_USUAL = Rules()
_kept: ContextVar[Rules] = ContextVar("rules")


def current() -> Rules:
    """The rules of the document that is being set."""
    return _kept.get(_USUAL)


@contextmanager
def keeping(rules: Rules) -> Iterator[None]:
    """Keep these rules for the documents that are set within."""
    token = _kept.set(rules)
    try:
        yield
    finally:
        _kept.reset(token)


GAP = 1 / 4
"""Between Han and Latin (CLREQ "Mixed text", JLREQ 3.2.6)."""
GAP_LEAST = 1 / 8
GAP_GIVES = 1 - GAP_LEAST / GAP
"""The part of a gap that a line may take from it."""
GAP_MOST = 1 / 3
SPACE_LEAST = 1 / 4
SPACE_MOST = 1 / 2
"""What a space between words may shrink and grow to (CLREQ "Line adjustment")."""

_CLOSERS = "、，。．；：！？”’）》〉】〗〕］｝」』〞〟〙〛｠"
_CONNECTORS = "·‧・／～〜–"
_SIGNS = "％‰℃°"
_JAPANESE = "々〻ーゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
NO_START = frozenset(_CLOSERS + _CONNECTORS + _SIGNS + _JAPANESE)
"""Must not begin a line: CLREQ "Prohibition rules for line start and line end", JLREQ 3.1.7."""
NO_END = frozenset("“‘（《〈【〖〔［｛「『〝〘〚｟¥￥$＄€£№§")
"""Must not end a line: the same."""

_UNITS = """
% ‰ ° ℃ ℉ °C °F K
bit bits b kb Kb Mb Gb byte bytes B kB KB MB GB TB PB EB KiB MiB GiB TiB PiB bps kbps Kbps Mbps Gbps Tbps QPS TPS IOPS
Hz kHz KHz MHz GHz THz nm μm µm um mm cm dm m km in ft mg g kg t ns μs µs us ms s min h d W kW MW kWh V mV kV A mA mAh
Ω kΩ J kJ cal kcal N Pa kPa MPa bar dB dBm px pt em rem dpi ppi fps rpm mol L mL ml AM PM am pm CNY RMB USD EUR
"""
UNITS = frozenset(_UNITS.split())
"""Stay with the number before them (CLREQ "Digits and their prefix and suffix")."""
COUNTERS = frozenset(
    "个個位名人次年月日号號天周週时時点點分秒岁歲代世纪紀届屆期章节節页頁行列段句字词詞篇部册冊卷版本条條项項款步层層级級"
    "种種类類件台臺套组組对對双雙只隻头頭棵张張片块塊根支把份倍成折万萬亿億千百十元角毛米克斤升吨噸里度道题題门門课課"
    "场場笔筆瓶箱包袋辆輛架艘匹口家所座栋棟间間幅首集季档檔阶階维維核格轮輪批排"
)
"""Han that count what the number before them numbers."""
_PREFIXES = "No No. NO. Nr. Fig. Figs. Eq. Eqs. Tab. Ch. Sec. p. pp. vol. Vol. § № $ ¥ ￥ € £ #"
PREFIXES = frozenset(_PREFIXES.split())
"""Stay with the number after them."""
