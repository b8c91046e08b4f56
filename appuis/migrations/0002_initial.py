
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('appuis', '0001_initial'),
        ('missions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='appui',
            name='beneficiaires',
            field=models.ManyToManyField(blank=True, related_name='appuis', to='missions.personne', verbose_name='bénéficiaires'),
        ),
        migrations.AddField(
            model_name='appui',
            name='charge',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appuis_portes', to=settings.AUTH_USER_MODEL, verbose_name='chargé d’appui'),
        ),
        migrations.AddField(
            model_name='appui',
            name='co_charges',
            field=models.ManyToManyField(blank=True, related_name='appuis_accompagnes', to=settings.AUTH_USER_MODEL, verbose_name='co-chargés d’appui'),
        ),
        migrations.AddField(
            model_name='appui',
            name='mission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appuis', to='missions.mission', verbose_name='mission'),
        ),
        migrations.AddField(
            model_name='appui',
            name='structures',
            field=models.ManyToManyField(blank=True, related_name='appuis', to='missions.structure', verbose_name='structures appuyées'),
        ),
        migrations.AddField(
            model_name='bilan',
            name='appui',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='bilan', to='appuis.appui', verbose_name='appui'),
        ),
        migrations.AddField(
            model_name='blocage',
            name='appui',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocages', to='appuis.appui', verbose_name='appui'),
        ),
        migrations.AddField(
            model_name='apport',
            name='blocage',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='apports', to='appuis.blocage', verbose_name='blocage'),
        ),
        migrations.AddField(
            model_name='colonneadaptee',
            name='mission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='colonnes_adaptees', to='missions.mission', verbose_name='mission'),
        ),
        migrations.AddField(
            model_name='document',
            name='appui',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='appuis.appui', verbose_name='appui'),
        ),
        migrations.AddField(
            model_name='document',
            name='depose_par',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='déposé par'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='appui',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='engagements', to='appuis.appui', verbose_name='appui'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='charge',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='engagements', to=settings.AUTH_USER_MODEL, verbose_name='chargé d’appui'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='personne',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='engagements', to='missions.personne', verbose_name='bénéficiaire'),
        ),
        migrations.AddField(
            model_name='etapefranchie',
            name='appui',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='etapes_franchies', to='appuis.appui', verbose_name='appui'),
        ),
        migrations.AddField(
            model_name='etapefranchie',
            name='par',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par'),
        ),
        migrations.AddField(
            model_name='evenement',
            name='appui',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evenements', to='appuis.appui', verbose_name='appui'),
        ),
        migrations.AddField(
            model_name='evenement',
            name='par',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par'),
        ),
        migrations.AddField(
            model_name='historicalactionprevue',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalappui',
            name='charge',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='chargé d’appui'),
        ),
        migrations.AddField(
            model_name='historicalappui',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalappui',
            name='mission',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.mission', verbose_name='mission'),
        ),
        migrations.AddField(
            model_name='historicalappui_beneficiaires',
            name='appui',
            field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.appui'),
        ),
        migrations.AddField(
            model_name='historicalappui_beneficiaires',
            name='history',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='appuis.historicalappui'),
        ),
        migrations.AddField(
            model_name='historicalappui_beneficiaires',
            name='personne',
            field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.personne'),
        ),
        migrations.AddField(
            model_name='historicalappui_co_charges',
            name='appui',
            field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.appui'),
        ),
        migrations.AddField(
            model_name='historicalappui_co_charges',
            name='history',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='appuis.historicalappui'),
        ),
        migrations.AddField(
            model_name='historicalappui_co_charges',
            name='utilisateur',
            field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalappui_structures',
            name='appui',
            field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.appui'),
        ),
        migrations.AddField(
            model_name='historicalappui_structures',
            name='history',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='appuis.historicalappui'),
        ),
        migrations.AddField(
            model_name='historicalappui_structures',
            name='structure',
            field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.structure'),
        ),
        migrations.AddField(
            model_name='historicalbilan',
            name='appui',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.appui', verbose_name='appui'),
        ),
        migrations.AddField(
            model_name='historicalbilan',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalblocage',
            name='appui',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.appui', verbose_name='appui'),
        ),
        migrations.AddField(
            model_name='historicalblocage',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalengagement',
            name='appui',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.appui', verbose_name='appui'),
        ),
        migrations.AddField(
            model_name='historicalengagement',
            name='charge',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='chargé d’appui'),
        ),
        migrations.AddField(
            model_name='historicalengagement',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalengagement',
            name='personne',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.personne', verbose_name='bénéficiaire'),
        ),
        migrations.AddField(
            model_name='historicalfinancement',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalpartenariat',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalpartenariat',
            name='structure',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.structure', verbose_name='structure'),
        ),
        migrations.AddField(
            model_name='historicalprojet',
            name='chef_de_file',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.structure', verbose_name='chef de file'),
        ),
        migrations.AddField(
            model_name='historicalprojet',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalprojet',
            name='mission',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.mission', verbose_name='mission'),
        ),
        migrations.AddField(
            model_name='historicalsequence',
            name='appui',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.appui', verbose_name='appui'),
        ),
        migrations.AddField(
            model_name='historicalsequence',
            name='auteur',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='notée par'),
        ),
        migrations.AddField(
            model_name='historicalsequence',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalsequence_participants',
            name='history',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='appuis.historicalsequence'),
        ),
        migrations.AddField(
            model_name='historicalsequence_participants',
            name='personne',
            field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.personne'),
        ),
        migrations.AddField(
            model_name='noteconfidentielle',
            name='appui',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='appuis.appui', verbose_name='appui'),
        ),
        migrations.AddField(
            model_name='noteconfidentielle',
            name='auteur',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur'),
        ),
        migrations.AddField(
            model_name='noteconfidentielle',
            name='blocage',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='appuis.blocage', verbose_name='blocage'),
        ),
        migrations.AddField(
            model_name='noteconfidentielle',
            name='lecteurs',
            field=models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='aussi lisible par'),
        ),
        migrations.AddField(
            model_name='partenariat',
            name='structure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partenariats', to='missions.structure', verbose_name='structure'),
        ),
        migrations.AddField(
            model_name='projet',
            name='chef_de_file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projets_menes', to='missions.structure', verbose_name='chef de file'),
        ),
        migrations.AddField(
            model_name='projet',
            name='mission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projets', to='missions.mission', verbose_name='mission'),
        ),
        migrations.AddField(
            model_name='partenariat',
            name='projet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partenariats', to='appuis.projet', verbose_name='projet'),
        ),
        migrations.AddField(
            model_name='lienprojet',
            name='projet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='liens', to='appuis.projet', verbose_name='projet'),
        ),
        migrations.AddField(
            model_name='historicalpartenariat',
            name='projet',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.projet', verbose_name='projet'),
        ),
        migrations.AddField(
            model_name='historicalfinancement',
            name='projet',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.projet', verbose_name='projet'),
        ),
        migrations.AddField(
            model_name='historicalengagement',
            name='projet',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.projet', verbose_name='projet'),
        ),
        migrations.AddField(
            model_name='historicalappui',
            name='projet',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.projet', verbose_name='projet de coopération'),
        ),
        migrations.AddField(
            model_name='historicalactionprevue',
            name='projet',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.projet', verbose_name='projet'),
        ),
        migrations.AddField(
            model_name='financement',
            name='projet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='financements', to='appuis.projet', verbose_name='projet'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='projet',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='engagements', to='appuis.projet', verbose_name='projet'),
        ),
        migrations.AddField(
            model_name='document',
            name='projet',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='appuis.projet', verbose_name='projet'),
        ),
        migrations.AddField(
            model_name='appui',
            name='projet',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='appuis', to='appuis.projet', verbose_name='projet de coopération'),
        ),
        migrations.AddField(
            model_name='actionprevue',
            name='projet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions_prevues', to='appuis.projet', verbose_name='projet'),
        ),
        migrations.AddField(
            model_name='sequence',
            name='appui',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sequences', to='appuis.appui', verbose_name='appui'),
        ),
        migrations.AddField(
            model_name='sequence',
            name='auteur',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='notée par'),
        ),
        migrations.AddField(
            model_name='sequence',
            name='participants',
            field=models.ManyToManyField(blank=True, related_name='sequences', to='missions.personne', verbose_name='participants'),
        ),
        migrations.AddField(
            model_name='noteconfidentielle',
            name='sequence',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='appuis.sequence', verbose_name='séquence'),
        ),
        migrations.AddField(
            model_name='historicalsequence_participants',
            name='sequence',
            field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.sequence'),
        ),
        migrations.AddField(
            model_name='historicalengagement',
            name='sequence',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.sequence', verbose_name='pris pendant'),
        ),
        migrations.AddField(
            model_name='historicalblocage',
            name='sequence',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.sequence', verbose_name='repéré pendant'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='sequence',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='engagements', to='appuis.sequence', verbose_name='pris pendant'),
        ),
        migrations.AddField(
            model_name='document',
            name='sequence',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='documents', to='appuis.sequence', verbose_name='séquence'),
        ),
        migrations.AddField(
            model_name='blocage',
            name='sequence',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='blocages', to='appuis.sequence', verbose_name='repéré pendant'),
        ),
        migrations.AddField(
            model_name='stadeatteint',
            name='projet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stades_atteints', to='appuis.projet', verbose_name='projet'),
        ),
        migrations.AddField(
            model_name='projet',
            name='type',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projets', to='appuis.typecooperation', verbose_name='type de coopération'),
        ),
        migrations.AddField(
            model_name='historicalprojet',
            name='type',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.typecooperation', verbose_name='type de coopération'),
        ),
        migrations.AddField(
            model_name='historicalfinancement',
            name='type',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appuis.typefinancement', verbose_name='type de financement'),
        ),
        migrations.AddField(
            model_name='financement',
            name='type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='financements', to='appuis.typefinancement', verbose_name='type de financement'),
        ),
        migrations.AddConstraint(
            model_name='apport',
            constraint=models.UniqueConstraint(fields=('blocage', 'nature'), name='un_apport_de_chaque_nature_par_blocage', violation_error_message='Cet apport est déjà noté.'),
        ),
        migrations.AddConstraint(
            model_name='colonneadaptee',
            constraint=models.UniqueConstraint(fields=('mission', 'tableau', 'code'), name='une_colonne_adaptee_une_fois_par_tableau', violation_error_message='Cette colonne est déjà adaptée.'),
        ),
        migrations.AddConstraint(
            model_name='etapefranchie',
            constraint=models.UniqueConstraint(fields=('appui', 'etape'), name='une_etape_franchie_une_fois', violation_error_message='Cette étape est déjà franchie.'),
        ),
        migrations.AddIndex(
            model_name='evenement',
            index=models.Index(fields=['appui', '-le'], name='appuis_even_appui_i_55a83a_idx'),
        ),
        migrations.AddConstraint(
            model_name='partenariat',
            constraint=models.UniqueConstraint(fields=('projet', 'structure'), name='un_partenaire_une_fois_par_projet', violation_error_message='Cette structure est déjà partenaire du projet.'),
        ),
        migrations.AddIndex(
            model_name='appui',
            index=models.Index(fields=['mission', 'etat', '-ouvert_le'], name='appuis_appu_mission_26b270_idx'),
        ),
        migrations.AddIndex(
            model_name='appui',
            index=models.Index(fields=['charge', 'etat'], name='appuis_appu_charge__d75e1c_idx'),
        ),
        migrations.AddConstraint(
            model_name='appui',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('etat', 'arrete'), ('motif_arret__gt', '')), models.Q(models.Q(('etat', 'arrete'), _negated=True), ('motif_arret', '')), _connector='OR'), name='un_appui_arrete_dit_pourquoi', violation_error_message='Un appui arrêté a une raison ; les autres n’en ont pas.'),
        ),
        migrations.AddIndex(
            model_name='sequence',
            index=models.Index(fields=['appui', '-date'], name='appuis_sequ_appui_i_ed2e7b_idx'),
        ),
        migrations.AddConstraint(
            model_name='sequence',
            constraint=models.CheckConstraint(condition=models.Q(('duree__gt', 0)), name='une_sequence_dure', violation_error_message='La durée est d’au moins une minute.'),
        ),
        migrations.AddIndex(
            model_name='engagement',
            index=models.Index(fields=['charge', 'fait_le', 'echeance'], name='appuis_enga_charge__055065_idx'),
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=models.CheckConstraint(condition=models.Q(('appui__isnull', False), ('projet__isnull', False), _connector='OR'), name='un_engagement_concerne_un_appui_ou_un_projet', violation_error_message='Un engagement concerne un appui ou un projet.'),
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=models.CheckConstraint(condition=models.Q(('charge__isnull', True), ('personne__isnull', True), _connector='OR'), name='un_engagement_a_un_seul_porteur', violation_error_message='Un engagement est pris par une seule personne.'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('appui__isnull', False), ('projet__isnull', True)), models.Q(('appui__isnull', True), ('projet__isnull', False)), _connector='OR'), name='un_document_appartient_a_un_appui_ou_a_un_projet', violation_error_message='Un document appartient à un appui ou à un projet.'),
        ),
        migrations.AddConstraint(
            model_name='stadeatteint',
            constraint=models.UniqueConstraint(fields=('projet', 'stade'), name='un_stade_atteint_une_fois', violation_error_message='Ce stade a déjà une date.'),
        ),
        migrations.AddIndex(
            model_name='projet',
            index=models.Index(fields=['mission', 'nom'], name='appuis_proj_mission_08e153_idx'),
        ),
        migrations.AddConstraint(
            model_name='projet',
            constraint=models.CheckConstraint(condition=models.Q(('date_debut__isnull', True), ('date_fin__isnull', True), ('date_fin__gte', models.F('date_debut')), _connector='OR'), name='projet_finit_apres_son_debut', violation_error_message='La fin ne peut pas précéder le début.'),
        ),
        migrations.AddConstraint(
            model_name='projet',
            constraint=models.CheckConstraint(condition=models.Q(('cout_total__isnull', True), ('cout_total__gte', 0), _connector='OR'), name='projet_cout_positif', violation_error_message='Un montant ne peut pas être négatif.'),
        ),
        migrations.AddConstraint(
            model_name='financement',
            constraint=models.CheckConstraint(condition=models.Q(('montant__isnull', True), ('montant__gte', 0), _connector='OR'), name='financement_montant_positif', violation_error_message='Un montant ne peut pas être négatif.'),
        ),
    ]
