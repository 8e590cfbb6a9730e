"""Files that a program has written in a way of its own, as Markdown has them: known one by one, by marks in each.

Each line stays a line, so that every message finds its place. `siyuan`, `feishu` and `preview` are editors, `docfx`
makes sites; `mathpix` reads paper, `workbooks` come by way of MarkItDown, `chats` were copied, and `lazy_formulas` are
any site's.
"""

from collections.abc import Callable
from dataclasses import replace

from studypress.manuscript.exports.chats import from_chats
from studypress.manuscript.exports.docfx import from_docfx
from studypress.manuscript.exports.feishu import from_feishu
from studypress.manuscript.exports.lazy_formulas import with_lazy_formulas
from studypress.manuscript.exports.mathpix import from_mathpix
from studypress.manuscript.exports.preview import from_preview
from studypress.manuscript.exports.siyuan import from_siyuan
from studypress.manuscript.exports.workbooks import from_workbooks
from studypress.manuscript.source import SourceFile

EXPORTS: tuple[Callable[[str], str], ...] = (
    from_siyuan,
    from_feishu,
    from_preview,
    from_docfx,
    from_mathpix,
    from_workbooks,
    from_chats,
    with_lazy_formulas,
)
"""In this order; each leaves a text as it is that is none of its own."""


def as_markdown(file: SourceFile) -> SourceFile:
    """A file as Markdown has it, whatever has written it."""
    text = file.text
    for rewritten in EXPORTS:
        text = rewritten(text)
    return replace(file, text=text)
