"""The room organisation as Django knows it."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "congtam.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"
