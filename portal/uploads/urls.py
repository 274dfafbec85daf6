"""Under which addresses?"""

from django.urls import path

from portal.uploads import views

app_name = "uploads"
urlpatterns = [
    path("me/files/", views.file_list, name="file_list"),
    path("files/<int:pk>/", views.file_download, name="file_download"),
    path("files/<int:pk>/picture/", views.file_picture, name="file_picture"),
    path("files/<int:pk>/row/", views.file_row, name="file_row"),
    path("files/<int:pk>/delete/", views.file_delete, name="file_delete"),
    path("files/at/<str:code>/", views.file_by_link, name="file_by_link"),
]
