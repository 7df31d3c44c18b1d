"""Factur-X: the CII file attached to the PDF of the same invoice, with the metadata of PDF/A-3 that names it.

pypdf has no public way to add an object or to set the file's identifier, hence the underscores.
"""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import hashlib
import io

from PIL import ImageCms
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from samples.model import Paper

ATTACHMENT = "factur-x.xml"
LEVELS = {"basic": "BASIC", "en16931": "EN 16931"}
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreateDate>{day}T08:00:00Z</xmp:CreateDate><xmp:ModifyDate>{day}T08:00:00Z</xmp:ModifyDate>
<xmp:CreatorTool>{author}</xmp:CreatorTool><pdf:Producer>Sample generator of Payables</pdf:Producer>
<fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>
<fx:Version>1.0</fx:Version><fx:ConformanceLevel>{level}</fx:ConformanceLevel>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>
{properties}
</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
PROPERTY = (
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
    "<pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>{text}</pdfaProperty:description></rdf:li>"
)
PROPERTIES = {
    "DocumentFileName": "The name of the embedded XML document",
    "DocumentType": "The type of the hybrid document",
    "Version": "The version of the embedded XML schema",
    "ConformanceLevel": "The conformance level of the embedded XML",
}


def embed(paper: Paper, pdf: bytes, xml: bytes) -> bytes:
    """The PDF with `factur-x.xml` inside; its dates are the invoice's, so that the bytes never change."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.pdf_header = "%PDF-1.7"
    stamp = TextStringObject(f"D:{paper.invoice_date:%Y%m%d}080000+00'00'")
    filespec = _filespec(writer, xml, stamp)
    names = ArrayObject([TextStringObject(ATTACHMENT), filespec])
    catalog = writer.root_object
    catalog[NameObject("/Names")] = DictionaryObject(
        {NameObject("/EmbeddedFiles"): DictionaryObject({NameObject("/Names"): names})}
    )
    catalog[NameObject("/AF")] = ArrayObject([filespec])
    catalog[NameObject("/Metadata")] = writer._add_object(_stream(_xmp(paper), "/Metadata", "/XML"))
    catalog[NameObject("/OutputIntents")] = ArrayObject([_output_intent(writer)])
    writer.add_metadata(
        {
            "/Title": _title(paper),
            "/Author": paper.vendor.name,
            "/Creator": paper.vendor.name,
            "/Producer": "Sample generator of Payables",
            "/CreationDate": stamp,
            "/ModDate": stamp,
        }
    )
    identity = ByteStringObject(hashlib.md5(pdf + xml, usedforsecurity=False).digest())
    writer._ID = ArrayObject([identity, identity])
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _filespec(writer: PdfWriter, xml: bytes, stamp: TextStringObject) -> IndirectObject:
    content = _stream(xml, "/EmbeddedFile", "/text/xml")
    content[NameObject("/Params")] = DictionaryObject(
        {NameObject("/ModDate"): stamp, NameObject("/Size"): NumberObject(len(xml))}
    )
    reference = writer._add_object(content)
    return writer._add_object(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Filespec"),
                NameObject("/AFRelationship"): NameObject("/Data"),
                NameObject("/Desc"): TextStringObject("Factur-X invoice"),
                NameObject("/F"): TextStringObject(ATTACHMENT),
                NameObject("/UF"): TextStringObject(ATTACHMENT),
                NameObject("/EF"): DictionaryObject({NameObject("/F"): reference, NameObject("/UF"): reference}),
            }
        )
    )


def _xmp(paper: Paper) -> bytes:
    properties = "\n".join(PROPERTY.format(name=name, text=text) for name, text in PROPERTIES.items())
    text = XMP.format(
        title=_title(paper),
        author=paper.vendor.name,
        day=paper.invoice_date.isoformat(),
        level=LEVELS[paper.extra["profile"]],
        properties=properties,
    )
    return text.encode()


def _title(paper: Paper) -> str:
    return f"{'Rechnung' if paper.language == 'de' else 'Facture'} {paper.number}"


def _output_intent(writer: PdfWriter) -> DictionaryObject:
    """sRGB, without the creation date and the platform that the library writes into the profile's head."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes([7, 234, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])
    profile[40:44], profile[84:100] = bytes(4), bytes(16)
    stream = StreamObject()
    stream.set_data(bytes(profile))
    stream[NameObject("/N")] = NumberObject(3)
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/OutputIntent"),
            NameObject("/S"): NameObject("/GTS_PDFA1"),
            NameObject("/OutputConditionIdentifier"): TextStringObject("sRGB"),
            NameObject("/DestOutputProfile"): writer._add_object(stream),
        }
    )


def _stream(data: bytes, kind: str, subtype: str) -> StreamObject:
    stream = StreamObject()
    stream.set_data(data)
    stream[NameObject("/Type")] = NameObject(kind)
    stream[NameObject("/Subtype")] = NameObject(subtype)
    return stream
