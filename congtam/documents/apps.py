"""The room documents as Django knows it."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "congtam.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
