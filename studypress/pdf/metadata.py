"""What a PDF says of itself: title, authors, language, dates."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pikepdf
from pikepdf.models import PdfMetadata

from studypress import __version__
from studypress.pdf.writing import ObjectWriter

PdfMetadata.register_xml_namespace("http://www.aiim.org/pdfua/ns/id/", "pdfuaid")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The particulars of a book."""

    title: str
    language: str
    """BCP 47 tag."""
    created: datetime
    """With its time zone; comes from the edge, so that the same manuscript gives the same bytes."""
    authors: tuple[str, ...] = ()
    description: str = ""
    publisher: str = ""
    rights: str = ""
    identifier: str = ""


def write_metadata(writer: ObjectWriter, metadata: Metadata) -> tuple[bytes, int]:
    """Write the particulars where old readers look (the information dictionary) and where new ones do (XMP).

    Gives the catalogue's entries for them, and the number of the information dictionary.
    """
    with pikepdf.new() as pdf:  # pikepdf knows both ways, and makes them agree
        _describe(pdf, metadata)
        information, packet, about = writer.reserve(), writer.reserve(), pdf.Root.Metadata.read_bytes()
        writer.put(information, pdf.docinfo.unparse(resolved=True))
        writer.put_stream(packet, b"/Type/Metadata/Subtype/XML", about)
    language = pikepdf.String(metadata.language).unparse()
    return b"/Metadata %d 0 R/Lang %s/ViewerPreferences<</DisplayDocTitle true>>" % (packet, language), information


def _describe(pdf: pikepdf.Pdf, metadata: Metadata) -> None:
    created = metadata.created.astimezone(UTC).replace(microsecond=0)
    producer = f"studypress {__version__}"
    with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["dc:title"] = metadata.title
        xmp["dc:language"] = [metadata.language]
        xmp["dc:format"] = "application/pdf"
        xmp["pdfuaid:part"] = "1"  # ISO 14289-1, clause 5
        if metadata.authors:
            xmp["dc:creator"] = list(metadata.authors)
        for name, value in (
            ("dc:description", metadata.description),
            ("dc:rights", metadata.rights),
            ("dc:identifier", metadata.identifier),
        ):
            if value:
                xmp[name] = value
        if metadata.publisher:
            xmp["dc:publisher"] = [metadata.publisher]
        xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = created.isoformat()
        xmp["xmp:CreatorTool"] = xmp["pdf:Producer"] = producer
    # After XMP: pikepdf copies that into the information dictionary, with authors parted by semicolons.
    _write_information(pdf, metadata, f"{created:D:%Y%m%d%H%M%SZ}", producer)


def _write_information(pdf: pikepdf.Pdf, metadata: Metadata, date: str, producer: str) -> None:
    entries = {
        "/Title": metadata.title,
        "/Author": ", ".join(metadata.authors),
        "/Subject": metadata.description,
        "/Creator": producer,
        "/Producer": producer,
        "/CreationDate": date,
        "/ModDate": date,
    }
    for name, value in entries.items():
        if value:
            pdf.docinfo[name] = pikepdf.String(value)
