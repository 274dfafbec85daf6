"""Under which addresses?"""

from django.urls import path

from exchange.practices import views

app_name = "practices"
urlpatterns = [
    path("practices/", views.practice_list, name="practice_list"),
    path("practices/new/", views.practice_new, name="practice_new"),
    path("practices/mine/", views.practice_mine, name="practice_mine"),
    path("practices/<int:pk>/", views.practice_page, name="practice_page"),
    path("practices/<int:pk>/edit/", views.practice_edit, name="practice_edit"),
    path("practices/<int:pk>/archive/", views.practice_archive, name="practice_archive"),
    path("practices/<int:pk>/restore/", views.practice_restore, name="practice_restore"),
    path("practices/<int:pk>/hide/", views.practice_hide, name="practice_hide"),
    path("practices/<int:pk>/show/", views.practice_show, name="practice_show"),
    path("practices/<int:pk>/narrow/", views.practice_narrow, name="practice_narrow"),
    path("practices/<int:pk>/offer/", views.practice_offer, name="practice_offer"),
    path("practices/<int:pk>/publish/", views.practice_publish, name="practice_publish"),
]
