"""Pages that MDX imports and puts in by a tag: `import Part from './_part.mdx'`, and then `<Part />`.

Docusaurus calls them partials, Mintlify snippets; VitePress imports pages in its `<script setup>` likewise. Only the
grammar: `includes` finds the files and puts them in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from studypress.manuscript.includes.directives import Directive
from studypress.manuscript.includes.excerpts import Line

_IMPORT = re.compile(
    r"""[ \t]*import[ \t]+([A-Z]\w{0,100})[ \t]+from[ \t]*["']([^"'\n]{1,490}\.(?:mdx?|markdown))["'];?[ \t]*"""
)
_TAG = re.compile(
    r"<([A-Z]\w{0,100})((?:\s+[\w-]+(?:=(?:\"[^\"\n]*\"|'[^'\n]*'|\{[^{}\n]*\}))?){0,20})\s*(?:/>|>\s*</\1\s*>)"
)
_GIVEN = re.compile(r"(?<![\w-])([\w-]++)=(?:\{\s*+)?(?:\"([^\"\n]*)\"|'([^'\n]*)')")


def may_import(text: str) -> bool:
    """Whether there is any sense in looking for imports of pages."""
    return "import " in text and ".md" in text


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """A page that a tag puts in."""

    directive: Directive
    source: str
    """The tag, as typed."""
    given: dict[str, str]
    """What it tells the page, `name="二"`, which the page shows by `{props.name}`, or `{name}`."""

    def filled_in(self, lines: list[Line]) -> list[Line]:
        """The page's lines with what the tag tells it in their places."""
        if not self.given:
            return lines
        place = re.compile(rf"\{{(?:props\.)?({'|'.join(map(re.escape, self.given))})\}}")
        return [(number, place.sub(lambda found: self.given[found[1]], line)) for number, line in lines]


@dataclass(slots=True)
class ImportedPages:
    """The pages that the files of a manuscript import, as their lines are read."""

    _imported: dict[tuple[str, str], Directive] = field(default_factory=dict)
    """The file that imports one and the name it gives it there."""

    def pieces(self, line: str, path: str) -> list[str | ImportedPage]:
        """A line of a file with tags of pages that the lines above import: the words and the pages; else nothing.

        What stands in the line beside a page becomes a paragraph of its own.
        """
        if "import" in line and (found := _IMPORT.fullmatch(line)):
            self._imported[path, found[1]] = _directive(found[2])
        named = self._imported and "<" in line
        return list(self._parted(line, path)) if named else []

    def _parted(self, line: str, path: str) -> Iterator[str | ImportedPage]:
        end = 0
        for tag in _TAG.finditer(line):
            directive = self._imported.get((path, tag[1]))
            if directive and line.count("`", 0, tag.start()) % 2 == 0:
                given = {name: one or other for name, one, other in _GIVEN.findall(tag[2])}
                yield line[end : tag.start()]
                yield ImportedPage(directive, tag[0], given)
                end = tag.end()
        if end:
            yield line[end:]


def _directive(target: str) -> Directive:
    """The page that is imported; `@site/` is the folder of a site's settings (Docusaurus), `@/` VitePress's."""
    plain = re.sub(r"^@(?:site|theme)?/", "", target)
    return Directive(plain, from_root=plain != target)
