"""Make a study guide: `python build.py pdf`, `epub`, `handout`, `check` or `doctor`; `--help` tells the rest."""

import importlib.util
import subprocess
import sys
from pathlib import Path

VENV = Path(__file__).resolve().parent / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
ready = sys.version_info >= (3, 11) and all(map(importlib.util.find_spec, ("click", "weasyprint")))
if PYTHON.is_file() and VENV.resolve() != Path(sys.prefix).resolve() and Path(sys.executable) != PYTHON:
    sys.exit(subprocess.call([str(PYTHON), *sys.argv]))  # noqa: S603 - our own interpreter, with the locked packages
if not ready and (sys.version_info < (3, 11) or sys.argv[1:] != ["doctor"]):
    sys.stderr.write("build.py needs Python 3.11 or newer and its packages. Run: make setup\n")
    sys.exit(2)
try:
    sys.exit(importlib.import_module("studypress.__main__" if ready else "studypress.doctor").run())
except KeyboardInterrupt:  # while the program is still being loaded
    sys.exit(130)
