"""The portal's addresses as they are with DEMO=1."""

from django.urls import include, path

from portal.urls import handler403, handler404, handler500, urlpatterns

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [*urlpatterns, path("", include("portal.site.demo.urls"))]
