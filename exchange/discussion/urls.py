"""Under which addresses?"""

from django.urls import path

from exchange.discussion.views import answers, keeping, question_care, questions, warning

app_name = "discussion"
urlpatterns = [
    path("questions/", questions.question_list, name="question_list"),
    path("questions/new/", questions.question_ask, name="question_ask"),
    path("questions/<int:pk>/", questions.question_page, name="question_page"),
    path("questions/<int:pk>/edit/", questions.question_edit, name="question_edit"),
    path("questions/<int:pk>/changes/", questions.question_changes, name="question_changes"),
    path("questions/<int:pk>/forget/", keeping.question_forget, name="question_forget"),
    path("questions/<int:pk>/close/", keeping.question_close, name="question_close"),
    path("questions/<int:pk>/reopen/", keeping.question_reopen, name="question_reopen"),
    path("questions/<int:pk>/hide/", keeping.question_hide, name="question_hide"),
    path("questions/<int:pk>/show/", keeping.question_show, name="question_show"),
    path("questions/<int:pk>/report/", question_care.question_report, name="question_report"),
    path("desk/questions/<int:pk>/", question_care.desk_question, name="desk_question"),
    path("desk/questions/<int:pk>/author/", question_care.desk_asker, name="desk_asker"),
    path("questions/<int:pk>/tell/", keeping.question_tell, name="question_tell"),
    path("talk/<slug:kind>/<int:pk>/", answers.thread_page, name="thread_page"),
    path("talk/<slug:kind>/<int:pk>/answer/", answers.comment_add, name="comment_add"),
    path("talk/<slug:kind>/<int:pk>/follow/", answers.thread_follow, name="thread_follow"),
    path("talk/<slug:kind>/<int:pk>/people/", answers.people_found, name="people_found"),
    path("comments/<int:pk>/edit/", answers.comment_edit, name="comment_edit"),
    path("comments/<int:pk>/changes/", answers.comment_changes, name="comment_changes"),
    path("comments/<int:pk>/forget/", answers.comment_forget, name="comment_forget"),
    path("comments/<int:pk>/thank/", answers.comment_thank, name="comment_thank"),
    path("comments/<int:pk>/report/", warning.comment_report, name="comment_report"),
    path("comments/<int:pk>/decide/", warning.reports_decide, name="reports_decide"),
    path("comments/<int:pk>/hide/", answers.comment_hide, name="comment_hide"),
]
