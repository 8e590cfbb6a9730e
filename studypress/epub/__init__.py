"""Packing an edition as an EPUB 3.3 publication.

`write_epub` is the way in. `content` reads the finished documents, `pagebreaks` marks in them where printed pages
begin, `fonts` brings what a reader's faces lack (`formula_letters` knows those of formulas), `kinsoku` keeps marks
with the formula beside them, `english` and `foreign` tell what is in another language, `popups` lengthens notes,
`profiles` suits all to one maker's readers (`duokan`, `kobo`), `division` makes files of them, and `cutting` several of
a long one; `drawings` say their language and bring a ground.
`navigation` and `metadata` make what stands around, in the words of `markup`; `styles` refuses what no e-book may
hold, `package` binds all by ebooklib, `archive` makes the bytes depend on nothing but the book.
"""

from studypress.epub.metadata import Conformance
from studypress.epub.navigation import NavWords
from studypress.epub.package import Setting, write_epub
from studypress.epub.pagebreaks import PageList
from studypress.epub.profiles import Profile
from studypress.epub.styles import checked_styles

__all__ = ["Conformance", "NavWords", "PageList", "Profile", "Setting", "checked_styles", "write_epub"]
