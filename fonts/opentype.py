"""Changing a TrueType face: adding glyphs and substitutions, and leaving out what is not wanted.

Where it can be, an added glyph is made of the face's own glyphs as components. Lengths are font units; every face has
1000 to the em.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fontTools.otlLib.builder import buildLigatureSubstSubtable, buildLookup, buildSingleSubstSubtable
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.reorderGlyphs import reorderGlyphs
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import dropImpliedOnCurvePoints
from fontTools.varLib.featureVars import sortFeatureList

# --- glyphs ------------------------------------------------------------------------------------------------------


def copy(font: TTFont, source: str, name: str, advance: int, *, left: int | None = None, up: int = 0) -> str:
    """Add `source` once more as `name`, with its ink beginning at `left` and moved `up`; return `name`."""
    start = font["glyf"][source].xMin
    return compose(font, name, advance, [(source, 1, 0 if left is None else left - start, up)])


def compose(font: TTFont, name: str, advance: int, parts: Iterable[tuple[str, float, int, int]]) -> str:
    """Add a glyph of parts: which glyph, stretched how much along the line, moved right and up by how much."""
    pen = TTGlyphPen(font["glyf"])
    for part, stretch, right, up in parts:
        pen.addComponent(part, (stretch, 0, 0, 1, right, up))
    return _add(font, name, pen.glyph(), advance)


def shrink(font: TTFont, source: str, name: str, scale: float, up: int) -> str:
    """Add `source` once more as `name`, smaller and moved `up`; return `name`."""
    pen = TTGlyphPen(font["glyf"])
    pen.addComponent(source, (scale, 0, 0, scale, 0, up))
    return _add(font, name, pen.glyph(), round(font["hmtx"].metrics[source][0] * scale))


def transplant(font: TTFont, name: str, donor: TTFont, source: str, *, scale: float = 1, up: float = 0) -> str:
    """Add the outline of `source` in `donor` as `name`, scaled and then moved `up`; return `name`."""
    glyphs = donor.getGlyphSet()
    outline, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
    glyphs[source].draw(outline)
    outline.replay(TransformPen(pen, (scale, 0, 0, scale, 0, up)))
    return _add(font, name, pen.glyph(), round(donor["hmtx"].metrics[source][0] * scale))


def _add(font: TTFont, name: str, glyph: Any, advance: int) -> str:
    glyph.recalcBounds(font["glyf"])
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    font["glyf"].setGlyphOrder(font.getGlyphOrder())
    font["hmtx"].metrics[name] = (advance, getattr(glyph, "xMin", 0))
    return name


def graft(font: TTFont, donor: TTFont, codes: Iterable[int], *, scale: float = 1, up: float = 0) -> None:
    """Copy those of `codes` that `font` lacks from `donor`, scaled and then moved `up`."""
    names = donor.getBestCmap()
    for code in sorted(set(codes) & names.keys() - font.getBestCmap().keys()):
        point(font, code, transplant(font, f"uni{code:04X}", donor, names[code], scale=scale, up=up))


def redraw(font: TTFont, donor: TTFont, codes: Iterable[int]) -> None:
    """Draw those of `codes` that `donor` has as it draws them."""
    names = donor.getBestCmap()
    for code in sorted(set(codes) & names.keys()):
        point(font, code, transplant(font, f"redrawn{code:04X}", donor, names[code]))


def blend(font: TTFont, other: TTFont, share: float) -> None:
    """Go `share` of the way to `other`, the same face in another weight, whose glyphs have the same points."""
    glyphs, advances = font["glyf"], font["hmtx"].metrics
    for name in font.getGlyphOrder():
        points, _ = glyphs._getCoordinatesAndControls(name, advances)
        others, _ = other["glyf"]._getCoordinatesAndControls(name, other["hmtx"].metrics)
        glyphs._setCoordinates(name, points + (others - points) * share, advances)


def point(font: TTFont, code: int, name: str) -> None:
    """Point `code` at `name` in each subtable that can hold it (format 4 ends at U+FFFF)."""
    for table in font["cmap"].tables:
        if table.format == 12 or (table.format == 4 and code < 0x10000):
            table.cmap[code] = name


def replace(font: TTFont, code: int, new: str) -> None:
    """Point `code` at `new`, which is turned in vertical lines as the old glyph was."""
    old = font.getBestCmap()[code]
    for tag in ("vert", "vrt2"):
        for mapping in mappings(font, tag):
            if old in mapping:
                mapping[new] = mapping[old]
    point(font, code, new)


def compact(font: TTFont) -> None:
    """Save bytes and change no shape: points between two curves are implied, advances of 1 em share one row of hmtx."""
    for glyph in (font["glyf"][name] for name in font.getGlyphOrder()):
        if glyph.numberOfContours > 0:
            dropImpliedOnCurvePoints(glyph)
    notdef, *names = font.getGlyphOrder()
    full = {name for name, (advance, _) in font["hmtx"].metrics.items() if advance == 1000}
    reorderGlyphs(font, [notdef, *sorted(names, key=full.__contains__)])


def reduce(font: TTFont, codes: Iterable[int], features: tuple[str, ...]) -> None:
    """Keep what `codes` and `features` need, without hints and glyph names."""
    options = Options(
        layout_features=list(features),
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=["*"],
        recalc_timestamp=False,
        legacy_cmap=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


# --- substitutions -----------------------------------------------------------------------------------------------


def mappings(font: TTFont, tag: str) -> Iterator[dict[str, str]]:
    """The one-for-one substitutions of a feature, as they lie in `font`: a change of them is a change of the face."""
    table = font["GSUB"].table
    features = (record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag == tag)
    for index in sorted({index for feature in features for index in feature.LookupListIndex}):
        for subtable in table.LookupList.Lookup[index].SubTable:
            single = getattr(subtable, "ExtSubTable", subtable)
            if single.LookupType == 1:
                yield single.mapping


def substitutions(font: TTFont, tag: str) -> dict[str, str]:
    """Return all one-for-one substitutions of a feature."""
    return {old: new for mapping in mappings(font, tag) for old, new in mapping.items()}


def substitute(font: TTFont, tag: str, mapping: Mapping[str, str]) -> None:
    """Add one-for-one substitutions to a feature of every script and language; they come after all others."""
    _add_lookup(font, tag, buildSingleSubstSubtable(dict(mapping)))


def join(font: TTFont, tag: str, mapping: Mapping[tuple[str, ...], str]) -> None:
    """Add ligatures to a feature of every script and language; they come after all other substitutions."""
    _add_lookup(font, tag, buildLigatureSubstSubtable(dict(mapping)))


def localise(font: TTFont, languages: Sequence[str], mapping: Mapping[str, str]) -> None:
    """Add languages that have other glyphs for some characters; for the rest they are as simplified Chinese is.

    In the script DFLT too: of a box that holds nothing but a comma, nobody knows the script.
    """
    table = font["GSUB"].table
    lookup = _append_lookup(table, buildSingleSubstSubtable(dict(mapping)))
    records = table.FeatureList.FeatureRecord
    for script in (record.Script for record in table.ScriptList.ScriptRecord):
        systems = {record.LangSysTag: record.LangSys for record in script.LangSysRecord}
        model = systems.get("ZHS ", script.DefaultLangSys).FeatureIndex
        local = [index for index in model if records[index].FeatureTag == "locl"]
        known = [number for index in local for number in records[index].Feature.LookupListIndex]
        records.append(_feature("locl", [*known, lookup]))
        for language in languages:
            systems[language] = _language_system([*(i for i in model if i not in local), len(records) - 1])
        script.LangSysRecord = [_language(tag, system) for tag, system in sorted(systems.items())]
    _tidy(table)


def _add_lookup(font: TTFont, tag: str, subtable: Any) -> None:
    table = font["GSUB"].table
    lookup = _append_lookup(table, subtable)
    records = table.FeatureList.FeatureRecord
    for record in records:
        if record.FeatureTag == tag:
            record.Feature.LookupListIndex.append(lookup)
    lacking = [s for s in _systems(table) if all(records[index].FeatureTag != tag for index in s.FeatureIndex)]
    if lacking:
        records.append(_feature(tag, [lookup]))
    for system in lacking:
        system.FeatureIndex.append(len(records) - 1)
    _tidy(table)


def _append_lookup(table: Any, subtable: Any) -> int:
    table.LookupList.Lookup.append(buildLookup([subtable]))
    return len(table.LookupList.Lookup) - 1


def _feature(tag: str, lookups: list[int]) -> Any:
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, otTables.Feature()
    record.Feature.FeatureParams, record.Feature.LookupListIndex = None, lookups
    return record


def _language_system(features: list[int]) -> Any:
    system = otTables.LangSys()
    system.LookupOrder, system.ReqFeatureIndex, system.FeatureIndex = None, 0xFFFF, features
    return system


def _language(tag: str, system: Any) -> Any:
    record = otTables.LangSysRecord()
    record.LangSysTag, record.LangSys = tag, system
    return record


def _systems(table: Any) -> Iterator[Any]:
    for script in (record.Script for record in table.ScriptList.ScriptRecord):
        yield from filter(None, (script.DefaultLangSys, *(record.LangSys for record in script.LangSysRecord)))


def _tidy(table: Any) -> None:
    """Sort the features, and set the counts by which the subsetter goes; fontTools sets them only with files."""
    sortFeatureList(table)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    table.FeatureList.FeatureCount = len(table.FeatureList.FeatureRecord)
    for record in table.FeatureList.FeatureRecord:
        record.Feature.LookupCount = len(record.Feature.LookupListIndex)
    for script in (record.Script for record in table.ScriptList.ScriptRecord):
        script.LangSysCount = len(script.LangSysRecord)
    for system in _systems(table):
        system.FeatureCount = len(system.FeatureIndex)
