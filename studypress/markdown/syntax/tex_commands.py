r"""Commands of TeX that only its own typesetting heeds: `\index{word}`, `\newpage`, `\mainmatter`.

Pandoc leaves them out of everything but LaTeX. They are left out where `[markdown] tex_commands` says so, and in R
Markdown and Quarto, since a lesson on LaTeX may show them as typed elsewhere; but what ends a page, and is all of its
paragraph, in any text.
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import whole_line

_NAMES = (
    "newpage clearpage cleardoublepage pagebreak nopagebreak frontmatter mainmatter backmatter appendix noindent "
    "bigskip medskip smallskip printindex tableofcontents listoffigures listoftables vfill hfill centering"
)
_COMMAND = re.compile(
    rf"\\(?:index\{{(?:[^{{}}\n]|\{{[^{{}}\n]*\}}){{1,200}}\}}|(?:{'|'.join(_NAMES.split())})(?![A-Za-z{{])(?:\{{\}})?"
    r"|[vh]space\*?\{[^{}\n]{1,40}\}|let[ \t]*\\[A-Za-z]+[ \t]*+=?[ \t]*+\\[A-Za-z]+)"
)
_LINE = re.compile(rf"(?:{_COMMAND.pattern}[ \t]*)+")

_PAGE_END = re.compile(r"\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?:\{\})?[ \t]*")


@begins_with("\\")
def page_end(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""Leave out a paragraph that is `\newpage`."""
    alone = (start == 0 or state.isEmpty(start - 1)) and (start + 1 >= end or state.isEmpty(start + 1))
    if not alone or not whole_line(state, start, "\\", _PAGE_END):
        return False
    if not silent:
        state.line = start + 1
    return True


@begins_with("\\")
def tex_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave out a line of nothing else."""
    if not whole_line(state, start, "\\", _LINE):
        return False
    if not silent:
        state.line = start + 1
    return True


@begins_with("\\")
def tex_command(state: StateInline, silent: bool) -> bool:
    """Leave out a command within a line."""
    found = _COMMAND.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    state.pos = found.end()
    return True
