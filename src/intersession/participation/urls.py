from django.urls import path

from intersession.participation.views import calls, delegation, delegations, invitation, invitations

app_name = "participation"
_own, _one = "<slug:slug>/delegation/", "<slug:slug>/delegations/<slug:entity>/"
urlpatterns = [
    path("", calls.index, name="index"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("invitation/<str:token>/answer/", invitation.invitation_answer, name="invitation_answer"),
    path(
        "invitation/<str:token>/pass-on/", invitation.invitation_pass_on, name="invitation_pass_on"
    ),
    path("<slug:slug>/", calls.detail, name="detail"),
    path("<slug:slug>/call/", calls.call, name="call"),
    path("<slug:slug>/invitations/", invitations.invitations, name="invitations"),
    path("<slug:slug>/invitations/add/", invitations.invitations_add, name="invitations_add"),
    path("<slug:slug>/invitations/many/", invitations.invitations_many, name="invitations_many"),
    path("<slug:slug>/invitations/send/", invitations.invitations_send, name="invitations_send"),
    path(
        "<slug:slug>/invitations/remind/",
        invitations.invitations_remind,
        name="invitations_remind",
    ),
    path(
        "<slug:slug>/invitations/<uuid:uid>/answer/",
        invitations.invitations_answer,
        name="invitations_answer",
    ),
    path(
        "<slug:slug>/invitations/<uuid:uid>/link/",
        invitations.invitations_link,
        name="invitations_link",
    ),
    path(
        "<slug:slug>/invitations/<uuid:uid>/withdraw/",
        invitations.invitations_withdraw,
        name="invitations_withdraw",
    ),
    path(_own, delegation.delegation, name="delegation"),
    path(f"{_own}add/", delegation.delegation_add, name="delegation_add"),
    path(f"{_own}<uuid:uid>/change/", delegation.delegation_change, name="delegation_change"),
    path(f"{_own}<uuid:uid>/move/", delegation.delegation_move, name="delegation_move"),
    path(f"{_own}<uuid:uid>/remove/", delegation.delegation_remove, name="delegation_remove"),
    path(f"{_own}rotation/", delegation.delegation_rotation, name="delegation_rotation"),
    path(f"{_own}credential/", delegation.delegation_credential, name="delegation_credential"),
    path(f"{_own}send/", delegation.delegation_send, name="delegation_send"),
    path(f"{_own}hand-over/", delegation.delegation_hand_over, name="delegation_hand_over"),
    path("<slug:slug>/delegations/", delegations.delegations, name="delegations"),
    path(_one, delegations.delegations, name="delegations"),
    path(f"{_one}add/", delegations.delegations_add, name="delegations_add"),
    path(f"{_one}<uuid:uid>/change/", delegations.delegations_change, name="delegations_change"),
    path(f"{_one}<uuid:uid>/move/", delegations.delegations_move, name="delegations_move"),
    path(f"{_one}<uuid:uid>/remove/", delegations.delegations_remove, name="delegations_remove"),
    path(f"{_one}rotation/", delegations.delegations_rotation, name="delegations_rotation"),
    path(f"{_one}credential/", delegations.delegations_credential, name="delegations_credential"),
    path(f"{_one}send/", delegations.delegations_send, name="delegations_send"),
    path(f"{_one}allow/", delegations.delegations_allow, name="delegations_allow"),
    path(f"{_one}draft/", delegations.delegations_draft, name="delegations_draft"),
    path(f"{_one}check/", delegations.delegations_check, name="delegations_check"),
    path(f"{_one}seen/", delegations.delegations_seen, name="delegations_seen"),
]
