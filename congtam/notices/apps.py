"""The room notices as Django knows it."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "congtam.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
