"""Under which addresses?"""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from visits.views import request_form


class PartConverter(IntConverter):
    """One of the six parts of a request."""

    regex = "[1-6]"


register_converter(PartConverter, "part")

app_name = "visits"
urlpatterns = [
    path("visits/new/", request_form.request_new, name="request_new"),
    path("visits/<int:pk>/edit/", request_form.request_summary, name="request_summary"),
    path("visits/<int:pk>/edit/<part:part>/", request_form.request_edit, name="request_edit"),
    path("visits/<int:pk>/submit/", request_form.request_submit, name="request_submit"),
    path("visits/<int:pk>/copy/", request_form.request_copy, name="request_copy"),
]
