"""What was sent or sealed stays as it is, whoever asks the database."""

from django.db import migrations

from congtam.ledger.engine import append_only, frozen_when


class Migration(migrations.Migration):
    dependencies = [("standings", "0001_initial"), ("ledger", "0002_guards")]

    operations = [
        append_only("standings_roster").operation(),
        append_only("standings_rosteritem").operation(),
        frozen_when(
            "standings_decisionlist",
            "state",
            ["sealed", "published"],
            [
                "tenant_id",
                "cycle_id",
                "track_id",
                "step",
                "body_id",
                "meeting_id",
                "quota_reason",
                "snapshot",
                "sha256",
                "sealed_at",
                "sealed_by_id",
            ],
        ).operation(),
    ]
