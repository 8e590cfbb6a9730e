"""What looks like a comment and is printed."""

import re
from collections.abc import Iterator

from studypress.check.writing import Writing, how_often
from studypress.model import Text
from studypress.problems import Place, Problem, problem
from studypress.wording import said

_COMMENT = re.compile(r"%%(?=[^\s%])[^%]*[^\s%]%%|%%(?=\s)[^%]*\s%%")
"""Within one text: `100%%` opens none."""


def vault_comment(writing: Writing) -> Iterator[Problem]:
    """A comment as Obsidian writes it, in a folder that is no vault of Obsidian's: once a file."""
    found: dict[str, list[Place]] = {}
    for node in writing.finished.of(Text):
        if "%%" in node.text and _COMMENT.search(node.text):
            found.setdefault(node.place.path, []).append(node.place)
    for places in found.values():
        often = how_often(len(places))
        message = said("What stands between `%%` is printed, {often}; in Obsidian it is a comment.", often=often)
        hint = said("If it is one, write `vault_comments = true` below [markdown] in book.toml.")
        yield problem("vault-comment", places[0], message, hint)
