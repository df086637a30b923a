"""The room regulations as Django knows it."""

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "congtam.regulations"
    label = "regulations"
    default_auto_field = "django.db.models.BigAutoField"
