"""The room standings as Django knows it."""

from django.apps import AppConfig


class StandingsConfig(AppConfig):
    name = "congtam.standings"
    label = "standings"
    default_auto_field = "django.db.models.BigAutoField"
