import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_what_was_published")]
    operations = [
        migrations.AlterField(
            model_name="agendaitem",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
