"""Which files hang on a practice? Its author puts them on, says what they show, and takes them off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exchange.practices import actions, files, lifecycle, permissions, queries
from exchange.practices.forms.files import AddFileForm, CaptionForm
from exchange.practices.models import Practice, PracticeFile
from portal import moves
from portal.moves import MoveRefused
from portal.ui import kept_typing
from portal.uploads import actions as uploads
from portal.uploads import queries as upload_queries


@require_http_methods(["GET", "POST"])
def practice_files(request: HttpRequest, pk: int) -> HttpResponse:
    """What hangs on it and what became of each; and the form for one more."""
    practice = get_object_or_404(queries.mine(request.user), pk=pk)
    if practice.translation_of_id:
        return redirect("practices:translation_write", practice.pk)
    if request.method == "POST" and "drop" in request.POST:
        actions.drop_file(request.user, _file(practice, request.POST["drop"]))
        messages.success(request, _("Taken off: only you can open it now. It waits under “My files”."))
        return redirect("practices:practice_files", practice.pk)
    if request.method == "POST" and "words" in request.POST:
        return _captioned(request, practice)
    is_sent = request.method == "POST"
    form = AddFileForm(request.POST if is_sent else None, request.FILES if is_sent else None, user=request.user)
    if is_sent and form.is_valid():
        try:
            _add(request, practice, form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None if form.cleaned_data.get("kept") else "files", str(refusal))
            return _page(request, practice, form)
        else:
            return redirect("practices:practice_files", practice.pk)
    if form.is_bound and form.cleaned_data.get("files") and not form.cleaned_data.get("kept"):
        form = _with_what_came(request, form)
    return _page(request, practice, form)


def _with_what_came(request: HttpRequest, form: AddFileForm) -> AddFileForm:
    """An answer is missing, but the file is not sent a second time: it is taken in and chosen among the author's own."""
    try:
        [upload] = uploads.receive_all(request.user, form.cleaned_data["files"])
    except MoveRefused as refusal:
        form.add_error("files", str(refusal))
        return form
    typed = request.POST.copy()
    typed["kept"] = str(upload.pk)
    return AddFileForm(typed, user=request.user)


def _add(request: HttpRequest, practice: Practice, told: dict[str, Any]) -> None:
    actions.refuse_more_files(practice)
    upload = told.get("kept") or uploads.receive_all(request.user, told["files"])[0]
    actions.add_file(request.user, practice, upload, told["caption"], form_code=kept_typing.form_code(request))
    said = _("It is here. Your readers can open it as soon as it is checked.")
    messages.success(request, _("It is here, and your readers can open it.") if upload.is_ready else said)


def _captioned(request: HttpRequest, practice: Practice) -> HttpResponse:
    file = _file(practice, request.POST["words"])
    form = CaptionForm(request.POST, prefix=_prefix(file))
    if not form.is_valid():
        return _page(request, practice, AddFileForm(user=request.user), form)
    actions.caption_file(request.user, file, form.cleaned_data["caption"])
    messages.success(request, _("Changed. Its readers read the new words from now on."))
    return redirect("practices:practice_files", practice.pk)


def _page(
    request: HttpRequest, practice: Practice, form: AddFileForm, typed: CaptionForm | None = None
) -> HttpResponse:
    """`typed` are the words for one of the files that need another look."""
    hanging = files.files_of(practice)
    rows = []
    for file, row in zip(
        hanging, upload_queries.rows([file.upload for file in hanging], with_places=True), strict=True
    ):
        is_typed = typed is not None and typed.prefix == _prefix(file)
        own = typed if is_typed else CaptionForm(initial={"caption": file.caption}, prefix=_prefix(file))
        hides = file.upload.is_ready and not files.is_shown(file, practice)
        rows.append({"file": file, "row": row, "form": own, "names_people": hides})
    can = moves.possible(lifecycle.MOVES, practice.state, permissions.roles(request.user, practice))
    context = {
        "practice": practice,
        "rows": rows,
        "form": form if "attach" in can and len(rows) < files.MOST_FILES else None,
        "wrong": typed or form,
        "can": can,
        "most": files.MOST_FILES,
        "was_kept": not form.is_bound and kept_typing.restore(request, form),
    }
    return render(request, "practices/practice_files.html", context)


def _file(practice: Practice, number: str) -> PracticeFile:
    is_number = number.isascii() and number.isdigit() and len(number) < 18
    return get_object_or_404(practice.files.select_related("practice"), pk=int(number) if is_number else None)


def _prefix(file: PracticeFile) -> str:
    return f"file-{file.pk}"
