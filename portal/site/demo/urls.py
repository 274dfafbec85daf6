"""Under which addresses? Only where DEMO is on; elsewhere they do not exist."""

from django.urls import path

from portal.site.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/be/", views.be_somebody, name="be_somebody"),
    path("demo/nobody/", views.be_nobody, name="be_nobody"),
    path("demo/clock/", views.move_clock, name="move_clock"),
    path("demo/clock/passing/", views.days_passing, name="days_passing"),
    path("demo/clock/onward/", views.walk_days, name="walk_days"),
    path("demo/mail/", views.mail_list, name="mail_list"),
]
