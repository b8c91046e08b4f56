
import coopappui.champs
import coopappui.jeton
import django.db.models.deletion
import django_countries.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Langue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('libelle', models.CharField(max_length=120, unique=True, verbose_name='libellé')),
                ('ordre', models.PositiveSmallIntegerField(default=100, verbose_name='ordre')),
                ('actif', models.BooleanField(default=True, verbose_name='proposé dans les formulaires')),
            ],
            options={
                'verbose_name': 'langue',
                'verbose_name_plural': 'langues',
                'ordering': ['ordre', 'libelle'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TypeStructure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('libelle', models.CharField(max_length=120, unique=True, verbose_name='libellé')),
                ('ordre', models.PositiveSmallIntegerField(default=100, verbose_name='ordre')),
                ('actif', models.BooleanField(default=True, verbose_name='proposé dans les formulaires')),
            ],
            options={
                'verbose_name': 'type de structure',
                'verbose_name_plural': 'types de structure',
                'ordering': ['ordre', 'libelle'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoricalMission',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('nom', models.CharField(db_index=True, max_length=120, verbose_name='nom')),
                ('cadre', models.CharField(choices=[('centre', 'Centre de ressources'), ('intercommunalite', 'Intercommunalité'), ('programme', 'Programme'), ('bureau', 'Bureau d’études'), ('autre', 'Autre')], default='centre', max_length=20, verbose_name='cadre')),
                ('presentation', models.TextField(blank=True, max_length=5000, verbose_name='présentation')),
                ('delai_relance', models.PositiveSmallIntegerField(default=45, help_text='Un appui en cours sans nouvelles depuis ce nombre de jours est à relancer.', verbose_name='délai avant relance (jours)')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical mission',
                'verbose_name_plural': 'historical missions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Membre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('charge', 'Chargé d’appui'), ('responsable', 'Responsable')], max_length=12, verbose_name='rôle')),
                ('actif', models.BooleanField(default=True, verbose_name='actif')),
                ('utilisateur', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appartenances', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
            ],
            options={
                'verbose_name': 'membre',
                'ordering': ['utilisateur__last_name', 'utilisateur__first_name'],
            },
        ),
        migrations.CreateModel(
            name='Mission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nom', models.CharField(max_length=120, unique=True, verbose_name='nom')),
                ('cadre', models.CharField(choices=[('centre', 'Centre de ressources'), ('intercommunalite', 'Intercommunalité'), ('programme', 'Programme'), ('bureau', 'Bureau d’études'), ('autre', 'Autre')], default='centre', max_length=20, verbose_name='cadre')),
                ('presentation', models.TextField(blank=True, max_length=5000, verbose_name='présentation')),
                ('delai_relance', models.PositiveSmallIntegerField(default=45, help_text='Un appui en cours sans nouvelles depuis ce nombre de jours est à relancer.', verbose_name='délai avant relance (jours)')),
                ('membres_comptes', models.ManyToManyField(related_name='missions', through='missions.Membre', to=settings.AUTH_USER_MODEL, verbose_name='membres')),
            ],
            options={
                'verbose_name': 'mission',
                'ordering': ['nom'],
            },
        ),
        migrations.AddField(
            model_name='membre',
            name='mission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='membres', to='missions.mission', verbose_name='mission'),
        ),
        migrations.CreateModel(
            name='HistoricalTerritoire',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('nom', models.CharField(max_length=150, verbose_name='nom')),
                ('pays', django_countries.fields.CountryField(default='FR', max_length=2, verbose_name='pays')),
                ('presentation', models.TextField(blank=True, max_length=5000, verbose_name='présentation')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mission', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.mission', verbose_name='mission')),
            ],
            options={
                'verbose_name': 'historical territoire',
                'verbose_name_plural': 'historical territoires',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalStructure',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('nom', models.CharField(max_length=200, verbose_name='nom')),
                ('sigle', models.CharField(blank=True, max_length=30, verbose_name='sigle')),
                ('pays', django_countries.fields.CountryField(default='FR', max_length=2, verbose_name='pays')),
                ('adresse', models.CharField(blank=True, max_length=250, verbose_name='adresse')),
                ('code_postal', models.CharField(blank=True, max_length=12, verbose_name='code postal')),
                ('commune', models.CharField(blank=True, max_length=120, verbose_name='commune')),
                ('courriel', models.EmailField(blank=True, max_length=254, verbose_name='courriel')),
                ('telephone', models.CharField(blank=True, max_length=30, verbose_name='téléphone')),
                ('site', models.URLField(blank=True, verbose_name='site Internet')),
                ('priorite', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Haute'), (2, 'Moyenne'), (3, 'Basse')], null=True, verbose_name='priorité pour la mission')),
                ('enveloppe_cooperation', coopappui.champs.Montant(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='enveloppe localement dédiée à la coopération (€)')),
                ('remarques', models.TextField(blank=True, help_text='Des faits, rien de confidentiel : tous les membres de la mission lisent cette fiche.', max_length=5000, verbose_name='remarques')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mission', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.mission', verbose_name='mission')),
            ],
            options={
                'verbose_name': 'historical structure',
                'verbose_name_plural': 'historical structures',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalMembre',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('role', models.CharField(choices=[('charge', 'Chargé d’appui'), ('responsable', 'Responsable')], max_length=12, verbose_name='rôle')),
                ('actif', models.BooleanField(default=True, verbose_name='actif')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('utilisateur', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                ('mission', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.mission', verbose_name='mission')),
            ],
            options={
                'verbose_name': 'historical membre',
                'verbose_name_plural': 'historical membres',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Structure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recherche', models.TextField(blank=True, default='', editable=False)),
                ('nom', models.CharField(max_length=200, verbose_name='nom')),
                ('sigle', models.CharField(blank=True, max_length=30, verbose_name='sigle')),
                ('pays', django_countries.fields.CountryField(default='FR', max_length=2, verbose_name='pays')),
                ('adresse', models.CharField(blank=True, max_length=250, verbose_name='adresse')),
                ('code_postal', models.CharField(blank=True, max_length=12, verbose_name='code postal')),
                ('commune', models.CharField(blank=True, max_length=120, verbose_name='commune')),
                ('courriel', models.EmailField(blank=True, max_length=254, verbose_name='courriel')),
                ('telephone', models.CharField(blank=True, max_length=30, verbose_name='téléphone')),
                ('site', models.URLField(blank=True, verbose_name='site Internet')),
                ('priorite', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Haute'), (2, 'Moyenne'), (3, 'Basse')], null=True, verbose_name='priorité pour la mission')),
                ('enveloppe_cooperation', coopappui.champs.Montant(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='enveloppe localement dédiée à la coopération (€)')),
                ('remarques', models.TextField(blank=True, help_text='Des faits, rien de confidentiel : tous les membres de la mission lisent cette fiche.', max_length=5000, verbose_name='remarques')),
                ('jeton', coopappui.jeton.JetonField(default=None, editable=False, null=True, unique=True, verbose_name='jeton')),
                ('langues', models.ManyToManyField(blank=True, related_name='structures', to='missions.langue', verbose_name='langues parlées')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='structures', to='missions.mission', verbose_name='mission')),
            ],
            options={
                'verbose_name': 'structure',
                'ordering': ['nom'],
            },
        ),
        migrations.CreateModel(
            name='Personne',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recherche', models.TextField(blank=True, default='', editable=False)),
                ('prenom', models.CharField(blank=True, max_length=80, verbose_name='prénom')),
                ('nom', models.CharField(max_length=80, verbose_name='nom')),
                ('fonction', models.CharField(blank=True, max_length=120, verbose_name='fonction')),
                ('courriel', models.EmailField(blank=True, max_length=254, verbose_name='courriel')),
                ('telephone', models.CharField(blank=True, max_length=30, verbose_name='téléphone')),
                ('contact_cooperation', models.BooleanField(default=False, help_text='À qui s’adresser pour la coopération au sein de la structure ; paraît au tableau de suivi.', verbose_name='contact coopération')),
                ('temoignage', models.CharField(blank=True, choices=[('', 'Pas encore demandé'), ('oui', 'Accepte de témoigner'), ('non', 'Ne souhaite pas témoigner')], default='', max_length=3, verbose_name='témoignage')),
                ('jeton', coopappui.jeton.JetonField(default=None, editable=False, null=True, unique=True, verbose_name='jeton')),
                ('compte', models.ForeignKey(blank=True, help_text='Le compte avec lequel ce bénéficiaire suit ses appuis.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='personnes', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='personnes', to='missions.mission', verbose_name='mission')),
                ('structure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='personnes', to='missions.structure', verbose_name='structure')),
            ],
            options={
                'verbose_name': 'personne',
                'ordering': ['nom', 'prenom'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalStructure_langues',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='missions.historicalstructure')),
                ('langue', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.langue')),
                ('structure', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.structure')),
            ],
            options={
                'verbose_name': 'HistoricalStructure_langues',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPersonne',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('prenom', models.CharField(blank=True, max_length=80, verbose_name='prénom')),
                ('nom', models.CharField(max_length=80, verbose_name='nom')),
                ('fonction', models.CharField(blank=True, max_length=120, verbose_name='fonction')),
                ('courriel', models.EmailField(blank=True, max_length=254, verbose_name='courriel')),
                ('telephone', models.CharField(blank=True, max_length=30, verbose_name='téléphone')),
                ('contact_cooperation', models.BooleanField(default=False, help_text='À qui s’adresser pour la coopération au sein de la structure ; paraît au tableau de suivi.', verbose_name='contact coopération')),
                ('temoignage', models.CharField(blank=True, choices=[('', 'Pas encore demandé'), ('oui', 'Accepte de témoigner'), ('non', 'Ne souhaite pas témoigner')], default='', max_length=3, verbose_name='témoignage')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('compte', models.ForeignKey(blank=True, db_constraint=False, help_text='Le compte avec lequel ce bénéficiaire suit ses appuis.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mission', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.mission', verbose_name='mission')),
                ('structure', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.structure', verbose_name='structure')),
            ],
            options={
                'verbose_name': 'historical personne',
                'verbose_name_plural': 'historical personnes',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Territoire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recherche', models.TextField(blank=True, default='', editable=False)),
                ('nom', models.CharField(max_length=150, verbose_name='nom')),
                ('pays', django_countries.fields.CountryField(default='FR', max_length=2, verbose_name='pays')),
                ('presentation', models.TextField(blank=True, max_length=5000, verbose_name='présentation')),
                ('jeton', coopappui.jeton.JetonField(default=None, editable=False, null=True, unique=True, verbose_name='jeton')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='territoires', to='missions.mission', verbose_name='mission')),
            ],
            options={
                'verbose_name': 'territoire',
                'ordering': ['nom'],
            },
        ),
        migrations.AddField(
            model_name='structure',
            name='territoire',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='structures', to='missions.territoire', verbose_name='territoire'),
        ),
        migrations.AddField(
            model_name='historicalstructure',
            name='territoire',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.territoire', verbose_name='territoire'),
        ),
        migrations.AddField(
            model_name='structure',
            name='type',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='structures', to='missions.typestructure', verbose_name='type'),
        ),
        migrations.AddField(
            model_name='historicalstructure',
            name='type',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.typestructure', verbose_name='type'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.CheckConstraint(condition=models.Q(('delai_relance__gte', 1), ('delai_relance__lte', 365)), name='mission_delai_relance_entre_1_et_365_jours', violation_error_message='Le délai avant relance va de 1 à 365 jours.'),
        ),
        migrations.AddConstraint(
            model_name='membre',
            constraint=models.UniqueConstraint(fields=('mission', 'utilisateur', 'role'), name='un_role_une_fois_par_mission', violation_error_message='Cette personne a déjà ce rôle dans la mission.'),
        ),
        migrations.AddIndex(
            model_name='personne',
            index=models.Index(fields=['mission', 'nom'], name='missions_pe_mission_5ca888_idx'),
        ),
        migrations.AddConstraint(
            model_name='personne',
            constraint=models.UniqueConstraint(fields=('mission', 'compte'), name='un_compte_une_personne_par_mission', violation_error_message='Ce compte est déjà celui d’une autre personne du réseau.'),
        ),
        migrations.AddConstraint(
            model_name='territoire',
            constraint=models.UniqueConstraint(fields=('mission', 'nom', 'pays'), name='un_territoire_une_fois_par_mission', violation_error_message='Ce territoire est déjà dans le réseau.'),
        ),
        migrations.AddIndex(
            model_name='structure',
            index=models.Index(fields=['mission', 'nom'], name='missions_st_mission_8b716e_idx'),
        ),
        migrations.AddConstraint(
            model_name='structure',
            constraint=models.CheckConstraint(condition=models.Q(('enveloppe_cooperation__isnull', True), ('enveloppe_cooperation__gte', 0), _connector='OR'), name='structure_enveloppe_positive', violation_error_message='Un montant ne peut pas être négatif.'),
        ),
    ]
