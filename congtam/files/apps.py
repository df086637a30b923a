"""The room files as Django knows it."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "congtam.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
