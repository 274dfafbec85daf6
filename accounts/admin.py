"""What may staff repair by hand? Roles and organisations; never what people wrote in confidence."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import Coordinator, Member, Organisation, OrganisationDelegate, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("id", "email", "is_active", "is_staff", "protected")
    search_fields = ("email",)
    fields = ("email", "language", "time_zone", "protected", "is_active", "is_staff", "is_superuser")
    readonly_fields = ("email",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Coordinator)
class CoordinatorAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("user_email", "countries", "away_until", "is_active")
    list_select_related = ("user",)
    autocomplete_fields = ("user",)

    @admin.display(description="user")
    def user_email(self, role: Coordinator) -> str:
        return role.user.email


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("name", "kind", "country", "city", "protected")
    list_filter = ("kind", "protected")
    search_fields = ("name",)


@admin.register(OrganisationDelegate)
class OrganisationDelegateAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("organisation", "member")
    autocomplete_fields = ("organisation", "member")


@admin.register(Member)
class MemberAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """State changes go over the desk, where they are checked and written down."""

    list_display = ("id", "name", "category", "country", "state")
    list_filter = ("state", "category")
    search_fields = ("name",)
    readonly_fields = ("user", "state", "joined_on")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
