"""A floor above for tests: who may open which file, and where it hangs, without a table of its own."""

from portal.uploads import registry
from portal.uploads.models import Upload
from portal.uploads.registry import Place


def opens(upload, *readers, label="Two booths", url="/practices/7/", title="The plan"):
    """Let the readers open the upload, as a practice would that it hangs on."""
    ids = {reader.pk for reader in readers}

    def opener(user):
        return Upload.objects.filter(pk=upload.pk if user.pk in ids else None).values("pk")

    registry.register_opener(
        opener,
        lambda wanted: {upload.pk: [Place(label, url)]} if upload.pk in wanted else {},
        lambda pk: title if pk == upload.pk else "",
    )
