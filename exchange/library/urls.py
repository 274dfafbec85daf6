"""Under which addresses?"""

from django.urls import path

from exchange.library import views

app_name = "library"
urlpatterns = [
    path("library/", views.reference_list, name="reference_list"),
    path("library/<slug:slug>/", views.reference_page, name="reference_page"),
]
