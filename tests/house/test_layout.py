"""Does the house stand as it was drawn? Foreign keys point to their own floor or below."""

import pytest
from django.apps import apps

# from the top down; the basement's apps stand beside each other
FLOORS = [
    {"site"},
    {"visits"},
    {"guide"},
    {"discussion"},
    {"practices"},
    {"statements"},
    {"library"},
    {"world"},
    {"accounts"},
    {"delivery", "search", "uploads", "audit", "vocabularies", "ui"},
]
LEVEL = {label: level for level, floor in enumerate(reversed(FLOORS)) for label in floor}
OURS = [model for model in apps.get_models() if model._meta.app_label in LEVEL]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model):
    upwards = [
        field.name
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if LEVEL.get(field.related_model._meta.app_label, 0) > LEVEL[model._meta.app_label]
        if field.related_model._meta.label != "accounts.User"
    ]
    assert upwards == []
