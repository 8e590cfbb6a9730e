"""The faces a book is set in, and no others: a font configuration that knows nothing of this machine's own fonts.

With the system's fonts a missing character would be looked for in all of them, which takes seconds and makes the result
depend on the machine; and the contract says that only the program's own files and the manuscript's are read.

Since 1.51.2 each font map of Pango has a thread, which looks for faces. A forked process has none but its own: there
all that asked the map it was born with would wait for ever. It keeps the faces, which take long to read, and begins
with a map of its own.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from weakref import WeakSet

from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

from studypress.forks import CAN_FORK
from studypress.pdf.fetch import Fetcher

ffi.cdef("FcConfig * FcConfigCreate (void);")

_STAND_INS = {
    "StudyPress Emoji": ("emoji",),
    "StudyPress Song": ("serif", "Times", "Times New Roman", "Georgia", "SimSun", "Songti SC"),
    "StudyPress Hei": ("sans-serif", "Arial", "Helvetica", "Verdana", "SimHei", "Microsoft YaHei", "PingFang SC"),
    "StudyPress Code": ("monospace", "Courier", "Courier New", "Consolas", "Menlo", "Monaco"),
}
"""Other names that our faces answer to: those that drawings of other programs ask for, for which fontconfig would take
whatever face comes first; and what Pango asks for where a sign is written as emoji (❤️, not ❤)."""


def _stand_ins() -> bytes:
    rules = []
    for face, names in _STAND_INS.items():
        edits = "".join(f'<edit name="family" mode="append"><string>{name}</string></edit>' for name in names)
        rules.append(f'<match target="scan"><test name="family"><string>{face}</string></test>{edits}</match>')
    return f"<fontconfig>{''.join(rules)}</fontconfig>".encode()


class Faces(FontConfiguration):  # type: ignore[misc]  # WeasyPrint has no types
    """A font configuration that starts empty and holds only what `@font-face` rules add to it."""

    def __init__(self) -> None:
        # The same attributes as WeasyPrint's own (text/fonts.py, 70.0), with an empty configuration in place of the
        # system's; `tests/test_pdf.py` notices when a new version has others.
        self._config = fontconfig.FcConfigCreate()
        self._folder: _FaceFile | None = None
        self._begin()
        fontconfig.FcConfigDestroy(self._config)  # the font map keeps a reference of its own
        fontconfig.FcConfigParseAndLoadFromMemory(self._config, _stand_ins(), True)
        _LOADED.add(self)

    def _begin(self) -> None:
        """Have a font map that knows these faces, and has set nothing yet."""
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        self.strut_layouts: dict[object, object] = {}
        self.font_features: dict[object, object] = {}

    def begin_anew(self) -> None:
        """Have a new font map. The one there was is put aside, with all that others have learned from it and keep here.

        It is not freed: that might wait for its thread.
        """
        known = vars(self)
        self.__dict__ = {"_config": known["_config"], "_folder": known["_folder"], "_aside": known}
        self._begin()

    def add_font_face(self, rule_descriptors: Mapping[str, Any], url_fetcher: Fetcher) -> None:
        """Take in a face where it is.

        WeasyPrint copies each to a folder, 43 MB for all of ours, which stays there when a process is killed.
        """
        earlier = self._folder.taken if self._folder else set()
        sources = (url_fetcher.face(url) for _, url in rule_descriptors["src"] if url)
        self._folder = _FaceFile(next((file for file in sources if file), Path(os.devnull)), earlier)
        super().add_font_face(rule_descriptors, url_fetcher)

    def __del__(self) -> None:
        """Remove no folder: there is none."""


class _FaceFile:
    """The file of a face, in the shape of the folder to which WeasyPrint copies faces, and of each copy."""

    def __init__(self, face: Path, taken: set[str]) -> None:
        self.taken = taken
        """The rules whose faces were taken in."""
        self._face, self._rule = face, ""

    def __truediv__(self, rule: str) -> "_FaceFile":
        self._rule = rule
        return self

    def exists(self) -> bool:
        """Whether there is a copy for this rule."""
        return self._rule in self.taken

    def write_bytes(self, data: bytes) -> None:
        """Make one."""
        self.taken.add(self._rule)

    def as_posix(self) -> str:
        """Where it is."""
        return self._face.resolve().as_posix()


_LOADED: "WeakSet[Faces]" = WeakSet()


def _begin_anew() -> None:
    for faces in _LOADED:
        faces.begin_anew()


if CAN_FORK:
    os.register_at_fork(after_in_child=_begin_anew)
