"""The door for a web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()


def load_pages() -> None:
    """Read all addresses and templates before the first reader comes: every process would else do it at its first page."""
    from django.conf import settings
    from django.template import loader
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    folder = settings.BASE_DIR / "templates"
    for file in sorted(folder.rglob("*.html")):
        loader.get_template(str(file.relative_to(folder)))


load_pages()
