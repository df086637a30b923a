from django.db import migrations, models

from congtam.core.packs import procedure


def name_offices(apps, schema_editor):
    """Give the seats of those who decide alone their office, as their sealed procedures say it."""
    seats = apps.get_model('assessments', 'Participant').objects
    for row in apps.get_model('regulations', 'Regulation').objects.filter(kind='procedure'):
        for step in procedure.load(row.body, row.code).steps:
            for part in step.by:
                if part.alone:
                    held = seats.filter(step__key=step.id, key=part.id)
                    held.filter(assessment__track__procedure_id=row.pk).update(office=part.office)


class Migration(migrations.Migration):
    """Where one decides alone, the seat is that office's, and not the whole body's."""

    dependencies = [
        ('assessments', '0006_dossier_duty'),
        ('regulations', '0003_drafted'),
    ]

    operations = [
        migrations.AddField(
            model_name='participant',
            name='office',
            field=models.CharField(blank=True, default='', max_length=60, verbose_name='chức vụ một mình quyết định'),
            preserve_default=False,
        ),
        migrations.RunPython(name_offices, migrations.RunPython.noop),
    ]
