"""What of a real book's text comes out: the PDF and the EPUB against a reading of the Markdown that is not ours."""
