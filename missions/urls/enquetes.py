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
    path("mission/<int:pk>/", views.enquetes, name="enquetes"),
    path("mission/<int:pk>/nouvelle/", views.nouvelle, name="nouvelle"),
    path("<int:pk>/", views.enquete, name="enquete"),
    path("<int:pk>/modifier/", views.modifier, name="modifier"),
    path("<int:pk>/supprimer/", views.supprimer, name="supprimer"),
    path("<int:pk>/ouvrir/", views.ouvrir, name="ouvrir"),
    path("<int:pk>/clore/", views.clore, name="clore"),
    path("<int:pk>/rouvrir/", views.rouvrir, name="rouvrir"),
    path("<int:pk>/prolonger/", views.prolonger, name="prolonger"),
    path("<int:pk>/questions/", questions.questions, name="questions"),
    path("<int:pk>/questions/nouvelle/", questions.nouvelle, name="question_nouvelle"),
    path("<int:pk>/apercu/", questions.apercu, name="apercu"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/deplacer/", questions.deplacer, name="question_deplacer"),
    path("questions/<int:pk>/retirer/", questions.retirer, name="question_retirer"),
    path("questions/<int:pk>/remettre/", questions.remettre, name="question_remettre"),
    path("<int:pk>/destinataires/", destinataires.destinataires, name="destinataires"),
    path("<int:pk>/destinataires/choisir/", destinataires.choisir, name="choisir"),
    path("<int:pk>/destinataires/importer/", destinataires.importer, name="importer"),
    path("<int:pk>/destinataires.xlsx", papier.destinataires_xlsx, name="destinataires_xlsx"),
    path("<int:pk>/questionnaire.pdf", papier.questionnaire_pdf, name="questionnaire_pdf"),
    path("<int:pk>/a-contacter/", relances.a_contacter, name="a_contacter"),
    path("<int:pk>/relancer/", relances.relancer_tous, name="relancer_tous"),
    path("destinataires/<int:pk>/", destinataires.destinataire, name="destinataire"),
    path("destinataires/<int:pk>/retirer/", destinataires.retirer, name="retirer"),
    path("destinataires/<int:pk>/retablir/", destinataires.retablir, name="retablir"),
    path("destinataires/<int:pk>/au-reseau/", destinataires.au_reseau, name="au_reseau"),
    path("destinataires/<int:pk>/effacer/", destinataires.effacer, name="effacer"),
    path("destinataires/<int:pk>/relancer/", relances.relancer, name="relancer"),
    path("destinataires/<int:pk>/nouveau-lien/", relances.nouveau_lien, name="nouveau_lien"),
    path("destinataires/<int:pk>/saisir/", papier.saisir, name="saisir"),
    *analyses,
]
