"""The room records as Django knows it."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "congtam.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
