"""Under which addresses?"""

from django.urls import path

from exchange.world import views

app_name = "world"
urlpatterns = [
    path("world/", views.country_list, name="country_list"),
    path("world/countries.csv", views.country_csv, name="country_csv"),
    path("world/maps/<slug:name>.<slug:theme>.svg", views.map_file, name="map_file"),
    path("world/facilities/<slug:slug>/", views.facility_page, name="facility_page"),
    path("world/facilities/<slug:slug>/confirm/", views.facility_confirm, name="facility_confirm"),
    path("world/<slug:iso2>/", views.country_page, name="country_page"),
]
