"""Jupyter notebooks: what they hold, and the Markdown that their cells, outputs and options are read as."""
