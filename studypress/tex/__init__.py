r"""TeX as authors write it, read without a library: as plain words, its commands' arguments, macros, chemistry.

`plain_tex` says a formula on one line, `Macros` knows an author's own commands, `chemistry` reads `\ce{…}`, `units`
`\pu{…}`.
"""

from studypress.tex.arguments import arguments
from studypress.tex.chemistry import chemistry
from studypress.tex.macros import DEFINITION, Macros
from studypress.tex.words import plain_tex

__all__ = ["DEFINITION", "Macros", "arguments", "chemistry", "plain_tex"]
