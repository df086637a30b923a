"""Events are only added; a personal text may only be erased."""

from django.db import migrations

from congtam.ledger.engine import append_only, erasable


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        append_only("ledger_event").operation(),
        erasable(
            "ledger_eventtext", erase=("salt", "text"), keep=("event_id", "name")
        ).operation(),
    ]
