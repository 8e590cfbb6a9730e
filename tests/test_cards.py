"""Flash cards: what stands on them, where they stand on their sheets, and how large those are that hold much."""

import io
import re
from dataclasses import dataclass, replace
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest
from golden import compare
from study_samples import resolved
from test_render import bodies, book_of

from studypress.cards import GRIDS, Edge, fits_of, sides
from studypress.cli import main
from studypress.editions import CARDS
from studypress.model import Chapter
from studypress.pipeline import build
from studypress.problems import BookError, Severity
from studypress.render import Rendering
from studypress.render.flashcards import cards_of
from studypress.request import Request
from studypress.selection import select
from studypress.sheets import SHEETS
from studypress.tree import plain_text

# --- What stands on them ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["exercises", "glossary", "summary"])
def test_the_cards_of_a_chapter(name: str) -> None:
    case = Path(__file__).parent / "render" / name
    compare(bodies(book_of(case / "input.md"), CARDS), case / "cards.html")


def asked(text: str) -> list[tuple[str, str]]:
    """The words of both sides of each card of a chapter, without terms."""
    chapter = resolved(f"# 章\n\n{text}\n")[0].chapters[0]
    return pairs(chapter)


def pairs(chapter: Chapter) -> list[tuple[str, str]]:
    return [(plain_text(card.face.blocks), plain_text(card.back.blocks)) for card in cards_of(chapter, ())]


def test_what_heads_the_next_questions_is_not_of_the_one_above() -> None:
    first = "【A2 型题】\n4. 甲（　　）\nA. 一  B. 二\n\n"
    shared = "（5～6 题共用题干）\n患者发热。\n5. 乙（　　）\nA. 丙  B. 丁\n6. 戊（　　）\nA. 己  B. 庚\n\n"
    cards = asked(f"## 选择题\n\n{first}{shared}参考答案：4.B 5.A 6.B\n")
    assert [back for _, back in cards] == ["B", "A", "B"]
    assert ["患者发热" in face for face, _ in cards] == [False, True, True]


def test_a_question_has_what_it_is_about_and_its_answer() -> None:
    read = "读图，回答 1～2 题。\n\n1. 甲（  ）\n\n   答案：一\n2. 乙\n\n   答：二\n3. 丙\n\n   答：三\n\n"
    text = f"{read}读表。\n\n4. 丁\n\n   答：四\n"
    assert asked(f"## 习题\n\n{text}") == [
        ("读图，回答 1～2 题。甲（　　）", "答案：一"),
        ("读图，回答 1～2 题。乙", "答：二"),
        ("丙", "答：三"),
        ("读表。丁", "答：四"),
    ]
    assert asked("## 习题\n\n每题五分。\n\n1. 甲\n\n   答案：一\n") == [("甲", "答案：一")]


def test_points_with_answers_are_questions_and_what_has_no_answer_is_no_card() -> None:
    text = "## 一\n\n甲\n\n## 习题\n\n1. 问\n\n## 小结\n\n### 一\n\n- 能够说出甲\n  - 乙\n- 了解丙\n"
    assert asked(text) == [("能够说出甲", "乙")]


def test_answers_in_a_section_of_their_own_are_found_by_their_numbers() -> None:
    questions = "## 习题\n\n1. 甲\n2. 乙\n3. 丙\n\n## 参考答案\n\n"
    assert asked(questions + "1. 一\n2. 二\n3. 三\n") == [("甲", "一"), ("乙", "二"), ("丙", "三")]
    assert asked(questions + "1. 一\n3. 三\n") == []  # Markdown counts on: is that 三 the second, or the third?


def test_numbers_that_begin_anew_are_told_apart_by_their_headings() -> None:
    questions = "## 习题\n\n### 选择题\n\n1. 甲\n2. 乙\n\n### 简答题\n\n1. 丙\n\n"
    key = "## 参考答案\n\n### 选择题\n\n1. 一\n2. 二\n\n### 简答题\n\n1. 三\n"
    assert asked(questions + key) == [("甲", "一"), ("乙", "二"), ("丙", "三")]
    assert asked(questions + "## 参考答案\n\n1. 一\n2. 二\n") == []  # whose number 1 is the first?


def test_answers_in_a_chapter_of_their_own_are_on_the_backs() -> None:
    book = resolved(
        "# 甲\n\n## 习题\n\n1. 问\n2. 二问\n", "# 参考答案\n\n## 第一章\n\n1. 答[^1]\n2. 二答\n\n[^1]: 注\n"
    )[0]
    (chapter,) = select(book, CARDS, None, only_key=False).chapters
    assert pairs(chapter) == [("问", "答①"), ("二问", "二答")]
    assert [plain_text(note) for note in cards_of(chapter, ())[0].back.notes] == ["注"]


def test_a_term_has_one_card_in_the_first_chapter_that_uses_it_and_others_come_last() -> None:
    book = resolved("# 甲\n\n重力。\n", "# 乙\n\n重力和弹力。\n", glossary="弹力\n: 二\n\n重力\n: 一\n\n浮力\n: 三\n")[
        0
    ]

    def terms(chapter: int | None) -> list[tuple[str, list[str]]]:
        pages = Rendering(select(book, CARDS, chapter, only_key=False), CARDS).each()
        found = (page for _, page in sorted(pages, key=lambda pair: pair[0]))
        return [(page.name, re.findall('card-term">(.*?)<', page.html)) for page in found]

    assert terms(None) == [("c1", ["重力"]), ("c2", ["弹力"]), ("terms", ["浮力"])]
    assert terms(2) == [("c2", ["弹力", "重力"])]


def test_a_reading_is_shown_if_the_author_gave_it() -> None:
    book = resolved("# 甲\n\n重力和弹力。\n", glossary="弹力\n: 二\n\n重力（Gravity）\n: 一\n: 读音：zhòng lì\n")[0]
    html = "".join(page.html for _, page in Rendering(book, CARDS).each())
    assert re.findall('class="(?:full|reading)">(.*?)<', html) == ["Gravity", "zhòng lì"]


def test_without_terms_and_answers_there_are_no_cards() -> None:
    book = resolved("# 甲\n\n## 习题\n\n1. 问\n")[0]
    with pytest.raises(BookError, match="no cards to print"):
        list(Rendering(book, CARDS).each())


# --- Where they stand ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edge", ["long", "short"])
@pytest.mark.parametrize("paper", SHEETS)
def test_each_back_lies_behind_its_face_when_the_sheet_is_turned(paper: str, edge: Edge) -> None:
    sheet = SHEETS[paper]
    fits = fits_of(sheet)
    made = sides([fits[at % len(fits)] for at in range(70)], edge)
    fronts, backs = made[::2], made[1::2]
    for front, back in zip(fronts, backs, strict=True):
        width, height = front.fit.width, front.fit.height
        faces = {spot.page: (spot.left, spot.top) for spot in front.spots}
        for spot in back.spots:
            left, top = spot.left, spot.top
            if back.upside_down:
                left, top = sheet.width - left - width, sheet.height - top - height
            seen = (sheet.width - left - width, top) if edge == "long" else (left, sheet.height - top - height)
            assert seen == pytest.approx(faces.pop(spot.page - 1))
        assert not faces
    shown = [spot.page for side in made for spot in side.spots]
    assert sorted(shown) == list(range(140))
    cells = [side.fit.width * side.fit.height for side in sides(fits[::-1], edge)]
    assert cells == sorted(cells), "whoever cuts begins with the smallest"


@pytest.mark.parametrize("paper", SHEETS)
def test_cells_cover_the_sheet_and_each_fit_holds_more(paper: str) -> None:
    sheet = SHEETS[paper]
    fits = fits_of(sheet)
    assert len(fits) == len(GRIDS)
    for fit in fits:
        assert (fit.columns * fit.width, fit.rows * fit.height) == pytest.approx((sheet.width, sheet.height))
        assert min(fit.width, fit.height) > 170  # 60 mm
    held = [fit.width * fit.height / fit.scale**2 for fit in fits]
    assert held == sorted(held) or paper == "A5"  # where a whole sheet is the last but one


WORDS = "物体由于地球的吸引而受到的力叫做重力，方向总是竖直向下，作用点在重心。"
LENGTHS = (1, 1, 1, 4, 1, 1, 1, 1, 1, 1, 12, 30, 1, 100)
"""How often the words stand on the back of each card."""


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notes")
    (folder / "1.md").write_text("# 力\n\n" + "、".join(f"词条{at:02}" for at in range(len(LENGTHS))), encoding="utf8")
    entries = (f"词条{at:02}\n: 解释{at:02}。{WORDS * often}完{at:02}\n" for at, often in enumerate(LENGTHS))
    (folder / "glossary.md").write_text("# 术语表\n\n" + "\n".join(entries), encoding="utf8")
    return folder


def made(notes: Path, **how: object) -> bytes:
    file = notes.parent / "cards.pdf"
    request = Request(notes, output=file, target="handout", kind="cards", **how)  # type: ignore[arg-type]
    result = build(request, lambda stage: None)
    assert not [one for one in result.problems if one.severity is not Severity.NOTE]
    return file.read_bytes()


@pytest.fixture(scope="module")
def cards(notes: Path) -> bytes:
    return made(notes)


@dataclass(frozen=True)
class Cell:
    """Where a card is in the file."""

    page: int
    grid: tuple[int, int]
    """Cells across and down."""
    column: int
    row: int


def cells(pdf: bytes) -> dict[str, Cell]:
    """The cell that each word with a number is in: `词条01`, `解释01`, `完01`."""
    found = {}
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        grid = (1, 1)
        for number, page in enumerate(file.pages):
            if number % 2 == 0:  # the lines are on the front
                across = {round(line["x0"]) for line in page.lines if line["width"] < 1}
                down = {round(line["top"]) for line in page.lines if line["height"] < 1}
                grid = (len(across) + 1, len(down) + 1)
            width, height = page.width / grid[0], page.height / grid[1]
            for column, row in product(range(grid[0]), range(grid[1])):
                box = (column * width, row * height, (column + 1) * width, (row + 1) * height)
                text = "".join(char["text"] for char in page.crop(box).chars)
                for name in re.findall(r"(?:词条|解释|完)\d\d", text):
                    found[name] = Cell(number, grid, column, row)
    return found


def test_on_paper_every_back_is_behind_its_face(cards: bytes) -> None:
    found = cells(cards)
    for at, often in enumerate(LENGTHS):
        face = found[f"词条{at:02}"]
        behind = replace(face, page=face.page + 1, column=face.grid[0] - 1 - face.column)
        assert found[f"解释{at:02}"] == behind
        assert found[f"完{at:02}"] == behind or often == max(LENGTHS)
    assert {cell.grid for cell in found.values()} == {(2, 4), (2, 2), (1, 2), (1, 1)}


def test_nothing_is_lost_and_nothing_leaves_its_cell(cards: bytes) -> None:
    with pdfplumber.open(io.BytesIO(cards)) as file:
        text = "".join(char["text"] for page in file.pages for char in page.chars)
        assert text.count("重力") == sum(LENGTHS)
        for page in file.pages[:4]:  # eight on a sheet
            for char in page.chars:
                left, top = char["x0"] % (page.width / 2), char["top"] % (page.height / 4)
                assert 20 < left < page.width / 2 - 20
                assert 20 < top < page.height / 4 - 20


def test_lines_of_a_card_end_where_their_words_do(cards: bytes) -> None:
    with pdfplumber.open(io.BytesIO(cards)) as file:
        chars = [char for page in file.pages[:4] for char in page.chars]
    pairs = [pair for pair in pairwise(chars) if "".join(char["text"] for char in pair) in WORDS]
    gaps = [two["x0"] - one["x1"] for one, two in pairs if one["top"] == two["top"]]
    assert max(map(abs, gaps)) < 0.01


def test_long_words_get_smaller_letters_first_and_a_face_keeps_its_own(cards: bytes) -> None:
    with pdfplumber.open(io.BytesIO(cards)) as file:
        sizes = {round(char["size"], 1) for char in file.pages[1].chars if char["text"] == "重"}
        terms = {round(char["size"], 1) for char in file.pages[0].chars if char["text"] == "词"}
    assert sizes == {13.1, 10.5}
    assert terms == {23.6}


def test_a_short_edge_turns_the_backs_by_half_a_turn(notes: Path, cards: bytes) -> None:
    turned = made(notes, flip="short")
    with pdfplumber.open(io.BytesIO(cards)) as file, pdfplumber.open(io.BytesIO(turned)) as other:
        for number, (page, same) in enumerate(zip(file.pages, other.pages, strict=True)):
            for one, two in zip(page.chars, same.chars, strict=True):
                assert one["text"] == two["text"]
                there = (page.width - one["x1"], page.height - one["bottom"]) if number % 2 else (one["x0"], one["top"])
                assert (two["x0"], two["top"]) == pytest.approx(there, abs=0.1)
    with pikepdf.open(io.BytesIO(turned)) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"


# --- The file -----------------------------------------------------------------------------------------------------


def test_a_card_is_read_out_face_and_back_in_turn(cards: bytes) -> None:
    with pikepdf.open(io.BytesIO(cards)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"
        parents = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
        held, waiting = [], [pdf.Root.StructTreeRoot.K[0]]
        while waiting:
            element = waiting.pop()
            kids: Any = element.get("/K", [])
            for kid in kids:
                if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
                    assert parents[int(kid.Stm.StructParents)][int(kid.MCID)].objgen == element.objgen
                    assert kid.Stm.objgen in {form.objgen for form in kid.Pg.Resources.XObject.values()}
                    held.append(int(kid.Stm.StructParents))
                else:
                    assert not isinstance(kid, int)
            waiting += [kid for kid in reversed(list(kids)) if "/S" in kid]
        pages = list(dict.fromkeys(held))
        assert pages == sorted(pages)  # the sides of the cards, in their order
        assert len(pages) >= 2 * len(LENGTHS)


def test_faces_are_in_the_file_once_and_the_bytes_are_the_same_for_any_number_of_processes(
    notes: Path, cards: bytes, tmp_path: Path
) -> None:
    with pikepdf.open(io.BytesIO(cards)) as pdf:
        objects = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
        faces = [str(thing.FontName) for thing in objects if thing.get("/Type") == "/FontDescriptor"]
    assert len(faces) == len({name.partition("+")[2] for name in faces}) > 0
    assert made(notes, jobs=2, home=tmp_path) == cards
    assert made(notes, home=tmp_path) == cards


def test_a_wide_table_gets_a_card_that_holds_it(tmp_path: Path) -> None:
    head = "|" + "|".join(f" 很长的栏名{at} " for at in range(6)) + "|"
    table = f"   {head}\n   |{'---|' * 6}\n   |{' containerd-shim |' * 6}\n"
    (tmp_path / "1.md").write_text(f"# 章\n\n## 习题\n\n1. 问\n\n   答案：见表\n\n{table}", encoding="utf8")
    with pdfplumber.open(io.BytesIO(made(tmp_path))) as file:
        back = file.pages[1]
        right = max(char["x1"] for char in back.chars)
        assert right < back.width - 20
        assert "shim" in back.extract_text()


# --- On the command line ------------------------------------------------------------------------------------------


def test_cards_have_their_name_and_it_is_told_how_to_print_them(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["handout", str(notes), "--kind", "cards", "--no-cache", "--flip", "short", "--page", "Letter"]) == 0
    told = capsys.readouterr()
    assert told.out == f"{Path('dist', f'{notes.name}-handout-cards.pdf')}\n"
    printing = (
        "flash cards, 6 × Letter: print on both sides, flip on the short edge, at full size; then cut along the lines"
    )
    assert printing in told.err


def test_cards_are_no_booklet(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["handout", str(notes), "--kind", "cards", "--booklet"]) == 2
    assert "leave out --booklet" in capsys.readouterr().err


def test_cards_are_made_of_answers(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["handout", str(notes), "--kind", "cards", "--no-answers"]) == 2
    assert "--kind cards is made of answers: leave out --no-answers." in capsys.readouterr().err
