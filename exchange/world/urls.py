"""Under which addresses?"""

from django.urls import path

from exchange.world.views import open_data, printing, showing

app_name = "world"
urlpatterns = [
    path("world/", showing.country_list, name="country_list"),
    path("world/countries.csv", showing.country_csv, name="country_csv"),
    path("world/data/", open_data.open_data, name="open_data"),
    path("world/data/<slug:name>.<slug:kind>", open_data.data_file, name="data_file"),
    path("world/maps/<slug:name>.<slug:theme>.svg", showing.map_file, name="map_file"),
    path("world/facilities/<slug:slug>/", showing.facility_page, name="facility_page"),
    path("world/facilities/<slug:slug>/confirm/", showing.facility_confirm, name="facility_confirm"),
    path("world/<slug:iso2>/print/", printing.country_print, name="country_print"),
    path("world/<slug:iso2>/", showing.country_page, name="country_page"),
]
