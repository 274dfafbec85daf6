"""Under which addresses?"""

from django.urls import path

from portal.delivery import views

app_name = "delivery"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.inbox_read, name="inbox_read"),
    path("inbox/<int:pk>/open/", views.notice_open, name="notice_open"),
    path("r/<str:code>/", views.link, name="link"),
    path("me/notifications/", views.notifications, name="notifications"),
    path("unsubscribe/<str:code>/", views.unsubscribe, name="unsubscribe"),
    path("desk/deliveries/", views.desk_deliveries, name="desk_deliveries"),
    path("desk/deliveries/retry/", views.parked_retry, name="parked_retry"),
]
