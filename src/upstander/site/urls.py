"""Every address of the product: the homes, sign-in, and what the registry declares."""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from upstander.kernel.registry import capabilities
from upstander.site import demonstration, views
from upstander.site.account import AddApp, MakeCodes, RemoveApp

handler400 = "upstander.site.refusals.bad_request"
handler403 = "upstander.site.refusals.forbidden"
handler404 = "upstander.site.refusals.not_found"
handler429 = "upstander.site.refusals.too_many"
handler500 = "upstander.site.refusals.went_wrong"

# allauth's own names, because its pages send people on to each other by these; of its addresses
# only those that lead somewhere here: nobody signs up, and an administrator keeps the addresses
SIGN_IN = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("switched-off/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("forgotten/", account.password_reset, name="account_reset_password"),
    path("forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^new-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[\w-]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "new-password/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("two-step/", second_step.index, name="mfa_index"),
    path("two-step/code/", second_step.authenticate, name="mfa_authenticate"),
    path("two-step/again/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("two-step/app/", AddApp.as_view(), name="mfa_activate_totp"),
    path("two-step/app/remove/", RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("two-step/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "two-step/codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("two-step/codes/new/", MakeCodes.as_view(), name="mfa_generate_recovery_codes"),
]
# in the demonstration nobody has a password: one steps in, and out again
STEP_IN = [
    path("demo/", demonstration.index, name="demo"),
    path("demo/step-in/", demonstration.step_in, name="demo_step_in"),
    path("account/sign-in/", demonstration.index, name="account_login"),
    path("account/sign-out/", account.logout, name="account_logout"),
]


def routes(*, demo: bool) -> list[URLPattern | URLResolver]:
    """List the addresses of one kind of installation."""
    return [
        path("", views.home, name="home"),
        path("health/", views.health, name="health"),
        path("", include("upstander.kernel.pages.urls")),
        *(STEP_IN if demo else [path("account/", include(SIGN_IN))]),
        *[
            path(capability.path or f"{capability.slug}/", include(capability.urls))
            for capability in capabilities()
            if capability.urls
        ],
    ]


urlpatterns = routes(demo=settings.DEMO)
