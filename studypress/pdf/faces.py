"""The faces a book is set in, and no others: a font configuration that knows nothing of this machine's own fonts.

With the system's fonts a missing character would be looked for in all of them, which takes seconds and makes the result
depend on the machine; and the contract says that only the program's own files and the manuscript's are read.
"""

import weakref
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

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
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        fontconfig.FcConfigDestroy(self._config)  # the font map keeps a reference of its own
        fontconfig.FcConfigParseAndLoadFromMemory(self._config, _stand_ins(), True)
        self.strut_layouts: dict[object, object] = {}
        self.font_features: dict[object, object] = {}
        # WeasyPrint copies each face to a temporary folder and removes it in `__del__`, which an interpreter that ends
        # does not promise to call for an object that a cache still holds.
        self._folder = Path(mkdtemp(prefix="studypress-"))
        weakref.finalize(self, rmtree, self._folder, ignore_errors=True)
