"""Notes and entries long enough to pop up.

Kobo's readers pop up what a link leads to when it has 9 to 5000 characters, and leaf to it otherwise. What is shorter
gets words that say where the reader is; what is longer is leafed to, and its first link leads back.
"""

from collections.abc import Iterator

from lxml import etree

from studypress.epub.markup import XHTML, H
from studypress.epub.navigation import NavWords

LEAST = 9
"""Characters, blanks left out."""


def lengthen(root: etree._Element, words: NavWords) -> None:
    """Put words at the end of the notes and the glossary's entries that are too short to pop up."""
    for note in root.iter(f"{{{XHTML}}}aside"):
        back = note.find(f".//{{{XHTML}}}a[@role='doc-backlink']")
        if back is not None and _is_short(note):
            link = H("a", words.back_to_place, {"href": back.get("href", ""), "role": "doc-backlink"})
            note.append(H("p", link, {"class": "note-words"}))
    for entry in _entries(root):
        if _is_short(entry):
            entry[-1].append(H("p", words.glossary_entry, {"class": "note-words"}))


def _entries(root: etree._Element) -> Iterator[etree._Element]:
    for section in root.iterfind(f".//{{{XHTML}}}section[@role='doc-glossary']"):
        yield from (entry for entry in section.iterfind(f".//{{{XHTML}}}dl/{{{XHTML}}}div") if len(entry))


def _is_short(element: etree._Element) -> bool:
    return len("".join("".join(map(str, element.itertext())).split())) < LEAST
