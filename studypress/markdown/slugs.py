"""The ids that tools give to headings: an author links to whichever of them the tool at hand showed."""

import re
import unicodedata
from collections.abc import Callable

_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")
"""What VuePress and VitePress make a hyphen of (`slugify` of @mdit-vue/shared)."""
_DOCSIFY = re.compile(r"[\u2000-\u206f\u2e00-\u2e7f\\'!\"#$%&()*+,./:;<=>?@\[\]^`{|}~]")


def github(title: str) -> str:
    """Slugs of GitHub, mdBook, Docusaurus and Hugo: lower case, without punctuation, spaces as hyphens, Han kept."""
    kept = (c for c in title.strip().lower() if c in " -_" or unicodedata.category(c)[0] in "LNM")
    return "".join(kept).replace(" ", "-")


def _vuepress(title: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", title) if not "\u0300" <= c <= "\u036f")
    hyphened = _SPECIAL.sub("-", plain).strip("-")
    return ("_" + hyphened if hyphened[:1].isdecimal() else hyphened).lower()


def _mkdocs(title: str) -> str:
    """`slugify` of Python-Markdown's toc: ASCII alone, so that nothing is left of a Chinese heading."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _pandoc(title: str) -> str:
    """Pandoc's `auto_identifiers`: nothing before the first letter, `section` for nothing at all."""
    kept = "".join(c for c in title.strip().lower() if c.isalnum() or c in " _-.").split()
    return re.sub(r"^[\W\d_]+", "", "-".join(kept)) or "section"


def _gitlab(title: str) -> str:
    squeezed = re.sub(r"-{2,}", "-", re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-"))
    return f"anchor-{squeezed}" if squeezed.isdecimal() else squeezed


def _docsify(title: str) -> str:
    hyphened = re.sub(r"-{2,}", "-", re.sub(r"\s", "-", _DOCSIFY.sub("", title.strip().lower())))
    return re.sub(r"^(\d)", r"_\1", hyphened)


class Anchors:
    """The ids of the headings of one file, made unique as each tool makes them: `setup`, `setup-1`; `setup_1`."""

    def __init__(self) -> None:
        self._tools = [
            *(_Unique(slug, "-") for slug in (github, _vuepress, _pandoc, _gitlab, _docsify)),
            _Unique(_mkdocs, "_"),
        ]

    def take(self, title: str, given: str = "") -> tuple[str, tuple[str, ...]]:
        """The id of the next heading, and the others that links may use: GitHub's first if the author gave none."""
        slugs = dict.fromkeys(tool.take(title, given) for tool in self._tools)
        # An id that is given takes the place of the slug; on a site that does not know `{#id}` the slug stays.
        names = [given, *slugs] if given else [*slugs]
        names = [name for name in dict.fromkeys(names) if name]
        return (names[0], tuple(names[1:])) if names else ("", ())


class _Unique:
    """The slugs of one tool."""

    def __init__(self, slug: Callable[[str], str], joint: str) -> None:
        self._slug, self._joint = slug, joint
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, title: str, given: str) -> str:
        if given:
            self._taken.add(given)
            return self._slug(title)
        slug = base = self._slug(title)
        # Python-Markdown alone numbers a heading that has no slug: `_1`.
        while slug in self._taken or (not slug and self._joint == "_"):
            self._next[base] = self._next.get(base, 0) + 1
            slug = f"{base}{self._joint}{self._next[base]}"
        if slug:
            self._taken.add(slug)
        return slug
