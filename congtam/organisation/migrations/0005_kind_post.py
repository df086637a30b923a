from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0004_award_forms'),
    ]

    operations = [
        migrations.AddField(
            model_name='kind',
            name='post',
            field=models.BooleanField(default=True, verbose_name='là chức vụ'),
        ),
    ]
