"""Tables of GitHub's `pipes`, `dashed` ones of Pandoc, and `grids`, of which cells may be `spanning` others.

`bare` are those without a line of dashes, `merged` those with a line that joins cells; all are `drawn` alike.
"""
