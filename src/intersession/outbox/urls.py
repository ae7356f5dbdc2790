from django.urls import path

from intersession.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.index, name="index"),
    path("several/", views.several, name="several"),
    path("campaigns/", views.campaigns, name="campaigns"),
    path("campaigns/add/", views.campaigns_add, name="campaigns_add"),
    path("campaign/<uuid:uid>/", views.campaign, name="campaign"),
    path("campaign/<uuid:uid>/change/", views.campaign_change, name="campaign_change"),
    path("campaign/<uuid:uid>/preview/", views.campaign_preview, name="campaign_preview"),
    path("campaign/<uuid:uid>/queue/", views.campaign_queue, name="campaign_queue"),
    path("campaign/<uuid:uid>/hold/", views.campaign_hold, name="campaign_hold"),
    path("campaign/<uuid:uid>/release/", views.campaign_release, name="campaign_release"),
    path("campaign/<uuid:uid>/withdraw/", views.campaign_withdraw, name="campaign_withdraw"),
    path("choices/", views.choices, name="choices"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<uuid:uid>/", views.mailbox, name="mailbox"),
    path("mailbox/mail/<uuid:uid>/", views.mailbox_mail, name="mailbox_mail"),
    path("<uuid:uid>/", views.detail, name="detail"),
    path("<uuid:uid>/edit/", views.edit, name="edit"),
    path("<uuid:uid>/hold/", views.hold, name="hold"),
    path("<uuid:uid>/release/", views.release, name="release"),
    path("<uuid:uid>/schedule/", views.schedule, name="schedule"),
]
