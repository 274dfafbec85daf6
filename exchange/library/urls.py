"""Under which addresses?"""

from django.urls import path

from exchange.library.views import references

app_name = "library"
urlpatterns = [
    path("library/", references.reference_list, name="reference_list"),
    path("library/<slug:slug>/", references.reference_page, name="reference_page"),
]
