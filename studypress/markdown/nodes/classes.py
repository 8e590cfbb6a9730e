"""Names of classes that the theme keeps for its own parts.

An author's `<div class="cover">` would otherwise fill a page, and `<span class="footnote">` leave its line.
"""

_NAMES = """
    aliases anchors answer answer-label answer-line answered authors backlink badge badge-familiar badge-hard badge-know
    badge-understand block box-title brief brief-near c callout callout-abstract callout-danger callout-example
    callout-important callout-note callout-question callout-quote callout-tip callout-title callout-warning card-back
    card-face card-heading card-much card-names card-note card-term card-words chapter chapter-name chapter-number
    chapter-title choice choice-line choice-pair choice-row choice-sign choices citation code code-line code-title
    colophon colophon-title contained contents counterpart cover cover-field cover-foot cover-line cover-ornament
    cover-page cover-picture cover-rule cover-sheet cover-subtitle cover-title cover-words date depth-2 depth-3 details
    details-summary digits drawn each-line emoji-name entry exercise-group f figure figure-entries figure-list
    figure-number filled-blank fit-0 fixed flashcard folio folios footnote footnote-entry footnotes formula
    formula-block formula-body formula-continues formula-lines formula-number formula-numbered formula-strut full
    full-width gloss glossary group-page group-section group-title half-width handout-answers handout-recall heading
    high identifier imprint inline-answer k kept left-out letter letter-group letters line long-formula long-words loose
    made-with marked marked-choice n name-line next-name note-again note-number note-words noteref numbered objective
    objectives option outline own-mark own-marker own-size p page-note part part-name part-number part-title parted
    picture-missing picture-only picture-row placeholder placeholder-alt placeholder-name point point-text points
    publisher question question-answer question-marker question-title ragged read-aloud reading recall recall-exercises
    recall-figures recall-points recall-terms record record-pair records ruled s section section-number see sheet-kind
    short short-answers source source-number sources subtitle summary summary-body summary-group table-caption
    table-wrap tall task term tick ticked title title-piece titlepage toc toc-back toc-chapter toc-number toc-part
    toc-section toc-summary toc-words turned turned-title unbroken uses western whole whole-group whole-wide wide
    with-last with-next
"""

ALIASES = {
    "专名": "proper-name", "專名": "proper-name",
    "书名": "book-title", "書名": "book-title",
}  # fmt: skip
"""Chinese words for classes that authors may use, and the names that style sheets know them by."""

RESERVED = frozenset(_NAMES.split())
"""Every name in `templates/` but those that authors may use: `note`, a box, `output`, `align-center` and its like,
`dots`, `proper-name` and `book-title`."""
