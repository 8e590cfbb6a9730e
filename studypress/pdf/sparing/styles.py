"""Elements that look alike have one style.

WeasyPrint 70 gives elements one style when their parents have one and the same rules match, so that it has to compute
each of a hundred properties once for all of them. An id makes a style of its own, though, since it is told as a
declaration; and as each section of a book has one, nothing below it is shared with other sections. So are the styles
of pseudo-elements, which every element has six of, and those of the sixteen margin boxes of each page. Here an id is
set on a copy of the style, pseudo-elements are shared as their elements are, and pages share theirs when the same
rules match. An attribute `style` that comes again, as formulas have them, is parsed once. Values that are inherited or
initial are taken over without looking for what else they could be.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, wraps
from math import inf
from typing import Any

from weasyprint import css
from weasyprint.css import computed_values, properties
from weasyprint.layout import page

from studypress.library_seams import Seam

_ATTRIBUTES = Seam(css, "find_style_attributes", "c5b4eb4d3c00")
SEAMS = (
    _ATTRIBUTES,
    Seam(css.StyleFor, "__init__", "b1e725a75525"),
    Seam(css.StyleFor, "__call__", "96b91915ae7c"),
    Seam(css.StyleFor, "set_computed_styles", "b5b15856b8be"),
    Seam(css.StyleFor, "add_page_declarations", "78e388ade232"),
    Seam(css.ComputedStyle, "__missing__", "b318d8efc8ac"),
    Seam(css.ComputedStyle, "copy", "4398a49b631b"),
    Seam(css, "text_decoration", "4fa9ec3b45ef"),
    Seam(page, "set_page_type_computed_styles", "4e68b396b35c"),
)


def spare() -> None:
    """Have WeasyPrint share styles in this process."""
    css.StyleFor.__init__ = _sharing(css.StyleFor.__init__)
    css.ComputedStyle.__missing__ = _taking_over(css.ComputedStyle.__missing__)
    page.set_page_type_computed_styles = _sharing_pages(page.set_page_type_computed_styles)
    vars(css)["parsed_once"] = lru_cache(maxsize=1_000)(css.tinycss2.parse_blocks_contents)
    _ATTRIBUTES.change({"tinycss2.parse_blocks_contents(style)": "parsed_once(style)"})


def _sharing(init: Callable[..., None]) -> Callable[..., None]:
    @wraps(init)
    def shared(self: Any, html: Any, sheets: Any, presentational_hints: Any, font_config: Any, collector: Any) -> None:
        self._cascaded_styles, self._computed_styles = {}, {}
        self.initial_page_sizes = {"box": None, "area": None}
        self._sheets, self.font_config = sheets, font_config
        _Sharing(self, html, _Attributes(html, presentational_hints)).set(collector)

    return shared


_OF_STYLE = (1, 0, 0)
"""The specificity of an attribute `style`."""


class _Attributes:
    """What attributes of elements declare."""

    def __init__(self, html: Any, presentational_hints: Any) -> None:
        self.anchors: dict[Any, str] = {}
        """The ids of elements."""
        self.declared: dict[Any, tuple[Any, ...]] = {}
        """By element, what else is declared: tuples of specificity and declarations, which are the same if equal."""
        known: dict[Any, Any] = {}
        found = css.find_style_attributes(html.etree_element, presentational_hints, html.base_url)
        for specificity, element, declarations, base_url in found:
            of_style = specificity == _OF_STYLE
            text = specificity, element.get("style") if of_style else css.tinycss2.serialize(declarations)
            if text not in known:
                known[text] = specificity, list(css.preprocess_declarations(base_url, declarations))
            _, declared = known[text]
            if [name for name, _, _ in declared] == ["anchor"]:
                self.anchors[element] = declared[0][1]
            else:
                self.declared[element] = (*self.declared.get(element, ()), known[text])


class _Sharing:
    """Finds the styles of a document's elements, in the order of the tree."""

    def __init__(self, style_for: Any, html: Any, attributes: _Attributes) -> None:
        self.style_for, self.html, self.attributes = style_for, html, attributes
        self.first: dict[Any, Any] = {}
        """By what tells styles apart, the first element that has one."""
        self.like: dict[Any, Any] = {}
        """By element, the earlier one that has its style."""

    def set(self, collector: Any) -> None:
        """Set the style of every element and pseudo-element."""
        computed, cascaded = self.style_for._computed_styles, self.style_for._cascaded_styles
        for wrapper in self.html.wrapper_element.iter_subtree():
            self._set_element(wrapper)
        pseudo_types: dict[Any, list[str]] = {}
        for element, pseudo_type in cascaded:
            if pseudo_type:
                pseudo_types.setdefault(element, []).append(pseudo_type)
                self._compute(element, element, pseudo_type)
        for element, like in self.like.items():
            for pseudo_type in pseudo_types.get(like, ()):
                computed[element, pseudo_type] = computed[like, pseudo_type]
        for element, name in self.attributes.anchors.items():
            style = computed[element, None] = computed[element, None].copy()
            style["anchor"] = name
            collector.collect_anchor(name)
        cascaded.clear()
        self._tell_pages(pseudo_types)

    def _tell_pages(self, pseudo_types: dict[Any, list[str]]) -> None:
        """Have each style know whether all that is in its elements goes on pages of the name that theirs has."""
        computed, mixed = self.style_for._computed_styles, set[int]()
        for wrapper in self.html.wrapper_element.iter_subtree():
            element = wrapper.etree_element
            page = computed[element, None]["page"]
            outer = wrapper.parent
            if any(computed[element, pseudo]["page"] != page for pseudo in pseudo_types.get(element, ())):
                outer = wrapper
            elif outer is None or computed[outer.etree_element, None]["page"] == page:
                continue
            while outer is not None:
                mixed.add(id(computed[outer.etree_element, None]))
                outer = outer.parent
        for style in computed.values():
            style.on_one_page_name = id(style) not in mixed

    def _set_element(self, wrapper: Any) -> None:
        element, computed = wrapper.etree_element, self.style_for._computed_styles
        parent = wrapper.parent.etree_element if wrapper.parent else None
        declared = self.attributes.declared.get(element, ())
        matches = [
            (sheet, origin, specificity or own, pseudo_type, declarations, layer)
            for sheet, origin, specificity in self.style_for._sheets
            for own, _, pseudo_type, (declarations, layer) in sheet.matcher.match(wrapper)
        ]
        rules = ((id(declarations), specificity, pseudo) for _, _, specificity, pseudo, declarations, _ in matches)
        above = None if parent is None else id(computed[parent, None])
        key = above, tuple(id(attribute) for attribute in declared), tuple(rules)
        first = self.first.setdefault(key, element)
        if first is not element and computed[first, None]["position"][0] != "note()":  # a note's call gets an anchor
            computed[element, None] = computed[first, None]
            self.like[element] = first
            return
        self._cascade(element, declared, matches)
        self._compute(element, parent)

    def _cascade(self, element: Any, declared: Sequence[Any], matches: Sequence[Any]) -> None:
        cascaded = self.style_for._cascaded_styles
        for specificity, declarations in declared:
            _add(cascaded.setdefault((element, None), {}), "author", inf, specificity, declarations)
        for sheet, origin, specificity, pseudo_type, declarations, layer in matches:
            order = inf if layer is None else sheet.layers.index(layer)
            _add(cascaded.setdefault((element, pseudo_type), {}), origin, order, specificity, declarations)

    def _compute(self, element: Any, parent: Any, pseudo_type: str | None = None) -> None:
        root, base_url = self.html.etree_element, self.html.base_url
        self.style_for.set_computed_styles(element, parent, root=root, pseudo_type=pseudo_type, base_url=base_url)


def _add(style: dict[str, Any], origin: str, order: float, specificity: Any, declarations: Any) -> None:
    """Add declarations to a style: of each property the weightiest is kept, and of two that are alike the later."""
    for name, values, importance in declarations:
        weight = css.declaration_precedence(origin, importance), order, specificity
        if name not in style or style[name][1] <= weight:
            style[name] = values, weight


def _sharing_pages(set_styles: Callable[..., None]) -> Callable[..., None]:
    @wraps(set_styles)
    def shared(page_type: Any, html: Any, style_for: Any) -> None:
        computed, cascaded = style_for._computed_styles, style_for._cascaded_styles
        if (page_type, None) in computed:
            return
        cascaded.clear()
        style_for.add_page_declarations(page_type)
        key = tuple((pseudo, tuple(_told(style))) for (_, pseudo), style in cascaded.items())
        known = style_for.__dict__.setdefault("page_types", {})
        if key not in known:
            set_styles(page_type, html, style_for)
            known[key] = page_type, {pseudo for _, pseudo in cascaded} | {None}
        like, pseudo_types = known[key]
        computed.update({(page_type, pseudo): computed[like, pseudo] for pseudo in pseudo_types})

    return shared


def _told(style: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for name, (values, _) in style.items():
        yield name, id(values)


_LOGICAL = {
    name: tuple(told(block="ttb", inline=inline) for inline in ("ltr", "rtl"))
    for name, told in computed_values.PHYSICAL_FUNCTIONS.items()
}
"""By a property, those that stand for it in a text of either direction, such as `margin_inline_start`."""
_OF_THEIR_OWN = {"page", "position", "float", "display"}
"""Properties that depend on others, which `__missing__` knows."""
_PLAIN = {
    name for name in properties.INITIAL_VALUES if name not in _OF_THEIR_OWN and not name.startswith("text_decoration_")
}
_INHERITED = _PLAIN & properties.INHERITED
_INITIAL = _PLAIN - properties.INHERITED - properties.INITIAL_NOT_COMPUTED


def _taking_over(missing: Callable[..., Any]) -> Callable[..., Any]:
    initial_values = properties.INITIAL_VALUES

    @wraps(missing)
    def taken(self: Any, key: str) -> Any:
        cascaded = self.cascaded
        if key not in cascaded:
            if key in _INITIAL:
                if key not in _LOGICAL or cascaded.keys().isdisjoint(_LOGICAL[key]):
                    value = self[key] = initial_values[key]
                    return value
            elif key in _INHERITED and self.parent_style is not None:
                value = self[key] = self.parent_style[key]
                return value
        return missing(self, key)

    return taken
