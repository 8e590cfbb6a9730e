"""Make a study guide: `python build.py pdf`, `epub`, `handout`, `check` or `doctor`; `--help` tells the rest."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

PYTHON = Path(__file__).resolve().parent / ".venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
ready = sys.version_info >= (3, 11) and all(map(importlib.util.find_spec, ("click", "weasyprint")))
if PYTHON.is_file() and PYTHON.parents[1].resolve() != Path(sys.prefix).resolve() and Path(sys.executable) != PYTHON:
    ours = [str(PYTHON), *sys.argv]  # our own interpreter, with the locked packages; Ctrl-C is its alone
    sys.exit(subprocess.call(ours)) if sys.platform == "win32" else os.execv(PYTHON, ours)  # noqa: S603, S606
if not ready and (sys.version_info < (3, 11) or sys.argv[1:] != ["doctor"]):
    sys.exit(sys.stderr.write("build.py needs Python 3.11 or newer and its packages. Run: make setup\n") and 2)
try:
    sys.exit(importlib.import_module("studypress.__main__" if ready else "studypress.doctor").run())
except KeyboardInterrupt:  # while the program is still being loaded
    sys.exit(130)
