"""HTML documents become a PDF: each is set alone, numbers are settled, and the galleys are bound into one file.

`typeset` sets one document into a galley, whose `body` is objects with holes; `settle` sets again what page numbers
change, `binding` says what every page is called, and `assemble` fills the holes of each and writes it, with
`navigation` and `metadata`.

    loading, workshop, trial                WeasyPrint is made ready, with faces and style sheets
    style_sheet, faces, fetch               what it is given to read
    messages                                what it says, as problems
    composition, breaks, leaders, sparing   what it does otherwise here: lines, pages, dots, the same in less time
    drawings                                absurd sizes in drawings, which it cannot bear
    fitting, page_rest, shrinking, tightening, last_pages
                                            what does not fit the rest of its page, or leaves the last one nearly empty
    list_marks                              the mark of an item, on the baseline of its first line
    card_fits                               what does not fit a flash card
    stretches, batches                      long pieces in stretches, and some pages at a time what cannot be parted
    workers, keeping                        pieces by several processes, galleys that are kept
    glyph_images, unseen                    formulas as glyphs, and as words that are not seen
    starts, links                           what stands first on each page; where it is touched
    body, objects, structure, subsets       a galley's pages, tags and faces as objects with holes
    spool, filling, writing                 which wait, are filled and are written
    numbers, folios                         page numbers in the text and on the pages
    imposition, card_sheets, page_forms     the pages of a booklet, and flash cards, on their sheets
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

import studypress.pdf.loading  # noqa: F401  # before anything else loads WeasyPrint

# isort: split
from studypress.cache import Cache
from studypress.documents import Document, Documents, PageMap, PageStart
from studypress.editions import Piece
from studypress.model import Asset
from studypress.pdf.assemble import assemble
from studypress.pdf.binding import BoundPage, Numbering, Plan, galleys_of, page_map, page_starts, plan_for
from studypress.pdf.card_sheets import lay_cards
from studypress.pdf.composition import Rules
from studypress.pdf.composition.parting import load_patterns
from studypress.pdf.folios import labels_of, layer_of
from studypress.pdf.glyph_images import trace
from studypress.pdf.imposition import impose
from studypress.pdf.keeping import Typesetter
from studypress.pdf.metadata import Metadata
from studypress.pdf.navigation import DeadLink
from studypress.pdf.settle import Progress, settle
from studypress.pdf.spool import Spool
from studypress.pdf.style_sheet import StyleSheet
from studypress.pdf.trial import trial
from studypress.pdf.typeset import Galley, Setting, font_map, sheet_problems, typeset
from studypress.pdf.workers import Workers
from studypress.problems import WHOLE_BOOK, BookError, Place, Problem, problem
from studypress.temporary import temporary_files, unnamed_file
from studypress.wording import Sentence, said

__all__ = [
    "Galley",
    "Metadata",
    "Numbering",
    "PdfResult",
    "Rules",
    "Setting",
    "StyleSheet",
    "get_ready",
    "impose",
    "lay_cards",
    "plan_for",
    "trace",
    "typeset",
    "write_pdf",
]

_FOLIOS = "folios"
_FOLIOS_ASTRAY = problem(
    "typesetting",
    WHOLE_BOOK,
    said("The page numbers are left out, since a style sheet makes their layer as long as another number of pages."),
    said("Let a style sheet of your own leave .folio alone, or give it no more than color, font and text-align."),
)


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A PDF, and what is known of it."""

    file: BinaryIO
    """The one it was written into."""
    page_map: PageMap
    """Where every id fell."""
    pages: int
    """The number of its pages, blank ones included."""
    problems: tuple[Problem, ...]
    """What is wrong with it, each thing once."""
    page_starts: tuple[PageStart, ...] = ()
    """Where each page that has a label begins, in order."""


def get_ready(setting: Setting, language: str, *, trying: bool) -> None:
    """Load the faces, the style sheets and the patterns of a language; `write_pdf` tells what is wrong with them.

    `trying` sets a trial page: not with style sheets of the author's, since WeasyPrint may tell a fault once alone.
    """
    with suppress(BookError):
        load_patterns(language)
        font_map(setting)
        if trying:
            typeset(trial(language), setting)


def write_pdf(
    documents: Documents,
    plan: Plan,
    setting: Setting,
    metadata: Metadata,
    file: BinaryIO,
    progress: Progress = lambda title, done, total: None,
    jobs: int = 1,
    cache: Cache | None = None,
) -> PdfResult:
    """Write the PDF of an edition into an open file that has nothing in it yet.

    `plan` says how each page is bound in. Chapters are set by so many `jobs` at once, and found in the `cache` if they
    were set before. The pictures that the documents bring are added to those of `setting`. Raises BookError when
    something cannot be set.
    """
    sheets = sheet_problems(setting)
    typesetter = Typesetter(_with_assets(setting, documents.assets), cache)
    workers = Workers(jobs, partial(load_patterns, metadata.language))
    with unnamed_file() as waiting, workers.ended():
        spool = Spool(waiting)
        rendered, bound, unsettled = settle(documents, plan, typesetter, progress, setting.places, workers, spool.put)
        progress(said("page numbers"), 0, 1)
        layer, astray = _set_folios(documents, bound, typesetter)
        overlay = spool.put(layer) if layer and not astray else None
        with temporary_files():
            dead = assemble(bound, overlay, spool.body, rendered.outline, metadata, font_map(setting), file, cache)
            file.flush()  # for another process that reads it
    galleys = (*galleys_of(bound), *filter(None, [layer]))
    in_galleys = _once_each(found for galley in galleys for found in galley.problems)
    dead_links = dict.fromkeys(_dead_link(link, bound, setting) for link in dead)
    problems = (*sheets, *in_galleys, *unsettled, *astray, *dead_links)
    return PdfResult(file, page_map(bound), len(bound), problems, page_starts(bound))


def _set_folios(
    documents: Documents, bound: Sequence[BoundPage], typesetter: Typesetter
) -> tuple[Galley | None, tuple[Problem, ...]]:
    """Set the layer of a bound book's folios, if it has any, and say what keeps it from being laid over the pages."""
    labels = labels_of(layer_of(bound))
    if not labels:
        return None, ()
    document = Document(_FOLIOS, Piece.CHAPTERS, "", documents.folios(labels))
    layer = typesetter.find(document, layer=True) or typesetter.set(document, layer=True)
    return layer, () if layer.pages == len(labels) else (_FOLIOS_ASTRAY,)


def _with_assets(setting: Setting, assets: Sequence[Asset]) -> Setting:
    return replace(setting, assets={**setting.assets, **{asset.name: asset for asset in assets}})


def _dead_link(link: DeadLink, bound: Sequence[BoundPage], setting: Setting) -> Problem:
    """A link without a target. `resolve` has reported the author's own; what is left is worth a look."""
    galley = bound[link.page].galley
    return problem(
        "typesetting",
        setting.place(galley.name) if galley else Place(""),
        said(
            "A link leads to {target}, which is neither a place in this edition nor a web address.", target=link.target
        ),
        said("Link to a heading, or give the whole address with https://."),
    )


def _once_each(problems: Iterable[Problem]) -> Iterable[Problem]:
    """Drop repetitions: a style sheet's fault shows on every page it touches, and is told for the first."""
    first: dict[Sentence, Problem] = {}
    for found in problems:
        first.setdefault(found.message, found)
    return first.values()
