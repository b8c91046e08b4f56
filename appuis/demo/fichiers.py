"""Small true documents, made on the fly: a PDF page or a LibreOffice text with a few lines."""

import io
import zipfile
from xml.sax.saxutils import escape

from django.core.files.base import ContentFile

from appuis.models import Document
from coopappui.fichiers import reconnaitre

_MANIFESTE = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_CONTENU = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:text>{}</office:text></office:body></office:document-content>"
)


def odt(titre, lignes):
    paragraphes = f'<text:h text:outline-level="1">{escape(titre)}</text:h>'
    paragraphes += "".join(f"<text:p>{escape(ligne)}</text:p>" for ligne in lignes)
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", _MANIFESTE)
        archive.writestr("content.xml", _CONTENU.format(paragraphes))
    return tampon.getvalue()


def _texte_pdf(texte):
    octets = texte.encode("cp1252", "replace")
    return b"(" + octets.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj"


def pdf(titre, lignes):
    page = [b"BT /F1 18 Tf 60 780 Td", _texte_pdf(titre), b"/F1 11 Tf 0 -34 Td"]
    for ligne in lignes:
        page += [_texte_pdf(ligne), b"0 -20 Td"]
    flux = b"\n".join([*page, b"ET"])
    objets = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(flux), flux),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    sortie, positions = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for numero, objet in enumerate(objets, start=1):
        positions.append(len(sortie))
        sortie += b"%d 0 obj\n%s\nendobj\n" % (numero, objet)
    debut = len(sortie)
    sortie += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objets) + 1)
    sortie += b"".join(b"%010d 00000 n \n" % position for position in positions)
    sortie += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objets) + 1, debut)
    return bytes(sortie)


def champs_du_fichier(titre, nom, lignes):
    """The fields that an upload would fill."""
    contenu = {"pdf": pdf, "odt": odt}[nom.rpartition(".")[2]](titre, lignes)
    fichier = ContentFile(contenu, name=nom)
    genre = reconnaitre(fichier)
    return {
        "fichier": fichier,
        "nom_d_origine": nom,
        "extension": genre.extension,
        "type_mime": genre.type_mime,
        "taille": len(contenu),
    }


def deposer(scene, *, titre, nom, lignes, jour, par, **champs):
    """Files a document on a project, or on an appui and its séquence, as an upload would."""
    return scene.creer(
        Document,
        scene.calendrier.instant(jour, rang=2),
        None,
        titre=titre,
        **champs_du_fichier(titre, nom, lignes),
        depose_par=scene.comptes.get(par, par),
        **champs,
    )
