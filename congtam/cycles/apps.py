"""The room cycles as Django knows it."""

from django.apps import AppConfig


class CyclesConfig(AppConfig):
    name = "congtam.cycles"
    label = "cycles"
    default_auto_field = "django.db.models.BigAutoField"
