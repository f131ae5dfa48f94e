"""The addresses of the forms of other bodies."""

from django.urls import path

from upstander.kernel.referrals.pages import FormViews, TablePage, TryPage, answers, ours

app_name = "referrals"
urlpatterns = [
    path("forms/answers/<str:kind>/", answers, name="answers"),
    path("forms/answers/<str:kind>/table.csv", ours, name="ours"),
    *FormViews.urls(),
    path("forms/<int:pk>/table.csv", TablePage.as_view(), name="forms_table"),
    path("forms/<int:pk>/tried.<slug:form>", TryPage.as_view(), name="forms_tried"),
]
