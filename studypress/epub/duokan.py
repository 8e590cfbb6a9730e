"""Notes as 多看 and 微信读书 pop them up: a picture as the mark, a list item as the note.

Neither publishes a format; this is what their own books hold and what makers of books for them agree on. It stays
valid, and readers that follow EPUB 3 pop the notes up too; those that want words in the link (Apple) do not.
"""

from lxml import etree

from studypress.documents import PICTURES
from studypress.epub.markup import XHTML, H, one_line
from studypress.model import Asset
from studypress.resources import resource_folder

RULES = """
a.duokan-footnote img {
  height: 1.2em;
  vertical-align: baseline;
  width: auto;
}

ol.duokan-footnote-content {
  list-style-type: none;
  margin: 0;
  padding: 0;
}
"""


_MARK = "note-mark.png"


def mark_picture() -> Asset:
    """Give the picture that stands for every mark."""
    return Asset(_MARK, "image/png", (resource_folder("images") / _MARK).read_bytes(), 48, 48)


def suit_notes(root: etree._Element) -> bool:
    """Make marks and notes 多看's; tell whether there are any."""
    notes = {str(note.get("id")): note for note in root.iter(f"{{{XHTML}}}aside") if note.get("role") == "doc-footnote"}
    words = {anchor: _words(note) for anchor, note in notes.items()}
    marked = False
    for mark in root.iter(f"{{{XHTML}}}a"):
        anchor = mark.get("href", "").removeprefix("#")
        if mark.get("role") == "doc-noteref" and anchor in words:
            picture = {"src": PICTURES + _MARK, "alt": words[anchor], "class": "qqreader-footnote"}
            mark.text = None
            mark[:] = [H("img", picture)]
            mark.set("class", "noteref duokan-footnote")
            marked = True
    for anchor, note in notes.items():
        item = H("li", {"class": "duokan-footnote-item", "id": anchor})
        item.extend(list(note))
        note.append(H("ol", item, {"class": "duokan-footnote-content"}))
        del note.attrib["id"]
    return marked


def _words(note: etree._Element) -> str:
    """Give a note's words without the link back."""
    parts = note.xpath(".//text()[not(ancestor::*[@role='doc-backlink'])]")
    return one_line("".join(map(str, parts))) or "…"  # type: ignore[arg-type]
