# Opinion is new since 0002, which no release carries: the table is empty, so no row needs a meeting.

import congtam.clock
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0002_subjects'),
        ('meetings', '0001_initial'),
        ('organisation', '0003_record_kinds'),
    ]

    operations = [
        migrations.AddField(
            model_name='opinion',
            name='meeting',
            field=models.ForeignKey(default=None, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='opinion',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.CreateModel(
            name='Dispatch',
            fields=[
                ('id', models.UUIDField(default=congtam.clock.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sent_on', models.DateField(verbose_name='ngày gửi')),
                ('words', models.TextField(verbose_name='hồ sơ gồm')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.mandate')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dispatches', to='assessments.participant')),
            ],
            options={
                'ordering': ['sent_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='dispatch_names_its_papers')],
            },
        ),
    ]
