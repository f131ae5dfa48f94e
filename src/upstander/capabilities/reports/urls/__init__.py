"""The addresses of the workspace's pages."""

app_name = "reports"
urlpatterns: list[object] = []
