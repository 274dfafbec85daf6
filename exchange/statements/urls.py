"""Under which address is this room?"""

from django.urls import URLPattern

app_name = "statements"
urlpatterns: list[URLPattern] = []
