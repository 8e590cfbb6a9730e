r"""TeX as authors write it, read without a library: as plain words, its commands' arguments, macros, chemistry.

`plain_tex` says a formula on one line, `Macros` knows an author's own commands, `chemistry` reads `\ce{…}`, `units`
`\pu{…}`.
"""

from studypress.tex.arguments import arguments
from studypress.tex.chemistry import chemistry
from studypress.tex.macros import DEFINITION, Macros
from studypress.tex.words import bracketed, degree_of_root, plain_tex, scripted

__all__ = ["DEFINITION", "Macros", "arguments", "bracketed", "chemistry", "degree_of_root", "plain_tex", "scripted"]
