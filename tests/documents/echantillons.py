"""Small files of every kind, honest and not."""

import io
import zipfile

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n45\n%%EOF\n"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(200)
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def image(genre, taille=(8, 8), **options):
    sortie = io.BytesIO()
    Image.new("RGB", taille, "#1f4d3f").save(sortie, genre, **options)
    return sortie.getvalue()


def zip_de(parties):
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w") as z:
        for nom, contenu in parties.items():
            z.writestr(nom, contenu)
    return sortie.getvalue()


_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{partie}" ContentType="{type}"/>{plus}</Types>'
)
_BASE = "application/vnd.openxmlformats-officedocument."
_PARTIES = {
    "docx": ("word/document.xml", f"{_BASE}wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{_BASE}spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{_BASE}presentationml.presentation.main+xml"),
}


def ooxml(extension, type_principal=None, plus="", parties=()):
    partie, type_ = _PARTIES[extension]
    return zip_de(
        {
            "[Content_Types].xml": _TYPES.format(partie=partie, type=type_principal or type_, plus=plus),
            "_rels/.rels": "<Relationships/>",
            partie: "<document/>",
            **dict(parties),
        }
    )


def odf(genre="text", parties=()):
    return zip_de(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{genre}",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": "<office/>",
            **dict(parties),
        }
    )
