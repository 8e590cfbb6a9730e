"""Diagrams of Mermaid and Graphviz: drawn in our face, wide ones so that they can be read, and kept."""

import os
import re
import select
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from figure_samples import ROOT, STACK, SVG, book, diagram, drawn, needs_dot
from lxml import etree

from studypress.cache import FOLDER, Cache
from studypress.figures import graphviz, in_grey
from studypress.figures.graphviz import dot_labels
from studypress.figures.mermaid import _draw
from studypress.figures.timelines import folded, size_for
from studypress.forks import CAN_FORK
from studypress.model import Diagram
from studypress.problems import Place
from studypress.tree import walk


def test_a_diagram_is_drawn_in_our_face_with_all_its_labels(tmp_path: Path) -> None:
    node, problems = diagram(tmp_path, STACK)
    assert not problems
    assert node.asset
    text = node.asset.data.decode()
    for label in ("应用程序 A", "应用程序 B", "宿主机操作系统（内核）"):
        assert f">{label}</text>" in text
    assert "StudyPress Hei" in text
    for unwanted in ("foreignObject", "<use", "<script", "trebuchet", "mask="):
        assert unwanted not in text
    assert 100 < node.asset.width < 400
    assert node.asset.height < node.asset.width


@pytest.mark.parametrize("text", ["flowchart LR\n  甲 --> 乙 --> 丙", "graph TD\n  50((50)) --> 30((30))"])
def test_boxes_are_no_wider_than_their_words(tmp_path: Path, text: str) -> None:
    node, _ = diagram(tmp_path, text)
    assert node.asset
    assert node.asset.width < 300


STEPS = " --> ".join(f'n{number}["第{number}步：检查清单"]' for number in range(9))


def test_a_flowchart_across_that_no_page_could_hold_is_drawn_downwards(tmp_path: Path) -> None:
    for head in ("flowchart LR", "%% 流程\ngraph RL"):
        node, _ = diagram(tmp_path, f"{head}\n  {STEPS}")
        assert node.asset
        assert node.asset.width < 500 < node.asset.height


def test_whether_it_can_be_read_depends_on_the_page(tmp_path: Path) -> None:
    text = "flowchart LR\n  " + " --> ".join(f"n{number}[第{number}步：检查]" for number in range(7))
    shapes = []
    for name in ("A5", "A4"):
        node = Diagram("mermaid", text, "图", place=Place("a.md", 3))
        (filled,), _ = drawn(tmp_path, node, page=name)
        assert isinstance(filled, Diagram)
        assert filled.asset
        shapes.append(filled.asset.width > filled.asset.height)
    assert shapes == [False, True]


def test_a_flowchart_across_that_can_be_read_stays_as_it_is(tmp_path: Path) -> None:
    node, _ = diagram(tmp_path, "flowchart LR\n  " + " --> ".join(f"n{number}[第{number}步]" for number in range(6)))
    assert node.asset
    assert node.asset.height < 100 < node.asset.width


@pytest.mark.parametrize(
    ("text", "full_width", "narrow"),
    [
        (
            "sequenceDiagram\n"
            + "".join(f"  participant p{number} as 第{number}台应用服务器\n" for number in range(6))
            + "  p0->>p1: 主从复制的延迟一般小于一秒钟\n  p4->>p5: 返回证书链，协商会话密钥\n",
            1200,
            900,
        ),
        (
            "erDiagram\n"
            + "".join(f"  中心 ||--o{{ 表{number} : 含\n  表{number} {{\n    int id\n  }}\n" for number in range(9)),
            1000,
            990,
        ),
    ],
)
def test_what_is_wide_and_can_be_drawn_closer_is(tmp_path: Path, text: str, full_width: int, narrow: int) -> None:
    node, problems = diagram(tmp_path, text)
    assert not problems
    assert node.asset
    assert node.asset.width < narrow < full_width < float(re.findall(r'viewBox="\S+ \S+ (\S+)', _draw(text))[0])
    assert "-<" not in node.asset.data.decode()


def test_a_message_stands_on_ground_of_its_own_over_lines_of_life(tmp_path: Path) -> None:
    node, _ = diagram(tmp_path, "sequenceDiagram\n  甲->>丙: 请求\n  甲->>乙: 问")
    assert node.asset
    assert node.blank
    drawn = etree.fromstring(node.asset.data)
    patches = [group[0] for group in drawn.iter("{*}g") if group.get("class") == "label-lines"]
    assert [(patch.get("width"), patch.get("height")) for patch in patches] == [("32.0", "14.0"), ("18.0", "14.0")]
    assert b'height="14.0"' not in node.blank.data
    ground, _ = diagram(tmp_path, KINDS["ground"])
    assert ground.asset
    assert b"label-lines" not in ground.asset.data


def test_a_blank_diagram_has_the_boxes_and_no_word(tmp_path: Path) -> None:
    node, _ = diagram(tmp_path, "flowchart LR\n  a[镜像] -->|创建| b[容器]")
    assert node.asset
    assert node.blank
    assert (node.blank.width, node.blank.height) == (node.asset.width, node.asset.height)
    text = node.blank.data.decode()
    assert "<text" not in text
    assert text.count("<rect") >= 2
    assert "marker-end" in text


def test_what_means_nothing_without_words_has_no_blank(tmp_path: Path) -> None:
    node, _ = diagram(tmp_path, 'pie title 占比\n  "镜像" : 40\n  "容器" : 60')
    assert node.asset
    assert node.blank is None


def test_a_timeline_of_many_periods_is_drawn_downwards(tmp_path: Path) -> None:
    events = "".join(f"  {year} : 第{year}条<br>修正 : 「甲」 & 乙\n" for year in range(1949, 1961))
    node, problems = diagram(
        tmp_path, f"timeline\n  title 发展历程\n  section 早期\n{events}  section 后来\n  2018 : {'长' * 50}\n"
    )
    assert not problems
    assert node.asset
    assert node.asset.width < 560 < node.asset.height
    words = re.findall(r"<text[^>]*>([^<]*)</text>", node.asset.data.decode())
    assert words[:7] == ["发展历程", "早期", "1949", "第1949条", "修正", "「甲」 &amp; 乙", "1950"]
    assert [len(word) for word in words if word.startswith("长")] == [25, 25]


def test_the_words_of_a_wide_timeline_are_drawn_larger_and_broken(tmp_path: Path) -> None:
    events = "".join(f"  {year}年 : 《南京条约》的签订 : 国人暴动，共和行政\n" for year in range(1840, 1846))
    node, problems = diagram(tmp_path, f"timeline\n  title 中国近代史大事年表\n{events}")
    assert not problems
    assert node.asset
    drawing = node.asset.data.decode()
    for row in ("《南京条约》", "的签订", "国人暴动，", "共和行政", "1845年", "中国近代史大事年表"):
        assert f">{row}</" in drawing
    assert re.search(r"<text[^>]* dy=[^>]*>\s*<tspan[^>]* dy=", drawing) is None  # WeasyPrint adds one to the other
    assert size_for(1) == 14
    for rows in (("鸦片战争爆发，", "清政府战败"), ("辛亥革命", "推翻了清", "王朝的统治")):  # half of a mark is blank
        assert folded(f"timeline\n1: {''.join(rows)}", 22) == f"timeline\n1: {'<br>'.join(rows)}"
    assert [row for row in folded("timeline\n甲:" + "乙" * 900, 20).split("<br>") if len(row) > 18] == []
    assert folded("timeline\n  title " + "乙" * 90, 20).count("<br>") == 0


KINDS = {
    "sequence": "sequenceDiagram\n  participant 用户\n  用户->>引擎: 运行镜像\n  引擎-->>用户: 容器编号",
    "state": "stateDiagram-v2\n  [*] --> 运行\n  运行 --> 停止: docker stop\n  停止 --> [*]",
    "fork": "stateDiagram-v2\n  state 分 <<fork>>\n  state 若 <<choice>>\n  分 --> 乙\n  分 --> 若\n  若 --> 丙: 是",
    "class": "classDiagram\n  class 镜像{\n    +名称\n    +构建()\n  }\n  镜像 <|-- 容器",
    "er": "erDiagram\n  仓库 ||--o{ 镜像 : 保存",
    "mindmap": "mindmap\n  root((容器引擎))\n    镜像\n    隔离",
    "timeline": "timeline\n  title 历史\n  2013 : 开源\n  2017 : 规范一点零",
    "gantt": "gantt\n  title 计划\n  section 第一周\n  学习镜像 :a1, 2026-01-01, 3d",
    "ground": "sequenceDiagram\n  甲->>乙: 请求\n  rect rgb(255, 240, 240)\n    乙->>甲: 答复\n  end",
    "bold words": 'flowchart TB\n  a["<b>数据库</b>管理系统<br/>DBMS"] --> b[数据]',
    "many lines": "flowchart LR\n" + "".join(f"  a{n}[结点{n}] --> a{n * 7 % 30} & a{n * 3 % 30}\n" for n in range(30)),
    "subgraph": 'flowchart TB\n  subgraph s1["宿主机"]\n    a["引擎<br>守护进程"]\n  end\n  s1 --> b(("容器"))',
}


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_of_mermaid_with_han_labels(tmp_path: Path, kind: str) -> None:
    node, problems = diagram(tmp_path, KINDS[kind])
    assert not problems
    assert node.asset
    assert b"<text" in node.asset.data


def test_the_lines_of_a_chart_stand_out_from_the_paper_and_from_each_other(tmp_path: Path) -> None:
    lines = "".join(f"  line [1, {number}, 4]\n" for number in range(4))
    node, _ = diagram(tmp_path, f'xychart-beta\n  x-axis "次" [1, 2, 3]\n  y-axis "数" 0 --> 5\n{lines}')
    assert node.asset
    drawn = re.findall(r'class="line-plot-\d"><path [^>]*stroke="#(..)\1\1"', node.asset.data.decode())
    assert len(set(drawn)) == 4
    assert all(int(grey, 16) <= 0xA6 for grey in drawn)


@pytest.mark.parametrize(
    "source",
    [
        'flowchart TB\n  a[甲]\n  click a href "javascript:alert(1)"',
        "flowchart TB\n  a[甲]\n  click a call alert()",
        '%%{init: {"securityLevel": "loose", "themeCSS": "@import \'http://x.test/a\'"}}%%\nflowchart TB\n  a[甲]',
        'flowchart TB\n  a["甲<img src=http://x.test/a.png onerror=alert(1)><script>alert(1)</script>"]',
        "flowchart TB\n  a[甲]\n  style a fill:url(http://x.test/a)",
        'flowchart TB\n  a@{ img: "http://x.test/a.png", label: "甲" }',
    ],
)
def test_hostile_mermaid(tmp_path: Path, source: str) -> None:
    node, problems = diagram(tmp_path, source)
    assert node.asset or problems
    data = node.asset.data.decode() if node.asset else ""
    for word in ("href=", "javascript", "@import", "<script", "<image", "onerror=", "url(http"):
        assert word not in data


def test_a_diagram_that_fails_says_why_and_leaves_its_source(tmp_path: Path) -> None:
    for text in ("flowchart TB\n  a[甲 --> b", "鲸鱼", "", "flowchart TB\n" + "  a --> b\n" * 20_000):
        node, problems = diagram(tmp_path, text)
        assert (node.asset, node.blank, node.text) == (None, None, text)
        assert [(problem.code, problem.place.line) for problem in problems] == [("diagram-failed", 3)]
        assert str(problems[0].hint)


def test_a_drawing_is_the_same_from_the_folder_as_anew(tmp_path: Path) -> None:
    first, _ = diagram(tmp_path, STACK)
    (kept,) = (tmp_path / FOLDER / "drawings").iterdir()
    assert diagram(tmp_path, STACK)[0] == first
    whole = kept.read_bytes()
    kept.write_bytes(whole.replace("应用".encode(), "应付".encode()))  # damaged: drawn anew
    assert diagram(tmp_path, STACK)[0] == first
    assert kept.read_bytes() == whole


def test_a_drawing_that_somebody_else_put_there_is_not_shown(tmp_path: Path) -> None:
    node, _ = diagram(tmp_path, STACK)
    assert node.asset
    (kept,) = (tmp_path / FOLDER / "drawings").iterdir()
    theirs = replace(node.asset, data=SVG.format("<script>alert(1)</script>").encode())
    Cache(tmp_path, b"another secret").keep_object("drawings", kept.name, (theirs, None))
    assert diagram(tmp_path, STACK)[0] == node


def test_a_folder_that_leads_away_is_not_used(tmp_path: Path) -> None:
    root, away = tmp_path / "notes", tmp_path / "away"
    root.mkdir()
    away.mkdir()
    (root / ".studypress").symlink_to(away)
    assert diagram(root, STACK)[0].asset
    assert [file for file in away.rglob("*") if file.is_file()] == []
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / ".studypress").write_text("a file in the way", encoding="utf-8")
    assert diagram(blocked, STACK)[0].asset


@needs_dot
def test_dot_is_drawn_in_our_face(tmp_path: Path) -> None:
    text = 'digraph { rankdir=LR; a [label="宿主机\\n内核"]; b [label="image=镜像"]; a -> b [label="管理"] }'
    node, problems = diagram(tmp_path, text, "dot")
    assert not problems
    assert node.asset
    assert node.blank
    data = node.asset.data.decode()
    assert "宿主机" in data
    assert "StudyPress Hei" in data
    assert "<title" not in data
    assert "<text" not in node.blank.data.decode()


def test_a_label_of_dot_that_is_given_again_or_stands_in_a_comment_need_not_be_shown() -> None:
    again = r'digraph { b [label="2", shape=circle]; a -> b [label="甲"]; a -> b [label="乙"];  b [label="==\nEQ"] }'
    assert list(dot_labels(again)) == ["==", "EQ", "甲", "乙"]
    commented = 'digraph { // a [label="丙"]\n a [xlabel="旁" label="http://x//y"] label="图" /* c [label="丁"] */ }'
    assert list(dot_labels(commented)) == ["旁", "http://x//y", "图"]


@needs_dot
@pytest.mark.parametrize(
    "source",
    [
        'digraph { a [image="/etc/passwd"] }', 'digraph { a [ "image" = "x.png" ] }', "digraph { a [shapefile=x] }",
        'digraph { graph [imagepath="/"] a }',
        'digraph { a [label=<<table><tr><td><IMG SRC="x"/></td></tr></table>>] }',
        "digraph { a /* */ [image /* */ = x] }", "digraph { a -> }",
    ],
)  # fmt: skip
def test_dot_reads_no_file(tmp_path: Path, source: str) -> None:
    node, problems = diagram(tmp_path, source, "dot")
    assert node.asset is None
    assert [problem.code for problem in problems] == ["diagram-failed"]


def test_without_graphviz_the_source_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    _, problems = diagram(tmp_path, "digraph { a }", "dot")
    assert "not installed" in str(problems[0].message)
    assert "Graphviz" in str(problems[0].hint)


@pytest.mark.skipif(not CAN_FORK, reason="Linux alone tells a process that its parent was killed")
def test_dot_ends_with_the_program_that_was_killed(tmp_path: Path) -> None:
    pipe = tmp_path / "running"
    os.mkfifo(pipe)
    drawing = f"{{ echo drawing; exec sleep 600; }} > {pipe}"
    (tmp_path / "dot").write_text(f"#!/bin/sh\nif [ $1 = -V ]; then echo 1 >&2; else {drawing}; fi\n", encoding="utf8")
    (tmp_path / "dot").chmod(0o755)
    code = "from studypress.figures.graphviz import render_dot; render_dot('digraph { a }')"
    env = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "TMPDIR": str(tmp_path)}
    running = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with subprocess.Popen([sys.executable, "-c", code], env=env, cwd=ROOT) as program:
        assert select.select([running], [], [], 300)[0], "it never came to draw"
        assert os.read(running, 100) == b"drawing\n"
        program.kill()
    assert select.select([running], [], [], 300)[0], "it is still drawing"
    assert os.read(running, 100) == b""  # nobody writes there any more
    os.close(running)


@needs_dot
@pytest.mark.skipif(not CAN_FORK, reason="only there dot's memory is bounded")
def test_dot_draws_where_the_system_gives_less_memory_than_it_may_take() -> None:
    code = (
        "import resource; from studypress.figures.graphviz import render_dot\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30)); print(render_dot('digraph { a }'))"
    )
    drawn = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (drawn.stderr, "<svg" in drawn.stdout) == ("", True)


@pytest.mark.parametrize("script", ["exec sleep 60", "exit 1", "kill -9 $$"])
def test_a_dot_that_does_not_answer_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    (tmp_path / "dot").write_text(f"#!/bin/sh\n{script}\n", encoding="utf8")
    (tmp_path / "dot").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(graphviz, "_SECONDS_TO_ANSWER", 0.2)
    assert graphviz.dot_version() == ""
    _, problems = diagram(tmp_path, "digraph { a }", "dot")
    assert [(problem.code, problem.place.line) for problem in problems] == [("diagram-failed", 3)]
    assert "not installed" in str(problems[0].message)


def test_a_diagram_that_an_author_coloured_is_grey(tmp_path: Path) -> None:
    node, _ = diagram(tmp_path, "flowchart LR\n  a[镜像] --> b[容器]\n  style a fill:#f96")
    (grey,) = [each for each in walk(in_grey(book(node))) if isinstance(each, Diagram)]
    for before, after in ((node.asset, grey.asset), (node.blank, grey.blank)):
        assert before
        assert after
        assert b"#f96" in before.data
        assert b"#f96" not in after.data
        assert b"#b2b2b2" in after.data
    assert in_grey(book(node)) == in_grey(book(node))
