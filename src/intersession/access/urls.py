from django.urls import path

from intersession.access import views

app_name = "access"
urlpatterns = [
    path("", views.index, name="index"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/code/", views.sign_in_code, name="sign_in_code"),
    path("sign-in/passkey/", views.sign_in_passkey, name="sign_in_passkey"),
    path("sign-in/totp/", views.sign_in_totp, name="sign_in_totp"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("who/", views.who, name="who"),
    path("account/", views.account, name="account"),
    path("account/language/", views.account_language, name="account_language"),
    path("account/totp/", views.account_totp, name="account_totp"),
    path("account/totp/remove/", views.account_totp_remove, name="account_totp_remove"),
    path("account/passkey/", views.account_passkey, name="account_passkey"),
    path(
        "account/passkey/<int:pk>/remove/",
        views.account_passkey_remove,
        name="account_passkey_remove",
    ),
    path("account/recovery/", views.account_recovery, name="account_recovery"),
    path("account/session/<int:pk>/end/", views.account_session_end, name="account_session_end"),
]
