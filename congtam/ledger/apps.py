"""The room ledger as Django knows it."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "congtam.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
