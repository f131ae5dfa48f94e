"""The addresses of sign-in."""

from allauth.account import views as account
from allauth.mfa.base import views as codes
from allauth.mfa.recovery_codes import views as recovery_codes
from django.urls import path, re_path

from upstander.site import second_step

# allauth's own names, because its pages send people on to each other by these; of its addresses
# only those that lead somewhere here: nobody signs up, and an administrator keeps the addresses
urlpatterns = [
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
    path("two-step/", codes.index, name="mfa_index"),
    path("two-step/code/", codes.authenticate, name="mfa_authenticate"),
    path("two-step/again/", codes.reauthenticate, name="mfa_reauthenticate"),
    path("two-step/app/", second_step.AddApp.as_view(), name="mfa_activate_totp"),
    path("two-step/app/remove/", second_step.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("two-step/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "two-step/codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("people/<int:pk>/forget-app/", second_step.forget, name="account_forget_app"),
    path(
        "two-step/codes/new/", second_step.MakeCodes.as_view(), name="mfa_generate_recovery_codes"
    ),
]
