"""Under which addresses?"""

from django.urls import path

from portal.site import health, pages, pieces, texts, views

app_name = "site"
urlpatterns = [
    path("", pages.home, name="home"),
    path("about/", pages.about, name="about"),
    path("what-is-a-dcr/", pages.what_is_a_dcr, name="what_is_a_dcr"),
    path("help/", pages.help_page, name="help_page"),
    path("privacy/", pages.privacy, name="privacy"),
    path("pieces/", pieces.pieces, name="pieces"),
    path("theme/", pages.theme, name="theme"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", pages.sitemap, name="sitemap"),
    path("sitemap-<slug:room>.xml", pages.sitemap_of_room, name="sitemap_of_room"),
    path(".well-known/security.txt", pages.security, name="security"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("status/", health.status, name="status"),
    path("home/", views.dashboard, name="dashboard"),
    path("desk/", views.desk, name="desk"),
    path("desk/texts/", texts.desk_texts, name="desk_texts"),
    path("desk/texts/<slug:place>/", texts.desk_text, name="desk_text"),
]
