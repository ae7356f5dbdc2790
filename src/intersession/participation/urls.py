from django.urls import path

from intersession.participation.views import (
    calls,
    delegation,
    delegations,
    invitation,
    invitations,
    room,
    seats,
)

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
    path("<slug:slug>/room/", room.room, name="room"),
    path("<slug:slug>/room/rules/", room.room_rules, name="room_rules"),
    path("<slug:slug>/room/propose/", room.room_propose, name="room_propose"),
    path("<slug:slug>/room/repair/", room.room_repair, name="room_repair"),
    path("<slug:slug>/room/offer/", seats.room_offer, name="room_offer"),
    path("<slug:slug>/room/replace/", seats.room_replace, name="room_replace"),
    path(
        "<slug:slug>/room/seats/<uuid:uid>/answer/",
        seats.room_seats_answer,
        name="room_seats_answer",
    ),
    path("<slug:slug>/room/targets/add/", room.room_targets_add, name="room_targets_add"),
    path(
        "<slug:slug>/room/targets/<uuid:uid>/change/",
        room.room_targets_change,
        name="room_targets_change",
    ),
    path(
        "<slug:slug>/room/targets/<uuid:uid>/remove/",
        room.room_targets_remove,
        name="room_targets_remove",
    ),
    path(
        "<slug:slug>/room/targets/<uuid:uid>/move/",
        room.room_targets_move,
        name="room_targets_move",
    ),
    path(
        "<slug:slug>/room/seats/<uuid:uid>/overrule/",
        room.room_seats_overrule,
        name="room_seats_overrule",
    ),
]
