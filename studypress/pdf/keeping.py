"""A galley is kept by all it was made from, and set again only when some of that has changed."""

import json
import re
from dataclasses import asdict, dataclass, replace
from functools import cached_property

from weasyprint.text.ffi import pango

from studypress.cache import Cache, key_of
from studypress.documents import ASSET_SCHEME, Document
from studypress.fingerprint import fingerprint
from studypress.pdf.typeset import Galley, Setting, typeset
from studypress.problems import problem_from

_KIND = "galleys"
_ASSET = re.compile(re.escape(ASSET_SCHEME) + r"(?![0-9a-f]{16}\.)([\w.-]+)")
"""A picture of another name than its content gives it, by which it is known already (`figures/assets.py`)."""


@dataclass(frozen=True)
class Typesetter:
    """Sets documents, and keeps what it has set."""

    setting: Setting
    cache: Cache | None = None

    def find(self, document: Document, layer: bool = False) -> Galley | None:
        """The galley that was made of this very document in this very setting."""
        data = self.cache.find(_KIND, self._key(document, layer)) if self.cache else None
        return galley_from(data) if data else None

    def set(self, document: Document, layer: bool = False) -> Galley:
        """Set a document as `typeset` does, and keep the galley."""
        galley = typeset(document, self.setting, layer)
        if self.cache:
            self.cache.keep(_KIND, self._key(document, layer), [data_of(galley)])
        return galley

    def _key(self, document: Document, layer: bool) -> str:
        setting = self.setting
        shown = sorted(self._in_sheets | _names(document.html))
        pictures = [f"{name} {key_of(setting.assets[name].data)}" for name in shown if name in setting.assets]
        place = str(setting.place(document.name))
        return key_of(self._manner, document.name, document.html, place, str(layer), *pictures)

    @cached_property
    def _manner(self) -> str:
        """What every document is set with, beside its own."""
        sheets = (text for sheet in self.setting.sheets for text in (sheet.path, sheet.text))
        return key_of(fingerprint(), repr(self.setting.rules), str(pango.pango_version()), *sheets)

    @cached_property
    def _in_sheets(self) -> frozenset[str]:
        """The pictures that style sheets show."""
        return frozenset().union(*(_names(sheet.text) for sheet in self.setting.sheets))


def _names(text: str) -> frozenset[str]:
    return frozenset(_ASSET.findall(text))


def data_of(galley: Galley) -> bytes:
    """A galley as bytes: what is known of it as a line of JSON, then its body."""
    known = asdict(replace(galley, body=b""))
    del known["body"]
    return json.dumps(known, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n" + galley.body


def galley_from(data: bytes) -> Galley:
    """The galley whose bytes these are."""
    line, _, body = data.partition(b"\n")
    known = json.loads(line.decode("utf-8", "surrogatepass"))
    known["anchors"] = {name: tuple(place) for name, place in known["anchors"].items()}
    known["tops"] = tuple(known["tops"])
    known["starts"] = tuple((offset, words) for offset, words in known["starts"])
    known["problems"] = tuple(problem_from(found) for found in known["problems"])
    return Galley(body=body, **known)
