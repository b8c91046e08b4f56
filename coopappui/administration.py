"""The Django admin, with our own site instead of the stock one (named in INSTALLED_APPS)."""

from django.contrib.admin.apps import AdminConfig


class Administration(AdminConfig):
    default_site = "coopappui.admin.Site"
    verbose_name = "administration"
