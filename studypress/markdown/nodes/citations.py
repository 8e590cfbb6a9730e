"""The calls of sources, made into the model; a key that no .bib file holds is told."""

from functools import lru_cache

from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.element import Element
from studypress.model import Citation, Cited, Inline, Text
from studypress.names import nearest
from studypress.wording import NOTHING, said, shortened


def cited(element: Element, context: FileContext) -> Inline:
    """Make a citation; of keys that are all unknown what was typed."""
    place = context.place(element.line)
    calls = [child.attributes for child in element.children if isinstance(child, Element)]
    unknown = [call["key"] for call in calls if call["key"] not in context.sources]
    for key in unknown:
        near = _nearest(key, context.sources)
        message = said("No .bib file of this book has the key {key}; it shows as typed.", key=shortened(key))
        hint = said("Did you mean {near}?", near=near) if near else NOTHING
        context.warn("unknown-citation", element.line, message, hint)
    if len(unknown) == len(calls):
        return Text(element.attributes["typed"], place)
    found = tuple(Cited(call["key"], call["before"], call["after"]) for call in calls)
    return Citation(found, bool(element.attributes["named"]), place=place)


@lru_cache(maxsize=1024)
def _nearest(key: str, keys: frozenset[str]) -> str:
    """The key that is most like one; empty when none is."""
    by_case = {known.casefold(): known for known in sorted(keys)}
    if same := by_case.get(key.casefold()):
        return same
    alike = sorted(known for known in keys if known[:1].casefold() == key[:1].casefold())
    return nearest(key, alike, 0.6)
