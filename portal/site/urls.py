"""Under which addresses?"""

from django.urls import path

from portal.site import health, views

app_name = "site"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("home/", views.dashboard, name="dashboard"),
    path("desk/", views.desk, name="desk"),
]
