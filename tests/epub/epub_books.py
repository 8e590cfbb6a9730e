"""The books that the tests of e-books are made of: the Docker guide, and one that holds every element."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from epub_samples import raster

from studypress.pipeline import build
from studypress.request import Request
from studypress.resources import resource_folder

TESTS = Path(__file__).parent.parent
DAY = 1_767_225_600
"""2026-01-01, UTC."""

_CONFIG = """
title = "样样都有"
subtitle = "一本小书"
authors = ["王小明", "李华"]
date = "2026-03"
publisher = "某某大学出版社"
rights = "© 2026 王小明"
description = "每种元素各有一个。"
"""

_PICTURE = """# 图片

![渐变的灰色](grey.png "一张图")

![很宽的图](wide.png "一张很大的图")
"""

_WIDE = f"""# 一个{"很" * 40}长的标题与Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft

网址 https://example.com/{"a-long-path/" * 12}?q={"0123456789abcdef" * 6} 和名字 `com.example.{"package." * 12}Class`。

- 一
  - 二
    - 三
      - 四
        - 五
          - 六{"六" * 60}
            - 七 `{"x" * 80}`

> > > > > 引文里的引文{"，引文" * 30}

```sh
docker run {"--option=value " * 20}
{"0" * 300}
```

| {" | ".join(f"第{n}栏的名字" for n in range(12))} |
|{"--|" * 12}
| {" | ".join(f"com.example.Value{n}" for n in range(12))} |

{"$$ " + " + ".join(f"x_{{{n}}}^2" for n in range(30)) + " $$"}
"""

_GLOSSARY = """容器
: 镜像运行时的实体。

    - 彼此隔离。
: 全称：Container

镜像
: 读音：jìng xiàng
: 创建容器的模板。
: 见：容器
"""


def every_element(folder: Path) -> Path:
    """Write a manuscript into a folder: a chapter for each kind of element that `tests/render/` knows."""
    for case in sorted(TESTS.glob("render/*/input.md")):
        # A name of its own, since `glossary.md` is the file of the glossary.
        shutil.copy(case, folder / f"{case.parent.name}-case.md")
        for sources in case.parent.glob("*.bib"):
            shutil.copy(sources, folder)
    (folder / "pictures.md").write_text(_PICTURE, encoding="utf8")
    (folder / "wide.md").write_text(_WIDE, encoding="utf8")
    (folder / "glossary.md").write_text(_GLOSSARY, encoding="utf8")
    (folder / "grey.png").write_bytes(raster("png").data)
    (folder / "wide.png").write_bytes(raster("png", (2400, 1200)).data)
    (folder / "book.toml").write_text(_CONFIG, encoding="utf8")
    return folder


def docker_guide(folder: Path) -> Path:
    """Copy the program's own example into a folder."""
    example = resource_folder("templates").parent / "book"
    return shutil.copytree(example, folder, ignore=shutil.ignore_patterns(".studypress"), dirs_exist_ok=True)


BOOKS = {"docker": docker_guide, "every-element": every_element}
"""What writes the manuscript of each into a folder, by name."""


_FOLDER = TemporaryDirectory()
"""Of this process. What the e-book for one reader is made of is kept there, and serves those for others."""


@cache
def epub(name: str, profile: str = "standard") -> bytes:
    """Build the e-book of a book, once for all tests of a process."""
    file = Path(_FOLDER.name, f"{name}-{profile}.epub")
    home = Path(_FOLDER.name, "home")
    request = Request(manuscript(name), "epub", file, profile=profile, timestamp=DAY, home=home)
    build(request, lambda stage: None)
    return file.read_bytes()


@cache
def manuscript(name: str) -> Path:
    """Write the manuscript of a book into a folder, which is the same for all tests of a process."""
    folder = Path(_FOLDER.name, name)
    folder.mkdir()
    return BOOKS[name](folder)
