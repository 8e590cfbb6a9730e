"""The emoji that are kept, and how they are drawn: in the cell of a Han, with as few points as show them."""

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

BLOCKS = (
    range(0xFE0E, 0xFE10),  # what asks for a sign as text, or as emoji: Pango takes ❤ and it from one face
    range(0x200D, 0x200E),  # what joins 👨 and 💻
    range(0x1F1E6, 0x1F200),  # the letters that flags are written with
    range(0x1F3FB, 0x1F400),  # tones of skin, which become one with the hand before them
    range(0x1F600, 0x1F638),  # faces
    range(0x1F641, 0x1F645),
)
PICKED = (
    "#*0123456789⃣©®™"  # keycaps, 1️⃣
    "⌚⏰⏳☀☁☑☕☝☹☺♻⚓⚖⚙⚠⚡⛔✂✅✉✊✋✌✍✏✒✔✖✨❌❓❔❕❗❤➕➖➗➡⬅⬆⬇⭐⭕ℹ▶"
    "👀👆👇👈👉👋👌👍👎👏👤👥💪🙌🙏🤔🤖🤝🤞🤣🤷💀👾"
    "💎💡💣💥💬💭💯💰💻💾📁📂📄📅📈📉📊📋📌📍📎📏📐📑📒📕📖📗📘📙📚📜📝📞📡📢📣📤📥📦📧📱📷"
    "🔀🔁🔄🔊🔋🔌🔍🔎🔐🔑🔒🔓🔔🔖🔗🔝🔢🔤🔥🔧🔨🔩🔬🔭🔰🔲🔳🔴🔵🔶🔷🔸🔹🔺🔻🔼🔽🖊🖥🖨🖱🖼🗂🗃🗑"
    "🌈🌍🌐🌙🌟🌱🍎🎁🎉🎓🎧🎨🎬🎮🎯🏁🏆🏠🏷"
    "🐍🐘🐛🐞🐧🐳🦀"  # those that stand for programs
    "🚀🚗🚦🚧🚨🚩🚫🛑🛒🛠🛡🟠🟡🟢🟣🥇🥈🥉🧠🧩🧪🧭🧱"
)
"""What notes on technical matters use; hands, objects and marks above all. A sign that is here and in another face is
taken from here where it is an emoji, so that ❌ is as large as ✅."""

KEPT = frozenset(map(ord, PICKED)).union(*BLOCKS)

TOLERANCE = 2
"""Thousandths of an em by which each of two steps may move an outline: both together, at 12 pt, 0.02 mm."""


def fit_cell(font: TTFont) -> None:
    """Give an emoji the cell of a Han: an advance of 1 em, in the middle of its height."""
    font["head"].unitsPerEm = font["hmtx"][font.getBestCmap()[0x1F600]][0]
    for name in font.getGlyphOrder():
        glyph = font["glyf"][name]
        if not glyph.isComposite() and glyph.numberOfContours:
            glyph.coordinates.translate((0, 280))
            glyph.recalcBounds(font["glyf"])
    scale_upem(font, 1000)


def fill_star(font: TTFont) -> None:
    """Draw ⭐ black all over: in outline it is ☆, which stands in notes for a star that is not given."""
    glyph = font["glyf"][font.getBestCmap()[ord("⭐")]]
    end = glyph.endPtsOfContours[0] + 1
    glyph.endPtsOfContours, glyph.numberOfContours = glyph.endPtsOfContours[:1], 1
    glyph.coordinates, glyph.flags = glyph.coordinates[:end], glyph.flags[:end]


def draw_with_fewer_points(font: TTFont) -> None:
    """Join the short curves of outlines to longer ones, which saves a seventh of the bytes."""
    shapes = font.getGlyphSet()
    for name in font.getGlyphOrder():
        if font["glyf"][name].numberOfContours > 0:
            pen = TTGlyphPen(None)
            shapes[name].draw(Qu2CuPen(Cu2QuPen(pen, TOLERANCE), TOLERANCE, all_cubic=True))
            font["glyf"][name] = pen.glyph()
