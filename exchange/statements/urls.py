"""Under which address is this room?"""

from django.urls import path

from exchange.statements.views import announced, announcing, desk, feeds, keeping, reading, supporting, writing

app_name = "statements"
urlpatterns = [
    path("statements/", reading.statement_list, name="statement_list"),
    path("statements/new/", writing.statement_new, name="statement_new"),
    path("statements/<slug:slug>/", reading.statement_page, name="statement_page"),
    path("statements/<slug:slug>/print/", reading.statement_print, name="statement_print"),
    path("statements/<slug:slug>/changes/", reading.statement_changes, name="statement_changes"),
    path("statements/<slug:slug>/edit/", writing.statement_edit, name="statement_edit"),
    path("statements/<slug:slug>/translate/", writing.statement_translate, name="statement_translate"),
    path("statements/<slug:slug>/support/", supporting.statement_support, name="statement_support"),
    path("statements/<slug:slug>/publish/", keeping.statement_publish, name="statement_publish"),
    path("statements/<slug:slug>/withdraw/", keeping.statement_withdraw, name="statement_withdraw"),
    path("statements/<slug:slug>/supersede/", keeping.statement_supersede, name="statement_supersede"),
    path("statements/<slug:slug>/restore/", keeping.statement_restore, name="statement_restore"),
    path("me/support/", supporting.own_support, name="own_support"),
    path("desk/statements/", desk.desk_statements, name="desk_statements"),
    path("news/", announced.news_list, name="news_list"),
    path("news/feed/", feeds.news_feed, name="news_feed"),
    path("news/events/calendar.ics", feeds.events_calendar, name="events_calendar"),
    path("news/events/<slug:slug>/calendar.ics", feeds.event_calendar, name="event_calendar"),
    path("news/new/", announcing.news_new, name="news_new"),
    path("news/events/new/", announcing.event_new, name="event_new"),
    path("news/events/<slug:slug>/", announced.event_page, name="event_page"),
    path("news/events/<slug:slug>/edit/", announcing.event_edit, name="event_edit"),
    path("news/events/<slug:slug>/publish/", announcing.event_publish, name="event_publish"),
    path("news/events/<slug:slug>/withdraw/", announcing.event_withdraw, name="event_withdraw"),
    path("news/events/<slug:slug>/cancel/", announcing.event_cancel, name="event_cancel"),
    path("news/events/<slug:slug>/restore/", announcing.event_restore, name="event_restore"),
    path("news/<slug:slug>/", announced.news_page, name="news_page"),
    path("news/<slug:slug>/edit/", announcing.news_edit, name="news_edit"),
    path("news/<slug:slug>/publish/", announcing.news_publish, name="news_publish"),
    path("news/<slug:slug>/withdraw/", announcing.news_withdraw, name="news_withdraw"),
]
