"""Make `images/spread.png` for the README: two facing pages of the Docker guide, as the program sets them now.

Run by hand after a change that a reader can see: `.venv/bin/python scripts/spread.py` (after `make pdf`).
"""

from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "dist" / "book.pdf"
VERSO = "4"
"""The printed number of the left-hand page."""
DPI = 90
GUTTER = 2
"""px between the pages."""


def main() -> None:
    """Draw both pages side by side, in few colours so that the file stays small."""
    with pikepdf.open(GUIDE) as pdf:
        first = [page.label for page in pdf.pages].index(VERSO)
    document = pypdfium2.PdfDocument(GUIDE)
    left, right = (document[index].render(scale=DPI / 72).to_pil() for index in (first, first + 1))
    spread = Image.new("RGB", (left.width + GUTTER + right.width + 2, left.height + 2), "#8a8a8a")
    spread.paste(left, (1, 1))
    spread.paste(right, (1 + left.width + GUTTER, 1))
    spread.quantize(64).save(ROOT / "images" / "spread.png", optimize=True)


if __name__ == "__main__":
    main()
