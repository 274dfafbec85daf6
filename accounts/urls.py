"""Under which addresses?"""

from django.urls import path

from accounts.views import desk, experts, join, me, network, people, setup, vouching

app_name = "accounts"
urlpatterns = [
    path("join/", join.application_status, name="application_status"),
    path("join/part/<int:number>/", join.application_part, name="application_part"),
    path("join/answer/", join.application_answer, name="application_answer"),
    path("join/withdraw/", join.application_withdraw, name="application_withdraw"),
    path("desk/applications/", desk.desk_applications, name="desk_applications"),
    path("desk/applications/<int:pk>/", desk.desk_application, name="desk_application"),
    path("desk/applications/<int:pk>/take/", desk.application_take, name="application_take"),
    path("desk/applications/<int:pk>/reply/", desk.application_reply, name="application_reply"),
    path("desk/applications/<int:pk>/ask/", desk.application_ask, name="application_ask"),
    path("desk/applications/<int:pk>/ask-vouch/", desk.application_ask_vouch, name="application_ask_vouch"),
    path("desk/applications/<int:pk>/decide/", desk.application_decide, name="application_decide"),
    path("desk/network/", network.desk_network, name="desk_network"),
    path("desk/network/<int:pk>/", network.desk_member, name="desk_member"),
    path("desk/network/delegates/", network.delegate_appoint, name="delegate_appoint"),
    path("desk/network/delegates/<int:pk>/dismiss/", network.delegate_dismiss, name="delegate_dismiss"),
    path("people/", people.people_list, name="people_list"),
    path("people/<int:pk>/", people.person_page, name="person_page"),
    path("people/vouch/<int:pk>/", vouching.vouch_page, name="vouch_page"),
    path("organisations/", people.organisation_list, name="organisation_list"),
    path("me/", me.me, name="me"),
    path("me/profile/", me.profile_edit, name="profile_edit"),
    path("me/confirm/", me.profile_confirm, name="profile_confirm"),
    path("me/visibility/", me.visibility_edit, name="visibility_edit"),
    path("me/visibility/protection/", me.protection_switch, name="protection_switch"),
    path("me/visibility/hide/", me.everything_hide, name="everything_hide"),
    path("me/peer/", me.peer_consent, name="peer_consent"),
    path("me/peer/give/", me.peer_consent_give, name="peer_consent_give"),
    path("me/peer/withdraw/", me.peer_consent_withdraw, name="peer_consent_withdraw"),
    path("me/sessions/end/", me.sessions_end, name="sessions_end"),
    path("me/leave/", me.network_leave, name="network_leave"),
    path("me/expert/", experts.expert_profile, name="expert_profile"),
    path("me/expert/pause/", experts.expert_pause, name="expert_pause"),
    path("setup/<str:token>/", setup.setup_admin, name="setup_admin"),
]
