"""The lists of contents that other tools keep, each read by a function, in the order in which they are looked for.

Some of these tools have a Markdown of their own too, which stands beside their list: Notion, HonKit, Hexo, Logseq.

    books, contents                           mdBook, GitBook and docsify, whose lists are Markdown
    sites, sphinx                             lists in YAML or TOML, and trees of contents in pages
    vue, docusaurus, nextra                   lists in JavaScript
    hugo, trees                               folders as lists
    blogs, notion, honkit, logseq             posts, and exports, with their Markdown
    folder, facts                             what all of these look at, and what they tell of a book
"""

from collections.abc import Callable

from studypress.manuscript.conventions.blogs import HEXO, from_hexo, hexo, jekyll
from studypress.manuscript.conventions.books import GITBOOK, docsify, gitbook, mdbook, mdbook_below, mdbook_settings
from studypress.manuscript.conventions.docusaurus import docusaurus
from studypress.manuscript.conventions.folder import ENDINGS, Folder, is_page
from studypress.manuscript.conventions.honkit import from_honkit
from studypress.manuscript.conventions.hugo import hugo
from studypress.manuscript.conventions.logseq import from_logseq, is_graph
from studypress.manuscript.conventions.nextra import nextra
from studypress.manuscript.conventions.notion import NOTION, from_notion, notion
from studypress.manuscript.conventions.sites import (
    bookdown,
    jupyter_book,
    jupyter_book_below,
    loppo,
    mkdocs,
    myst,
    quarto,
    zensical,
)
from studypress.manuscript.conventions.sphinx import sphinx
from studypress.manuscript.conventions.vue import vitepress, vuepress
from studypress.manuscript.listing import Listing
from studypress.manuscript.source import SourceFile

__all__ = ["CONVENTIONS", "ENDINGS", "Folder", "find_listing", "from_notes", "is_page", "mdbook_settings"]

CONVENTIONS: tuple[Callable[[Folder], Listing | None], ...] = (
    mdbook,
    gitbook,
    quarto,
    bookdown,
    jupyter_book,
    myst,
    sphinx,
    mkdocs,
    zensical,
    vitepress,
    vuepress,
    docusaurus,
    nextra,
    hugo,
    docsify,
    mdbook_below,
    jupyter_book_below,
    loppo,
    notion,
    hexo,
    jekyll,
)
"""The first that finds a list with a page in it is taken; `chapters` in our own settings comes before all of them."""


def find_listing(folder: Folder) -> Listing | None:
    """Find the list of contents of a folder, or else one that cannot be read; None when no tool has left any."""
    found = [listing for read in CONVENTIONS if (listing := read(folder))]
    return next((listing for listing in found if listing.entries), found[0] if found else None)


DIALECTS: dict[str, Callable[[tuple[SourceFile, ...], Folder], tuple[SourceFile, ...]]] = {
    NOTION: from_notion,
    GITBOOK: from_honkit,
    HEXO: lambda chapters, folder: from_hexo(chapters),
}
"""What makes Markdown of the pages of a tool that has a way of its own, by the name of its convention."""


def from_notes(chapters: tuple[SourceFile, ...], folder: Folder, listing: Listing | None) -> tuple[SourceFile, ...]:
    """Pages as Markdown has them, where a program for notes has written them its own way."""
    if is_graph(folder.root):
        return from_logseq(chapters)
    dialect = DIALECTS.get(listing.convention) if listing else None
    return dialect(chapters, folder) if dialect else chapters
