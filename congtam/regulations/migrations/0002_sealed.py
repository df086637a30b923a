"""What is in force cannot be changed, nor the keys of its lines: triggers on both databases."""

from django.db import migrations

from congtam.ledger.engine import append_only, frozen_when

SEALED = ("in_force", "replaced")
COLUMNS = (
    "id", "tenant_id", "kind", "code", "version", "title", "sample", "body", "sha256",
    "loaded_at", "in_force_at",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("regulations", "0001_initial")]

    operations = [
        frozen_when("regulations_regulation", "state", SEALED, COLUMNS).operation(),
        append_only("regulations_criterion").operation(),
    ]
