"""The room `bibliography`: .bib files as data, and works as a Chinese list of sources describes them."""

import subprocess
import sys
from pathlib import Path

import pytest
from limits import within

from studypress.bibliography import read_bibliography
from studypress.bibliography.bibtex import BibName, names, plain, read_bibtex
from studypress.cache import Cache
from studypress.manuscript import SourceFile
from studypress.model import Formula, Link
from studypress.tree import plain_text, walk

# --- Files ----------------------------------------------------------------------------------------------------


def test_an_entry_keeps_its_key_its_kind_and_its_line() -> None:
    entries, faults = read_bibtex(
        '% a word\n@string{j = "Journal"}\n\n@Article{刘:2009/a, Title = {甲}, journal = j # " B"}\n'
    )
    assert faults == []
    assert [(entry.key, entry.kind, entry.line) for entry in entries] == [("刘:2009/a", "article", 4)]
    assert dict(entries[0].fields) == {"title": "甲", "journal": "Journal B"}


def test_a_fault_is_told_at_its_line_and_takes_no_other_entry_along() -> None:
    text = "@book{a, title = {x}}\n@book{b, title = {x\n@book{c, title = {y}}\n@book{c, title = {z}}\n@comment{no}\n"
    entries, faults = read_bibtex(text)
    assert [entry.key for entry in entries] == ["a", "c"]
    assert [fault.line for fault in faults] == [2, 4]


def test_of_a_field_that_stands_twice_the_first_counts() -> None:
    entries, _ = read_bibtex("@book{a, title = {x}, title = {y}}")
    assert [entry.fields["title"] for entry in entries] == ["x"]


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title={" + "{" * 200_000,
        "@" * 200_000,
        '@article{a, title="' + '"' * 100_000,
        "@article{a," + "b={c}," * 50_000,
        "@book{a, title = " + '"b" # ' * 50_000 + '"c"}',
        "@book{a, author = {" + "A and " * 30_000 + "B}, title = {" + "\\frac{" * 3_000 + "}",
        "@book{a, title={" + "\\begin{x}" * 2_000 + "}, author={" + "{" * 20_000 + "}" * 20_000 + "}}",
        "x" * 5_000_001,
    ],
    ids=lambda text: text[:30],
)
def test_a_file_that_means_harm_is_read_in_bounded_time(text: str) -> None:
    with within(8):
        bibliography, _ = read_bibliography([SourceFile("a.bib", text)])
        for key in bibliography.keys:
            bibliography.source(key)


def test_a_file_that_was_read_is_read_again_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [SourceFile("a.bib", "@book{a, title = {x}}\n@book{a, title = {y}}")]
    cache = Cache(tmp_path, b"secret")
    first = read_bibliography(files, cache)
    monkeypatch.setattr("studypress.bibliography.read_bibtex", None)
    assert read_bibliography(files, cache) == first


def test_a_book_without_sources_loads_no_reader_of_them() -> None:
    code = "import sys, studypress.pipeline; sys.exit('bibtexparser' in sys.modules or 'pylatexenc' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent.parent)


# --- TeX ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"The {\TeX}book and \LaTeX", "The TeXbook and LaTeX"),
        (r"G{\"o}del, \'Etale, {\ss}", "Gödel, Étale, ß"),
        (r"A \& B, C & D, 100%, 50\%, #1", "A & B, C & D, 100%, 50%, #1"),
        ("1--20 ``quoted''", "1–20 “quoted”"),
        (r"\emph{On} {N}ames~of", "On Names of"),
        ("over\n  lines", "over lines"),
        ("在 $x_1$ 中", "在 $x_1$ 中"),
    ],
)
def test_tex_is_words(tex: str, words: str) -> None:
    assert plain(tex) == words


def test_names_have_parts() -> None:
    tex = "Knuth, Donald E. and van der Berg, Jr, Jan and 刘国钧 and {Science and Art} and others"
    assert names(tex) == (
        [
            BibName("Knuth", ("Donald", "E.")),
            BibName("Berg", ("Jan",), "van der", "Jr"),
            BibName("刘国钧"),
            BibName("Science and Art"),
        ],
        True,
    )


# --- Descriptions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            "@book{a, author={Knuth, Donald E.}, title={The Book}, edition={2}, publisher={P}, address={Reading}, "
            "year=1984, pages={12--30}}",
            "KNUTH D E. The Book[M]. 2nd ed. Reading: P, 1984: 12-30.",
        ),
        (
            "@article{a, author={张, 三 and 李四 and 王五 and 赵六}, title={网络}, journal={学报}, year=2019, "
            "volume=30, number=2, pages={1-20}, doi={https://doi.org/10.1/a}}",
            "张三, 李四, 王五, 等. 网络[J]. 学报, 2019, 30(2): 1-20. DOI: 10.1/a.",
        ),
        (
            "@inproceedings{a, author={A. Bee and others}, title={T}, editor={C. Dee}, booktitle={Proc.}, year=2017}",
            "BEE A, et al. T[C]//DEE C. Proc. 2017.",
        ),
        (
            "@online{a, author={{Docker Inc.}}, title={T}, url={https://a.b/c_d\\%20e}, "
            "date={2023-05-01}, urldate={2024-01-02}}",
            "Docker Inc. T[EB/OL]. (2023-05-01)[2024-01-02]. https://a.b/c_d%20e.",
        ),
        ("@misc{a, title={T}, howpublished={\\url{https://a.b}}, year=2020}", "T[EB/OL]. 2020. https://a.b."),
        ("@misc{a, title={T}, eprint={1706.1}, archivePrefix={arXiv}}", "T[EB/OL]. https://arxiv.org/abs/1706.1."),
        (
            "@phdthesis{a, author={李四}, title={题}, school={清华大学}, address={北京}, year=2011}",
            "李四. 题[D]. 北京: 清华大学, 2011.",
        ),
        ("@techreport{a, title={T}, number={RFC 1}, institution={IETF}, year=1999}", "T: RFC 1[R]. IETF, 1999."),
        (
            "@book{a, author={Goodfellow, Ian}, title={学习}, translator={赵一}, edition={2}, "
            "publisher={社}, year=2017}",
            "GOODFELLOW I. 学习[M]. 赵一, 译. 2版. 社, 2017.",
        ),
        ("@article{a, title={T.}, journal={J}, publisher={P}, edition={First}}", "T[J]. J."),
        ("@book{a, title={T}, edition={1st}, publisher={P}}", "T[M]. P."),
        ("@book{a, title={T}, edition={Third}}", "T[M]. Third ed."),
        (f"@book{{a, title={{T}}, edition={{{'1' * 4_400}}}}}", f"T[M]. {'1' * 4_400}th ed."),
        ("@misc{a, title={T}, url={https://e.org/a{\\_}b\\_c}}", "T[EB/OL]. https://e.org/a_b_c."),
        ("@misc{a,}", "a[Z]."),
        ("@book{a, author={欧阳, 修}, title={诗话}}", "欧阳修. 诗话[M]."),
        ("@book{a, author={司马, 相如 and 张三}, title={赋}}", "司马相如, 张三. 赋[M]."),
        ("@book{a, author={张三, 李四}, title={T}}", "张三, 李四. T[M]."),
        (
            "@article{a, title={T}, journal={J}, year=2020, volume=3, eid={e17}, doi={10.1/a\\_b}}",
            "T[J]. J, 2020, 3: e17. DOI: 10.1/a_b.",
        ),
        ("@patent{a, title={法}, number={CN1}, date={2010-01-02}}", "法: CN1[P]. 2010-01-02."),
    ],
    ids=lambda text: text[:24],
)
def test_a_work_is_described_as_the_standard_has_it(entry: str, told: str) -> None:
    bibliography, problems = read_bibliography([SourceFile("a.bib", entry)])
    assert problems == []
    assert plain_text(bibliography.source("a").words) == told


def test_a_paper_takes_from_its_proceedings_what_it_does_not_say() -> None:
    text = (
        "@inproceedings{a, author={Lee, A.}, title={Talk}, pages={1--2}, crossref={p}}\n"
        "@proceedings{p, title={Proc. of X}, editor={B. Dee}, year=2020, publisher={P}, pages={1--900}, crossref={p}}\n"
        "@incollection{b, title={章}, year=2019, crossref={c}}\n"
        "@collection{c, title={集}, date={2018-02}, publisher={社}}\n"
        "@inbook{d, title={D}, crossref={e}}"
    )
    bibliography, problems = read_bibliography([SourceFile("a.bib", text)])
    assert [plain_text(bibliography.source(key).words) for key in "abd"] == [
        "LEE A. Talk[C]//DEE B. Proc. of X. P, 2020: 1-2.",
        "章[G]//集. 社, 2019.",
        "D[M].",
    ]
    assert [(one.place.line, str(one.message)) for one in problems] == [
        (5, "d stands in e, which is in no .bib file of this book.")
    ]


def test_a_formula_in_a_title_is_one_and_an_address_is_a_link() -> None:
    text = r"@online{a, title={On $x^2$ for 5\$}, url={https://a.b/\~{}c}}"
    source = read_bibliography([SourceFile("a.bib", text)])[0].source("a")
    assert [node.tex for node in walk(source.words, Formula)] == ["x^2"]
    assert [node.target for node in walk(source.words, Link)] == ["https://a.b/~"]
    assert "for 5$" in plain_text(source.words)
