from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Moves of rows, and the layout whose order they stand in."""

    dependencies = [("cycle", "0005_supervision")]

    operations = [
        migrations.AddField("draft", "moves", models.JSONField(default=list)),
        migrations.AddField("draft", "layout", models.CharField(blank=True, max_length=40)),
    ]
