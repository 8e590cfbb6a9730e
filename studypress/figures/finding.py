"""Where a picture's file is: as the author wrote it, as a site generator would take it, or spelt a little otherwise."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from studypress.manuscript import PICTURE_ENDINGS, Spellings, Vault, file_inside, files_below
from studypress.names import nearest
from studypress.wording import Sentence, said

_SITE_FOLDERS = ("", "static", "public", ".vuepress/public", "assets", "source")
"""Where an address that begins with `/` starts, in any folder above the file: the book's own root, Hugo's and
Docusaurus's `static`, VitePress's and VuePress's `public`, Hexo's `source`."""
_MOST_COMPARED = 20_000
"""Names that a missing picture's is compared with."""
_UP = re.compile(r"(?:\.\.?/)+")
_LONG_NUMBER = re.compile(r"\d{6,}")
"""A time in the name of a picture, which is another where this is: `clip_image002-1541662519170`."""
_TIME = re.compile(r"\d{10}")
"""A time that an editor or a camera names a picture by, to the second: no other is called `image-20241005150812685`."""
_MOST_FOLDERS = 5
"""Names at the end of an address that a path here is compared with."""
_MOST_GUESSES = 20
"""Missing pictures that a like name is looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that a picture's source may mean."""

    file: Path | None
    """None when it would lie outside the manuscript's folder; it need not exist."""
    spelling: str = ""
    """How the disk spells the source, where that differs in case or in the form of its accents."""


@dataclass(slots=True)
class Finder:
    """Finds pictures below the manuscript's folder, and names the nearest when there is none."""

    root: Path
    """Without symbolic links."""
    _names: dict[str, list[str]] | None = None
    """What `_by_name` has found."""
    _near: dict[Path, list[str]] = field(default_factory=dict)
    _spellings: Spellings = field(init=False)
    _vault: Vault = field(init=False)

    def __post_init__(self) -> None:
        self._spellings = Spellings(self.root)
        self._vault = Vault(self.root)

    def find(self, source: str, base: str) -> Found:
        """Find the file that `source` names in the file `base`."""
        places = list(self._places(source, base))
        for place in places:
            if place.is_file():
                return Found(place)
        for place in places:
            spelt = self._spellings.find(place.relative_to(self.root).as_posix())
            if spelt is not None:
                return Found(spelt, self.path_from(base, spelt))
        return Found(places[0] if places else None)

    def copy_of(self, address: str, base: str, *, is_far: bool = True) -> Path | None:
        """The picture here that an address on the web or on another machine ends with: `…/master/image/a.png`.

        At least its folder and its name must be the same, as in notes that show pictures from where they were put.
        A name with a time in it is enough, in a path that is not `is_far` too, where only one picture has it, as in
        notes that were moved.
        """
        parts = PurePosixPath(re.split(r"[?#]", address.strip().replace("\\", "/"), maxsplit=1)[0]).parts
        folders = PurePosixPath(base).parents if is_far else ()
        for count in range(min(len(parts) - 1, _MOST_FOLDERS), 1, -1):
            tail = "/".join(parts[-count:])
            for folder in folders:
                if (file := file_inside(self.root, str(folder / "x"), tail)) and file.is_file():
                    return file
        name = unquote(parts[-1]).lower() if parts else ""
        named = self._by_name.get(name, []) if _TIME.search(name) else []
        return self.root / named[0] if len(named) == 1 else None

    @property
    def _by_name(self) -> dict[str, list[str]]:
        """The pictures there are, by their file names in small letters."""
        if self._names is None:
            self._names = {}
            for name in sorted(path for path in files_below(self.root) if path.lower().endswith(PICTURE_ENDINGS)):
                self._names.setdefault(name.rpartition("/")[2].lower(), []).append(name)
        return self._names

    def path_from(self, base: str, file: Path) -> str:
        """The path of a file as the file `base` would write it."""
        return Path(os.path.relpath(file, (self.root / base).parent)).as_posix()

    def nearest(self, file: Path, base: str) -> Sentence:
        """A hint that names the picture most like the missing one."""
        near = self._by_name.get(file.name.lower()) or self._alike(file, self._by_name)
        if not near:
            return said("Put the picture there, or fix its path, which counts from the file it stands in.")
        return said("The nearest name is “{name}”.", name=self.path_from(base, self.root / near[0]))

    def _places(self, source: str, base: str) -> Iterator[Path]:
        """Every file inside the manuscript's folder that a source may mean, the likeliest first.

        Many sites serve `a/page.md` as `a/page/`, from which their authors' HTML counts, and Hexo keeps a post's
        pictures in a folder of its name; Obsidian finds a file by the end of its path. The others need not exist.
        """
        if own := file_inside(self.root, base, source):
            yield own
        page = base.removesuffix(PurePosixPath(base).suffix)
        if page and (served := file_inside(self.root, f"{page}/x", source)) and served.is_file():
            yield served
        plain = source.strip().replace("\\", "/")
        plain = plain.removeprefix("@site") if plain.startswith("@site/") else plain  # the site's folder (Docusaurus)
        if not plain.startswith("/"):
            yield from self._above(plain, base)
            if self._vault.is_obsidian and (named := self._vault.find(unquote(plain), base)):
                yield self.root / named
            return
        for folder in PurePosixPath(base).parents:
            for site in _SITE_FOLDERS:
                if file := file_inside(self.root, str(folder / site / "x"), plain.lstrip("/")):
                    yield file

    def _above(self, source: str, base: str) -> Iterator[Path]:
        """Where a path that goes up leads from the page of a whole site, above which nothing lies.

        docsify shows all pages in that one, so that `../media/a.png` in their HTML is `media/a.png` of its folder.
        """
        inside = _UP.sub("", source, count=1) if source.startswith("../") else ""
        for folder in PurePosixPath(base).parents if "/" in inside else ():
            if (file := file_inside(self.root, str(folder / "x"), inside)) and file.is_file():
                yield file

    def _alike(self, file: Path, names: dict[str, list[str]]) -> list[str]:
        """The pictures whose name is most like a missing one's. Comparing takes long, and only so many hints are read.

        Folders and endings do not count, which all pictures of a book may have in common.
        """
        if file not in self._near and len(self._near) < _MOST_GUESSES:
            own = _LONG_NUMBER.findall(file.stem)
            stems = {Path(name).stem: same for name, same in names.items() if _LONG_NUMBER.findall(name) == own}
            self._near[file] = stems.get(nearest(file.stem.lower(), stems, 0.6, _MOST_COMPARED), [])
        return self._near.get(file, [])
