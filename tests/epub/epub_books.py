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
    """Give the folder of the program's own example."""
    return resource_folder("templates").parent / "book"


BOOKS = {"docker": docker_guide, "every-element": every_element}
"""What gives the manuscript of each, by name."""


@cache
def epub(name: str, profile: str = "standard") -> bytes:
    """Build the e-book of a book, once for all tests of a process."""
    with TemporaryDirectory() as folder:
        manuscript = Path(folder, "manuscript")
        manuscript.mkdir()
        file = Path(folder, "book.epub")
        book = BOOKS[name](manuscript)
        build(Request(book, "epub", file, profile=profile, timestamp=DAY), lambda stage: None)
        return file.read_bytes()
