"""The veille: its sources, its informations, its letters, its lists."""

from django.urls import path

from missions.views import veille as views
from missions.views import veille_lettres as lettres
from missions.views import veille_listes as listes
from missions.views import veille_public as public
from missions.views import veille_sources as sources

app_name = "veille"
urlpatterns = [
    path("<cle:pk>/", views.veille, name="veille"),
    path("<cle:pk>/informations.xlsx", views.informations_xlsx, name="informations_xlsx"),
    path("<cle:pk>/informations/nouvelle/", views.nouvelle, name="nouvelle"),
    path("informations/<cle:pk>/", views.information, name="information"),
    path("informations/<cle:pk>/trier/", views.trier, name="trier"),
    path("<cle:pk>/sources/", sources.sources, name="sources"),
    path("<cle:pk>/sources.xlsx", sources.sources_xlsx, name="sources_xlsx"),
    path("<cle:pk>/sources/nouvelle/", sources.nouvelle, name="source_nouvelle"),
    path("sources/<cle:pk>/", sources.source, name="source"),
    path("sources/<cle:pk>/modifier/", sources.modifier, name="source_modifier"),
    path("sources/<cle:pk>/relever/", sources.relever, name="source_relever"),
    path("sources/<cle:pk>/lue/", sources.lue, name="source_lue"),
    path("sources/<cle:pk>/basculer/", sources.basculer, name="source_basculer"),
    path("sources/<cle:pk>/supprimer/", sources.supprimer, name="source_supprimer"),
    path("<cle:pk>/lettres/", lettres.lettres, name="lettres"),
    path("<cle:pk>/lettres/nouvelle/", lettres.nouvelle, name="lettre_nouvelle"),
    path("lettres/<cle:pk>/", lettres.lettre, name="lettre"),
    path("lettres/<cle:pk>/modifier/", lettres.modifier, name="lettre_modifier"),
    path("lettres/<cle:pk>/choisir/", lettres.choisir, name="lettre_choisir"),
    path("lettres/<cle:pk>/articles/nouveau/", lettres.article_nouveau, name="article_nouveau"),
    path("lettres/<cle:pk>/apercu/", lettres.apercu, name="lettre_apercu"),
    path("lettres/<cle:pk>/lettre.pdf", lettres.imprimee, name="lettre_pdf"),
    path("lettres/<cle:pk>/destinataires.xlsx", lettres.destinataires_xlsx, name="lettre_xlsx"),
    path("lettres/<cle:pk>/essayer/", lettres.essayer, name="lettre_essayer"),
    path("lettres/<cle:pk>/envoyer/", lettres.envoyer, name="lettre_envoyer"),
    path("lettres/<cle:pk>/dupliquer/", lettres.dupliquer, name="lettre_dupliquer"),
    path("lettres/<cle:pk>/supprimer/", lettres.supprimer, name="lettre_supprimer"),
    path("articles/<cle:pk>/", lettres.article, name="article"),
    path("articles/<cle:pk>/deplacer/", lettres.article_deplacer, name="article_deplacer"),
    path("articles/<cle:pk>/retirer/", lettres.article_retirer, name="article_retirer"),
    path("<cle:pk>/listes/", listes.listes, name="listes"),
    path("<cle:pk>/listes.xlsx", listes.listes_xlsx, name="listes_xlsx"),
    path("<cle:pk>/listes/nouvelle/", listes.nouvelle, name="liste_nouvelle"),
    path("listes/<cle:pk>/", listes.liste, name="liste"),
    path("listes/<cle:pk>/personnes.xlsx", listes.personnes_xlsx, name="liste_xlsx"),
    path("listes/<cle:pk>/modifier/", listes.modifier, name="liste_modifier"),
    path("listes/<cle:pk>/ajouter/", listes.ajouter, name="liste_ajouter"),
    path("listes/<cle:pk>/supprimer/", listes.supprimer, name="liste_supprimer"),
    path("inscriptions/<cle:pk>/retirer/", listes.retirer, name="inscription_retirer"),
    path("desabonnement/<str:jeton>/", public.desabonnement, name="desabonnement"),
]
