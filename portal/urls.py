"""Under which address? Each floor keeps its own list."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("backstage/", admin.site.urls),
    path("", include("exchange.world.urls")),
    path("", include("exchange.library.urls")),
    path("", include("exchange.statements.urls")),
    path("", include("exchange.practices.urls")),
    path("", include("exchange.discussion.urls")),
    path("", include("exchange.guide.urls")),
    path("", include("portal.delivery.urls")),
    path("", include("portal.search.urls")),
    path("", include("portal.uploads.urls")),
    path("", include("accounts.urls")),
    path("", include("visits.urls")),
    path("", include("portal.site.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("", include("portal.site.demo.urls")))

handler403 = "portal.site.views.forbidden"
handler404 = "portal.site.views.not_found"
handler500 = "portal.site.views.server_error"
