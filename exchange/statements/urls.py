"""Under which address is this room?"""

from django.urls import path

from exchange.statements.views import announced, reading

app_name = "statements"
urlpatterns = [
    path("statements/", reading.statement_list, name="statement_list"),
    path("statements/<slug:slug>/", reading.statement_page, name="statement_page"),
    path("statements/<slug:slug>/print/", reading.statement_print, name="statement_print"),
    path("statements/<slug:slug>/changes/", reading.statement_changes, name="statement_changes"),
    path("news/", announced.news_list, name="news_list"),
    path("news/events/<slug:slug>/", announced.event_page, name="event_page"),
    path("news/<slug:slug>/", announced.news_page, name="news_page"),
]
