"""How do members add a reference, correct it, and propose what they may not change themselves?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exchange.library import queries, reference_lifecycle, signs
from exchange.library.actions import references as actions
from exchange.library.forms.reference import ReferenceForm
from exchange.library.models import Reference
from exchange.world.models import Source
from portal.moves import MoveRefused, Overtaken, possible
from portal.ui import kept_typing
from portal.uploads.forms import was_kept

MARKS = ("check", "uncheck", "retract", "unretract")


@require_http_methods(["GET", "POST"])
def reference_new(request: HttpRequest) -> HttpResponse:
    """A DOI that is here leads to its page; of one that is not, the fields say what the portal knows of it anyhow."""
    told = request.GET.get("doi", "").strip()[:300]
    doi = signs.doi(told)
    form = _form(request, None, initial=_known_of(doi) if doi else {})
    if form.is_bound and form.is_valid():
        try:
            return redirect("library:reference_page", _add(request, form).slug)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "told": told,
        "is_no_doi": bool(told) and not doi,
        "known": queries.known(doi, "", None) if doi else None,
        "doi": doi,
        "was_kept": was_kept(request, form),
    }
    return render(request, "library/reference_new.html", context)


def _form(request: HttpRequest, reference: Reference | None, **kwargs: Any) -> ReferenceForm:
    is_sent = request.method == "POST"
    data, files = (request.POST, request.FILES) if is_sent else (None, None)
    return ReferenceForm(data, files, user=request.user, reference=reference, **kwargs)


def _known_of(doi: str) -> dict[str, Any]:
    """What the portal knows without asking anybody: a source of the countries' figures may have this very DOI."""
    source = Source.objects.filter(url__icontains=doi).first()
    if source is None:
        return {"doi": doi}
    return {"doi": doi, "title": source.title, "container": source.publisher, "year": source.year, "url": source.url}


def _add(request: HttpRequest, form: ReferenceForm) -> Reference:
    code = kept_typing.form_code(request)
    made = actions.add_reference(request.user, *form.fields_and_topics(), upload=form.upload(), form_code=code)
    messages.success(request, _("It is in the library. Members can read it; everybody can, once it has been checked."))
    return made


@require_http_methods(["GET", "POST"])
def reference_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Changes it, or proposes a change where somebody else decides."""
    found = queries.references_for_user(request.user).select_related("file__upload").prefetch_related("topics")
    reference = get_object_or_404(found, slug=slug)
    can = possible(
        reference_lifecycle.MOVES,
        reference_lifecycle.state_of(reference),
        reference_lifecycle.roles(request.user, reference),
    )
    if "edit" not in can and "propose" not in can:
        raise Http404
    proposes = "edit" not in can
    form = _form(request, reference, proposes=proposes)
    is_overtaken, seen = False, _number(request.POST.get("seen", "")) or reference.version
    if form.is_bound and form.is_valid():
        try:
            return _changed(request, reference, form, proposes=proposes, seen=seen)
        except Overtaken:
            is_overtaken, seen = True, reference.version
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "reference": reference,
        "form": form,
        "proposes": proposes,
        "seen": seen,
        "is_overtaken": is_overtaken,
        "was_kept": was_kept(request, form),
    }
    return render(request, "library/reference_edit.html", context)


def _changed(
    request: HttpRequest, reference: Reference, form: ReferenceForm, *, proposes: bool, seen: int
) -> HttpResponse:
    fields, topics = form.fields_and_topics()
    if proposes:
        actions.propose_correction(request.user, reference, fields, topics, word=form.cleaned_data["word"])
        messages.success(request, _("Thank you. A coordinator looks at it, and you hear what became of it."))
    else:
        upload = form.upload()
        actions.edit_reference(request.user, reference, fields, topics, upload=upload, seen=seen)
        messages.success(request, _("Changed."))
    return redirect("library:reference_page", reference.slug)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@require_POST
def reference_mark(request: HttpRequest, slug: str) -> HttpResponse:
    """One button: checked, retracted, or either taken back; the file off; or the whole reference out."""
    reference = get_object_or_404(queries.references_for_user(request.user), slug=slug)
    name = request.POST.get("mark", "")
    if name == "remove":
        actions.remove_reference(request.user, reference)
        messages.success(request, _("It is taken out."))
        return redirect("library:reference_list")
    if name == "drop-file":
        actions.drop_file(request.user, reference)
    elif name in MARKS:
        actions.mark_reference(request.user, reference, name)
    else:
        raise Http404
    messages.success(request, _("Done."))
    return redirect("library:reference_page", reference.slug)
