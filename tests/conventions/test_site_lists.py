"""Lists of contents of sites: Zensical, VitePress, VuePress, Docusaurus, Hugo, Nextra. No program is run."""

from pathlib import Path

import pytest
from manuscripts import chapters, names, outline, pages, places, read, write

from studypress.manuscript import read_manuscript
from studypress.markdown import parse
from studypress.tree import plain_text

ZENSICAL = """
[project]
site_name = "力学"
theme.language = "zh"
nav = [
  { Home = "index.md" },
  { "力" = [
    # { "旧" = "old.md" },
    { "重力" = "force/g.md" },
    { "无" = "no.md" },
  ]},
]
"""


def test_zensical_has_its_nav_in_toml(tmp_path: Path) -> None:
    names = ("docs/index.md", "docs/force/g.md", "docs/old.md")
    manuscript, problems = read(tmp_path, {"zensical.toml": ZENSICAL} | pages(*names))
    assert [(file.level, file.path, file.listed) for file in manuscript.chapters] == [
        (1, "docs/index.md", "Home"), (0, "zensical.toml", "力"), (1, "docs/force/g.md", "重力"),
    ]  # fmt: skip
    assert [(problem.code, str(problem.place)) for problem in problems] == [("missing-page", "zensical.toml:10")]
    assert (manuscript.config.title, manuscript.config.language) == ("力学", "zh-Hans")
    assert read_manuscript(write(tmp_path, {"zensical.toml": "["}))[0].contents == ""


VITEPRESS = """
import { defineConfig, type DefaultTheme } from 'vitepress'
const lang: string = "zh-CN" // not the book's
export default defineConfig<Record<string, DefaultTheme.Config<A>>>({
  lang, title: `力学`,
  head: [['link', { rel: "icon", href: new URL('/x', base).href }]],
  markdown: { config(md) { md.use(x, { a: [1, 2] }) } },
  themeConfig: {
    nav: nav(),
    sidebar: {
      '/guide/': { base: '/guide/', items: guide },
      '/more/': [{ text: '附', items: [{ text: 'Out', link: 'https://example.org/' }, '/more/a'] }],
    },
  } satisfies DefaultTheme.Config,
})
const guide = [
  /* the first */ { text: '力', link: 'index', collapsed: false, items: [{ text: '重力', link: 'g.html', }] },
] as const
"""


def test_vitepress_has_its_sidebar_in_a_program_that_is_not_run(tmp_path: Path) -> None:
    files = {"docs/.vitepress/config.mts": VITEPRESS} | pages(
        "docs/guide/index.md", "docs/guide/g.md", "docs/more/a.md"
    )
    manuscript, problems = read(tmp_path, files | pages("README.md", "docs/other.md"))
    found = [(file.level, file.path) for file in manuscript.chapters if file.text]
    assert found == [(1, "docs/guide/index.md"), (2, "docs/guide/g.md"), (1, "docs/more/a.md")]
    assert (manuscript.config.title, manuscript.config.language) == ("力学", "zh-Hans")
    assert [problem.code for problem in problems] == ["skipped-entry"]


@pytest.mark.parametrize(
    "function",
    [
        "function side(): Theme.Item[] { return [{ text: 'B', items: [{ link: '/b' }] }, { link: '/a' }] }",
        "const side = (): Item[] => [{ text: 'B', items: [{ link: '/b' }] }, { link: '/a' }]",
        "const side = () => { return [{ text: 'B', items: [{ link: '/b' }] }, { link: '/a' }] }",
    ],
)
def test_a_function_that_does_nothing_but_give_its_list_is_read(tmp_path: Path, function: str) -> None:
    config = f"export default defineConfig({{ themeConfig: {{ sidebar: {{ '/': side() }} }} }})\n{function}\n"
    manuscript, problems = read(tmp_path, {".vitepress/config.ts": config} | pages("a.md", "b.md"))
    assert [file.path for file in manuscript.chapters if file.text] == ["b.md", "a.md"]
    assert problems == []


def test_names_of_a_program_that_stand_for_each_other_give_no_sidebar(tmp_path: Path) -> None:
    config = "const a = b\nconst b = a\nexport default { themeConfig: { sidebar: a } }\n"
    manuscript, _ = read(tmp_path, {".vitepress/config.js": config} | pages("a.md", "b.md"))
    assert [file.path for file in manuscript.chapters] == ["a.md", "b.md"]


@pytest.mark.parametrize("computed", ["...more()", "{ text: 'C', items: pagesOf('c') }"])
def test_a_sidebar_of_which_a_part_must_be_run_gives_way_to_the_names_of_files(tmp_path: Path, computed: str) -> None:
    config = f"export default {{ themeConfig: {{ sidebar: [{{ text: 'B', link: '/b' }}, {computed}] }} }}"
    manuscript, problems = read_manuscript(write(tmp_path, {".vitepress/config.mjs": config} | pages("a.md", "b.md")))
    assert [file.path for file in manuscript.chapters] == ["a.md", "b.md"]
    assert "No whole sidebar is written out here" in str(problems[0].message)


VUEPRESS = """
module.exports = {
  title: "力学",
  themeConfig: {
    sidebar: {
      "/a/": ["", "g", ["/b/", "别的"]],
      "/": [{ title: "末", path: "/z/", children: ["/z/one.md"] }],
    }
  }
}
"""


def test_vuepress_names_pages_by_the_part_of_the_site(tmp_path: Path) -> None:
    files = {".vuepress/config.js": VUEPRESS} | pages("a/README.md", "a/g.md", "b/README.md", "z/README.md", "z/one.md")
    manuscript, problems = read(tmp_path, files)
    assert places(manuscript) == [
        (1, "a/README.md"), (1, "a/g.md"), (1, "b/README.md"), (1, "z/README.md"), (2, "z/one.md"),
    ]  # fmt: skip
    assert (manuscript.chapters[2].listed, problems) == ("别的", [])


@pytest.mark.parametrize(
    "sidebar",
    [
        "make()",
        "'auto'",
        "[...more]",
        "[{ text: 'A', items: pages('a') }]",
        "[cond ? '/a' : '/b']",
        "[`/${x}`]",
        "again",
        "counted()",
        "wrapped('a')",
        "round()",
    ],
)
def test_a_sidebar_that_must_be_run_is_none_and_said_so(tmp_path: Path, sidebar: str) -> None:
    functions = """
        function counted() { const all = 1; return ['/b'] }
        function wrapped(base) { return ['/b'] }
        const round = () => [round()]
    """
    config = f"const again = [again]\n{functions}\nexport default {{ title: 'T', sidebar: {sidebar} }}"
    manuscript, problems = read_manuscript(write(tmp_path, {".vitepress/config.js": config, "b.md": "B", "a.md": "A"}))
    assert places(manuscript) == [(1, "a.md"), (1, "b.md")]
    assert [str(problem.place) for problem in problems] == [".vitepress/config.js"]
    assert (manuscript.config.title, manuscript.contents) == ("T", "")


@pytest.mark.parametrize(
    "text", ["", "export default", "{" * 50_000, "module.exports = " + "[" * 50_000, "'", "`${", "a(" * 9000]
)
def test_a_broken_program_is_no_list(tmp_path: Path, text: str) -> None:
    manuscript, _ = read(tmp_path, {".vuepress/config.js": text, "a.md": "A"})
    assert places(manuscript) == [(1, "a.md")]


SIDEBARS = """
import type { SidebarsConfig } from "@docusaurus/plugin-content-docs";
const sidebars: SidebarsConfig = {
  guide: [
    "intro",
    { type: "doc", id: "first/named", label: "Named" },
    { type: "category", label: "Deep", link: { type: "doc", id: "deep/index" }, items: ["deep/a"] },
    { "Short": ["short"] },
    { type: "category", label: "Rest", items: [{ type: "autogenerated", dirName: "rest" }] },
    { type: "link", label: "Out", href: "https://example.org" },
  ].filter(Boolean),
};
export default sidebars;
"""
DOCUSAURUS = "export default { title: 'Forces', i18n: { defaultLocale: 'en' }, presets: [['classic', { docs: %s }]] }"


def test_docusaurus_names_pages_by_their_ids(tmp_path: Path) -> None:
    named = {"docs/01-first/x.md": "---\nid: named\n---\n# N\n"}
    texts = pages("docs/intro.mdx", "docs/deep/index.md", "docs/deep/a.md", "docs/short.md", "docs/rest/b.md")
    config = {"docusaurus.config.ts": DOCUSAURUS % "{ sidebarPath: './menu.ts' }", "menu.ts": SIDEBARS}
    manuscript, problems = read(tmp_path, config | named | texts)
    assert [(file.level, file.part, file.path) for file in manuscript.chapters] == [
        (1, 0, "docs/intro.mdx"), (1, 0, "docs/01-first/x.md"), (1, 0, "docs/deep/index.md"), (2, 0, "docs/deep/a.md"),
        (0, 1, "menu.ts"), (1, 1, "docs/short.md"), (0, 2, "menu.ts"), (1, 2, "docs/rest/b.md"),
    ]  # fmt: skip
    assert (manuscript.config.title, manuscript.config.language, problems) == ("Forces", "en", [])


def test_docusaurus_lists_its_folders_by_their_categories(tmp_path: Path) -> None:
    files = {
        "website/docusaurus.config.js": (DOCUSAURUS % "{ path: '../text' }").replace(
            "export default", "module.exports ="
        ),
        "text/b/_category_.json": '{"label": "力", "position": 1}',
        "text/02-a/_category_.yml": "label: 功\n",
        "text/b/late.md": "---\nsidebar_position: 2\n---\n# L\n",
        "text/b/first.md": "---\nsidebar_position: 1\n---\n# F\n",
        "text/hidden.md": "---\nunlisted: true\n---\n# H\n",
    } | pages("text/02-a/02-a.md", "text/02-a/10.md", "text/02-a/9.md", "text/index.md", "text/_part.md")
    manuscript, problems = read(tmp_path, files | pages("text/2024-01-02-z.md"))
    assert [(file.level, file.path, file.listed) for file in manuscript.chapters] == [
        (1, "text/index.md", ""), (0, "website/docusaurus.config.js", "力"), (1, "text/b/first.md", ""),
        (1, "text/b/late.md", ""), (1, "text/02-a/02-a.md", "功"), (2, "text/02-a/9.md", ""),
        (2, "text/02-a/10.md", ""), (1, "text/2024-01-02-z.md", ""),
    ]  # fmt: skip
    assert manuscript.chapters[0].uncounted
    assert [(problem.code, problem.place.path) for problem in problems] == [("skipped-file", "text/hidden.md")]


@pytest.mark.parametrize("sidebar", ["make()", "[make()]", "[...more]", "{ a: [{ type: kind, id: 'b' }] }", "'x'"])
def test_a_sidebar_of_docusaurus_that_must_be_run_gives_way_to_its_folders(tmp_path: Path, sidebar: str) -> None:
    files = {"docusaurus.config.js": "", "sidebars.js": f"module.exports = {{ a: {sidebar} }}"}
    manuscript, problems = read_manuscript(write(tmp_path, files | pages("docs/b.md", "docs/a.md")))
    assert places(manuscript) == [(1, "docs/a.md"), (1, "docs/b.md")]
    assert [str(problem.place) for problem in problems] == ["sidebars.js", "docusaurus.config.js"]


def test_a_computed_part_of_a_sidebar_does_no_harm_where_no_page_is_left_for_it(tmp_path: Path) -> None:
    files = {"docusaurus.config.js": "", "sidebars.json": '{"a": ["b", "a", 3]}'}
    manuscript, _ = read(tmp_path, files | pages("docs/b.md", "docs/a.md"))
    assert places(manuscript) == [(1, "docs/b.md"), (1, "docs/a.md")]


HUGO = """
title = "Forces"
baseURL = "https://example.org/"
defaultContentLanguage = "zh"
[params]
author = "A"
[languages.zh]
title = "力学"
[languages.en]
title = "Forces"
"""


@pytest.mark.parametrize("top", ["content/", "content/zh/", "content/docs/", "content/zh/docs/"])
def test_hugo_lists_its_sections_by_weight(tmp_path: Path, top: str) -> None:
    weights = {
        "_index.md": 9,
        "x/_index.md": 2,
        "x/a.md": 20,
        "x/b.md": 3,
        "y/index.md": 1,
        "last.md": 5,
        "x/c/_index.md": 4,
    }
    files = {f"{top}{name}": f"---\nweight: {weight}\ntitle: {name}\n---\n" for name, weight in weights.items()}
    files |= {
        f"{top}{name}": text
        for name, text in pages("x/10.md", "x/9.md", "z.zh.md", "z.en.md", "x/c/d.md", "y/e.md", "n/m.md").items()
    }
    files |= {
        "hugo.toml": HUGO,
        f"{top}hidden.md": "---\nheadless: true\n---\n",
        f"{top}draft.md": "+++\ndraft = true\n+++\n",
    }
    manuscript, problems = read(tmp_path, files)
    found = [(file.level, file.path.removeprefix(top)) for file in manuscript.chapters]
    assert found == [
        (1, "y/index.md"), (1, "x/_index.md"), (2, "x/b.md"), (2, "x/c/_index.md"), (3, "x/c/d.md"), (2, "x/a.md"),
        (2, "x/9.md"), (2, "x/10.md"), (1, "last.md"), (0, "hugo.toml"), (1, "n/m.md"), (1, "z.zh.md"),
    ]  # fmt: skip
    assert (manuscript.config.title, names(manuscript.config), manuscript.config.language) == (
        "力学",
        ("A",),
        "zh-Hans",
    )
    codes = [(problem.code, problem.place.path.removeprefix(top)) for problem in problems]
    assert codes == [
        ("skipped-file", "draft.md"), ("skipped-file", "hidden.md"), ("empty-file", "y/index.md"),
        ("empty-file", "x/b.md"), ("empty-file", "x/a.md"), ("empty-file", "last.md"),
    ]  # fmt: skip


def test_a_page_without_a_word_that_opens_a_folder_is_called_as_the_folder_is(tmp_path: Path) -> None:
    texts = {"_index.md": "# 序\n", "0001~0099/_index.md": "---\nweight: 1\n---\n", "0001~0099/a.md": "# 甲\n"}
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf8")
    book, _ = parse(read_manuscript(tmp_path)[0])
    assert [plain_text(chapter.title) for chapter in book.chapters] == ["序", "0001~0099"]


def test_a_folder_that_an_index_opens_is_listed_as_hugo_does(tmp_path: Path) -> None:
    texts = {"_index.md": "---\ntitle: 序\n---\ntext\n", "b/_index.md": "---\nweight: 1\ntitle: B\n---\n"}
    manuscript, problems = read(tmp_path, texts | pages("a.md", "b/c.md"))
    assert places(manuscript) == [(1, "_index.md"), (1, "b/_index.md"), (2, "b/c.md"), (1, "a.md")]
    assert problems == []


@pytest.mark.parametrize("settings", ["", "title = ", "[", "title = 'x'", "a: b"])
def test_settings_of_another_tool_are_not_hugos(tmp_path: Path, settings: str) -> None:
    manuscript, _ = read(tmp_path, {"config.toml": settings} | pages("b.md", "a.md"))
    assert (places(manuscript), manuscript.contents) == ([(1, "a.md"), (1, "b.md")], "")


def test_a_note_that_has_sections_and_no_title_is_called_by_its_name(tmp_path: Path) -> None:
    notes = {"力.md": "## A\n\n### a\n\n## B\n", "one.md": "## Force\n\ntext\n", "功.md": "text\n\n## E\n\ntext\n"}
    found, _ = chapters(tmp_path, notes | {"x/index.md": "## C\n\n## D\n"})
    assert [plain_text(chapter.title) for chapter in found] == ["Force", "x", "力", "功"]
    assert [level for level, _, _ in outline(found[2].blocks)] == [2, 3, 2]
    single, _ = chapters(tmp_path / "x", {})
    assert [plain_text(chapter.title) for chapter in single] == ["C", "D"]


def test_nextra_has_the_order_and_the_names_of_each_folder_in_a_file_of_it(tmp_path: Path) -> None:
    files = {
        "src/pages/_meta.json": '{"index": {"title": "首页"}, "b": "热学", "-": {"type": "menu"}, "no": "无", "a": 3}',
        "src/pages/b/_meta.js": 'export default { last: "末", "*": { type: "page" } }',
        "README.md": "# site\n",
        **pages("src/pages/index.mdx", "src/pages/a.md", "src/pages/c.mdx", "src/pages/_draft.md"),
        **pages("src/pages/b/first.md", "src/pages/b/last.md", "src/pages/a/x.md"),
    }
    manuscript, problems = read(tmp_path, files)
    assert problems == []
    assert [(file.level, file.path, file.listed) for file in manuscript.chapters] == [
        (1, "src/pages/index.mdx", "首页"), (0, "src/pages/_meta.json", "热学"), (1, "src/pages/b/last.md", "末"),
        (1, "src/pages/b/first.md", ""), (1, "src/pages/a.md", ""), (2, "src/pages/a/x.md", ""),
        (1, "src/pages/c.mdx", ""),
    ]  # fmt: skip


def test_where_each_page_has_a_folder_of_its_own_the_first_is_one_among_them(tmp_path: Path) -> None:
    names = ("第一单元/index.md", "第二单元/index.md")
    listed = ", ".join(f"{{ text: '{name[:4]}', link: '/上册/{name[:4]}/' }}" for name in names)
    config = f"export default {{ themeConfig: {{ sidebar: [{{ text: '上册', items: [{listed}] }}] }} }}"
    manuscript, _ = read(tmp_path, {".vitepress/config.js": config} | pages(*(f"上册/{name}" for name in names)))
    assert [(file.level, file.listed) for file in manuscript.chapters] == [
        (0, "上册"),
        (1, "第一单元"),
        (1, "第二单元"),
    ]
