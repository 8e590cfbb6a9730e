"""What latex2mathml does slowly, or says otherwise than TeX, done by ours; another version is left as it comes."""

from collections.abc import Iterator
from functools import cache, lru_cache, wraps
from itertools import chain, repeat
from operator import itemgetter

from latex2mathml import commands, converter, walker
from latex2mathml.tokenizer import PATTERN, tokenize

from studypress.figures.formula_limits import NO_LIMITS
from studypress.library_seams import Seam

_TOKENS_OF = Seam(walker, "tokenize", "eda6d754e52a")
_WALK = Seam(walker, "_walk", "58ee66eae124")
_GROUP = Seam(converter.Converter, "_convert_group", "ff0d21982ab4")
_COMMAND = Seam(converter.Converter, "_convert_command", "a83c463912fd")


@cache
def mend_reading() -> None:
    """Have latex2mathml ask which of 20 things a word of TeX is only where the word is one of those.

    What its table says of a command is copied as the word and the few attributes that it is. Limits it leaves to
    `formula_limits`. In another version it is left alone.
    """
    if _TOKENS_OF.is_known():
        vars(walker)["tokenize"] = wraps(tokenize)(_tokens)
    if _WALK.is_known():
        vars(walker).update(_NAMED=_named_words(), _FAMILIES=(commands.BEGIN, commands.MATH))
        first = "elif (token == commands.RIGHT != terminator)"
        is_plain = "token not in _NAMED and not token.startswith(_FAMILIES) and token not in _macros"
        plain = f"elif {is_plain}:\n            node = Node(token=token)\n        "
        for_sums = "elif block and previous.token in (commands.SUMMATION, commands.PRODUCT)"
        _WALK.change({first: plain + first, for_sums: "elif False"})
    if _GROUP.is_known():
        vars(converter)["_SIZES"] = frozenset((*commands.MSTYLE_SIZES, *commands.STYLES))
        _GROUP.change({"(*commands.MSTYLE_SIZES, *commands.STYLES)": "_SIZES"})
    if _COMMAND.is_known():
        found, made = "commands.CONVERSION_MAP[command]", "element = SubElement(parent, tag, attributes"
        of_gcd = "node.children[0].token == commands.GCD"  # whose limits are always below for it
        no_limits = f"{{'{NO_LIMITS}': ''}} if modifier == commands.NOLIMITS else {{}}"
        _COMMAND.change(
            {
                f"copy.deepcopy({found})": f"{found}[0], {found}[1].copy()",
                f"{made})": f"{made} | ({no_limits}))",
                of_gcd: "False",
            }
        )


def _named_words() -> frozenset[str]:
    """The words that latex2mathml asks for by name; any other stands for itself."""
    values = vars(commands).values()
    many = chain.from_iterable(each for each in values if isinstance(each, dict | tuple | list | set | frozenset))
    return frozenset(word for word in chain(values, many) if isinstance(word, str))


def _tokens(tex: str, skip_comments: bool = True) -> Iterator[str]:
    words = map(itemgetter(0), PATTERN.finditer(tex))
    return chain.from_iterable(map(_tokens_of, words, repeat(skip_comments)))


@lru_cache(maxsize=5_000)
def _tokens_of(word: str, skip_comments: bool) -> tuple[str, ...]:
    return tuple(tokenize(word, skip_comments))
