"""Make a study guide: `python build.py pdf`, `epub`, `handout`, `check` or `doctor`; `--help` tells the rest."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

VENV = Path(__file__).resolve().parent / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

if sys.version_info < (3, 11) or not all(map(importlib.util.find_spec, ("click", "weasyprint"))):
    if PYTHON.is_file() and Path(sys.prefix).resolve() != VENV:
        sys.exit(subprocess.call([str(PYTHON), *sys.argv]))  # noqa: S603 - our own interpreter
    sys.stderr.write("build.py needs Python 3.11 or newer and its packages. Run: make setup\n")
    sys.exit(2)

sys.exit(importlib.import_module("studypress.cli").main())
