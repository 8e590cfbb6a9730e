"""studypress makes a printable study guide, an e-book and handouts out of course notes in Markdown.

The way of the data, each step one function and one room:

1. `manuscript.read_manuscript`   a folder or a file        → Manuscript
2. `markdown.parse`               Manuscript                → Book
3. `study.study`                  Book                      → Book: summaries, key points, glossary
4. `resolve.resolve`              Book                      → Book: numbers, ids, references
5. `figures.draw`                 Book                      → Book: pictures and diagrams
6. `check.check`                  Book                      → problems
7. `selection.select`             Book, Edition             → Book as this edition shows it
8. `render.Rendering`             Book, Edition             → Documents: HTML, one per chapter
9. `pdf.write_pdf`                Documents                 → a PDF, and the map of its pages
   `epub.write_epub`              Documents                 → an EPUB

`pipeline.py` names them in order; `commands.py` and `screen.py` alone talk to the author.
"""

__version__ = "0.1.0"
