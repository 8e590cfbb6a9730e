"""The metadata of the package document: what catalogues, shelves and assistive technology are told."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from lxml import etree

from studypress.epub.content import Content
from studypress.epub.markup import DC, OPF, XML_LANG, Maker, one_line
from studypress.epub.navigation import NavWords
from studypress.model import Asset, Metadata, Series

_NAMES = ((None, OPF), ("dc", DC))
_P = Maker(OPF, _NAMES)
_D = Maker(DC, _NAMES)

IDENTIFIER = "pub-id"
"""The id of the identifier, which the package names as the unique one."""


@dataclass(frozen=True, slots=True)
class Conformance:
    """What a person found of the whole book, after trying it with those who need it."""

    wcag: str
    """Version and level, as `2.1 AA`."""
    certified_by: str


def one_line_metadata(metadata: Metadata) -> Metadata:
    """Make every text of the metadata fit for XML, and the title one that is not empty."""
    return replace(
        metadata,
        title=one_line(metadata.title) or metadata.identifier,
        subtitle=one_line(metadata.subtitle),
        authors=tuple(
            replace(author, name=one_line(author.name), file_as=one_line(author.file_as))
            for author in metadata.authors
            if one_line(author.name)
        ),
        identifier=one_line(metadata.identifier),
        rights=one_line(metadata.rights),
        publisher=one_line(metadata.publisher),
        description=one_line(metadata.description),
        series=replace(metadata.series, name=one_line(metadata.series.name)),
    )


def package_metadata(
    metadata: Metadata,
    facts: tuple[tuple[str, str], ...],
    summary: str,
    timestamp: int,
    cover: str,
    conformance: Conformance | None,
    page_source: str = "",
) -> etree._Element:
    """Make the `metadata` element.

    `facts`, `summary` and `conformance` say how the book can be read; `cover` is the manifest id of the cover picture,
    for EPUB 2; `page_source` identifies the printed edition whose pages are marked.
    """
    modified = datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    summaries = [_meta("schema:accessibilitySummary", summary, {XML_LANG: metadata.language})] if summary else []
    root = _P(
        "metadata",
        *_dublin_core(metadata),
        _meta("dcterms:modified", modified),
        *(_meta(f"schema:{name}", value) for name, value in facts),
        *summaries,
        *(_conforming(conformance) if conformance else []),
        *([_meta("pageBreakSource", page_source)] if page_source else []),
        _P("meta", {"name": "cover", "content": cover}),
    )
    etree.indent(root, level=1)
    return root


def accessibility(
    contents: Collection[Content], pictures: list[Asset], printed_pages: bool = False
) -> tuple[tuple[str, str], ...]:
    """Say how the book can be read, from its content (EPUB Accessibility 1.1, 2).

    The cover does not count as content to be seen: it repeats the title.
    """
    seen = bool(pictures)
    described = _all_described(contents)
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    features += ["alternativeText"] if seen and described else []
    features += ["MathML"] if any("mathml" in content.properties for content in contents) else []
    features += ["rubyAnnotations"] if any(content.ruby for content in contents) else []
    features += ["pageNavigation", "pageBreakMarkers"] if printed_pages else []
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
        parts += [_dc("creator", author.name, id=name), _refined(name, "role", author.role, scheme="marc:relators")]
        parts += [_refined(name, "file-as", author.file_as)] if author.file_as else []
    values = {
        "language": metadata.language,
        "date": metadata.date,
        "publisher": metadata.publisher,
        "rights": metadata.rights,
        "description": metadata.description,
    }
    return [*parts, *(_dc(name, value) for name, value in values.items() if value), *_series(metadata.series)]


def _series(series: Series) -> list[etree._Element]:
    if not series.name:
        return []
    parts = [_meta("belongs-to-collection", series.name, {"id": "series"})]
    parts.append(_refined("series", "collection-type", "series"))
    return parts + ([_refined("series", "group-position", series.position)] if series.position else [])


def _conforming(conformance: Conformance) -> list[etree._Element]:
    """Claim what a person vouches for, in the words that EPUB Accessibility 1.1, 4.2 prescribes to the letter."""
    version, _, level = conformance.wcag.partition(" ")
    claim = f"EPUB Accessibility 1.1 - WCAG {version} Level {level}"
    return [
        _meta("dcterms:conformsTo", claim, {"id": "conformance"}),
        _refined("conformance", "a11y:certifiedBy", one_line(conformance.certified_by)),
    ]


def _dc(name: str, value: str, **attributes: str) -> etree._Element:
    return _D(name, value, attributes)


def _refined(target: str, name: str, value: str, **attributes: str) -> etree._Element:
    return _P("meta", value, {"refines": f"#{target}", "property": name, **attributes})


def _meta(name: str, value: str, attributes: dict[str, str] | None = None) -> etree._Element:
    return _P("meta", value, {"property": name, **(attributes or {})})
