"""Finished pages for the tests of `epub/`, as `render` makes them, with one of everything a page may hold."""

import hashlib
from io import BytesIO
from xml.sax.saxutils import escape

from PIL import Image

from studypress.documents import Document, OutlineItem, Rendered
from studypress.editions import Piece
from studypress.epub import NavWords
from studypress.model import Asset, Author, Metadata

WORDS = NavWords(
    "目录",
    "导航",
    "封面",
    "正文",
    "术语表",
    "纸书页码",
    "文字可以重排。",
    "所有图片都有替代文字。",
    "部分图片没有替代文字。",
    "返回正文中的位置",
    "本书术语表的词条",
)
METADATA = Metadata(
    "Docker学习指南",
    "zh-Hans",
    "容器、镜像与引擎",
    (Author("王小明", "Wang Xiaoming"), Author("李华", role="trl")),
    "urn:uuid:7d6b1c52-2d4b-5b4e-9a57-0c6f6f0e1a11",
    "2026-03",
    "© 2026 王小明",
    "某某大学出版社",
    "一本学习指南。",
)
DAY = 1_767_225_600
"""2026-01-01, UTC."""


def asset(data: bytes, ending: str, media_type: str, size: tuple[int, int] = (40, 30)) -> Asset:
    """Name a picture by its content, as `figures` does."""
    return Asset(f"{hashlib.sha256(data).hexdigest()[:16]}.{ending}", media_type, data, *size)


def raster(kind: str, size: tuple[int, int] = (40, 30)) -> Asset:
    """Make a picture with Pillow: `png`, `jpeg`, `webp` or `gif`."""
    out = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind.upper())
    return asset(out.getvalue(), kind, f"image/{kind}", size)


DRAWING = asset(
    b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40" viewBox="0 0 80 40">'
    b'<defs><linearGradient id="g"><stop offset="0" stop-color="#000"/></linearGradient></defs>'
    b'<rect width="80" height="40" fill="none" stroke="#000"/></svg>',
    "svg",
    "image/svg+xml",
    (80, 40),
)
PHOTO = raster("png")


def page(
    name: str, piece: Piece, title: str, body: str, matter: str = "bodymatter", language: str = "zh-Hans"
) -> Document:
    """Make a page with the head that every page has."""
    html = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{language}" xml:lang="{language}">\n<head>\n<title>{escape(title)}</title>\n'
        '<link rel="stylesheet" type="text/css" href="../styles/epub.css"/>\n</head>\n'
        f'<body class="epub" epub:type="{matter}">\n{body}\n</body>\n</html>'
    )
    return Document(name, piece, title, html)


def chapter(number: int, title: str = "Docker概述") -> Document:
    """Make a short chapter with one section."""
    name = f"c{number}"
    return page(name, Piece.CHAPTERS, f"第{number}章 {title}", _chapter(name, escape(title), "<p>正文。</p>"))


_LABELS = {f"c{number}": f"第{'一二三四五六七八九十'[(number - 1) % 10]}章" for number in range(1, 400)}


def _chapter(name: str, title: str, body: str) -> str:
    return (
        f'<section class="chapter" id="{name}" aria-labelledby="{name}-title" epub:type="chapter" role="doc-chapter">'
        f'<h1 class="chapter-title" id="{name}-title"><span class="chapter-number">{_LABELS[name]}</span> '
        f'<span class="chapter-name">{title}</span></h1>'
        f'<section id="{name}-s1" class="section level-2"><h2><span class="section-number">1.1</span> 简介 '
        f'<span class="badge badge-key">重点</span></h2>{body}</section></section>'
    )


_RICH = """
<section class="objectives" id="c1-objectives" aria-labelledby="c1-o" epub:type="learning-objectives">
<h3 class="box-title" id="c1-o">学习目标</h3>
<ul><li class="objective" epub:type="learning-objective">理解什么是容器</li></ul></section>
<p>一种<em>思想</em>，<a class="term" id="c1-t1" epub:type="glossref" role="doc-glossref"
href="glossary.xhtml#g-container">Container</a>，<ruby>重<rp>（</rp><rt>zhòng</rt><rp>）</rp></ruby>点，<kbd>Ctrl</kbd>
<abbr title="平台即服务">PaaS</abbr><sup class="note"><a class="noteref" epub:type="noteref" role="doc-noteref"
id="c1-n1-ref" href="#c1-n1">1</a></sup>，<a href="https://docker.com/文档?a=1&amp;b=[2]">docker.com</a>，
<code>docker run</code>，<a href="http://[::1]:80/x">本机</a>，<a href="https://%E4%BE%8B%E5%AD%90.测试/">例</a>，
<a href="https://a.example">外<a href="https://b.example" id="c1-in">内</a></a>，
<mark>记号</mark>，<s>旧</s>，<a href="mailto:a@example.org">信</a>。</p>
<section id="c1-s1-1" class="section level-3"><h3>用途</h3>
<ul><li>一<ul><li>二</li></ul></li></ul>
<ul class="tasks"><li class="task"><span class="tick">☑</span> 已做</li></ul>
<ol start="3"><li>三</li></ol>
<dl><dt>词</dt><dd>义</dd></dl>
<pre class="code"><code class="language-bash"><span class="n">docker</span> run <span class="s">"a &lt;b&gt;"</span>
</code></pre>
<p class="table-caption">表</p><div class="table-wrap"><table aria-label="表"><thead><tr>
<th class="align-center">甲</th><th>乙</th></tr></thead>
<tbody><tr><td colspan="2">丙</td></tr></tbody></table></div>
<figure class="figure" id="c1-f1"><img class="block" src="../images/{drawing}" alt="一个矩形"/>
<figcaption><span class="figure-number">图 1-1</span> 矩形</figcaption></figure>
<figure class="figure" id="c1-f2"><p class="picture-missing"><span class="placeholder"><span
class="placeholder-name">缺图：images/image1.png</span></span></p></figure>
<p><img class="inline" src="../images/{photo}" alt="照片" style="width: 50%"/></p>
<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x 平方"><msup><mi>x</mi><mn>2</mn></msup></math>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" width="9" height="9" role="img" aria-label="点">
<title>点</title>
<defs><linearGradient id="c1-lg"><stop offset="0"/></linearGradient></defs><rect width="1" height="1"/></svg>
<blockquote><p class="heading heading-4">小题</p><p>引文</p></blockquote><hr/>
<div class="details"><p class="details-summary">答案</p><p>四十二</p></div></section>
<section class="summary" id="c1-summary" aria-labelledby="c1-y" epub:type="abstract" role="doc-abstract">
<h3 class="box-title" id="c1-y">本章小结</h3><div class="summary-body"><section class="summary-group">
<h4 class="group-title"><a class="group-section" href="c1.xhtml#c1-s1">1.1</a> 简介</h4>
<ul class="points"><li class="point"><span class="tick">☐</span> <span class="point-text">理解容器</span>
<div class="answer"><ul><li>共享内核</li></ul></div></li></ul></section></div></section>
<div class="footnotes"><aside class="footnote-entry" id="c1-n1" epub:type="footnote" role="doc-footnote"><p><a
class="backlink" role="doc-backlink" href="#c1-n1-ref" title="返回正文">1</a>
平台即服务，一种云计算服务。</p></aside></div>
"""

_GLOSSARY = """
<section class="glossary" id="glossary" aria-labelledby="glossary-title" epub:type="glossary" role="doc-glossary">
<h1 id="glossary-title">术语表</h1><div class="letters"><section class="letter-group"><h2 class="letter">C</h2><dl>
<div class="entry" id="g-container"><dt epub:type="glossterm"><dfn>Container</dfn> <span class="full">容器</span></dt>
<dd epub:type="glossdef"><p>镜像运行时的实体。</p><p class="uses"><a href="c1.xhtml#c1-t1">第一章</a></p></dd></div>
</dl></section></div></section>
"""


def rich() -> Rendered:
    """Make a book that holds every kind of element."""
    body = _RICH.format(drawing=DRAWING.name, photo=PHOTO.name)
    front = '<section class="titlepage" epub:type="titlepage"><h1 class="title">Docker学习指南</h1></section>'
    figures = (
        '<section class="figure-list" id="figures" aria-labelledby="f-t" epub:type="loi"><h1 id="f-t">图目录</h1>'
        '<ol class="figure-entries toc"><li><a href="c1.xhtml#c1-f1">图 1-1 矩形</a></li></ol></section>'
    )
    colophon = (
        '<section class="colophon" epub:type="colophon" role="doc-colophon" aria-label="版权"><p>版权</p></section>'
    )
    pages = (
        page("titlepage", Piece.TITLE_PAGE, "扉页", front, "frontmatter"),
        page("figures", Piece.FIGURE_LIST, "图目录", figures, "frontmatter"),
        page("c1", Piece.CHAPTERS, "第一章 Docker概述", _chapter("c1", "Docker概述", body)),
        chapter(2, "A & B <C> 😀"),
        page("glossary", Piece.GLOSSARY, "术语表", _GLOSSARY, "backmatter"),
        page("colophon", Piece.COLOPHON, "版权页", colophon, "backmatter"),
    )
    section = OutlineItem(
        "1.1 简介", "c1", "c1-s1", (OutlineItem("用途", "c1", "c1-s1-1", (OutlineItem("第四级", "c1", "c1-f1"),)),)
    )
    outline = (
        OutlineItem("图目录", "figures", "figures"),
        OutlineItem("第一章 Docker概述", "c1", "c1", (section, OutlineItem("本章小结", "c1", "c1-summary"))),
        OutlineItem("第二章 A & B <C> 😀", "c2", "c2", (OutlineItem("1.1 简介", "c2", "c2-s1"),)),
        OutlineItem("术语表", "glossary", "glossary"),
    )
    return Rendered(pages, outline, (DRAWING, PHOTO, raster("jpeg")))


def plain(count: int = 1) -> Rendered:
    """Make a book of short chapters."""
    pages = tuple(chapter(number) for number in range(1, count + 1))
    return Rendered(pages, tuple(OutlineItem(p.title, p.name, p.name) for p in pages), ())
