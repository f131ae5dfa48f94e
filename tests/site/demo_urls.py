"""The addresses of a demonstration."""

from upstander.site import urls

handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
urlpatterns = urls.routes(demo=True)
