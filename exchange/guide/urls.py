"""Under which address is this room? The steps come last: each of them is a word under /guide/."""

from django.urls import path

from exchange.guide.views import steps

app_name = "guide"
urlpatterns = [
    path("guide/", steps.step_list, name="step_list"),
    path("guide/<slug:slug>/", steps.step_page, name="step_page"),
]
