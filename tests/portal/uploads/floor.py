"""A floor above for tests: who may open which file, and where it hangs, without a table of its own."""

from django.db.models import CharField, Value

from portal.uploads import registry
from portal.uploads.models import Upload


def opens(upload, *readers, label="Two booths", title="The plan"):
    """Let the readers open the upload, as a practice would that it hangs on."""
    ids = {reader.pk for reader in readers}

    def opener(user):
        return Upload.objects.filter(pk=upload.pk if user.pk in ids else None).values("pk")

    registry.register_opener(
        opener,
        lambda wanted: (
            Upload.objects.filter(pk__in={upload.pk} & set(wanted))
            .order_by()
            .values_list("pk", Value(label, CharField()), Value("practices:practice_page", CharField()), Value(7))
        ),
        lambda pk: title if pk == upload.pk else "",
    )
