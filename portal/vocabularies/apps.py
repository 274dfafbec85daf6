"""Tells Django that this room exists."""

from django.apps import AppConfig


class VocabulariesConfig(AppConfig):
    name = "portal.vocabularies"
    label = "vocabularies"
