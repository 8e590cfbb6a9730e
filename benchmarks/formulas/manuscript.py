"""Course notes full of formulas, and the same notes with a word in the place of each.

The mixture is that of a real book of 5,000 formulas: five of six stand in lines, half of those are letters that come
again and again, and nearly all others are there once.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from string import Template

from benchmarks.whole.prose import Prose

CHAPTERS = 30
_SECTIONS = 5
_PARAGRAPHS = 11
"""In each section; a formula alone stands behind each."""
_IN_LINES = 5
"""Formulas in each paragraph: 30 × 5 × 11 × (5 + 1) are 9,900."""

_LETTERS = "abcdfghijkmnpqrstuvwxyz"
_GREEK = ("alpha", "beta", "gamma", "epsilon", "theta", "lambda", "mu", "sigma", "phi", "omega")
_USUAL = (
    "x", "n", "i", "j", "k", "m", "D", "d", "h", "f(x)", r"\boldsymbol{x}", r"\boldsymbol{x}_i", r"\boldsymbol{w}",
    r"\epsilon", r"\mathcal{H}", "x_i", "y_i", "O(n)", r"\theta", r"\mathbb{R}^d", "n-1", r"O(n\log n)", "k=1", "P(A)",
)  # fmt: skip
_SHORT = r"""
$a_{$i}=$b+$n
$a_{$i$j}\in\mathbb{R}^{$n}
\$g($a_{$n})
$a\geqslant $n$b
f($a,$b)=\boldsymbol{$c}^{\mathrm{T}}\boldsymbol{x}+$n
\sum_{$i=1}^{$n}$a_$i
P($a\mid $b=$n)
\hat{$a}_{$n}
($a_1,$a_2,\dots,$a_{$n})
\frac{$a}{$n$b}
\|$a-$b\|_2\leqslant $n\$g
|\mathcal{H}|=$n^{$i}
\$g^{($n)}_{$i}
$n\log_2 $a
\operatorname{sign}($a+$n)
\sqrt{$n$a}
""".strip().split("\n")
_LONG = r"""
\$g_{$n}=\sum_{$i=1}^{m}\left($a_$i-\frac{1}{$n}\sum_{$j=1}^{m}$b_$j\right)^2

\begin{aligned}
\frac{\partial E_{($a,$b)}}{\partial $a}
&=2\left($a\sum_{$i=1}^{m}x_$i^2-\sum_{$i=1}^{m}\left(y_$i-$n$b\right)x_$i\right)\\
&=\sum_{$i=1}^{m}\left(2$a x_$i^2-$n y_$i x_$i+2$b x_$i\right)\\
&=2\left($a\sum_{$i=1}^{m}x_$i^2-\$g\right)
\end{aligned}

P(|E($a)-\hat{E}($a)|\geqslant\$g)\leqslant $n\exp\left(-2 m \$g^2\right)

\boldsymbol{$c}^*=\underset{\boldsymbol{$c}}{\arg\min }
(\boldsymbol{y}-\mathbf{X}\boldsymbol{$c})^{\mathrm{T}}(\boldsymbol{y}-$n\mathbf{X}\boldsymbol{$c})

f_{$n}($a)=\begin{cases}$a^2+$n, & $a\geqslant 0\\ -\$g $a, & $a<0\end{cases}

\mathbf{X}_{$n}=\begin{pmatrix}
$a_{11} & $a_{12} & \cdots & $a_{1d} & 1\\
$a_{21} & $a_{22} & \cdots & $a_{2d} & 1\\
\vdots & \vdots & \ddots & \vdots & \vdots\\
$a_{m1} & $a_{m2} & \cdots & $a_{md} & $n
\end{pmatrix}

\int_{-\infty}^{+\infty}\frac{1}{\sqrt{$n\pi}\,\$g}\exp\left(-\frac{($a-$b)^2}{2\$g^2}\right)\mathrm{d}$a=$n

H($a)=-\sum_{$i=1}^{$n}p_$i\log_2 p_$i\leqslant\log_2 $n\qquad\left(\sum_{$i=1}^{$n}p_$i=1\right)
""".strip().split("\n\n")


class _Form(Template):
    """A formula with letters to be chosen, each named by one letter."""

    idpattern = "[a-z]"


class _Formulas:
    """Formulas by chance that is the same every time."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)  # noqa: S311  # chance that must be the same every time

    def in_line(self, at: int) -> str:
        """One for a line of text: every second is a usual one."""
        return self._chance.choice(_USUAL) if at % 2 else self._filled(_SHORT)

    def alone(self) -> str:
        """A long one."""
        return self._filled(_LONG)

    def _filled(self, forms: list[str]) -> str:
        pick = self._chance.choice
        form = _Form(pick(forms))
        a, b, c = self._chance.sample(_LETTERS, 3)
        i, j = self._chance.sample("ijkl", 2)
        return form.substitute(a=a, b=b, c=c, i=i, j=j, g=pick(_GREEK), n=self._chance.randint(2, 99))


def write_book(folder: Path, formulas: bool) -> None:
    """Write a manuscript, with formulas or with words for them."""
    folder.mkdir(parents=True)
    (folder / "book.toml").write_text('title = "公式"\nauthors = ["某人"]\n', "utf-8")
    for number in range(1, CHAPTERS + 1):
        text = "\n\n".join(_chapter(number, formulas))
        (folder / f"{number:03}.md").write_text(f"{text}\n", "utf-8")


def _chapter(number: int, shown: bool) -> Iterator[str]:
    prose, formulas = Prose(number), _Formulas(number)
    yield f"# {prose.noun()}与{prose.noun()}（{number}）"
    for _ in range(_SECTIONS):
        yield f"## {prose.noun()}的{prose.noun()}"
        for _ in range(_PARAGRAPHS):
            yield "".join(_sentences(prose, formulas, shown))
            tex = formulas.alone()
            yield f"$$\n{tex}\n$$" if shown else "formula"


def _sentences(prose: Prose, formulas: _Formulas, shown: bool) -> Iterator[str]:
    for at in range(_IN_LINES):
        tex = formulas.in_line(at)
        yield f"设 {f'${tex}$' if shown else 'word'}，则{prose.sentence()}"
