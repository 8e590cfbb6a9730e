"""`one_piece.py BOOK OUTPUT` sets a book as one document, by WeasyPrint alone.

It has the same pages and the same style sheets, without folios. Only its size counts, beside that of the book that is
bound of parts.
"""

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import weasyprint

from studypress import pdf
from studypress.documents import ELSEWHERE, SLOT, PageMap
from studypress.pdf.fetch import BASE, Fetcher
from studypress.pdf.workshop import workshop_for
from studypress.pipeline import build
from studypress.request import Request

_BODY = re.compile(r"<body class=\"([^\"]*)\">(.*)</body>", re.DOTALL)


def main(book: Path, output: Path) -> None:
    """Set the book, and write what comes of it."""
    caught: list[Any] = []

    def write_pdf(documents: Any, plan: Any, setting: Any, *_: Any) -> Any:
        caught.append((documents(PageMap()), setting))
        raise _EnoughError

    with patch.object(pdf, "write_pdf", write_pdf), suppress(_EnoughError):
        build(Request(book), lambda stage: None)
    ((rendered, setting),) = caught
    bodies = [_BODY.search(document.html) for document in rendered.documents]
    joined = "".join(f'<div class="{body[1]}" style="break-before: right">{body[2]}</div>' for body in bodies if body)
    html = f'<html lang="zh-Hans"><body class="book">{ELSEWHERE.sub("", SLOT.sub("9", joined))}</body></html>'
    workshop = workshop_for(setting.sheets, setting.fonts)
    fetcher = Fetcher({asset.name: asset for asset in rendered.assets}, setting.fonts)
    document = weasyprint.HTML(string=html.replace("studypress:", "#"), base_url=BASE, url_fetcher=fetcher)
    whole = document.render(stylesheets=workshop.sheets, **workshop.registers())
    output.write_bytes(whole.write_pdf(pdf_tags=True))


class _EnoughError(Exception):
    """The pages have been seen."""


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
