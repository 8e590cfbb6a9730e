"""How one moves about in a PDF: links, named destinations, the outline, and the names of its pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import pikepdf

from studypress.pages import LINK_SCHEME, OutlineItem
from studypress.pdf.binding import BoundPage, Numbering, places
from studypress.pdf.structure import forget

_WEB_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
"""Links that lead out of the book and may stay."""


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link that leads nowhere and was taken out; its words stay."""

    page: int
    """The index of the page it is on."""
    target: str
    """An id, or an address that is no web address."""


def destinations(pdf: pikepdf.Pdf, bound: Sequence[BoundPage]) -> dict[str, pikepdf.Array]:
    """For each id an explicit destination (PDF 32000-1, 12.3.2.2): its page, scrolled to its top.

    Left edge and magnification are null, which leaves them as the reader has them.
    """
    found = {}
    for name, index, _, y in places(bound):
        page = pdf.pages[index]
        top = float(page.trimbox[3]) - y
        found[name] = pikepdf.Array([page.obj, pikepdf.Name.XYZ, None, round(top, 2), None])
    return found


def join_links(pdf: pikepdf.Pdf, targets: Mapping[str, pikepdf.Array]) -> list[DeadLink]:
    """Make every link to an id of the book a destination, across parts as within them; take out those without."""
    dead = []
    for number, page in enumerate(pdf.pages):
        annotations = page.obj.get(pikepdf.Name.Annots)
        if annotations is None:
            continue
        kept = []
        for annotation in annotations:
            target = _join(annotation, targets)
            if target is None:
                kept.append(annotation)
            else:
                dead.append(DeadLink(number, target))
                forget(pdf, annotation)
        if len(kept) < len(annotations):
            page.obj.Annots = pikepdf.Array(kept)
    return dead


def _join(annotation: pikepdf.Object, targets: Mapping[str, pikepdf.Array]) -> str | None:
    """Mend one annotation; gives the target of a link that cannot be mended."""
    if "/Dest" in annotation:
        # A `#id` of HTML, which WeasyPrint makes a name that only the part's own catalogue knew.
        name = str(annotation.Dest)
    elif "/A" in annotation and annotation.A.get("/S") == "/URI":
        address = str(annotation.A.URI)
        if not address.startswith(LINK_SCHEME):
            return None if _is_web(address) else address
        name = address.removeprefix(LINK_SCHEME)
    else:
        return None
    # WeasyPrint percent-encodes what ASCII lacks.
    target = targets.get(name, targets.get(unquote(name)))
    if target is None:
        return unquote(name)
    if "/A" in annotation:
        del annotation.A
    annotation.Dest = target
    return None


def _is_web(address: str) -> bool:
    try:
        return urlsplit(address).scheme.lower() in _WEB_SCHEMES
    except ValueError:
        return False


def write_outline(pdf: pikepdf.Pdf, items: Sequence[OutlineItem], targets: Mapping[str, pikepdf.Array]) -> None:
    """Write the outline: chapters are shown, what is below opens at a click. Left out is what has no place."""
    with pdf.open_outline() as outline:
        outline.root.extend(_outline_items(items, targets))
    if outline.root:
        pdf.Root.PageMode = pikepdf.Name.UseOutlines


def _outline_items(items: Iterable[OutlineItem], targets: Mapping[str, pikepdf.Array]) -> list[pikepdf.OutlineItem]:
    made = []
    for item in items:
        children = _outline_items(item.children, targets)
        if item.anchor not in targets:
            made += children
            continue
        line = pikepdf.OutlineItem(item.title, destination=targets[item.anchor])
        line.children.extend(children)
        line.is_closed = bool(children) and not item.expanded
        made.append(line)
    return made


def write_names(pdf: pikepdf.Pdf, items: Iterable[OutlineItem], targets: Mapping[str, pikepdf.Array]) -> None:
    """Name the destinations of the outline, so that `book.pdf#c1-s2` opens there."""
    names = sorted(name for name in set(_anchors(items)) if name in targets)
    if names:
        pairs = [entry for name in names for entry in (pikepdf.String(name), targets[name])]
        pdf.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=pikepdf.Array(pairs)))


def _anchors(items: Iterable[OutlineItem]) -> Iterable[str]:
    for item in items:
        yield item.anchor
        yield from _anchors(item.children)


_LABEL_STYLES = {Numbering.ROMAN: pikepdf.Name.r, Numbering.ARABIC: pikepdf.Name.D}


def write_page_labels(pdf: pikepdf.Pdf, bound: Sequence[BoundPage]) -> None:
    """Let the reader's page box say what is printed (PDF 32000-1, 12.4.2). A page that is not counted has no label."""
    ranges: list[object] = []
    before = None
    for index, page in enumerate(bound):
        if before is None or (page.numbering, page.number) != (before.numbering, before.number + 1):
            style = _LABEL_STYLES.get(page.numbering)
            label = pikepdf.Dictionary(S=style, St=page.number) if style else pikepdf.Dictionary()
            ranges += [index, label]
        before = page
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(ranges))
