"""Blogs of Hexo and Jekyll, and folders of docsify with lists of their own."""

from pathlib import Path
from urllib.parse import quote

import pytest
from manuscripts import names, pages, places, read, write

from studypress.manuscript import read_manuscript
from studypress.markdown import parse
from studypress.resolve import resolve


def test_a_blog_of_hexo_is_its_posts_and_links_between_them_are_links(tmp_path: Path) -> None:
    links = "{% post_link 力学/动量 %}与{% post_link '/力学/动量.md' '它' %}，{% post_link 无 %}"
    first = f"---\ntitle: 甲\n---\n{links}\n\n"
    files = {
        "_config.yml": "title: 站\nauthor: 我\nlanguage: zh-CN\n",
        "source/_posts/a.md": first + "```\n{% post_link 动量 %}\n```\n",
        "source/_posts/力学/动量.md": "---\ntitle: 动量守恒\n---\n字\n",
        "source/about/index.md": "# 关于\n",
        "source/_drafts/b.md": "# 草稿\n",
        "scaffolds/post.md": "---\ntitle: {{ title }}\n---\n",
        "themes/x/README.md": "# 主题\n",
    }
    manuscript, _ = read(tmp_path, files)
    assert [file.path for file in manuscript.chapters if file.text] == [
        "source/_posts/a.md",
        "source/_posts/力学/动量.md",
    ]
    assert (manuscript.config.title, names(manuscript.config)) == ("站", ("我",))
    address = quote("力学/动量.md")
    assert manuscript.chapters[0].text.startswith(f"[动量守恒]({address})与[它]({address})，[无](<无.md>)")
    assert "```\n{% post_link 动量 %}\n```" in manuscript.chapters[0].text
    assert [one.code for one in resolve(parse(manuscript)[0], manuscript.root)[1]] == ["broken-link"]


def test_a_blog_of_jekyll_is_its_posts_and_a_folder_of_notes_called_so_is_none(tmp_path: Path) -> None:
    files = {
        "_config.yml": "title: 站\n",
        "_includes/about.md": "# 关于\n",
        "_posts/2024-01-02-a.md": "# 甲\n",
        "_posts/2023-01-02-b.md": "# 乙\n",
        "index.md": "# 首页\n",
    }
    manuscript, problems = read_manuscript(write(tmp_path / "blog", files))
    assert [file.path for file in manuscript.chapters] == ["_posts/2023-01-02-b.md", "_posts/2024-01-02-a.md"]
    assert [str(one.place) for one in problems if one.code == "contents-list"] == ["_config.yml"]
    notes = {"_posts/a.md": "# 甲\n", "b.md": "# 乙\n", "_config.yml": "x: 1\n"}
    manuscript, _ = read(tmp_path / "notes", notes)
    assert {"b.md", "_posts/a.md"} <= {file.path for file in manuscript.chapters}


@pytest.mark.parametrize(("base", "setting"), [("", ""), ("source/", ""), ("", "source_dir: .\n")])
def test_notes_in_folders_beside_a_few_posts_are_not_left_out(tmp_path: Path, base: str, setting: str) -> None:
    site = {
        "_config.yml": f"title: 站\n{setting}",
        "_layouts/a.html": "x",
        f"{base}_includes/x.md": "# 框\n" + "字" * 500,
    }
    post = {f"{base}_posts/2024-01-02-a.md": "# 甲\n\n" + "字" * 50 + "\n", f"{base}about/index.md": "# 关于\n"}
    notes = {f"{base}八年级/下册/政治.md": "# 政治\n\n" + "字" * 100 + "\n"}
    blog, _ = read(tmp_path / "blog", site | post)
    assert [file.path for file in blog.chapters] == [f"{base}_posts/2024-01-02-a.md"]
    all_pages, problems = read_manuscript(write(tmp_path / "notes", site | post | notes))
    assert {file.path for file in all_pages.chapters} == {*post, *notes}
    assert [str(one.place) for one in problems if one.code == "contents-list"] == ["_config.yml"]


def test_a_folder_of_docsify_with_a_list_of_its_own_is_a_part(tmp_path: Path) -> None:
    own = "- 生物\n  - [总览](/bio/)\n- [细胞](/bio/a.md)\n- [遗传](b.md)\n  - [孟德尔](bio/c.md)\n- [没写](d.md)\n"
    files = {
        "_sidebar.md": "- **全部**\n  - [生物](/bio/)\n  - [编程](/code/)\n",
        "bio/_sidebar.md": own,
        **pages("bio/README.md", "bio/a.md", "bio/b.md", "bio/c.md", "code/README.md"),
    }
    manuscript, problems = read(tmp_path, files)
    assert places(manuscript) == [
        (0, "bio/README.md"),
        (1, "bio/a.md"),
        (1, "bio/b.md"),
        (2, "bio/c.md"),
        (1, "code/README.md"),
    ]
    assert [(one.code, str(one.place)) for one in problems] == [("missing-page", "bio/_sidebar.md:6")]
