"""Under which addresses?"""

from django.urls import path

from portal.site import views

app_name = "site"
urlpatterns = [
    path("home/", views.dashboard, name="dashboard"),
    path("desk/", views.desk, name="desk"),
]
