"""The veille: its sources, its informations, its letters, its lists."""

from django.urls import path

from missions.views import veille as views
from missions.views import veille_lettres as lettres
from missions.views import veille_listes as listes
from missions.views import veille_public as public
from missions.views import veille_sources as sources

app_name = "veille"
urlpatterns = [
    path("<int:pk>/", views.veille, name="veille"),
    path("<int:pk>/informations.xlsx", views.informations_xlsx, name="informations_xlsx"),
    path("<int:pk>/informations/nouvelle/", views.nouvelle, name="nouvelle"),
    path("informations/<int:pk>/", views.information, name="information"),
    path("informations/<int:pk>/trier/", views.trier, name="trier"),
    path("<int:pk>/sources/", sources.sources, name="sources"),
    path("<int:pk>/sources.xlsx", sources.sources_xlsx, name="sources_xlsx"),
    path("<int:pk>/sources/nouvelle/", sources.nouvelle, name="source_nouvelle"),
    path("sources/<int:pk>/", sources.source, name="source"),
    path("sources/<int:pk>/modifier/", sources.modifier, name="source_modifier"),
    path("sources/<int:pk>/relever/", sources.relever, name="source_relever"),
    path("sources/<int:pk>/lue/", sources.lue, name="source_lue"),
    path("sources/<int:pk>/basculer/", sources.basculer, name="source_basculer"),
    path("sources/<int:pk>/supprimer/", sources.supprimer, name="source_supprimer"),
    path("<int:pk>/lettres/", lettres.lettres, name="lettres"),
    path("<int:pk>/lettres/nouvelle/", lettres.nouvelle, name="lettre_nouvelle"),
    path("lettres/<int:pk>/", lettres.lettre, name="lettre"),
    path("lettres/<int:pk>/modifier/", lettres.modifier, name="lettre_modifier"),
    path("lettres/<int:pk>/choisir/", lettres.choisir, name="lettre_choisir"),
    path("lettres/<int:pk>/articles/nouveau/", lettres.article_nouveau, name="article_nouveau"),
    path("lettres/<int:pk>/apercu/", lettres.apercu, name="lettre_apercu"),
    path("lettres/<int:pk>/lettre.pdf", lettres.imprimee, name="lettre_pdf"),
    path("lettres/<int:pk>/destinataires.xlsx", lettres.destinataires_xlsx, name="lettre_xlsx"),
    path("lettres/<int:pk>/essayer/", lettres.essayer, name="lettre_essayer"),
    path("lettres/<int:pk>/envoyer/", lettres.envoyer, name="lettre_envoyer"),
    path("lettres/<int:pk>/dupliquer/", lettres.dupliquer, name="lettre_dupliquer"),
    path("lettres/<int:pk>/supprimer/", lettres.supprimer, name="lettre_supprimer"),
    path("articles/<int:pk>/", lettres.article, name="article"),
    path("articles/<int:pk>/deplacer/", lettres.article_deplacer, name="article_deplacer"),
    path("articles/<int:pk>/retirer/", lettres.article_retirer, name="article_retirer"),
    path("<int:pk>/listes/", listes.listes, name="listes"),
    path("<int:pk>/listes.xlsx", listes.listes_xlsx, name="listes_xlsx"),
    path("<int:pk>/listes/nouvelle/", listes.nouvelle, name="liste_nouvelle"),
    path("listes/<int:pk>/", listes.liste, name="liste"),
    path("listes/<int:pk>/personnes.xlsx", listes.personnes_xlsx, name="liste_xlsx"),
    path("listes/<int:pk>/modifier/", listes.modifier, name="liste_modifier"),
    path("listes/<int:pk>/ajouter/", listes.ajouter, name="liste_ajouter"),
    path("listes/<int:pk>/supprimer/", listes.supprimer, name="liste_supprimer"),
    path("inscriptions/<int:pk>/retirer/", listes.retirer, name="inscription_retirer"),
    path("desabonnement/<str:jeton>/", public.desabonnement, name="desabonnement"),
]
