"""The room meetings as Django knows it."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "congtam.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
