"""What the machine was asked with, one who decides alone, and decisions that replace others."""

import django.db.models.deletion
from django.db import migrations, models

from congtam.ledger.engine import frozen_when

SEALED = ("sealed", "published")
COLUMNS = (
    "tenant_id", "cycle_id", "track_id", "step", "body_id", "meeting_id", "quota_reason",
    "snapshot", "sha256", "sealed_at", "sealed_by_id",
)  # fmt: skip
TABLE = "standings_decisionlist"


def _unseal(_apps, editor):
    """SQLite would drop the guard of 0002 with the table it remakes; PostgreSQL would not."""
    for statement in frozen_when(TABLE, "state", SEALED, COLUMNS).sql(editor.connection.vendor)[1]:
        editor.execute(statement)


def _seal(_apps, editor):
    for statement in frozen_when(TABLE, "state", SEALED, COLUMNS).sql(editor.connection.vendor)[0]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("standings", "0002_guards")]

    operations = [
        migrations.RunPython(_unseal, _seal),
        migrations.AddField(
            model_name="decision",
            name="facts",
            field=models.TextField(blank=True, verbose_name="dữ kiện đã dùng"),
        ),
        migrations.AddField(
            model_name="decision",
            name="machine",
            field=models.CharField(
                blank=True, max_length=60, verbose_name="kết quả theo quy tắc"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="standings.decision",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="proposed",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="decisionlist",
            name="alone",
            field=models.BooleanField(default=False, verbose_name="một người quyết định"),
        ),
        migrations.AddField(
            model_name="decisionlist",
            name="raised_reason",
            field=models.TextField(blank=True, verbose_name="lý do áp dụng tỷ lệ nâng"),
        ),
        migrations.AddField(
            model_name="decisionlist",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="standings.decisionlist",
            ),
        ),
        frozen_when(
            TABLE, "state", SEALED, (*COLUMNS, "alone", "raised_reason", "replaces_id")
        ).operation(),
    ]
