import pytest
from intersession.participation.tests import cast as c
from intersession.participation.models import *
pytestmark = pytest.mark.django_db

def test_all():
    made = c.cast()
    c.sent(made, "Ana Ruiz", "Ben Oto"); c.credential(made)
    row = c.invite(made, "x@y.example", name="Xavier")
    c.invite(made, "z@y.example", send=False)
    from intersession.participation import inviting
    P="/participation/"
    for name in ("public","first","officer","chair"):
        b=c.browse(made,name)
        for a in ("", "workshop/","workshop/call/","workshop/invitations/","workshop/invitations/add/","workshop/invitations/many/","workshop/invitations/send/","workshop/invitations/remind/","workshop/delegation/","workshop/delegation/add/","workshop/delegation/hand-over/","workshop/delegations/","workshop/delegations/marenia/","workshop/delegations/marenia/add/","workshop/delegations/arvoria/"):
            r=b.get(P+a); print(name,a,r.status_code)
        r=b.get("/"); print(r.status_code); r=b.get("/meetings/workshop/"); print(r.status_code, "Who comes" in c.shown(r))
    print(c.browse(made,"public").get(inviting.address_of(row)).status_code)
