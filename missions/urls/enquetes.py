"""The enquêtes of a mission: prepared, sent, followed. Answering has its own addresses: missions.urls.repondre."""

from django.urls import path

from missions.urls.analyses import urlpatterns as analyses
from missions.views import enquete_destinataires as destinataires
from missions.views import enquete_papier as papier
from missions.views import enquete_questions as questions
from missions.views import enquete_relances as relances
from missions.views import enquetes as views

app_name = "enquetes"
urlpatterns = [
    path("mission/<cle:pk>/", views.enquetes, name="enquetes"),
    path("mission/<cle:pk>/nouvelle/", views.nouvelle, name="nouvelle"),
    path("<cle:pk>/", views.enquete, name="enquete"),
    path("<cle:pk>/modifier/", views.modifier, name="modifier"),
    path("<cle:pk>/supprimer/", views.supprimer, name="supprimer"),
    path("<cle:pk>/ouvrir/", views.ouvrir, name="ouvrir"),
    path("<cle:pk>/clore/", views.clore, name="clore"),
    path("<cle:pk>/rouvrir/", views.rouvrir, name="rouvrir"),
    path("<cle:pk>/prolonger/", views.prolonger, name="prolonger"),
    path("<cle:pk>/questions/", questions.questions, name="questions"),
    path("<cle:pk>/questions/nouvelle/", questions.nouvelle, name="question_nouvelle"),
    path("<cle:pk>/apercu/", questions.apercu, name="apercu"),
    path("questions/<cle:pk>/", questions.question, name="question"),
    path("questions/<cle:pk>/deplacer/", questions.deplacer, name="question_deplacer"),
    path("questions/<cle:pk>/retirer/", questions.retirer, name="question_retirer"),
    path("questions/<cle:pk>/remettre/", questions.remettre, name="question_remettre"),
    path("<cle:pk>/destinataires/", destinataires.destinataires, name="destinataires"),
    path("<cle:pk>/destinataires/choisir/", destinataires.choisir, name="choisir"),
    path("<cle:pk>/destinataires/importer/", destinataires.importer, name="importer"),
    path("<cle:pk>/destinataires.xlsx", papier.destinataires_xlsx, name="destinataires_xlsx"),
    path("<cle:pk>/questionnaire.pdf", papier.questionnaire_pdf, name="questionnaire_pdf"),
    path("<cle:pk>/a-contacter/", relances.a_contacter, name="a_contacter"),
    path("<cle:pk>/relancer/", relances.relancer_tous, name="relancer_tous"),
    path("destinataires/<cle:pk>/", destinataires.destinataire, name="destinataire"),
    path("destinataires/<cle:pk>/retirer/", destinataires.retirer, name="retirer"),
    path("destinataires/<cle:pk>/retablir/", destinataires.retablir, name="retablir"),
    path("destinataires/<cle:pk>/au-reseau/", destinataires.au_reseau, name="au_reseau"),
    path("destinataires/<cle:pk>/effacer/", destinataires.effacer, name="effacer"),
    path("destinataires/<cle:pk>/relancer/", relances.relancer, name="relancer"),
    path("destinataires/<cle:pk>/nouveau-lien/", relances.nouveau_lien, name="nouveau_lien"),
    path("destinataires/<cle:pk>/saisir/", papier.saisir, name="saisir"),
    *analyses,
]
