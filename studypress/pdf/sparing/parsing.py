"""What tinyhtml5 looks for in a page is compiled once.

tinyhtml5 2.1 means to keep each pattern, and keeps it under the pattern itself, where it never finds it again.
"""

from tinyhtml5 import inputstream  # type: ignore[import-untyped]

from studypress.library_seams import Seam

_LOOKING = Seam(inputstream.HTMLUnicodeInputStream, "chars_until", "dfe353323dff")
SEAMS = (_LOOKING,)


def spare() -> None:
    """Have patterns kept under what they were made of in this process."""
    _LOOKING.change(
        {
            "characters = characters_until_regex[(characters, opposite)] = regex": (
                "characters_until_regex[(characters, opposite)] = characters = regex"
            )
        }
    )
