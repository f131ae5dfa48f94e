"""Every address of the product: the homes, sign-in, and what the registry declares."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from upstander.kernel.pages.addresses import in_every_language
from upstander.kernel.registry import capabilities
from upstander.site import demo_messages, demonstration, views

handler400 = "upstander.site.refusals.bad_request"
handler403 = "upstander.site.refusals.forbidden"
handler404 = "upstander.site.refusals.not_found"
handler429 = "upstander.site.refusals.too_many"
handler500 = "upstander.site.refusals.went_wrong"

# in the demonstration nobody has a password: one steps in, and out again
STEP_IN = [
    path("demo/", demonstration.index, name="demo"),
    path("demo/step-in/", demonstration.step_in, name="demo_step_in"),
    path("demo/messages/", demo_messages.index, name="demo_messages"),
    path("demo/messages/<uuid:reference>/", demo_messages.show, name="demo_message"),
    path(
        "demo/messages/<uuid:reference>/files/<int:number>/",
        demo_messages.file,
        name="demo_message_file",
    ),
    path("account/sign-in/", demonstration.index, name="account_login"),
    path("account/sign-out/", demonstration.step_out, name="account_logout"),
]


def routes(*, demo: bool) -> list[URLPattern | URLResolver]:
    """List the addresses of one kind of installation."""
    return [
        *in_every_language([path("", views.home, name="home")]),
        path("health/", views.health, name="health"),
        path("", include("upstander.kernel.pages.urls")),
        *(STEP_IN if demo else [path("account/", include("upstander.site.account_urls"))]),
        *[
            path(capability.path or f"{capability.slug}/", include(capability.urls))
            for capability in capabilities()
            if capability.urls
        ],
        *[
            path(capability.public_path, include(capability.public_urls))
            for capability in capabilities()
            if capability.public_urls
        ],
        path("api/", include("upstander.kernel.api.addresses")),
    ]


urlpatterns = routes(demo=settings.DEMO)
