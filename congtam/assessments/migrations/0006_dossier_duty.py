from django.db import migrations


class Migration(migrations.Migration):
    """A dossier is reminded of like every other duty: its own table of reminders goes."""

    dependencies = [
        ('assessments', '0005_dossiers'),
    ]

    operations = [
        migrations.DeleteModel(name='DossierReminder'),
    ]
