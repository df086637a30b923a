"""The room assessments as Django knows it."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "congtam.assessments"
    label = "assessments"
    default_auto_field = "django.db.models.BigAutoField"
