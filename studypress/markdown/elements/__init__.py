"""Tokens and raw HTML, made into one tree: what is opened by a tag may be closed by Markdown, and the other way about.

`element` is a part of the tree; `tokens`, `builder` and `html_tags` make it, of what is in `open_elements`, and tell
the `context` what is wrong. The rest is what HTML alone has: `drawing_source`, `embedded`, `unknown_tags` and
`spoken_tags`, which a text only names; and what is left of marks that failed: `strong`, `stray_marks`.
"""
