"""The reference lists only: what the missions write never enters the Django admin."""

from django.contrib import admin

from appuis.models import TypeCooperation, TypeFinancement
from coopappui.admin import ReferenceAdmin

admin.site.register([TypeCooperation, TypeFinancement], ReferenceAdmin)
