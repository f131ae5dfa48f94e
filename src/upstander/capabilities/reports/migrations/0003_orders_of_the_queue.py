from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_team_of_a_report")]

    operations = [
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["answer_by", "-received_at"], name="report_by_answer"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["stage", "-received_at", "id"], name="report_by_stage"),
        ),
    ]
