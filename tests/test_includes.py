"""Files that chapters include: what each tool's directive puts in, where its lines come from, and what bounds it."""

import os
from pathlib import Path

import pytest
from limits import within
from study_samples import told

from studypress.config import BookConfig
from studypress.manuscript import Manuscript, SourceFile, read_manuscript
from studypress.manuscript.includes.excerpts import Excerpt, cut, lines_of
from studypress.manuscript.source import Origin
from studypress.markdown import parse
from studypress.markdown.elements.context import FileContext
from studypress.model import CodeBlock, Image, Section
from studypress.problems import Problem
from studypress.tree import plain_text, walk

CODE = (
    "use a;\n// ANCHOR: all\nfn main() {\n    // ANCHOR: in\n    go();\n    // ANCHOR_END: in\n}\n// ANCHOR_END: all\n"
)
REGION = "import a\n// #region one\nconst b = 1\n// #endregion one\nconst c = 2\n"
FILES = {
    "sub/a.md": "---\ntitle: 题\n---\n甲\n\n乙\n",
    "sub/x.rs": CODE,
    "sub/y.ts": REGION,
    "sub/z.py": "a\n# --8<-- [start:s]\nb\n# --8<-- [end:s]\n",
    "sub/c.py": "import a\ndef f():\n    b\n```\n",
    "sub/x.cs": "a\n  // <one>\nb\n  // </one>\nc\n",
    "sub/t.csv": "甲,乙\n1,2\n",
    "sub/fence.md": "```sh\nls\n```\n",
}


def read(folder: Path, text: str, **files: str) -> tuple[Manuscript, list[Problem]]:
    """A manuscript of one chapter, and the files that it may include."""
    for name, content in {**FILES, "1.md": text, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf8")
    (folder / "book.toml").write_text('chapters = ["1.md"]\n', encoding="utf8")
    manuscript, problems = read_manuscript(folder)
    return manuscript, [problem for problem in problems if problem.code != "skipped-file"]


MAIN = "fn main() {\n    go();\n}"


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("{{#include sub/a.md}}", "甲\n\n乙"),
        ("{{ #include sub/a.md:4:4 }}", "甲"),
        ("{{#include sub/a.md:6}}", "乙"),
        ("{{#include sub/a.md:6:}}", "乙"),
        ("前{{#include sub/a.md:4}}后", "前甲后"),
        ("```rust\n{{#include sub/x.rs:all}}\n```", f"```rust\n{MAIN}\n```"),
        ("```rust\n{{#rustdoc_include sub/x.rs:3:5}}\n```", "```rust\nfn main() {\n    go();\n```"),
        ("{{#playground sub/x.rs:all editable}}", f"```rust\n{MAIN}\n```"),
        ("{{#title 题}}甲", "甲"),
        ("`{{#include sub/a.md}}`", "`{{#include sub/a.md}}`"),
        ("\\{{#include sub/a.md}}", "{{#include sub/a.md}}"),
        ("```\n\\{{#include sub/a.md}}\n```", "```\n{{#include sub/a.md}}\n```"),
        ("- {{#include sub/a.md}}", "- 甲\n\n  乙"),
        ("> {{#include sub/a.md}}", "> 甲\n> \n> 乙"),
        ("````md\n{{#include sub/fence.md}}\n````", "````md\n```sh\nls\n```\n````"),
        ("```md\n{{#include sub/fence.md}}\n```", "````md\n```sh\nls\n```\n````"),
        ("<!--@include: ./sub/a.md-->", "甲\n\n乙"),
        ("<!-- @include: ./sub/a.md{4,4} -->", "甲"),
        ("<!-- @include: @/sub/a.md -->", "甲\n\n乙"),
        ("<!-- @include: @a.md -->", "甲\n\n乙"),
        ("<<< @/sub/y.ts#one", "```typescript\nconst b = 1\n```"),
        ("<<< ./sub/y.ts{1,3-5 ts:line-numbers} [y]", '```ts:line-numbers{1,3-5} title="y"\n' + REGION + "```"),
        ("@[code{2-4} js](./sub/y.ts)", "```js\n// #region one\nconst b = 1\n// #endregion one\n```"),
        ('--8<-- "sub/a.md"', "甲\n\n乙"),
        ('```py\n--8<-- "sub/z.py:s"\n```', "```py\nb\n```"),
        ("{{< include sub/a.md >}}", "甲\n\n乙"),
        ('{% include "./sub/a.md" %}', "甲\n\n乙"),
        ('--8<-- "; sub/a.md"\n尾', "尾"),
        ("--8<--\nsub/a.md\n; sub/t.csv\n\nsub/fence.md\n--8<--\n尾", "甲\n\n乙\n```sh\nls\n```\n尾"),
        ("```py\n--8<--\nsub/z.py:s\n--8<--\n```", "```py\nb\n```"),
        ("--8<--\n剪刀\n--8<--", "--8<--\n剪刀\n--8<--"),
        ("--8<--\nsub/a.md", "--8<--\nsub/a.md"),
        ("[a](sub/a.md ':include')", "甲\n\n乙"),
        ("[a](sub/y.ts ':include :type=code js :fragment=one')", "```js\nconst b = 1\n```"),
        ("[import:3-3, 例](sub/y.ts)", "```typescript\nconst b = 1\n```"),
        ("```vue\n<!--@include: ./sub/a.md-->\n```", "```vue\n<!--@include: ./sub/a.md-->\n```"),
        ("![[a]]", "\n甲\n\n乙\n"),
        ("```{literalinclude} sub/z.py\n```", "```{code-block} python\na\nb\n```"),
        (
            "- ~~~{literalinclude} sub/c.py\n  :language: python3\n  :lines: 1,4-\n  ~~~",
            "- ~~~{code-block} python3\n  :language: python3\n  :lines: 1,4-\n  import a\n  ```\n  ~~~",
        ),
        (
            "```{literalinclude} sub/c.py\n:pyobject: f\n```",
            "```{code-block} python\n:pyobject: f\ndef f():\n    b\n```",
        ),
        (
            "```{literalinclude} /sub/c.py\n:start-after: import\n:end-at: ``\n```",
            "````{code-block} python\n:start-after: import\n:end-at: ``\ndef f():\n    b\n```\n````",
        ),
        ('@import "sub/a.md"', "甲\n\n乙"),
        ('<!-- @import "sub/y.ts" {line_begin=2 line_end=3 as="js"} -->', "```js\nconst b = 1\n```"),
        ('@import "sub/t.csv"', "```{csv-table}\n甲,乙\n1,2\n```"),
        ('@import "a.png" {width="300px" title="题"}', "![题](<a.png>){width=300px}"),
        ('- @import "a.png"', "- ![](<a.png>)"),
        ('> @import "图 1.png"', "> ![](<图 1.png>)"),
        ("[!INCLUDE [甲](sub/a.md)]", "甲\n\n乙"),
        ("[!INCLUDE[](~/sub/a.md)]", "甲\n\n乙"),
        ("[!code-ts[例](sub/y.ts?range=3)]", "```ts\nconst b = 1\n```"),
        (':::code language="python" source="sub/z.py" id="s":::', "```python\nb\n```"),
        (
            ':::code language="js" source="~/sub/y.ts" range="2,3-4" highlight="1":::',
            "```js\n// #region one\nconst b = 1\n// #endregion one\n```",
        ),
        (
            'A :::image type="icon" source="a b.png" border="false"::: B',
            "A ![](<a b.png>) B",
        ),
        (':::image type="content" source="a.png" alt-text="图[1]" lightbox="b.png":::', "![图(1)](<a.png>)"),
        (
            ':::row:::\n:::column span="2":::\n甲\n:::column-end:::\n:::row-end:::',
            "\n\n甲\n\n",
        ),
        (
            ":::row:::\n  :::column:::\n      甲\n\n      - 乙\n        ```\n        丙\n        ```\n"
            "  :::column-end:::\n:::row-end:::\n    丁",
            "\n\n甲\n\n- 乙\n  ```\n  丙\n  ```\n\n\n    丁",
        ),
        ('```\n:::image source="a.png":::\n```', '```\n:::image source="a.png":::\n```'),
        (":::image\n甲\n:::", ":::image\n甲\n:::"),
        ('::: zone pivot="a"\n甲\n::: zone-end\n乙', "\n甲\n\n乙"),
        ("[!code-csharp[](sub/x.cs#L3-L3)]", "```csharp\nb\n```"),
        ("[!code-csharp[](sub/x.cs#One)]", "```csharp\nb\n```"),
        ('@import "a.css"', '@import "a.css"'),
        ('@import "a.css";', '@import "a.css";'),
        ('```css\n@import "a.png"\n```', '```css\n@import "a.png"\n```'),
        ("{% include figure.html %}", "{% include figure.html %}"),
    ],
)
def test_every_tools_directive_puts_the_file_in(tmp_path: Path, typed: str, becomes: str) -> None:
    manuscript, problems = read(tmp_path, f"# 章\n\n{typed}\n")
    assert manuscript.chapters[0].text == f"# 章\n\n{becomes}\n"
    assert problems == []


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("前\n<P />\n后", "前\n甲\n\n乙\n\n后"),
        ("- <P></P>", "- 甲\n\n  乙\n"),
        ("<Tab><P x={y}/></Tab>", "<Tab>\n\n甲\n\n乙\n\n</Tab>\n"),
        ('<Q name="二" /> <R />', "见二、{y}。\n\n\\<R />\n"),
        ("`<P />` <O />", "`<P />` <O />"),
        ("```\n<P />\n```", "```\n<P />\n```"),
    ],
)
def test_pages_that_mdx_imports_stand_where_their_tags_are(tmp_path: Path, typed: str, becomes: str) -> None:
    head = "import P from './sub/a.md';\nimport Q from \"@site/sub/_q.mdx\"\nimport R from './r.mdx'\n\n"
    files = {"sub/_q.mdx": "见{props.name}、{y}。\n"}
    manuscript, problems = read(tmp_path, f"{head}{typed}\n", **files)
    assert manuscript.chapters[0].text == f"{head}{becomes}\n"
    assert told(problems) == ["missing-include 1.md:5"] * ("<R" in typed)


def test_what_is_included_includes_in_turn_from_its_own_folder(tmp_path: Path) -> None:
    files = {
        "sub/b.md": "{{#include c/d.md}}\nimport E from './c/e.md'\n<E />",
        "sub/c/d.md": "丁\n",
        "sub/c/e.md": "--8<--\nd.md\n--8<--\n<E />\n",
    }
    manuscript, problems = read(tmp_path, "# 章\n\n{{#include sub/b.md}}\n", **files)
    assert manuscript.chapters[0].text == "# 章\n\n丁\nimport E from './c/e.md'\n丁\n<E />\n\n"
    assert problems == []


def test_every_line_keeps_its_place(tmp_path: Path) -> None:
    manuscript, _ = read(
        tmp_path, "# 章\n\n{{#include sub/b.md}}\n\n末<foo>\n", **{"sub/b.md": "甲\n\n乙<foo>\n\n## 节\n"}
    )
    book, problems = parse(manuscript)
    assert told(problems) == ["unknown-html sub/b.md:3", "unknown-html 1.md:5"]
    assert [str(node.place) for node in walk(book) if isinstance(node, Section)] == ["sub/b.md:5"]


def test_code_is_equal_to_the_byte(tmp_path: Path) -> None:
    code = "\tif a:  \n\n\n    ~~~~\n``````\n  b\t\n"
    manuscript, _ = read(tmp_path, "# 章\n\n```txt\n{{#include c.txt}}\n```\n", **{"c.txt": code})
    assert [node.text for node in walk(parse(manuscript)[0]) if isinstance(node, CodeBlock)] == [code]


def test_an_embedded_heading_goes_below_the_one_above_it(tmp_path: Path) -> None:
    note = "# 笔记\n\n文\n\n## 子\n\n```sh\n# 注\n```\n\n# 另\n"
    manuscript, _ = read(tmp_path, "# 章\n\n## 节\n\n![[笔记]]\n\n## 末\n", **{"深/处/笔记.md": note})
    (chapter,) = parse(manuscript)[0].chapters
    found = [(node.level, plain_text(node.title)) for node in walk(chapter) if isinstance(node, Section)]
    assert found == [(2, "节"), (3, "笔记"), (4, "子"), (3, "另"), (2, "末")]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (Excerpt(heading="二 节"), ["## 二、节", "", "- 一 ^it", "- 二", "", "| a |", "", "^tab", "", "### 三"]),
        (Excerpt(block="it"), ["- 一"]),
        (Excerpt(block="tab"), ["| a |"]),
        (Excerpt(block="par"), ["两行", "的段"]),
        (Excerpt(heading="C++"), ["### C++", "", "```md", "```sh", "# 注", "```", ""]),
        (Excerpt(heading="没有"), None),
        (Excerpt(block="no"), None),
        (Excerpt(first=900), None),
    ],
)
def test_a_part_of_a_note(part: Excerpt, expected: list[str] | None) -> None:
    text = (
        "# 一\n\n公式 2^it\n\n两行\n的段 ^par\n\n## 二、节\n\n- 一 ^it\n- 二\n\n| a |\n\n^tab\n\n### 三\n# 四\n"
        "### C\n### C++\n\n```md\n```sh\n# 注\n```\n\n# 五\n"
    )
    found = cut(lines_of(text), part, code=False)
    assert (None if found is None else [line for _, line in found]) == expected


@pytest.mark.parametrize(
    ("files", "trouble"),
    [
        ({"b.md": "{{#include b.md}}"}, "includes itself"),
        ({"b.md": "{{#include c.md}}", "c.md": "{{#include b.md}}"}, "includes itself"),
        ({f"{name}.md": f"{{{{#include {chr(ord(name) + 1)}.md}}}}" for name in "bcdefghijklmn"}, "10 levels deep"),
        ({"b.md": "{{#include ../x.md}}"}, "no such file"),
        ({"b.md": "{{#include sub/x.rs:none}}"}, "no such part: none"),
    ],
)
def test_what_can_not_be_included_shows_as_typed(tmp_path: Path, files: dict[str, str], trouble: str) -> None:
    (tmp_path.parent / "x.md").write_text("秘密", encoding="utf8")
    manuscript, problems = read(tmp_path, "# 章\n\n{{#include b.md}}\n", **files)
    assert "{{#include " in manuscript.chapters[0].text
    assert trouble in str(problems[0].message)


@pytest.mark.parametrize("typed", ["no.py\n", "sub/z.py\n:lines: 9-\n", "sub/z.py\n:pyobject: f\n"])
def test_code_that_can_not_be_taken_from_a_file_is_told(tmp_path: Path, typed: str) -> None:
    manuscript, problems = read(tmp_path, f"# 章\n\n```{{literalinclude}} {typed}```\n\n末\n")
    assert manuscript.chapters[0].text == f"# 章\n\n```{{literalinclude}} {typed}```\n\n末\n"
    assert told(problems) == ["missing-include 1.md:3"]


@pytest.mark.parametrize("line", ["{{#include b.md}}", "<<< @/b.md", "![[b]]"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, line: str) -> None:
    folder = tmp_path / "book"
    (tmp_path / "secret.md").write_text("秘密", encoding="utf8")
    folder.mkdir()
    (folder / "b.md").symlink_to(tmp_path / "secret.md")
    manuscript, problems = read(folder, f"# 章\n\n{line}\n")
    assert manuscript.chapters[0].text == f"# 章\n\n{line}\n"
    assert told(problems) in (["missing-include 1.md:3"], [])  # of an embedded note Markdown tells


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_in_place_of_a_note_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "b.md")
    manuscript, _ = read(tmp_path, "# 章\n\n![[b]]\n\n{{#include b.md}}\n")
    assert "![[b]]\n\n{{#include b.md}}" in manuscript.chapters[0].text


def test_files_that_double_and_double_come_to_an_end(tmp_path: Path) -> None:
    files = {f"{n}.md": f"{{{{#include {n + 1}.md}}}}\n" * 40 for n in range(2, 9)} | {"9.md": "文\n" * 1000}
    with within(10):
        manuscript, problems = read(tmp_path, "# 章\n\n{{#include 2.md}}\n", **files)
    assert manuscript.chapters[0].text.count("\n") < 600_000
    assert any("too much" in str(problem.message) for problem in problems)


def test_a_heading_of_very_many_blanks_is_looked_at_in_time(tmp_path: Path) -> None:
    with within(5):
        manuscript, _ = read(tmp_path, "# 章\n\n![[b#乙]]\n", **{"b.md": f"# 甲{' ' * 50_000}x\n\n# 乙 #\n\n文\n"})
    assert "文" in manuscript.chapters[0].text


@pytest.mark.parametrize("line", ["{{#include " * 300_000, "<<< " * 800_000, "![[" * 1_000_000, "[import" * 500_000])
def test_a_line_of_megabytes_is_read_in_time(tmp_path: Path, line: str) -> None:
    with within(5):
        manuscript, _ = read(tmp_path, f"# 章\n\n```\n{line}\n```\n\n{line}\n")
    assert line in manuscript.chapters[0].text


def test_what_is_included_is_no_chapter_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("# 章\n\n{{#include 2.md}}\n\n![[3]]\n", encoding="utf8")
    (tmp_path / "2.md").write_text("文\n", encoding="utf8")
    (tmp_path / "3.md").write_text("# 笔记\n", encoding="utf8")
    assert [file.path for file in read_manuscript(tmp_path)[0].chapters] == ["1.md", "3.md"]


def test_a_picture_counts_from_its_own_file_or_from_the_one_that_includes_it(tmp_path: Path) -> None:
    text = "![一](own.png)\n\n![二](other.png)\n\n![三](none.png)\n"
    files = {"sub/b.md": text, "sub/own.png": "x", "other.png": "x", "own.png": "x"}
    manuscript, _ = read(tmp_path, "# 章\n\n{{#include sub/b.md}}\n", **files)
    found = [node.source for node in walk(parse(manuscript)[0]) if isinstance(node, Image)]
    assert found == ["own.png", "../other.png", "none.png"]


def test_each_line_is_found_again_by_its_place() -> None:
    origins = (Origin(0, "a.md", 1), Origin(2, "b.md", 1), Origin(5, "a.md", 3))
    context = FileContext(SourceFile("a.md", "文\n" * 9, origins=origins), BookConfig())
    assert [context.line_of(context.place(line)) for line in range(9)] == list(range(9))
