"""What books call the languages of their code, where Pygments has another name for it or knows but its next of kin."""

_NAMES = {
    "apacheconf": "htaccess apache-conf",
    "bash": "env dotenv conf config crontab cron shellscript hosts cmdline application/x-sh",
    "bat": "cmd dos batchfile",
    "console": "terminal shellsession sh-session bash-session",
    "cpp": "h hpp cc cxx hxx ino metal opencl",
    "css": "postcss wxss stylus",
    "d": "dlang",
    "diff": "patch",
    "fortran": "f for",
    "groovy": "gradle",
    "html": "xhtml svelte astro wxml axml hbs asp aspx ejs ftl freemarker razor cshtml",
    "ini": "editorconfig service unit reg",
    "java": "processing pde",
    "javascript": "mjs cjs node ecmascript wxs",
    "jinja": "jinja2",
    "json": "jsonc ndjson avro application/json",
    "kotlin": "kt",
    "makefile": "mk",
    "markdown": "mdx",
    "nasm": "x86asm",
    "nginx": "nginxconf nginx.conf",
    "objective-c": "m mm",
    "ocaml": "ml",
    "perl": "pm",
    "postgresql": "pgsql",
    "plpgsql": "plsql",
    "powershell": "ps",
    "pycon": "python-repl pyrepl ipython ipy",
    "python": "micropython circuitpython buck",
    "ruby": "gemfile podspec rakefile",
    "scala": "sbt",
    "solidity": "sol",
    "sql": "sqlite oracle hql hive ksql sparksql flink mariadb",
    "starlark": "bzl",
    "toml": "cargo",
    "typescript": "mts cts",
    "typst": "typ",
    "v": "vlang",
    "vb.net": "vb vba vbs",
    "vim": "viml",
    "wat": "wasm",
    "xml": "svg xsd rss rdf owl storyboard entitlements pom maven plist",
    "xslt": "xsl",
    "yaml": "docker-compose compose k8s kubernetes helm",
}
NAMES = {name: known for known, names in _NAMES.items() for name in names.split()}
"""A name that authors use, and Pygments' own."""

_PLAIN = """
    text txt plaintext plain text/plain none no nohighlight no-highlight raw output out stdout log logs ascii ascii-art
    tree csv tsv data pseudo pseudocode algorithm 伪代码 偽代碼 文本 git ignore gitignore dockerignore requirements
    regex regexp quote example prompt
"""
PLAIN = frozenset(_PLAIN.split())
"""Names that mean no language: code of these is plain, and nobody is told."""
