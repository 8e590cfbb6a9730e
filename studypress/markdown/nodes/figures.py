"""Pictures and drawings that stand alone: figures, their captions, and alternative texts that say nothing."""

import re
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from studypress.manuscript.notebooks.chunk_options import BESIDE
from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.element import Child, Element, Run, ends_line, named
from studypress.markdown.nodes.inlines import image, inlines
from studypress.model import Figure, Inline, Text

_PLACEHOLDERS = frozenset(
    """
    alt|alt text|alt-text|alternative text|image|images|img|picture|pic|photo|figure|screenshot|untitled|unnamed
    image alt text|image description|enter image description here|insert image description here|description
    placeholder|caption|title|text|logo|png|jpg|jpeg|svg|gif
    图|图片|图像|配图|插图|截图|示意图|照片|图片描述|图片说明|描述|替代文本|替代文字
    在这里插入图片描述|这里写图片描述|此处插入图片描述|输入图片说明|请输入图片描述|请添加图片描述
    圖|圖片|截圖|請輸入圖片描述|在這裡插入圖片描述|替代文字說明
    画像|図|写真|スクリーンショット|代替テキスト|이미지|그림
    """.strip()
    .replace("\n", "|")
    .replace("|    ", "|")
    .split("|")
)
"""Alternative texts that editors and blogs put in by themselves."""

_GENERATED = re.compile(
    r"""(?: (?: alt | image | img | pic | picture | photo | figure | fig\.? | screen[ ]?shot | pasted[ ]image
           | clipboard | snipaste | untitled | unnamed | dsc | wx | mmexport | 图 | 圖 | 図
           | (?:qq|微信|屏幕)?(?:截图|截屏|截圖|快照|图片|圖片) )
           [\d\s_.:,\-–()年月日]*
        | 说明 [\s:：]* [\d\s_.:\-]+ | clip_image [\d_\-]*
        | [\d\s_.:\-]+ | [0-9a-f]{16,} | [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}
        | \S+(?:[ ]\S+){0,4}\.(?:png|jpe?g|jfif|gif|svg|webp|bmp|tiff?|avif|heic) )""",
    re.VERBOSE,
)
"""Names that a program gave a picture, and file names."""

DIAGRAMS = {"mermaid": "mermaid", "mmd": "mermaid", "dot": "dot", "graphviz": "dot", "gv": "dot", "viz": "dot"}
"""The language of a fence → the language of the drawing."""


_NAME = re.compile(r"(?=.*(?:[0-9_-]|[a-z][A-Z]))[A-Za-z0-9_.-]+")
"""A name that no word is: `fig_b`, `processingUnit`; a single word may be meant as one."""


def is_placeholder_alt(text: str, source: str = "") -> bool:
    """Whether an alternative text describes nothing: `Alt text`, `image-20230401`, `图片`, or a file name.

    An empty text is none: it says that the picture is decoration, or that nothing was written.
    Nor does the name of the file from its `source`, which editors put in: `![fig_b](fig_b.png)`.
    """
    plain = " ".join(text.split()).casefold().strip(" .。:：!！[]【】()（）*_")
    says_nothing = not any(char.isalnum() for char in plain) or plain in _PLACEHOLDERS or _is_name_of(text, source)
    return bool(text.strip()) and (says_nothing or _GENERATED.fullmatch(plain) is not None)


def _is_name_of(text: str, source: str) -> bool:
    """Whether a text is what the file of a picture is called, and no words: `processingUnit`, not `三次握手`."""
    name = PurePosixPath(unquote(source.partition("?")[0]).replace("\\", "/")).stem
    return _NAME.fullmatch(text.strip()) is not None and text.strip() == name


def figure(element: Element, context: FileContext) -> Figure:
    """Make a figure of an image that stands alone.

    Its caption is the title, else the alternative text where that says something.
    """
    picture = image(element, context)
    caption: tuple[Inline, ...] = ()
    if picture.title:
        caption = (Text(picture.title, picture.place),)
    elif element.attributes.get("fig-alt"):
        caption = inlines(element.children, context)
    elif picture.alt and not is_placeholder_alt(picture.alt, picture.source):
        caption = inlines(element.children, context) or (Text(picture.alt, picture.place),)
    beside = tuple(replace(picture, source=source, alt="") for source in _beside(element))
    return Figure(picture, caption, beside, label=element.attributes.get("id", ""), place=picture.place)


def _beside(element: Element) -> list[str]:
    return [quote(source) for source in element.attributes.get(BESIDE, "").split("|") if source]


def lines_with_image(children: list[Child]) -> list[tuple[list[Child], Element | None]]:
    """Cut a paragraph at the lines that hold one image and nothing else.

    Each part is its children, and the image if it is such a line.
    """
    parts: list[tuple[list[Child], Element | None]] = []
    for line in _lines(children):
        alone = _sole_image(line)
        if parts and alone is None and parts[-1][1] is None:
            parts[-1][0].extend(line)
        else:
            parts.append((line, alone))
    return parts


def _lines(children: list[Child]) -> list[list[Child]]:
    """The lines of a paragraph; each but the first begins with its break."""
    lines: list[list[Child]] = [[]]
    for child in children:
        if ends_line(child):
            lines.append([])
        lines[-1].append(child)
    return lines


def _sole_image(line: list[Child]) -> Element | None:
    shown = [child for child in line if not (ends_line(child) or (isinstance(child, Run) and not child.text.strip()))]
    images = named(shown, "img")
    return images[0] if len(images) == len(shown) == 1 else None
