"""Addresses of the plan."""

from django.urls import path

from upstander.kernel.plan.views import (
    actions,
    compare,
    dependencies,
    home,
    interchange,
    measures,
    mine,
    objectives,
    one_action,
    structure,
    updates,
)

app_name = "plan"
urlpatterns = [
    path("", home.home, name="home"),
    path("start/", structure.start, name="start"),
    path("outline/", structure.outline, name="outline"),
    path("download/", interchange.download, name="download"),
    path("import/", interchange.import_plan, name="import"),
    path("import/<str:token>/", interchange.import_preview, name="import_preview"),
    path("import/<str:token>/discard/", interchange.import_discard, name="import_discard"),
    path("compare/", compare.compare, name="compare"),
    path("mine/", mine.my_actions, name="mine"),
    path("measures/<str:code>/", measures.measure, name="measure"),
    path("themes/new/", structure.theme_new, name="theme_new"),
    path("themes/<int:pk>/edit/", structure.theme_edit, name="theme_edit"),
    path("themes/<int:theme>/objectives/new/", structure.objective_new, name="objective_new"),
    path("objectives/<int:pk>/", objectives.objective, name="objective"),
    path("objectives/<int:pk>/edit/", structure.objective_edit, name="objective_edit"),
    path("objectives/<int:objective>/actions/new/", structure.action_new, name="action_new"),
    path("actions/", actions.actions, name="actions"),
    path("actions/<int:pk>/", one_action.action, name="action"),
    path("actions/<int:pk>/edit/", structure.action_edit, name="action_edit"),
    path("actions/<int:pk>/drop/", structure.action_drop, name="action_drop"),
    path("actions/<int:pk>/update/", updates.update, name="update"),
    path("actions/<int:action>/dates/new/", one_action.occurrence_new, name="occurrence_new"),
    path("dates/<int:pk>/done/", one_action.occurrence_done, name="occurrence_done"),
    path("updates/<int:pk>/correct/", updates.correct, name="correct"),
    path("evidence/<int:pk>/", updates.evidence, name="evidence"),
    path("dependencies/", dependencies.dependencies, name="dependencies"),
    path("dependencies/new/", dependencies.dependency_new, name="dependency_new"),
    path("dependencies/<int:pk>/", dependencies.dependency, name="dependency"),
    path("dependencies/<int:pk>/edit/", dependencies.dependency_edit, name="dependency_edit"),
    path("dependencies/<int:pk>/met/", dependencies.dependency_meet, name="dependency_meet"),
]
