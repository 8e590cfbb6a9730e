"""`[[Note]]`, `[[Note#Heading|words]]`, `![[picture.png|200]]`: links and pictures named as in a vault of notes.

Obsidian's forms, which Foam, Logseq and Typora's readers share. What they name is found wherever it is in the folder;
whole notes that are embedded have been put in before (`manuscript/includes`). `a[[1]]` in a text stays what it is.
"""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import quote

from markdown_it.rules_inline import StateInline

from studypress.manuscript import PICTURE_ENDINGS, Manuscript, Vault
from studypress.markdown.syntax.first_letters import begins_with

_WIKILINK = re.compile(
    r"(!?)\[\[(?![\[^])([^\[\]|\n#]{0,300})(?:#([^\[\]|\n]{0,300}))?((?:\|[^\[\]|\n]{0,300}){0,4})\]\]"
)
_INDEX = re.compile(r"[\s\d,.:;+*/\-'\"_]*|\s*['\"].*['\"]\s*|_?_?toc_?_?", re.IGNORECASE)
"""What stands in the brackets of an array: `a[[1, 2]]`, `df[["name"]]`."""
_SIZE = re.compile(r"\s*(\d{1,5})(?:x(\d{1,5}))?\s*")
_LOOKS = re.compile(
    r"(?=.*\b(?:left|right|center|inl[lr]?|[wh](?:tiny|small|s|med|m|tall|large|l|full|f))\b)"
    r"(?:\s*\b(?:left|right|center|inl[lr]?|[wh](?:tiny|small|s|med|m|tall|large|l|full|f)|[a-z+]{0,4}ban"
    r"|cover|circle|invert[wb]?)\b)+\s*",
    re.IGNORECASE,
)
"""What themes of Obsidian (ITS, Minimal) read of a picture's place and size: `left`, `cover hsmall`."""


@dataclass(frozen=True, slots=True)
class Wikilink:
    """What stands in the double brackets."""

    source: str
    """As typed."""
    embed: bool
    name: str
    """The file; empty for this one."""
    place: str
    """A heading, or `^` and the id of a block."""
    words: tuple[str, ...]
    """What the author wants shown, and the size of a picture."""
    glued: bool
    """Whether it follows a letter, a digit or a bracket as an index does."""

    @property
    def is_picture(self) -> bool:
        """Whether it shows a picture."""
        return self.embed and self.name.lower().endswith(PICTURE_ENDINGS)

    @property
    def has_words(self) -> bool:
        """Whether its author gave words to show: nothing but a link has."""
        return bool(self._given)

    @property
    def _given(self) -> str:
        given = (word.strip() for word in self.words if word.strip() and not _SIZE.fullmatch(word))
        return next((word for word in given if not (self.is_picture and _LOOKS.fullmatch(word))), "")

    @property
    def shown(self) -> str:
        """The words of the link: the author's, else the names of file and heading."""
        name = re.sub(r"\.(?:md|markdown)$", "", posixpath.basename(self.name.strip()))
        heading = "" if self.place.startswith("^") or self.is_picture else self.place.rpartition("#")[2].strip()
        return self._given or " › ".join(filter(None, (name, heading))) or self.source

    @property
    def size(self) -> tuple[str, str]:
        """The width and height of a picture in px, each empty when it is not given."""
        found = next((match for word in self.words if (match := _SIZE.fullmatch(word))), None)
        return (found[1], found[2] or "") if found else ("", "")

    def path(self, base: str, vault: Vault) -> str:
        """The address, from the file `base`, of what is named; empty when there is nothing of the name."""
        found = vault.find(self.name, base)
        return quote(posixpath.relpath(found, posixpath.dirname(base) or ".")) if found else ""

    def target(self, base: str, vault: Vault) -> str:
        """The link's address; empty for what is no link but an index."""
        path = self.path(base, vault) if self.name.strip() else ""
        place = f"#{quote(self.place.strip())}" if self.place.strip() else ""
        is_index = _INDEX.fullmatch(self.name + self.place) is not None
        if (is_index and self.glued) or ((is_index or self.glued) and not path):
            return ""
        return (path or quote(self.name.strip())) + place


def links_notes(manuscript: Manuscript, vault: Vault) -> bool:
    """Whether one page of a manuscript names another between double brackets, as in a vault.

    Looked into only where a mark stands that is another thing elsewhere: a comment, the id of a block.
    """
    kept = vault.is_obsidian or vault.is_logseq
    if kept or not any(_has_vault_mark(page.text) for page in manuscript.chapters):
        return kept
    paths = {page.path for page in manuscript.chapters}
    links = ((page.path, found[2]) for page in manuscript.chapters for found in _WIKILINK.finditer(page.text))
    return any(name.strip() and vault.find(name, base) in paths - {base} for base, name in links)


def _has_vault_mark(text: str) -> bool:
    return "%%" in text or ("^" in text and _BLOCK_ID.search(text) is not None)


_BLOCK_ID = re.compile(r"\^(?<!\S\^)[A-Za-z0-9-]+$", re.MULTILINE)
"""What begins with the character itself is looked for many times as fast."""


@begins_with("[!")
def wikilink(state: StateInline, silent: bool) -> bool:
    """The rule for double square brackets."""
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    match = _WIKILINK.match(state.src, state.pos, state.posMax)
    if not match or not (match[2].strip() or (match[3] or "").strip()):
        return False
    if (match[3] or match[2]).endswith("\\") and not match[4]:
        return False  # `[[1\]](address)`, the call of a note as it is pasted: the bracket is escaped
    if not silent:
        before = state.src[state.pos - 1 : state.pos]
        beside = state.src.endswith("]]", 0, state.pos)  # one wikilink after another
        glued = not beside and ((before.isascii() and before.isalnum()) or before in tuple("_)]"))
        # In a table the bar is escaped, which markdown-it has undone; Obsidian writes it so elsewhere too.
        words = tuple(word.removesuffix("\\") for word in match[4].split("|")[1:])
        name, place = ((match[part] or "").removesuffix("\\") for part in (2, 3))
        token = state.push("wikilink", "", 0)
        token.meta["wikilink"] = Wikilink(match[0], bool(match[1]), name, place, words, glued)
    state.pos = match.end()
    return True
