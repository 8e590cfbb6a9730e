"""Make `templates/messages/zh-Hant.toml` of the simplified one: the same in the characters and words of Taiwan.

Run by hand after a message was added or changed: `.venv/bin/python scripts/traditional.py`; a test tells if it was not.
"""

import json
import tomllib
from pathlib import Path

from opencc import OpenCC

MESSAGES = Path(__file__).resolve().parent.parent / "templates" / "messages"
_HEAD = "# 由 scripts/traditional.py 從 zh-Hans.toml 轉成：要改就改那一個，再執行一遍。\n"
_QUOTES = str.maketrans("“”‘’", "「」『』")


def traditional() -> str:
    """The file as it has to be."""
    convert = OpenCC("s2twp").convert
    tables = tomllib.loads((MESSAGES / "zh-Hans.toml").read_text("utf8"))
    written = [_HEAD]
    for table, forms in tables.items():
        written.append(f"\n[{table}]\n")
        written += [f"{_string(form)} = {_string(convert(said).translate(_QUOTES))}\n" for form, said in forms.items()]
    return "".join(written)


def _string(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


if __name__ == "__main__":
    (MESSAGES / "zh-Hant.toml").write_text(traditional(), "utf8")
