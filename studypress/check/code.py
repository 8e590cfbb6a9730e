"""Code: of a language that nobody knows, or with lines too long for the page."""

from collections.abc import Iterator

from studypress.check.finished import Finished
from studypress.check.writing import Writing
from studypress.code_columns import code_sizes, columns_in, columns_of, wide_columns
from studypress.figures import is_known_language
from studypress.model import CodeBlock, Container
from studypress.problems import Place, Problem, problem
from studypress.sheets import sheet_of
from studypress.wording import NOTHING, said


def unknown_language(finished: Finished) -> Iterator[Problem]:
    """A name after the backquotes that is no language; told once for each name."""
    met: set[str] = set()
    for node in finished.of(CodeBlock):
        if node.language not in met and not is_known_language(node.language):
            met.add(node.language)
            yield problem(
                "unknown-language",
                node.place,
                said(
                    "The language `{language}` is not known; its code is not highlighted.",
                    language=node.language,
                ),
                said("Write the usual name of the language, or `text` for no language."),
            )


def long_code_line(writing: Writing) -> Iterator[Problem]:
    """Lines that print continues on the next, but those that no person wrote; told once for each block of code."""
    outputs = set(map(id, _outputs(writing.finished)))
    sheet = sheet_of(writing.config.pdf.page, writing.config.pdf.font_size)
    columns, smaller = columns_of(sheet), code_sizes(sheet)
    for node in writing.finished.of(CodeBlock):
        if id(node) in outputs:
            continue
        widths = [(columns_in(line), number) for number, line in enumerate(node.text.split("\n"), 1)]
        long = [(width, number) for width, number in widths if width > columns]
        if long and wide_columns(width for width, _ in widths) not in smaller:
            width, number = long[0]
            more = said(", like {number} more below", number=len(long) - 1) if len(long) > 1 else NOTHING
            yield problem(
                "long-code-line",
                Place(node.place.path, node.place.line + number),
                said(
                    "This line of code takes {width} columns{more}; a page of {sheet} has {columns}.",
                    width=width,
                    more=more,
                    sheet=sheet.name,
                    columns=columns,
                ),
                said("It is continued on a line of its own. Where that is hard to read, break it yourself."),
            )


_LONG = 100
"""Lines of an output that are more than two pages."""


def long_output(writing: Writing) -> Iterator[Problem]:
    """Pages that a program has written, and that few will read."""
    for node in _outputs(writing.finished):
        lines = node.text.rstrip("\n").count("\n") + 1
        if lines > _LONG:
            message = said("The output of this code takes {lines} lines.", lines=lines)
            hint = said(
                "Print less of it; the tag `remove-output` of a notebook leaves it out, "
                "and `output_lines` in [code] of book.toml its middle."
            )
            yield problem("long-output", node.place, message, hint)


def _outputs(finished: Finished) -> Iterator[CodeBlock]:
    """What code has put out, as notebooks have it, and Pandoc when it reads them."""
    for box in finished.of(Container):
        if "output" in box.classes:
            yield from (block for block in box.blocks if isinstance(block, CodeBlock))
