"""Numbers, ids and cross-references: what a book can only know when it is whole.

`numbers` and `footnotes` count through each chapter, after `addresses` has made notes of links to the web; `citations`
counts through the book, and lists what it cites. `targets` gathers what a link may lead to and `references` what has a
label, `files` knows the file that a path means, `links` brings them together, and `pages` says after which links print
tells a page.
"""

from dataclasses import replace
from pathlib import Path

from studypress.locale import locale_for
from studypress.model import Book
from studypress.problems import Problem
from studypress.resolve.addresses import with_addresses
from studypress.resolve.citations import cite
from studypress.resolve.footnotes import number_footnotes
from studypress.resolve.links import resolve_links
from studypress.resolve.numbers import number_chapters, numbered
from studypress.resolve.pages import with_page_notes
from studypress.resolve.references import Labels
from studypress.resolve.targets import Targets, with_anchor_ids
from studypress.study.outline import rubrics_of
from studypress.study.uses import named_in_titles

__all__ = ["resolve"]


def resolve(
    book: Book,
    root: Path | None = None,
    *,
    one_file: bool = False,
    link_pages: bool = True,
    address_notes: bool = False,
) -> tuple[Book, list[Problem]]:
    """Give numbers and ids to chapters, sections, figures and footnotes, and find what links inside the book mean.

    `root` is the manuscript's folder, in which files are looked for that are no part of the book; `one_file` says
    whether the manuscript is a file by itself, `link_pages` whether print is to tell the pages that links lead to,
    `address_notes` whether links to the web get footnotes.
    """
    problems: list[Problem] = []
    chapters = []
    form = rubrics_of(book.chapters)
    for chapter in number_chapters(book.chapters, one_file):
        chapter = with_addresses(chapter) if address_notes else chapter
        chapter, found = number_footnotes(numbered(chapter, form))
        chapters.append(with_anchor_ids(chapter))
        problems += found
    book = named_in_titles(replace(book, chapters=tuple(chapters)))
    book = cite(book, locale_for(book.metadata.language))
    targets, found = Targets.of(book)
    labels = Labels(book, locale_for(book.metadata.language))
    book, broken = resolve_links(book, targets, labels, root)
    return with_page_notes(book) if link_pages else book, problems + found + labels.problems + broken
