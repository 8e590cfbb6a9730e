"""Finding code that was pasted into the text outside a code block.

Precision comes first: a paragraph with one Han or kana character is never taken for code, and English prose needs more
than a word that is also a command.
"""

import re

from studypress.letters import CJK

_CJK_LETTER = re.compile(f"[{CJK}]")

_COMMANDS = (
    "sudo apt apt-get yum dnf apk brew pip pip3 npm npx yarn pnpm docker docker-compose podman kubectl helm git "
    "systemctl curl wget ssh scp rsync chmod chown mkdir rmdir tar unzip ls cd cat grep sed awk find cp mv rm ln echo "
    "export make cmake ps kill java javac python python3 node go cargo rustc gcc mvn gradle mysql mysqldump psql "
    "redis-cli vim nano netstat ping ifconfig"
).replace(" ", "|")
_SUBCOMMANDS = "|".join(
    (
        r"docker(?:-compose)? (?:run|pull|push|ps|images|build|exec|stop|start|rmi?|logs|inspect|login|tag|up|down)",
        r"docker (?:network|volume|compose|image|container) [a-z]+",
        r"git (?:clone|add|commit|push|pull|checkout|init|merge|rebase|status|log|branch|fetch)",
        r"kubectl (?:get|apply|create|delete|describe|exec|logs)",
        r"(?:apt|apt-get|yum|dnf|brew|npm|pip3?|apk|cargo) (?:install|update|add|run)",
        r"systemctl (?:start|stop|restart|enable|status|daemon-reload)",
        r"sudo [a-z][\w.-]*",
    )
)

_COLUMN = r"[\w.*`]+(?:\([^()]*\))?(?:\s*[<>=!]+\s*\w+)?(?:\s+as\s+\w+)?"
_AFTER_TABLE = r"(?=\s*(?:;|$|,|\)|where\b|order\b|group\b|limit\b|join\b|left\b|right\b|inner\b|union\b|having\b))"

_SIGNS = tuple(
    re.compile(pattern)
    for pattern in (
        # SQL
        rf"(?i)select\s+(?:distinct\s+)?{_COLUMN}(?:\s*,\s*{_COLUMN}){{0,50}}\s+from\s+[\w`]+(?:\.[\w`]+)?{_AFTER_TABLE}",
        r"(?i)insert\s+into\s+\S+(?:\s*\([^)]*\))?\s*(?:values\b|select\b)",
        r"(?i)update\s+[\w.`]+\s+set\s+[\w.`]+\s*=",
        r"(?i)delete\s+from\s+[\w.`]+\s*(?:;|$|where\s+\S+\s*(?:[=<>]|in\b|like\b))",
        r"(?i)(?:create|drop|alter|truncate)\s+(?:table|database|index|view|user)\s+.*(?:;$|\($)",
        r"(?i)(?:show\s+(?:tables|databases)|use\s+\w+|desc(?:ribe)?\s+\w+)\s*;$",
        # C, Java, Python, JavaScript, PHP, shell scripts
        r"#\s*(?:include\s*[<\"]|define\s+\w+|ifn?def\s+\w+|pragma\s+\w+)",
        r"#!\s*/",
        r"<\?(?:php|xml|=)",
        r"(?:import\s+[\w.]+(?:\s+as\s+\w+)?(?:\s*,\s*[\w.]+)*;?$|import\s+[\w{*].*\sfrom\s+['\"]|from\s+[\w.]+\s+import\s+[\w*(])",
        r"(?:def\s+\w+\s*\(.*|class\s+[A-Z]\w*(?:\s*\(.*\))?|(?:if|elif|for|while|with)\s+.+[()\[\]=<>].*|else|try|except\s+\w+)\s*:$",
        r"(?:public|private|protected|static|final)\s+(?:static\s+)?[\w<>\[\],]+\s+\w+\s*[(={;]",
        r"(?:(?:unsigned|const|static)\s+)*(?:int|void|char|float|double|bool|long|short|String|auto|size_t)\s*\*?\s+\*?\w+\s*(?:=|;|\[|\(.*\)?\s*[{;]?$)",
        r"(?:let|const|var)\s+[\w{}\[\], ]+\s*=\s*\S",
        r"(?:function|func|fn)\s+\w+\s*\(",
        r"[\w.]+\((?:.*['\"].*)\)\s*;?$",
        # shells and their prompts
        r"(?:\$|PS [A-Z]:.*>|>>>|mysql>|[A-Z]:\\[^>]*>)\s*[A-Za-z./]",
        r"(?:\[\w+@[\w.-]+[^\]]*\]\s*[#$]|[\w-]+@[\w-]+:\S*[#$])\s*[A-Za-z./]",
        rf"(?:{_COMMANDS})\b(?:\s+\S+)*?\s+--?[A-Za-z][\w-]*(?:[\s=]|$)",
        rf"(?:{_SUBCOMMANDS})(?:\s|$)",
    )
)

_ENDS_AS_CODE = re.compile(r"(?:[)\]}\w'\"]\s*;|\{|^\}\s*;?)$")
_CODE_MARKS = re.compile(r"[={}]|\w[(\[]|->|::|\+\+")
_PROSE = re.compile(r"[a-z]{2}[.!?]$|\b(?:is|are|was|the|that|which|you|we|this|these|means|should|will)\b")
_PROSE_IN_CODE = re.compile(r"(?:\b(?:is|are|was|the|that|which|you|we|this|these|means|should|will)\b.*){2}")


def stray_code_line(source: str) -> int | None:
    """The first line of a paragraph that looks like code, counted from 0; None when it is text."""
    if _CJK_LETTER.search(source) or "](" in source or len(source) > 20_000:
        return None
    for offset, line in enumerate(source.split("\n")):
        if _looks_like_code(line.strip()):
            return offset
    return None


def _looks_like_code(line: str) -> bool:
    if not line or len(line) > 1000:
        return False
    if _ENDS_AS_CODE.search(line) and (_CODE_MARKS.search(line)) and not _PROSE_IN_CODE.search(line):
        return True
    return not _PROSE.search(line) and any(sign.match(line) for sign in _SIGNS)
