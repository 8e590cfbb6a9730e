"""The data in a JavaScript or TypeScript file of settings: what is written out there, and no more. Nothing is run.

Objects, arrays, texts, numbers, names of constants in the same file, calls that wrap one value, such as
`defineConfig({...})`, and calls of functions in the same file that want nothing and do nothing but give a value.
Whatever else stands there becomes UNREADABLE.
"""

import re
from dataclasses import dataclass, field
from typing import Any, Final

_TOKEN = re.compile(
    r"""
    (?P<space> \s+ | //[^\n]* | /\*.*?(?:\*/|\Z) )
    | (?P<text> (?<!\\)(?: "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `(?:[^`\\]|\\.)*` ) )  # `\"` opens none
    | (?P<name> [A-Za-z_$][\w$.]* )
    | (?P<number> -?\d[\w.]* )
    | (?P<sign> => | \.\.\. | . )
    """,
    re.DOTALL | re.VERBOSE,
)
_DEEPEST = 60
_MOST_TOKENS = 200_000
_MOST_VALUES = 20_000
"""As many are read, those of a constant at each place that names it: twelve that each name the next four times are
millions."""
_ENDS = ("]", "}", ")", ";", "")
"""What ends an array or an object: where it is not its own bracket, the file has a fault there."""
_ESCAPES = {"n": "\n", "t": "\t", "\n": ""}


class _Unreadable:
    """A value that only a program could tell."""


UNREADABLE: Final = _Unreadable()


@dataclass(slots=True)
class Script:
    """The tokens of a file, and where its constants are."""

    tokens: list[tuple[str, str]]
    constants: dict[str, int] = field(default_factory=dict)
    """Name → the token at which its value begins."""
    functions: dict[str, int] = field(default_factory=dict)
    """Name → the token at which what it gives begins; 0 for one that does more than that."""
    open: set[str] = field(default_factory=set)
    """The constants and functions that are being read, so that one that holds itself is noticed."""
    room: int = _MOST_VALUES
    """How many more values are read."""

    @classmethod
    def of(cls, text: str) -> "Script":
        """Read the tokens of a file."""
        found = [(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(text)]
        script = cls([token for token in found if token[0] != "space"][:_MOST_TOKENS])
        for at, (kind, word) in enumerate(script.tokens):
            if kind == "name" and word in ("const", "let", "var") and script._kind(at + 1) == "name":
                script._add_constant(at + 1)
            elif (kind, word) == ("name", "function") and script._kind(at + 1) == "name":
                script.functions.setdefault(script._word(at + 1), script._given(at + 2, "{"))
        return script

    def exported(self) -> Any:
        """Give what the file hands out: `export default …` or `module.exports = …`."""
        for at, (_, word) in enumerate(self.tokens):
            if word == "export" and self._word(at + 1) == "default":
                return self._value(at + 2, 0)[0]
            if word == "module.exports" and self._word(at + 1) == "=":
                return self._value(at + 2, 0)[0]
        return UNREADABLE

    def _add_constant(self, at: int) -> None:
        """Find the `=` after a name; between them TypeScript may have a type."""
        for end in range(at + 1, min(at + 20, len(self.tokens))):
            if self._word(end) in ("=", ";"):
                if self._word(end) == "=" and (given := self._given(end + 1, "=>")):
                    self.functions.setdefault(self._word(at), given)
                elif self._word(end) == "=":
                    self.constants.setdefault(self._word(at), end + 1)
                return

    def _given(self, at: int, begin: str) -> int:
        """The token at which the value of a function begins whose `()` stands here; 0 where there is no such function.

        Behind the bracket TypeScript may have a type. `begin` is the sign that its body begins with.
        """
        if (self._word(at), self._word(at + 1)) != ("(", ")"):
            return 0
        body = next((end for end in range(at + 2, at + 30) if self._word(end) in (begin, ";", "const")), 0)
        if self._word(body) != begin:
            return 0
        body += begin == "=>" and self._word(body + 1) == "{"
        if self._word(body) == "{":
            return body + 2 if self._word(body + 1) == "return" else 0
        return body + 1

    def _word(self, at: int) -> str:
        return self.tokens[at][1] if at < len(self.tokens) else ""

    def _kind(self, at: int) -> str:
        return self.tokens[at][0] if at < len(self.tokens) else ""

    def _value(self, at: int, depth: int) -> tuple[Any, int]:
        """Read the value that begins at a token; gives it with the token after it."""
        self.room -= 1
        value, end = self._simple(at, depth) if depth <= _DEEPEST and self.room > 0 else (UNREADABLE, at)
        if [word for _, word in self.tokens[end : end + 5]] == [".", "filter", "(", "Boolean", ")"]:
            end += 5  # what is written out is not empty
        if self._word(end) in ("as", "satisfies"):  # TypeScript says of what type it is
            while self._word(end) not in ("", ",", ")", "]", "}", ";"):
                end += 1
        if self._word(end) in ("", ",", ")", "]", "}", ";") or self.tokens[end][1] in ("export", "const", "function"):
            return value, end
        return UNREADABLE, self._skip(end)

    def _simple(self, at: int, depth: int) -> tuple[Any, int]:
        kind, word = self._kind(at), self._word(at)
        if word == "{":
            return self._object(at + 1, depth)
        if word == "[":
            return self._array(at + 1, depth)
        if kind == "text":
            return _text(word), at + 1
        if kind == "number":
            return word, at + 1
        if kind == "name":
            return self._named(word, at, depth)
        return UNREADABLE, at

    def _named(self, name: str, at: int, depth: int) -> tuple[Any, int]:
        if name in ("true", "false", "null", "undefined"):
            return name == "true", at + 1
        opening = self._after_types(at + 1)
        if name in self.functions:
            called = (self._word(opening), self._word(opening + 1)) == ("(", ")")
            at = opening + 2 if called else at + 1
            return self._held(name, self.functions[name] if called else 0, depth), at
        if self._word(opening) == "(":  # a call that wraps one value
            value, end = self._value(opening + 1, depth + 1)
            end += self._word(end) == ","
            return (value, end + 1) if self._word(end) == ")" else (UNREADABLE, at)
        return self._held(name, self.constants.get(name, 0), depth), at + 1

    def _held(self, name: str, start: int, depth: int) -> Any:
        """The value of a constant or a function, which begins at a token; one that holds itself has none."""
        if not start or name in self.open:
            return UNREADABLE
        self.open.add(name)
        value, _ = self._value(start, depth + 1)
        self.open.discard(name)
        return value

    def _after_types(self, at: int) -> int:
        """Go past TypeScript's `<Type>`, which may stand between the name of a call and its bracket."""
        if self._word(at) != "<":
            return at
        level = 0
        for end in range(at, min(at + 40, len(self.tokens))):
            level += (self._word(end) == "<") - (self._word(end) == ">")
            if level == 0:
                return end + 1
        return at

    def _array(self, at: int, depth: int) -> tuple[Any, int]:
        values: list[Any] = []
        while self._word(at) not in _ENDS:
            spread = self._word(at) == "..."
            value, at = self._value(at + spread, depth + 1)
            values += value if spread and isinstance(value, list) else [UNREADABLE if spread else value]
            at = self._next(at)
        return values, at + (self._word(at) == "]")

    def _object(self, at: int, depth: int) -> tuple[Any, int]:
        table: dict[str, Any] = {}
        while self._word(at) not in _ENDS:
            kind, word = self.tokens[at]
            key = _text(word) if kind == "text" else word
            if self._word(at + 1) == ":" and isinstance(key, str):
                table[key], at = self._value(at + 2, depth + 1)
            elif kind == "name" and self._word(at + 1) in (",", "}"):
                table[word], at = self._named(word, at, depth)
            else:
                at = self._skip(at)
            at = self._next(at)
        return table, at + (self._word(at) == "}")

    def _next(self, at: int) -> int:
        """Go past the comma after a member; and past anything that should not stand there."""
        at = at if self._word(at) in (",", "]", "}", "") else self._skip(at)
        at += self._word(at) == ","
        return at

    def _skip(self, at: int) -> int:
        """Go to the end of a member that is no data: the comma or bracket that closes it."""
        level = 0
        while (word := self._word(at)) and not (level == 0 and word in (",", "]", "}", ")", ";")):
            level += (word in ("(", "[", "{")) - (word in (")", "]", "}"))
            at += 1
        return at


def _text(word: str) -> Any:
    if word[0] == "`" and "${" in word:
        return UNREADABLE
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), word[1:-1], flags=re.DOTALL)
