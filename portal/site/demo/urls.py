"""Under which addresses? Only where DEMO is on; elsewhere they do not exist."""

from django.urls import path

from portal.site.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/be/", views.be_somebody, name="be_somebody"),
    path("demo/nobody/", views.be_nobody, name="be_nobody"),
    path("demo/clock/", views.move_clock, name="move_clock"),
    path("demo/mail/", views.mail_list, name="mail_list"),
]
