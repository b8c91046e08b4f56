"""What an uploaded file really is, read from its content. Anything unknown is refused; the name proves nothing."""

import csv
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

from defusedxml import DefusedXmlException, ElementTree
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadhandler import FileUploadHandler
from PIL import Image, UnidentifiedImageError

from coopappui.texte import nettoyer, poids

ACCEPTES = "PDF, Word, Excel, PowerPoint, LibreOffice, image (PNG, JPEG, WebP, GIF), texte ou CSV"
PIXELS_MAX = Image.MAX_IMAGE_PIXELS  # pictures are never decoded here: this protects who opens them
ENTREES_MAX = 5000
DEPLOYE_MAX = 300 * 1024 * 1024  # what a .docx or .ods may unfold to
DEMESURE = "Ce fichier se déploie en un contenu démesuré : il n’est pas accepté."


@dataclass(frozen=True)
class Genre:
    """A kind of file we accept."""

    extension: str
    type_mime: str


PDF = Genre("pdf", "application/pdf")
TEXTE = Genre("txt", "text/plain; charset=utf-8")
TEXTE_LATIN = Genre("txt", "text/plain; charset=windows-1252")
IMAGES = {
    "PNG": Genre("png", "image/png"),
    "JPEG": Genre("jpg", "image/jpeg"),
    "WEBP": Genre("webp", "image/webp"),
    "GIF": Genre("gif", "image/gif"),
}
_OOXML = "application/vnd.openxmlformats-officedocument."
BUREAUTIQUE = {
    f"{_OOXML}wordprocessingml.document.main+xml": Genre("docx", f"{_OOXML}wordprocessingml.document"),
    f"{_OOXML}spreadsheetml.sheet.main+xml": Genre("xlsx", f"{_OOXML}spreadsheetml.sheet"),
    f"{_OOXML}presentationml.presentation.main+xml": Genre("pptx", f"{_OOXML}presentationml.presentation"),
}
_ODF = "application/vnd.oasis.opendocument."
LIBREOFFICE = {
    f"{_ODF}text": Genre("odt", f"{_ODF}text"),
    f"{_ODF}spreadsheet": Genre("ods", f"{_ODF}spreadsheet"),
    f"{_ODF}presentation": Genre("odp", f"{_ODF}presentation"),
    f"{_ODF}graphics": Genre("odg", f"{_ODF}graphics"),
}


def _refus(message):
    return ValidationError(message, code="fichier")


def inconnu():
    return _refus(f"Ce genre de fichier n’est pas accepté. Déposez un fichier {ACCEPTES}.")


def reconnaitre(fichier):
    """The Genre of an uploaded file, from its size and content. Raises ValidationError with the reason in French."""
    plafond = settings.DOCUMENT_TAILLE_MAX
    if fichier.size > plafond:
        raise _refus(f"Ce fichier est trop lourd : la limite est de {poids(plafond)}.")
    fichier.seek(0)
    contenu = fichier.read(plafond + 1)
    fichier.seek(0)
    if not contenu:
        raise _refus("Ce fichier est vide.")
    if contenu.startswith(b"PK\x03\x04"):
        return _archive(contenu)
    # A file that is also an archive hides something, whatever it claims to be.
    if zipfile.is_zipfile(io.BytesIO(contenu)):
        raise _refus("Ce fichier contient une archive cachée : il n’est pas accepté.")
    if contenu.startswith(b"%PDF-"):
        return _pdf(contenu)
    if contenu.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _refus(
            "Ce fichier est dans un ancien format de bureautique, ou protégé par un mot de passe : "
            "enregistrez-le en .docx, .xlsx, .odt ou PDF, sans mot de passe."
        )
    if contenu.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")) or (
        contenu[:4] == b"RIFF" and contenu[8:12] == b"WEBP"
    ):
        return _image(contenu)
    return _texte(contenu)


def _pdf(contenu):
    fin = contenu.rstrip(b"\r\n\t \x00")
    if not fin.endswith(b"%%EOF") or b"startxref" not in contenu[-4096:]:
        raise _refus("Ce PDF est incomplet ou abîmé : enregistrez-le de nouveau puis déposez-le.")
    return PDF


_FINS = {"PNG": b"IEND", "JPEG": b"\xff\xd9", "GIF": b";", "WEBP": b""}


def _image(contenu):
    abimee = _refus("Cette image est incomplète ou abîmée.")
    try:
        with Image.open(io.BytesIO(contenu), formats=list(IMAGES)) as image:
            # Many phones put several pictures in one JPEG: Pillow calls that MPO.
            format_lu = "JPEG" if image.format == "MPO" else image.format
            largeur, hauteur = image.size
            if largeur * hauteur > PIXELS_MAX:
                raise _refus("Cette image a trop de points : réduisez ses dimensions.")
            image.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as erreur:
        raise _refus("Cette image a trop de points : réduisez ses dimensions.") from erreur
    except ValidationError:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError) as erreur:
        raise abimee from erreur
    if format_lu == "WEBP" and int.from_bytes(contenu[4:8], "little") + 8 > len(contenu):
        raise abimee
    # Phones append data to their pictures: the end mark has to exist, not to be the very last byte.
    if _FINS[format_lu] not in contenu[len(contenu) // 2 :]:
        raise abimee
    return IMAGES[format_lu]


def _archive(contenu):
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            entrees = archive.infolist()
            if len(entrees) > ENTREES_MAX or sum(e.file_size for e in entrees) > DEPLOYE_MAX:
                raise _refus(DEMESURE)
            noms = {e.filename for e in entrees}
            if entrees and entrees[0].filename == "mimetype" and "META-INF/manifest.xml" in noms:
                return _odf(archive, noms)
            if "[Content_Types].xml" in noms and "_rels/.rels" in noms:
                return _ooxml(archive, noms)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError) as erreur:
        raise _refus("Ce fichier est incomplet ou abîmé.") from erreur
    raise _refus("Une archive ZIP n’est pas acceptée : déposez les documents un à un.")


def _lire(archive, nom, plafond=1024 * 1024):
    """A part of the archive, never more than `plafond` bytes whatever it declares."""
    with archive.open(nom) as partie:
        return partie.read(plafond)


_MACROS = "Ce fichier contient des macros : enregistrez-le sans macros, ou en PDF."


def _odf(archive, noms):
    if any(n.startswith(("Basic/", "Scripts/")) for n in noms):
        raise _refus(_MACROS)
    genre = LIBREOFFICE.get(_lire(archive, "mimetype", 200).decode("latin-1").strip())
    if genre is None or "content.xml" not in noms:
        raise inconnu()
    return genre


def _ooxml(archive, noms):
    try:
        racine = ElementTree.fromstring(_lire(archive, "[Content_Types].xml"))
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as erreur:
        raise _refus("Ce fichier est incomplet ou abîmé.") from erreur
    types = {e.get("ContentType", ""): e.get("PartName", "").lstrip("/") for e in racine}
    if any("macroenabled" in t.lower() or "vbaproject" in t.lower() for t in types) or any(
        n.lower().endswith(("vbaproject.bin", "vbadata.xml")) for n in noms
    ):
        raise _refus(_MACROS)
    for principal, genre in BUREAUTIQUE.items():
        if types.get(principal) in noms:
            return genre
    raise inconnu()


# What a browser, a word processor or a shell would run if it were opened as more than text.
_BALISES = re.compile(r"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|img|xml)\b|<\?(xml|php)", re.I)
_DEBUTS = ("{\\rtf", "#!", "%!ps")
_CONTROLES = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def _texte(contenu):
    try:
        texte, genre = contenu.decode("utf-8-sig"), TEXTE
    except UnicodeDecodeError:
        try:
            texte, genre = contenu.decode("cp1252"), TEXTE_LATIN
        except UnicodeDecodeError as erreur:
            raise inconnu() from erreur
        # French text in an old encoding has some accents; a picture or a program has many more.
        if sum(octet > 127 for octet in contenu) > len(contenu) * 0.3:
            raise inconnu() from None
    # Readers accept a PDF that starts a little late.
    if (
        "%PDF-" in texte[:1024]
        or _CONTROLES.search(texte)
        or _BALISES.search(texte)
        or texte.lstrip().lower().startswith(_DEBUTS)
    ):
        raise inconnu()
    if not texte.strip():
        raise _refus("Ce fichier est vide.")
    if _est_un_tableau(texte):
        return Genre("csv", genre.type_mime.replace("plain", "csv"))
    return genre


def _est_un_tableau(texte):
    """Two lines or more, all with the same number of columns."""
    lignes = [ligne for ligne in texte[:20000].splitlines()[:20] if ligne.strip()]
    for separateur in ";\t,":
        largeurs = {len(ligne) for ligne in csv.reader(lignes, delimiter=separateur)}
        if len(lignes) > 1 and len(largeurs) == 1 and largeurs != {1}:
            return True
    return False


_RESERVES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)
_SYNONYMES = {"jpg": {"jpg", "jpeg", "jpe"}, "txt": {"txt", "md", "log"}}


def nom_sur(nom, extension):
    """The name a person gave, fit to be shown and offered at download, ending with the true extension.

    Folders, controls, direction overrides and what Windows forbids are taken out.
    """
    nom = nettoyer(str(nom)).replace("\\", "/").rsplit("/", 1)[-1]
    nom = "".join(c for c in nom if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    nom = re.sub(r'[<>:"|?*]', "_", " ".join(nom.split())).strip(". ")
    racine, point, suffixe = nom.rpartition(".")
    if not point or suffixe.lower() not in _SYNONYMES.get(extension, {extension}):
        racine, suffixe = nom, extension
    racine = racine.strip(". ")[:120] or "document"
    if _RESERVES.match(racine):
        racine = f"_{racine}"
    return f"{racine}.{suffixe.lower()}"


class Plafond(FileUploadHandler):
    """First of the upload handlers: stops keeping a file past the limit, so that its form can say so.

    Far beyond, the request is refused before its body is read (the proxy does it earlier still).
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > 5 * settings.DOCUMENT_TAILLE_MAX:
            raise RequestDataTooBig("Envoi trop lourd.")

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.recu = 0

    def receive_data_chunk(self, raw_data, start):
        trop = self.recu > settings.DOCUMENT_TAILLE_MAX
        self.recu += len(raw_data)
        return None if trop else raw_data

    def file_complete(self, file_size):
        return None
