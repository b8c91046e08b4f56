
import coopappui.champs
import coopappui.depots
import coopappui.jeton
import django.core.validators
import django.utils.timezone
import simple_history.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ActionPrevue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('intitule', models.CharField(max_length=200, verbose_name='action prévue')),
                ('lieu', models.CharField(blank=True, max_length=120, verbose_name='lieu')),
                ('echeance', coopappui.champs.Jour(blank=True, null=True, verbose_name='échéance')),
            ],
            options={
                'verbose_name': 'action prévue',
                'verbose_name_plural': 'actions prévues',
                'ordering': ['echeance', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Apport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nature', models.CharField(choices=[('methode', 'Méthode'), ('outil', 'Outil'), ('ressource', 'Ressource'), ('experience', 'Échange d’expériences'), ('formation', 'Formation'), ('personne', 'Personne ressource'), ('relation', 'Mise en relation')], max_length=10, verbose_name='apport')),
                ('precision', models.CharField(blank=True, max_length=300, verbose_name='précision')),
            ],
            options={
                'verbose_name': 'apport',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Appui',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recherche', models.TextField(blank=True, default='', editable=False)),
                ('intitule', models.CharField(help_text='En quelques mots, le sujet de l’appui.', max_length=150, verbose_name='intitulé')),
                ('origine', models.CharField(choices=[('sollicitation', 'Sollicitation'), ('proactive', 'Démarche proactive')], default='sollicitation', max_length=13, verbose_name='origine')),
                ('forme', models.CharField(choices=[('individuel', 'Individuel'), ('collectif', 'Collectif')], default='individuel', max_length=10, verbose_name='forme')),
                ('canal', models.CharField(choices=[('telephone', 'Téléphone'), ('visio', 'Visioconférence'), ('rencontre', 'Rencontre'), ('courriel', 'Courriel'), ('courrier', 'Courrier')], default='telephone', max_length=10, verbose_name='premier contact')),
                ('ouvert_le', coopappui.champs.Jour(default=django.utils.timezone.localdate, verbose_name='premier contact le')),
                ('stade', models.CharField(choices=[('envie', 'Susciter l’envie de coopérer'), ('partenariats', 'Soutenir l’émergence de partenariats opérationnels'), ('mise-en-oeuvre', 'Accompagner la formalisation et la mise en œuvre du projet'), ('fin', 'Accompagner la fin du projet et anticiper l’après'), ('reseau', 'Encourager la mise en réseau (transversal)'), ('evaluation', 'Appuyer l’évaluation du projet (transversal)')], default='envie', max_length=15, verbose_name='stade concerné')),
                ('besoin_exprime', models.TextField(blank=True, max_length=5000, verbose_name='besoin exprimé')),
                ('besoin_reformule', models.TextField(blank=True, max_length=5000, verbose_name='besoin reformulé')),
                ('points_a_travailler', models.TextField(blank=True, max_length=5000, verbose_name='points à travailler')),
                ('limites', models.TextField(blank=True, max_length=2000, verbose_name='ce que l’appui n’apportera pas, et les alternatives')),
                ('rythme', models.CharField(choices=[('ponctuel', 'Ponctuel'), ('fil', 'Au fil de l’eau')], default='fil', max_length=8, verbose_name='rythme')),
                ('tarif', models.CharField(choices=[('gratuit', 'Gratuit'), ('payant', 'Payant')], default='gratuit', max_length=7, verbose_name='tarif')),
                ('duree_prevue', coopappui.champs.Nombre(blank=True, decimal_places=1, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='durée prévue (heures)')),
                ('calendrier', models.CharField(blank=True, max_length=200, verbose_name='calendrier')),
                ('etape', models.CharField(choices=[('contact', 'Prendre contact'), ('demarrage', 'Démarrer un appui'), ('blocages', 'Lever les blocages'), ('cloture', 'Clore un temps de travail'), ('bilan', 'Tenir à jour un bilan des appuis réalisés')], default='contact', max_length=10, verbose_name='étape')),
                ('etat', models.CharField(choices=[('en-cours', 'En cours'), ('suspendu', 'Suspendu'), ('arrete', 'Arrêté'), ('clos', 'Clos')], default='en-cours', max_length=8, verbose_name='état')),
                ('motif_arret', models.CharField(blank=True, choices=[('non-disponible', 'Bénéficiaire non disponible'), ('hors-cadre', 'Attitude non en accord avec le cadre proposé'), ('non-moteur', 'Bénéficiaire non moteur'), ('beneficiaire', 'Le bénéficiaire met fin à l’appui'), ('autre', 'Autre raison')], max_length=15, verbose_name='raison de l’arrêt')),
                ('relance_le', coopappui.champs.Jour(blank=True, null=True, verbose_name='relancé le')),
                ('reporte_au', coopappui.champs.Jour(blank=True, null=True, verbose_name='relance reportée au')),
                ('cree_le', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('modifie_le', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                ('jeton', coopappui.jeton.JetonField(default=None, editable=False, null=True, unique=True, verbose_name='jeton')),
            ],
            options={
                'verbose_name': 'appui',
                'ordering': ['-ouvert_le', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Bilan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('difficultes', models.TextField(blank=True, max_length=5000, verbose_name='difficultés rencontrées')),
                ('solutions', models.TextField(blank=True, max_length=5000, verbose_name='solutions apportées')),
                ('arguments', models.TextField(blank=True, max_length=5000, verbose_name='arguments en faveur de la coopération')),
                ('actions_a_venir', models.TextField(blank=True, max_length=5000, verbose_name='actions en devenir')),
                ('modifie_le', models.DateTimeField(auto_now=True, verbose_name='mis à jour le')),
            ],
            options={
                'verbose_name': 'bilan',
            },
        ),
        migrations.CreateModel(
            name='Blocage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('intitule', models.CharField(max_length=150, verbose_name='blocage')),
                ('nature', models.TextField(blank=True, max_length=3000, verbose_name='nature du blocage')),
                ('leve_le', coopappui.champs.Jour(blank=True, null=True, verbose_name='levé le')),
                ('cree_le', models.DateTimeField(auto_now_add=True, verbose_name='noté le')),
            ],
            options={
                'verbose_name': 'blocage',
                'ordering': ['leve_le', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ColonneAdaptee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tableau', models.CharField(max_length=20, verbose_name='tableau')),
                ('code', models.CharField(max_length=20, verbose_name='colonne')),
                ('intitule', models.CharField(blank=True, max_length=120, verbose_name='intitulé')),
                ('visible', models.BooleanField(default=True, verbose_name='affichée')),
                ('ordre', models.PositiveSmallIntegerField(default=0, verbose_name='ordre')),
            ],
            options={
                'verbose_name': 'colonne adaptée',
                'verbose_name_plural': 'colonnes adaptées',
                'ordering': ['ordre', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nature', models.CharField(choices=[('etudie', 'Étudié'), ('remis', 'Remis'), ('recupere', 'Récupéré')], default='etudie', max_length=8, verbose_name='nature')),
                ('titre', models.CharField(max_length=150, verbose_name='titre')),
                ('fichier', models.FileField(max_length=60, upload_to=coopappui.depots.nom_range, verbose_name='fichier')),
                ('nom_d_origine', models.CharField(editable=False, max_length=255, verbose_name='nom du fichier')),
                ('extension', models.CharField(editable=False, max_length=8, verbose_name='extension')),
                ('type_mime', models.CharField(editable=False, max_length=100, verbose_name='type')),
                ('taille', models.PositiveIntegerField(editable=False, verbose_name='taille (octets)')),
                ('depose_le', models.DateTimeField(auto_now_add=True, verbose_name='déposé le')),
                ('jeton', coopappui.jeton.JetonField(default=None, editable=False, null=True, unique=True, verbose_name='jeton')),
            ],
            options={
                'verbose_name': 'document',
                'ordering': ['-depose_le', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Engagement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quoi', models.CharField(max_length=250, verbose_name='quoi')),
                ('moyens', models.CharField(blank=True, max_length=250, verbose_name='moyens')),
                ('echeance', coopappui.champs.Jour(blank=True, null=True, verbose_name='pour le')),
                ('fait_le', coopappui.champs.Jour(blank=True, null=True, verbose_name='fait le')),
                ('relance_le', coopappui.champs.Jour(blank=True, null=True, verbose_name='relancé le')),
                ('cree_le', models.DateTimeField(auto_now_add=True, verbose_name='pris le')),
            ],
            options={
                'verbose_name': 'engagement',
                'ordering': ['echeance', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EtapeFranchie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('etape', models.CharField(choices=[('contact', 'Prendre contact'), ('demarrage', 'Démarrer un appui'), ('blocages', 'Lever les blocages'), ('cloture', 'Clore un temps de travail'), ('bilan', 'Tenir à jour un bilan des appuis réalisés')], max_length=10, verbose_name='étape')),
                ('le', coopappui.champs.Jour(verbose_name='franchie le')),
            ],
            options={
                'verbose_name': 'étape franchie',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Evenement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verbe', models.CharField(choices=[('ouverture', 'a ouvert l’appui'), ('sequence', 'a noté une séquence'), ('etape', 'a franchi l’étape'), ('etape-rouverte', 'est revenu à l’étape'), ('blocage-leve', 'a levé le blocage'), ('suspension', 'a suspendu l’appui'), ('arret', 'a arrêté l’appui'), ('reprise', 'a repris l’appui'), ('cloture', 'a clos l’appui'), ('relance', 'a relancé le bénéficiaire'), ('report', 'a reporté la relance'), ('transmission', 'a transmis l’appui')], max_length=15, verbose_name='verbe')),
                ('detail', models.CharField(blank=True, max_length=300, verbose_name='détail')),
                ('le', models.DateTimeField(auto_now_add=True, verbose_name='le')),
            ],
            options={
                'verbose_name': 'événement',
                'ordering': ['-le', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Financement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('financeur', models.CharField(blank=True, max_length=150, verbose_name='financeur')),
                ('montant', coopappui.champs.Montant(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='montant (€)')),
                ('etat', models.CharField(choices=[('pressenti', 'Pressenti'), ('demande', 'Demandé'), ('acquis', 'Acquis')], default='pressenti', max_length=10, verbose_name='état')),
            ],
            options={
                'verbose_name': 'financement',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalActionPrevue',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('intitule', models.CharField(max_length=200, verbose_name='action prévue')),
                ('lieu', models.CharField(blank=True, max_length=120, verbose_name='lieu')),
                ('echeance', coopappui.champs.Jour(blank=True, null=True, verbose_name='échéance')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical action prévue',
                'verbose_name_plural': 'historical actions prévues',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalAppui',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('intitule', models.CharField(help_text='En quelques mots, le sujet de l’appui.', max_length=150, verbose_name='intitulé')),
                ('origine', models.CharField(choices=[('sollicitation', 'Sollicitation'), ('proactive', 'Démarche proactive')], default='sollicitation', max_length=13, verbose_name='origine')),
                ('forme', models.CharField(choices=[('individuel', 'Individuel'), ('collectif', 'Collectif')], default='individuel', max_length=10, verbose_name='forme')),
                ('canal', models.CharField(choices=[('telephone', 'Téléphone'), ('visio', 'Visioconférence'), ('rencontre', 'Rencontre'), ('courriel', 'Courriel'), ('courrier', 'Courrier')], default='telephone', max_length=10, verbose_name='premier contact')),
                ('ouvert_le', coopappui.champs.Jour(default=django.utils.timezone.localdate, verbose_name='premier contact le')),
                ('stade', models.CharField(choices=[('envie', 'Susciter l’envie de coopérer'), ('partenariats', 'Soutenir l’émergence de partenariats opérationnels'), ('mise-en-oeuvre', 'Accompagner la formalisation et la mise en œuvre du projet'), ('fin', 'Accompagner la fin du projet et anticiper l’après'), ('reseau', 'Encourager la mise en réseau (transversal)'), ('evaluation', 'Appuyer l’évaluation du projet (transversal)')], default='envie', max_length=15, verbose_name='stade concerné')),
                ('besoin_exprime', models.TextField(blank=True, max_length=5000, verbose_name='besoin exprimé')),
                ('besoin_reformule', models.TextField(blank=True, max_length=5000, verbose_name='besoin reformulé')),
                ('points_a_travailler', models.TextField(blank=True, max_length=5000, verbose_name='points à travailler')),
                ('limites', models.TextField(blank=True, max_length=2000, verbose_name='ce que l’appui n’apportera pas, et les alternatives')),
                ('rythme', models.CharField(choices=[('ponctuel', 'Ponctuel'), ('fil', 'Au fil de l’eau')], default='fil', max_length=8, verbose_name='rythme')),
                ('tarif', models.CharField(choices=[('gratuit', 'Gratuit'), ('payant', 'Payant')], default='gratuit', max_length=7, verbose_name='tarif')),
                ('duree_prevue', coopappui.champs.Nombre(blank=True, decimal_places=1, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='durée prévue (heures)')),
                ('calendrier', models.CharField(blank=True, max_length=200, verbose_name='calendrier')),
                ('etape', models.CharField(choices=[('contact', 'Prendre contact'), ('demarrage', 'Démarrer un appui'), ('blocages', 'Lever les blocages'), ('cloture', 'Clore un temps de travail'), ('bilan', 'Tenir à jour un bilan des appuis réalisés')], default='contact', max_length=10, verbose_name='étape')),
                ('etat', models.CharField(choices=[('en-cours', 'En cours'), ('suspendu', 'Suspendu'), ('arrete', 'Arrêté'), ('clos', 'Clos')], default='en-cours', max_length=8, verbose_name='état')),
                ('motif_arret', models.CharField(blank=True, choices=[('non-disponible', 'Bénéficiaire non disponible'), ('hors-cadre', 'Attitude non en accord avec le cadre proposé'), ('non-moteur', 'Bénéficiaire non moteur'), ('beneficiaire', 'Le bénéficiaire met fin à l’appui'), ('autre', 'Autre raison')], max_length=15, verbose_name='raison de l’arrêt')),
                ('relance_le', coopappui.champs.Jour(blank=True, null=True, verbose_name='relancé le')),
                ('reporte_au', coopappui.champs.Jour(blank=True, null=True, verbose_name='relance reportée au')),
                ('cree_le', models.DateTimeField(blank=True, editable=False, verbose_name='créé le')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical appui',
                'verbose_name_plural': 'historical appuis',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalAppui_beneficiaires',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name': 'HistoricalAppui_beneficiaires',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalAppui_co_charges',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name': 'HistoricalAppui_co_charges',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalAppui_structures',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name': 'HistoricalAppui_structures',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalBilan',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('difficultes', models.TextField(blank=True, max_length=5000, verbose_name='difficultés rencontrées')),
                ('solutions', models.TextField(blank=True, max_length=5000, verbose_name='solutions apportées')),
                ('arguments', models.TextField(blank=True, max_length=5000, verbose_name='arguments en faveur de la coopération')),
                ('actions_a_venir', models.TextField(blank=True, max_length=5000, verbose_name='actions en devenir')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical bilan',
                'verbose_name_plural': 'historical bilans',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalBlocage',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('intitule', models.CharField(max_length=150, verbose_name='blocage')),
                ('nature', models.TextField(blank=True, max_length=3000, verbose_name='nature du blocage')),
                ('leve_le', coopappui.champs.Jour(blank=True, null=True, verbose_name='levé le')),
                ('cree_le', models.DateTimeField(blank=True, editable=False, verbose_name='noté le')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical blocage',
                'verbose_name_plural': 'historical blocages',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalEngagement',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('quoi', models.CharField(max_length=250, verbose_name='quoi')),
                ('moyens', models.CharField(blank=True, max_length=250, verbose_name='moyens')),
                ('echeance', coopappui.champs.Jour(blank=True, null=True, verbose_name='pour le')),
                ('fait_le', coopappui.champs.Jour(blank=True, null=True, verbose_name='fait le')),
                ('relance_le', coopappui.champs.Jour(blank=True, null=True, verbose_name='relancé le')),
                ('cree_le', models.DateTimeField(blank=True, editable=False, verbose_name='pris le')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical engagement',
                'verbose_name_plural': 'historical engagements',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalFinancement',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('financeur', models.CharField(blank=True, max_length=150, verbose_name='financeur')),
                ('montant', coopappui.champs.Montant(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='montant (€)')),
                ('etat', models.CharField(choices=[('pressenti', 'Pressenti'), ('demande', 'Demandé'), ('acquis', 'Acquis')], default='pressenti', max_length=10, verbose_name='état')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical financement',
                'verbose_name_plural': 'historical financements',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPartenariat',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('role', models.CharField(blank=True, max_length=150, verbose_name='rôle dans le projet')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical partenariat',
                'verbose_name_plural': 'historical partenariats',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalProjet',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('nom', models.CharField(max_length=200, verbose_name='nom du projet de coopération')),
                ('objet', models.TextField(blank=True, max_length=5000, verbose_name='objet')),
                ('cout_total', coopappui.champs.Montant(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='coût total du projet (€)')),
                ('stade', models.CharField(choices=[('emergence', 'Émergence'), ('lancement', 'Lancement'), ('realisation', 'Réalisation'), ('cloture', 'Clôture')], default='emergence', max_length=12, verbose_name='état d’avancement')),
                ('date_debut', coopappui.champs.Jour(blank=True, null=True, verbose_name='date de début')),
                ('date_fin', coopappui.champs.Jour(blank=True, null=True, verbose_name='date de fin')),
                ('cree_le', models.DateTimeField(blank=True, editable=False, verbose_name='créé le')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical projet de coopération',
                'verbose_name_plural': 'historical projets de coopération',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSequence',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('date', coopappui.champs.Jour(default=django.utils.timezone.localdate, verbose_name='date')),
                ('duree', coopappui.champs.Duree(default=60, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7200, 'Une séquence dure cinq jours au plus : notez-en plusieurs.')], verbose_name='durée')),
                ('canal', models.CharField(choices=[('telephone', 'Téléphone'), ('visio', 'Visioconférence'), ('rencontre', 'Rencontre'), ('courriel', 'Courriel'), ('courrier', 'Courrier')], default='rencontre', max_length=10, verbose_name='à distance ou sur place')),
                ('lieu', models.CharField(blank=True, max_length=150, verbose_name='lieu')),
                ('nature', models.CharField(help_text='En quelques mots : c’est ce que montre le tableau de suivi des appuis.', max_length=200, verbose_name='nature de l’action d’appui')),
                ('points_travailles', models.TextField(blank=True, max_length=10000, verbose_name='points travaillés')),
                ('releve', models.BooleanField(default=False, help_text='Pas de compte rendu systématique : seulement si on vous le demande, et rien de confidentiel.', verbose_name='un relevé de décisions est demandé')),
                ('decisions', models.TextField(blank=True, max_length=5000, verbose_name='décisions')),
                ('prochaine_etape', models.CharField(blank=True, max_length=300, verbose_name='prochaine étape')),
                ('prochain_echange', models.CharField(blank=True, help_text='Fréquence, dates, moyens.', max_length=200, verbose_name='prochains échanges')),
                ('cree_le', models.DateTimeField(blank=True, editable=False, verbose_name='notée le')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical séquence de travail',
                'verbose_name_plural': 'historical séquences de travail',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSequence_participants',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name': 'HistoricalSequence_participants',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='LienProjet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('titre', models.CharField(blank=True, max_length=150, verbose_name='titre')),
                ('url', models.URLField(max_length=500, verbose_name='adresse')),
            ],
            options={
                'verbose_name': 'lien',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='NoteConfidentielle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('texte', models.TextField(max_length=10000, verbose_name='note confidentielle')),
                ('cree_le', models.DateTimeField(auto_now_add=True, verbose_name='écrite le')),
                ('modifie_le', models.DateTimeField(auto_now=True, verbose_name='modifiée le')),
            ],
            options={
                'verbose_name': 'note confidentielle',
                'verbose_name_plural': 'notes confidentielles',
                'ordering': ['-cree_le', '-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Partenariat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, max_length=150, verbose_name='rôle dans le projet')),
            ],
            options={
                'verbose_name': 'partenariat',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Projet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recherche', models.TextField(blank=True, default='', editable=False)),
                ('nom', models.CharField(max_length=200, verbose_name='nom du projet de coopération')),
                ('objet', models.TextField(blank=True, max_length=5000, verbose_name='objet')),
                ('cout_total', coopappui.champs.Montant(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='coût total du projet (€)')),
                ('stade', models.CharField(choices=[('emergence', 'Émergence'), ('lancement', 'Lancement'), ('realisation', 'Réalisation'), ('cloture', 'Clôture')], default='emergence', max_length=12, verbose_name='état d’avancement')),
                ('date_debut', coopappui.champs.Jour(blank=True, null=True, verbose_name='date de début')),
                ('date_fin', coopappui.champs.Jour(blank=True, null=True, verbose_name='date de fin')),
                ('cree_le', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('modifie_le', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                ('jeton', coopappui.jeton.JetonField(default=None, editable=False, null=True, unique=True, verbose_name='jeton')),
            ],
            options={
                'verbose_name': 'projet de coopération',
                'verbose_name_plural': 'projets de coopération',
                'ordering': ['nom'],
            },
        ),
        migrations.CreateModel(
            name='Sequence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', coopappui.champs.Jour(default=django.utils.timezone.localdate, verbose_name='date')),
                ('duree', coopappui.champs.Duree(default=60, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7200, 'Une séquence dure cinq jours au plus : notez-en plusieurs.')], verbose_name='durée')),
                ('canal', models.CharField(choices=[('telephone', 'Téléphone'), ('visio', 'Visioconférence'), ('rencontre', 'Rencontre'), ('courriel', 'Courriel'), ('courrier', 'Courrier')], default='rencontre', max_length=10, verbose_name='à distance ou sur place')),
                ('lieu', models.CharField(blank=True, max_length=150, verbose_name='lieu')),
                ('nature', models.CharField(help_text='En quelques mots : c’est ce que montre le tableau de suivi des appuis.', max_length=200, verbose_name='nature de l’action d’appui')),
                ('points_travailles', models.TextField(blank=True, max_length=10000, verbose_name='points travaillés')),
                ('releve', models.BooleanField(default=False, help_text='Pas de compte rendu systématique : seulement si on vous le demande, et rien de confidentiel.', verbose_name='un relevé de décisions est demandé')),
                ('decisions', models.TextField(blank=True, max_length=5000, verbose_name='décisions')),
                ('prochaine_etape', models.CharField(blank=True, max_length=300, verbose_name='prochaine étape')),
                ('prochain_echange', models.CharField(blank=True, help_text='Fréquence, dates, moyens.', max_length=200, verbose_name='prochains échanges')),
                ('cree_le', models.DateTimeField(auto_now_add=True, verbose_name='notée le')),
                ('jeton', coopappui.jeton.JetonField(default=None, editable=False, null=True, unique=True, verbose_name='jeton')),
            ],
            options={
                'verbose_name': 'séquence de travail',
                'verbose_name_plural': 'séquences de travail',
                'ordering': ['-date', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='StadeAtteint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stade', models.CharField(choices=[('emergence', 'Émergence'), ('lancement', 'Lancement'), ('realisation', 'Réalisation'), ('cloture', 'Clôture')], max_length=12, verbose_name='stade')),
                ('le', coopappui.champs.Jour(verbose_name='atteint le')),
            ],
            options={
                'verbose_name': 'stade atteint',
                'ordering': ['le', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TypeCooperation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('libelle', models.CharField(max_length=120, unique=True, verbose_name='libellé')),
                ('ordre', models.PositiveSmallIntegerField(default=100, verbose_name='ordre')),
                ('actif', models.BooleanField(default=True, verbose_name='proposé dans les formulaires')),
            ],
            options={
                'verbose_name': 'type de coopération',
                'verbose_name_plural': 'types de coopération',
                'ordering': ['ordre', 'libelle'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TypeFinancement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('libelle', models.CharField(max_length=120, unique=True, verbose_name='libellé')),
                ('ordre', models.PositiveSmallIntegerField(default=100, verbose_name='ordre')),
                ('actif', models.BooleanField(default=True, verbose_name='proposé dans les formulaires')),
            ],
            options={
                'verbose_name': 'type de financement',
                'verbose_name_plural': 'types de financement',
                'ordering': ['ordre', 'libelle'],
                'abstract': False,
            },
        ),
    ]
