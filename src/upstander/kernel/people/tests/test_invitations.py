import pytest

from upstander.kernel.errors import Refused
from upstander.kernel.people.invitations import invitation_link
from upstander.kernel.people.models import User
from upstander.kernel.testing.people import organisation, person, post

pytestmark = pytest.mark.django_db


def test_a_link_names_the_address_of_the_installation():
    assert invitation_link(person()).startswith("http://127.0.0.1:8000/account/new-password/")


def test_there_is_no_link_where_nobody_signs_in_with_a_password(settings):
    settings.ROOT_URLCONF = "upstander.kernel.administration.urls"  # has no sign-in, like the demo

    with pytest.raises(Refused, match="people step in"):
        invitation_link(person())


def test_a_person_made_on_the_command_line_signs_in_with_the_password_given():
    made = User.objects.create_user("Kim@X.Example", "Kim", "tarn-street-9!")

    assert made.email == "kim@x.example"
    assert made.check_password("tarn-street-9!")


def test_people_roles_and_posts_name_themselves():
    sam = person("analyst", organisation("Library"), name="Sam")
    lead = post("Librarian", organisation("Library"), holder=sam)

    assert str(sam.memberships.get()) == "Sam: analyst, Library"
    assert str(lead.holdings.get()) == "Sam as Librarian, Library"
