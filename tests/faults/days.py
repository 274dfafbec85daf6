"""Let days pass as the demo bar does: `python -m tests.faults.days 10`."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from portal.site.demo import clock, views

    clock.want(int(sys.argv[1]))
    if not views.let_days_pass(20):
        clock.catch_up()
