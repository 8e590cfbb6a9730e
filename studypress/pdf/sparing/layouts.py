"""What a style asks of Pango is told to Pango once.

For each piece of text WeasyPrint 70 makes a Pango context, a description of the face and a list of its features out of
twenty properties, and it makes a piece for every word that it tries, and again when the word is drawn. Here they are
made once for all styles that ask the same, and kept with the style; a piece of text is a bare layout that refers to
them. The names of struts, long texts of as many properties, are kept with the style too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from weasyprint.text import fonts, line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango

from studypress.library_seams import Seam
from studypress.pdf.composition.features import own_attributes

SEAMS = (
    Seam(line_break, "Layout", "681b737d1ba5"),
    Seam(line_break, "_font_style_cache_key", "d6b09d54b825"),
    Seam(line_break, "character_ratio", "c508b0ec8c10"),
    Seam(fonts, "font_features", "e35741064c06"),
    Seam(fonts, "get_font_description", "85734b8947b9"),
)

_ALL = 2**32 - 1
"""Where what is asked of a whole text ends, however long it is."""


def spare() -> None:
    """Have WeasyPrint share what it asks of Pango in this process."""
    layout = line_break.Layout
    layout.setup, layout.set_text = _setting_up(layout.setup), _setting_text(layout.set_text)
    line_break._font_style_cache_key = _naming(line_break._font_style_cache_key)


@dataclass(slots=True)
class _Asked:
    """What a style asks of Pango."""

    context: Any
    description: Any
    attributes: Any
    """A list that no layout may change."""
    lines: dict[str, Any]
    """The attributes of WeasyPrint's layout that say where lines below and through a text are."""
    language: Any
    spaced: bool
    """Whether letters or words are set apart, for which a list depends on the text."""


def _setting_up(setup: Callable[..., None]) -> Callable[..., None]:
    @wraps(setup)
    def set_up(self: Any, style: Any) -> None:
        asked = getattr(style, "asked", None) or _asked_by(style)
        self.style, self.asked = style, asked
        self.first_line_direction = 0
        self.language = asked.language
        self.__dict__.update(asked.lines)
        layout = self.layout = ffi.gc(pango.pango_layout_new(asked.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout, False)
        pango.pango_layout_set_font_description(layout, asked.description)
        if asked.attributes:
            pango.pango_layout_set_attributes(layout, asked.attributes)
            if asked.spaced:
                own_attributes(layout)

    return set_up


def _setting_text(set_text: Callable[..., None]) -> Callable[..., None]:
    @wraps(set_text)
    def set_plain(self: Any, text: str, justify: bool = False) -> None:
        if self.asked.spaced or (justify and self.justification_spacing):
            own_attributes(self.layout)
            set_text(self, text, justify)
            return
        newline = text.find("\n")
        if newline >= 0:
            text = text[: newline + 2]
        self.text = text
        data = text.encode().replace(b"\x00", b"")
        pango.pango_layout_set_text(self.layout, data, len(data))
        if "\t" in text:
            self.set_tabs()

    return set_plain


def _naming(name_of: Callable[..., str]) -> Callable[..., str]:
    @wraps(name_of)
    def named(style: Any, include_size: bool = False) -> str:
        kept = "sized_name" if include_size else "unsized_name"
        name: str | None = getattr(style, kept, None)
        if name is None:
            name = name_of(style, include_size)
            setattr(style, kept, name)
        return name

    return named


def _asked_by(style: Any) -> _Asked:
    """What a style asks, the same for all of which it is the same."""
    language = style["lang"]
    if style["font_language_override"] != "normal":
        override = style["font_language_override"]
        language = line_break.LST_TO_ISO.get(override.lower(), override)
    features = fonts.font_features(
        style["font_kerning"], style["font_variant_ligatures"], style["font_variant_position"],
        style["font_variant_caps"], style["font_variant_numeric"], style["font_variant_alternates"],
        style["font_variant_east_asian"], style["font_feature_settings"],
    )  # fmt: skip
    asked_features = ",".join(f"{key} {value}" for key, value in features.items())
    spaced = style["letter_spacing"] not in ("normal", 0) or bool(style["word_spacing"])
    kept_whole = not spaced and style["overflow_wrap"] in ("anywhere", "break-word")
    lined = style["text_decoration_line"] != "none"
    key = (
        language, style["direction"], tuple(style["font_family"]), style["font_style"], style["font_stretch"],
        style["font_weight"], style["font_size"], style["font_variant_caps"], str(style["font_variation_settings"]),
        asked_features, spaced, kept_whole, lined,
    )  # fmt: skip
    known: dict[Any, _Asked] = style.font_config.__dict__.setdefault("asked", {})
    if key not in known:
        known[key] = _ask(style, language, asked_features, spaced, kept_whole, lined)
    style.asked = asked = known[key]
    return asked


def _ask(style: Any, language: str | None, features: str, spaced: bool, kept_whole: bool, lined: bool) -> _Asked:
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, line_break.PANGO_DIRECTION[style["direction"]])
    told = pango.pango_language_get_default()
    if language:
        told = pango.pango_language_from_string(language.encode())
        pango.pango_context_set_language(context, told)
    description = fonts.get_font_description(style)
    lines = _lines(context, description, told) if lined else dict.fromkeys(("ascent", *_NO_LINES))
    return _Asked(context, description, _attributes(features, kept_whole), lines, told, spaced)


_NO_LINES = ("underline_position", "strikethrough_position")


def _attributes(features: str, kept_whole: bool) -> Any:
    if not features and not kept_whole:
        return None
    attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    if features:
        pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(features.encode()))
    if kept_whole:
        no_hyphens = pango.pango_attr_insert_hyphens_new(False)
        no_hyphens.start_index, no_hyphens.end_index = 0, _ALL
        pango.pango_attr_list_change(attributes, no_hyphens)
    return attributes


def _lines(context: Any, description: Any, language: Any) -> dict[str, float]:
    metrics = pango.pango_context_get_metrics(context, description, language)
    names = ("underline_position", "strikethrough_position", "underline_thickness", "strikethrough_thickness")
    found = {"ascent": FROM_UNITS * pango.pango_font_metrics_get_ascent(metrics)}
    for name in names:
        found[name] = FROM_UNITS * getattr(pango, f"pango_font_metrics_get_{name}")(metrics)
    pango.pango_font_metrics_unref(metrics)
    return found
