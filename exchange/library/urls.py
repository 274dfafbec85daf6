"""Under which addresses?"""

from django.urls import path

from exchange.library.views import (
    adding,
    collections,
    desk,
    documents,
    exporting,
    gaps,
    imports,
    references,
    shelf,
)

app_name = "library"
urlpatterns = [
    path("library/", references.reference_list, name="reference_list"),
    path("library/lists/", collections.collection_list, name="collection_list"),
    path("library/lists/new/", collections.collection_new, name="collection_new"),
    path("library/lists/<int:pk>/", collections.collection_page, name="collection_page"),
    path("library/lists/<int:pk>/edit/", collections.collection_edit, name="collection_edit"),
    path("library/lists/<int:pk>/items/", collections.collection_items, name="collection_items"),
    path("library/lists/<int:pk>/copy/", collections.collection_copy, name="collection_copy"),
    path("library/documents/", documents.document_list, name="document_list"),
    path("library/documents/new/", documents.document_new, name="document_new"),
    path("library/documents/<int:pk>/", documents.document_page, name="document_page"),
    path("library/documents/<int:pk>/edit/", documents.document_edit, name="document_edit"),
    path("library/missing/", gaps.gap_list, name="gap_list"),
    path("library/missing/new/", gaps.gap_new, name="gap_new"),
    path("library/missing/<int:pk>/", gaps.gap_page, name="gap_page"),
    path("library/missing/<int:pk>/edit/", gaps.gap_edit, name="gap_edit"),
    path("library/missing/<int:pk>/need/", gaps.gap_need, name="gap_need"),
    path("library/missing/<int:pk>/offer/", gaps.gap_offer, name="gap_offer"),
    path("library/missing/<int:pk>/answer/", gaps.gap_answer, name="gap_answer"),
    path("library/missing/<int:pk>/close/", gaps.gap_close, name="gap_close"),
    path("library/offers/<int:pk>/", gaps.offer_answer, name="offer_answer"),
    path("library/shelf/<slug:word>/<int:pk>/move/", shelf.shelf_move, name="shelf_move"),
    path("library/shelf/<slug:word>/<int:pk>/report/", shelf.shelf_report, name="shelf_report"),
    path("library/<slug:slug>/list/", collections.reference_put, name="reference_put"),
    path("desk/library/", shelf.desk_library, name="desk_library"),
    path("library/new/", adding.reference_new, name="reference_new"),
    path("library/import/", imports.reference_import, name="reference_import"),
    path("library/import/<int:pk>/", imports.import_page, name="import_page"),
    path("library/export/", exporting.reference_export, name="reference_export"),
    path("library/citations/", exporting.reference_citations, name="reference_citations"),
    path("library/<slug:slug>/edit/", adding.reference_edit, name="reference_edit"),
    path("library/<slug:slug>/mark/", adding.reference_mark, name="reference_mark"),
    path("desk/references/", desk.desk_references, name="desk_references"),
    path("desk/references/corrections/<int:pk>/", desk.desk_correction, name="desk_correction"),
    path("library/<slug:slug>/", references.reference_page, name="reference_page"),
]
