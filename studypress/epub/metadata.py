"""The metadata of the package document: what catalogues, shelves and assistive technology are told."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from lxml import etree

from studypress.epub.content import Content
from studypress.epub.markup import DC, OPF, XML_LANG, Maker, one_line
from studypress.epub.navigation import NavWords
from studypress.model import Asset, Metadata

_NAMES = ((None, OPF), ("dc", DC))
_P = Maker(OPF, _NAMES)
_D = Maker(DC, _NAMES)

IDENTIFIER = "pub-id"
"""The id of the identifier, which the package names as the unique one."""


def one_line_metadata(metadata: Metadata) -> Metadata:
    """Make every text of the metadata fit for XML, and the title one that is not empty."""
    return replace(
        metadata,
        title=one_line(metadata.title) or metadata.identifier,
        subtitle=one_line(metadata.subtitle),
        authors=tuple(filter(None, map(one_line, metadata.authors))),
        identifier=one_line(metadata.identifier),
        rights=one_line(metadata.rights),
        publisher=one_line(metadata.publisher),
        description=one_line(metadata.description),
    )


def package_metadata(
    metadata: Metadata, facts: tuple[tuple[str, str], ...], summary: str, timestamp: int, cover: str
) -> etree._Element:
    """Make the `metadata` element.

    `facts` and `summary` say how the book can be read; `cover` is the manifest id of the cover picture, for EPUB 2.
    """
    modified = datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    summaries = [_meta("schema:accessibilitySummary", summary, {XML_LANG: metadata.language})] if summary else []
    root = _P(
        "metadata",
        *_dublin_core(metadata),
        _meta("dcterms:modified", modified),
        *(_meta(f"schema:{name}", value) for name, value in facts),
        *summaries,
        _P("meta", {"name": "cover", "content": cover}),
    )
    etree.indent(root, level=1)
    return root


def accessibility(contents: Collection[Content], pictures: list[Asset]) -> tuple[tuple[str, str], ...]:
    """Say how the book can be read, from its content (EPUB Accessibility 1.1, 2).

    The cover does not count as content to be seen: it repeats the title. Conformance is not claimed, since only a
    person can judge that.
    """
    seen = bool(pictures)
    described = _all_described(contents)
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    features += ["alternativeText"] if seen and described else []
    features += ["MathML"] if any("mathml" in content.properties for content in contents) else []
    features += ["rubyAnnotations"] if any(content.ruby for content in contents) else []
    # A moving picture may flash; only a still one surely does not.
    moving = any(picture.media_type in ("image/gif", "image/webp") for picture in pictures)
    sufficient = (["textual"] if described else []) + (["textual,visual"] if seen else [])
    return (
        ("accessMode", "textual"),
        *([("accessMode", "visual")] if seen else []),
        *(("accessModeSufficient", modes) for modes in sufficient),
        *(("accessibilityFeature", feature) for feature in features),
        ("accessibilityHazard", "unknown" if moving else "none"),
    )


def accessibility_summary(contents: Collection[Content], pictures: list[Asset], words: NavWords) -> str:
    """Say the same in a sentence or two for people; empty when `words` has no sentences for it."""
    about = words.described if _all_described(contents) else words.undescribed
    gap = "" if words.structure.endswith("。") else " "
    return one_line(gap.join(filter(None, (words.structure, about if pictures else ""))))


def _all_described(contents: Collection[Content]) -> bool:
    return all(content.described for content in contents)


def _dublin_core(metadata: Metadata) -> list[etree._Element]:
    parts = [_dc("identifier", metadata.identifier, id=IDENTIFIER)]
    parts += [_dc("title", metadata.title, id="title"), _refined("title", "title-type", "main")]
    if metadata.subtitle:
        parts += [_dc("title", metadata.subtitle, id="subtitle"), _refined("subtitle", "title-type", "subtitle")]
    for number, author in enumerate(metadata.authors, 1):
        name = f"creator-{number}"
        parts += [_dc("creator", author, id=name), _refined(name, "role", "aut", scheme="marc:relators")]
    values = {
        "language": metadata.language,
        "date": metadata.date,
        "publisher": metadata.publisher,
        "rights": metadata.rights,
        "description": metadata.description,
    }
    return parts + [_dc(name, value) for name, value in values.items() if value]


def _dc(name: str, value: str, **attributes: str) -> etree._Element:
    return _D(name, value, attributes)


def _refined(target: str, name: str, value: str, **attributes: str) -> etree._Element:
    return _P("meta", value, {"refines": f"#{target}", "property": name, **attributes})


def _meta(name: str, value: str, attributes: dict[str, str] | None = None) -> etree._Element:
    return _P("meta", value, {"property": name, **(attributes or {})})
