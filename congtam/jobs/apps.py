"""The room jobs as Django knows it."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "congtam.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
