"""Under which addresses?"""

from django.urls import path

from exchange.world.views import deciding, history, open_data, printing, showing, suggesting

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
    path("world/facilities/<slug:slug>/history/", history.facility_history, name="facility_history"),
    path("world/add/", suggesting.country_suggest, name="country_suggest"),
    path("world/suggestions/", suggesting.suggestion_list, name="suggestion_list"),
    path("world/suggestions/<int:pk>/", suggesting.suggestion_page, name="suggestion_page"),
    path("world/suggestions/<int:pk>/withdraw/", suggesting.suggestion_withdraw, name="suggestion_withdraw"),
    path("world/correct/<slug:kind>/<int:pk>/", suggesting.suggestion_change, name="suggestion_change"),
    path("world/<slug:iso2>/add/<slug:kind>/", suggesting.suggestion_new, name="suggestion_new"),
    path("world/<slug:iso2>/edit/", suggesting.country_edit, name="country_edit"),
    path("world/<slug:iso2>/still-right/", suggesting.country_confirm, name="country_confirm"),
    path("world/<slug:iso2>/history/", history.country_history, name="country_history"),
    path("desk/world/", deciding.desk_world, name="desk_world"),
    path("desk/world/<int:pk>/", deciding.desk_suggestion, name="desk_suggestion"),
    path("desk/world/<int:pk>/change/", deciding.suggestion_amend, name="suggestion_amend"),
    path("desk/world/<int:pk>/accept/", deciding.suggestion_accept, name="suggestion_accept"),
    path("desk/world/<int:pk>/decline/", deciding.suggestion_decline, name="suggestion_decline"),
    path("world/<slug:iso2>/", showing.country_page, name="country_page"),
]
