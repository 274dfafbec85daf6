"""Under which addresses?"""

from django.urls import path

from exchange.practices.views import (
    autosave,
    changes,
    documents,
    full,
    keeping,
    links,
    lists,
    moderation,
    page,
    preview,
    readers,
    writing,
)

app_name = "practices"
urlpatterns = [
    path("practices/", lists.practice_list, name="practice_list"),
    path("practices/new/", writing.practice_new, name="practice_new"),
    path("practices/autosave/", autosave.practice_autosave, name="practice_autosave"),
    path("practices/mine/", lists.practice_mine, name="practice_mine"),
    path("practices/kept/", readers.practice_kept, name="practice_kept"),
    path("practices/followed/", readers.practice_followed, name="practice_followed"),
    path("practices/feed/", documents.practice_feed, name="practice_feed"),
    path("practices/<int:pk>/", page.practice_page, name="practice_page"),
    path("practices/<int:pk>/edit/", writing.practice_edit, name="practice_edit"),
    path("practices/<int:pk>/more/<int:section>/", full.practice_more, name="practice_more"),
    path("practices/<int:pk>/complete/", full.practice_complete, name="practice_complete"),
    path("practices/<int:pk>/links/", links.practice_links, name="practice_links"),
    path("practices/<int:pk>/as/<slug:reader>/", preview.practice_as, name="practice_as"),
    path("practices/<int:pk>/changes/", changes.practice_changes, name="practice_changes"),
    path("practices/<int:pk>/changes/<int:version>/forget/", changes.revision_forget, name="revision_forget"),
    path("practices/<int:pk>/document/", documents.practice_document, name="practice_document"),
    path("practices/<int:pk>/document/file/", documents.practice_document_file, name="practice_document_file"),
    path("practices/<int:pk>/adopt/", readers.practice_adopt, name="practice_adopt"),
    path("practices/<int:pk>/adopt/withdraw/", readers.adoption_withdraw, name="adoption_withdraw"),
    path("practices/<int:pk>/keep/", readers.practice_keep, name="practice_keep"),
    path("practices/<int:pk>/report/", moderation.practice_report, name="practice_report"),
    path("desk/moderation/", moderation.desk_moderation, name="desk_moderation"),
    path("desk/moderation/<int:pk>/", moderation.desk_report, name="desk_report"),
    path("practices/<int:pk>/confirm/", keeping.practice_confirm, name="practice_confirm"),
    path("practices/<int:pk>/archive/", keeping.practice_archive, name="practice_archive"),
    path("practices/<int:pk>/restore/", keeping.practice_restore, name="practice_restore"),
    path("practices/<int:pk>/hide/", keeping.practice_hide, name="practice_hide"),
    path("practices/<int:pk>/show/", keeping.practice_show, name="practice_show"),
    path("practices/<int:pk>/narrow/", keeping.practice_narrow, name="practice_narrow"),
    path("practices/<int:pk>/offer/", keeping.practice_offer, name="practice_offer"),
    path("practices/<int:pk>/publish/", keeping.practice_publish, name="practice_publish"),
]
