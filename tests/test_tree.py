"""Walking and rewriting trees: all nodes, or those of some kinds alone."""

from dataclasses import replace

from studypress.model import (
    Callout,
    CalloutKind,
    Chapter,
    Code,
    Footnote,
    Image,
    Link,
    List,
    ListItem,
    Paragraph,
    Point,
    PointGroup,
    Section,
    Style,
    Styled,
    Summary,
    Text,
)
from studypress.problems import Place
from studypress.tree import rewrite, rewrite_as_read, walk

LINK = Link("#a", (Text("in a link"),))
DEEP = Paragraph((Text("before "), Styled(Style.STRONG, (LINK, Code("code")))))
BOX = Callout(CalloutKind.NOTE, (Text("title"),), (List((ListItem((DEEP,)),)),))
SUMMARY = Summary((), (), (PointGroup((Text("group"),), (Point((Text("point"),), ()),)),))
CHAPTER = Chapter(
    (Text("chapter"),),
    (Section(2, (Text("section"),), (BOX,)),),
    footnotes=(Footnote("n", (Paragraph((Text("note"),)),)),),
    summary=SUMMARY,
    place=Place("a.md", 1),
)


def test_walking_with_kinds_finds_the_same_nodes_as_walking_all() -> None:
    everything = list(walk((CHAPTER, (LINK,))))
    for kinds in ((Text,), (Link, Code), (Section, Paragraph, Point), (Chapter,), (Summary, Text), (Footnote,)):
        assert list(walk((CHAPTER, (LINK,)), *kinds)) == [node for node in everything if isinstance(node, kinds)]


def test_rewriting_with_kinds_changes_those_alone_and_copies_nothing_else() -> None:
    louder = rewrite(CHAPTER, lambda node: replace(node, text=node.text.upper()), Code)
    assert [node.text for node in walk(louder, Code)] == ["CODE"]
    assert [node.text for node in walk(louder, Text)] == [node.text for node in walk(CHAPTER, Text)]
    assert louder.summary is CHAPTER.summary
    assert louder.footnotes is CHAPTER.footnotes


def test_rewriting_goes_from_within_and_may_put_several_nodes_in_place_of_one() -> None:
    seen = []

    def change(node: Link | Styled) -> object:
        seen.append(type(node))
        return node.children

    (paragraph,) = walk(rewrite(CHAPTER, change, Link, Styled).blocks, Paragraph)
    assert seen == [Link, Styled]
    assert paragraph.children == (Text("before "), Text("in a link"), Code("code"))


def test_rewriting_around_kinds_changes_what_holds_one_alone() -> None:
    seen = []

    def change(node: Link | Paragraph | Section) -> object:
        seen.append(node)
        return node

    plain = Paragraph((Text("nothing in it"),))
    assert rewrite((CHAPTER, plain, LINK), change, Link, Paragraph, Section, around=(Link,)) == (CHAPTER, plain, LINK)
    assert [type(node) for node in seen] == [Link, Paragraph, Section, Link]
    assert plain not in seen


def test_what_is_counted_is_met_as_a_reader_meets_it() -> None:
    met = []

    def change(node: Text) -> Text:
        met.append(node.text)
        return node

    assert rewrite_as_read(CHAPTER, change, Text) == CHAPTER
    assert met == ["section", "title", "before ", "in a link", "note", "group", "point"]


def test_what_is_new_in_a_tree_is_found_though_the_tree_was_looked_through_before() -> None:
    assert not list(walk(CHAPTER, Image))
    pictured = rewrite(CHAPTER, lambda code: Image("a.png", "a picture"), Code)
    assert [image.alt for image in walk(pictured, Image)] == ["a picture"]
    assert not list(walk(pictured, Code))
