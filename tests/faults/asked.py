"""Who lives in the house? Prints the ids of a requester, a coordinator and two experts; with `asked`, the first of the
two has been asked for a visit and the second is next on the list."""

import json
import sys

import django


def move_in() -> dict[str, int]:
    from portal import clock
    from tests import makers

    experts = [makers.expert(name=name) for name in ("Odile Herbst", "Ruben Falk")]
    signs = makers.member(category="manager").user
    # Or its country is asked whether it is still open.
    room = makers.facility(signoff_person=signs, confirmed_on=clock.today())
    makers.host_offer(*experts, facility=room)
    people = {"coordinator": makers.coordinator(), "requester": makers.member(name="Una Reed", country="IE")}
    users = {name: person.user_id for name, person in people.items()}
    return {**users, "first": experts[0].user_id, "second": experts[1].user_id}


def ask(users: dict[str, int]) -> None:
    from accounts.models import Member, User
    from tests.visits import story

    experts = [Member.objects.get(user=users[name]) for name in ("first", "second")]
    story.inviting(experts=experts, requester=User.objects.get(pk=users["requester"]))


if __name__ == "__main__":
    django.setup()
    users = move_in()
    if "asked" in sys.argv:
        ask(users)
    sys.stdout.write(json.dumps(users))
