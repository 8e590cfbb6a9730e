"""Tables of GitHub's `pipes`, `dashed` ones of Pandoc, and `grids`, of which cells may be `spanning` others."""
