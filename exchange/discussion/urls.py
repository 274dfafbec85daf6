"""Under which addresses?"""

from django.urls import path

from exchange.discussion import views

app_name = "discussion"
urlpatterns = [
    path("practices/<int:pk>/answer/", views.comment_add, name="comment_add"),
    path("comments/<int:pk>/edit/", views.comment_edit, name="comment_edit"),
    path("comments/<int:pk>/hide/", views.comment_hide, name="comment_hide"),
]
