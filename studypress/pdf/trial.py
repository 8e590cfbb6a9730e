"""A page that nobody sees is set before the first: what WeasyPrint loads and finds once, it then has.

That takes a tenth of a second, a tenth of what a chapter takes; every process that is forked afterwards is spared it.
"""

from studypress.documents import Document
from studypress.editions import Piece

_HTML = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"/><title>一</title></head>
<body class="book piece-chapter">
<section class="chapter" id="c1">
<h1 class="chapter-title" data-head="一"><span class="chapter-number">一</span><span class="chapter-name">书</span></h1>
<section class="objectives"><h2 class="box-title">目标</h2><ul><li class="objective">字。</li></ul></section>
<p>“书”，<strong>《字》</strong>：<code>a = 1</code>、TCP 1.0。<span class="footnote" data-mark="①">注。</span></p>
<section class="section level-2">
<h2 data-head="1.1 书"><span class="section-number">1.1</span> 书</h2>
<section class="section level-3"><h3 data-head="1.1.1"><span class="section-number">1.1.1</span> 书</h3>
<ul><li><strong>书</strong>：字。<ul><li>书；<ol><li>字</li></ol></li></ul></li></ul>
<table><thead><tr><th>书</th></tr></thead><tbody><tr><td>字</td></tr></tbody></table>
<pre class="code"><code><span class="k">def</span> <span class="nf">a</span>:</code></pre>
</section></section></section></body></html>
"""


def trial(language: str) -> Document:
    """The document, in a language (BCP 47)."""
    return Document("trial", Piece.CHAPTERS, "", _HTML.format(language=language))
