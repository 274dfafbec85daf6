"""Under which addresses?"""

from django.urls import URLPattern

app_name = "world"
urlpatterns: list[URLPattern] = []
