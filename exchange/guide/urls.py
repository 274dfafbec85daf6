"""Under which address is this room? The steps come last: each of them is a word under /guide/."""

from django.urls import path

from exchange.guide.views import claims, documents, paths, steps

app_name = "guide"
urlpatterns = [
    path("guide/", steps.step_list, name="step_list"),
    path("guide/questions/", claims.claim_list, name="claim_list"),
    path("guide/questions/<slug:slug>/", claims.claim_page, name="claim_page"),
    path("guide/questions/<slug:slug>/<slug:language>.pdf", claims.claim_paper, name="claim_paper"),
    path("guide/questions/<slug:slug>/edit/", claims.claim_edit, name="claim_edit"),
    path("guide/questions/<slug:slug>/check/", claims.claim_check, name="claim_check"),
    path("guide/questions/<slug:slug>/suggest/", claims.evidence_suggest, name="evidence_suggest"),
    path("guide/questions/titles/<int:pk>/remove/", claims.evidence_remove, name="evidence_remove"),
    path("guide/questions/suggestions/<int:pk>/decide/", claims.suggestion_decide, name="suggestion_decide"),
    path("guide/path/", paths.path_mine, name="path_mine"),
    path("guide/paths/<int:pk>/", paths.path_page, name="path_page"),
    path("guide/paths/<int:pk>/document/", documents.path_document, name="path_document"),
    path("guide/paths/<int:pk>/document/file/", documents.path_document_file, name="path_document_file"),
    path("guide/paths/<int:pk>/print/", documents.path_print, name="path_print"),
    path("guide/paths/<int:pk>/<slug:slug>/", paths.path_step, name="path_step"),
    path("guide/paths/<int:pk>/<slug:slug>/tick/", paths.path_tick, name="path_tick"),
    path("guide/paths/<int:pk>/<slug:slug>/mark/", paths.path_mark, name="path_mark"),
    path("guide/<slug:slug>/edit/", steps.step_edit, name="step_edit"),
    path("guide/<slug:slug>/", steps.step_page, name="step_page"),
]
