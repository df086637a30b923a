"""A regulation knows who drafted it and how often it was edited; the seal covers both."""

import django.db.models.deletion
from django.db import migrations, models

from congtam.ledger.engine import frozen_when

SEALED = ("in_force", "replaced")
COLUMNS = (
    "id", "tenant_id", "kind", "code", "version", "title", "sample", "body", "sha256",
    "loaded_at", "in_force_at",
)  # fmt: skip
TABLE = "regulations_regulation"


def _unseal(_apps, editor):
    """SQLite would drop the guard of 0002 with the table it remakes; PostgreSQL would not."""
    for statement in frozen_when(TABLE, "state", SEALED, COLUMNS).sql(editor.connection.vendor)[1]:
        editor.execute(statement)


def _seal(_apps, editor):
    for statement in frozen_when(TABLE, "state", SEALED, COLUMNS).sql(editor.connection.vendor)[0]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
        ("regulations", "0002_sealed"),
    ]

    operations = [
        migrations.RunPython(_unseal, _seal),
        migrations.AlterField(
            model_name="regulation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("sheet", "Bảng điểm"),
                    ("rules", "Quy tắc xếp loại"),
                    ("procedure", "Quy trình"),
                    ("plan", "Kế hoạch"),
                    ("calendar", "Lịch làm việc"),
                    ("report", "Mẫu báo cáo kiểm điểm"),
                    ("sources", "Nguồn dữ kiện"),
                    ("rulebook", "Bộ quy định của năm"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="regulation",
            name="revision",
            field=models.PositiveIntegerField(default=0, verbose_name="lần sửa"),
        ),
        migrations.AddField(
            model_name="regulation",
            name="drafted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.mandate",
            ),
        ),
        frozen_when(
            TABLE, "state", SEALED, (*COLUMNS, "revision", "drafted_by_id")
        ).operation(),
    ]
