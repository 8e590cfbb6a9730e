"""Lists that never end, or are closed wrongly, take no minutes."""

from pathlib import Path

import pytest
from limits import within
from manuscripts import pages, read


@pytest.mark.parametrize(
    "files",
    [
        {"SUMMARY.md": "- [x](" + "a " * 50_000},
        {"_config.yml": "a: b", "source/_posts/a.md": "{% post_link " + "a" * 100_000 + "\n"},
        {"_config.yml": "a: b", "source/_posts/a.md": "{% post_link a" + " " * 100_000 + "b %}\n"},
        {"conf.py": "", "index.md": "```toc\n" * 15_000},
        {"conf.py": "", "index.md": "```toc\na" + " " * 100_000 + "<\n```\n"},
        {".vitepress/config.js": "/*" * 50_000},
        {".vitepress/config.js": '\\"' * 50_000},
        {
            ".vitepress/config.js": "".join(f"const a{at} = [{{items: a{at + 1}}}, a{at + 1}]\n" for at in range(40))
            + "export default a0"
        },
    ],
)
def test_lists_that_never_end_take_no_minutes(tmp_path: Path, files: dict[str, str]) -> None:
    with within(4):
        read(tmp_path, files | pages("README.md"))


@pytest.mark.parametrize("end", ["})", "};", "]", ")", "", "}]}"])
def test_a_list_in_javascript_that_is_closed_wrongly_is_read_up_to_there(tmp_path: Path, end: str) -> None:
    sidebar = "[{ text: '乙', link: '/b' }, { text: '甲', link: '/a' }"
    config = f"export default {{ themeConfig: {{ sidebar: {sidebar} {end}"
    with within(4):
        manuscript, _ = read(tmp_path, {".vitepress/config.js": config} | pages("a.md", "b.md"))
    assert [file.path for file in manuscript.chapters] == ["b.md", "a.md"]
