"""The registre of prises de contact, beside the tools."""

from django.urls import path

from outils.views import prises_de_contact as vues

urlpatterns = [
    path("prise-de-contact/", vues.contacts, name="contacts"),
    path("prise-de-contact.xlsx", vues.contacts_xlsx, name="contacts_xlsx"),
    path("prise-de-contact.pdf", vues.contacts_pdf, name="contacts_pdf"),
    path("prise-de-contact/nouveau/", vues.contact_nouveau, name="contact_nouveau"),
    path("prise-de-contact/<cle:pk>/", vues.contact, name="contact"),
    path("prise-de-contact/<cle:pk>/modifier/", vues.contact_modifier, name="contact_modifier"),
    path("prise-de-contact/<cle:pk>/reseau/", vues.contact_reseau, name="contact_reseau"),
    path("prise-de-contact/<cle:pk>/historique/", vues.contact_historique, name="contact_historique"),
    path("prise-de-contact/<cle:pk>/supprimer/", vues.contact_supprimer, name="contact_supprimer"),
]
