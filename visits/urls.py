"""Under which addresses?"""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from visits.views import (
    afterwards,
    apart,
    board,
    calendar,
    consent,
    deputy,
    desk,
    desk_acts,
    desk_away,
    desk_edit,
    desk_waiver,
    group,
    health,
    host_offer,
    incidents,
    invitation,
    later,
    papers,
    plan,
    request_acts,
    request_form,
    request_page,
    visit_list,
)


class PartConverter(IntConverter):
    """One of the six parts of a request."""

    regex = "[1-6]"


register_converter(PartConverter, "part")

app_name = "visits"
urlpatterns = [
    path("visits/", visit_list.visit_list, name="visit_list"),
    # a request is written
    path("visits/new/", request_form.request_new, name="request_new"),
    path("visits/<int:pk>/edit/", request_form.request_summary, name="request_summary"),
    path("visits/<int:pk>/edit/<part:part>/", request_form.request_edit, name="request_edit"),
    path("visits/<int:pk>/submit/", request_form.request_submit, name="request_submit"),
    path("visits/<int:pk>/split/", request_form.request_split, name="request_split"),
    path("visits/<int:pk>/apart/", apart.people_apart, name="people_apart"),
    path("visits/<int:pk>/deputy/", deputy.deputy_name, name="deputy_name"),
    path("visits/<int:pk>/deputy/leave/", deputy.deputy_leave, name="deputy_leave"),
    path("visits/<int:pk>/changes/", deputy.request_changes, name="request_changes"),
    path("visits/<int:pk>/let-through/", request_form.waiver_ask, name="waiver_ask"),
    path("visits/<int:pk>/copy/", request_form.request_copy, name="request_copy"),
    # its page and what is done there
    path("visits/<int:pk>/", request_page.request_page, name="request_page"),
    path("visits/<int:pk>/message/", request_acts.message_add, name="message_add"),
    path("visits/<int:pk>/read/", request_acts.talk_read, name="talk_read"),
    path("visits/<int:pk>/files/", request_acts.talk_files, name="talk_files"),
    path("visits/messages/<int:pk>/edit/", request_acts.message_edit, name="message_edit"),
    path("visits/<int:pk>/withdraw/", request_acts.request_withdraw, name="request_withdraw"),
    path("visits/<int:pk>/cancel/", request_acts.request_cancel, name="request_cancel"),
    path("visits/<int:pk>/postpone/", request_acts.visit_postpone, name="visit_postpone"),
    path("visits/<int:pk>/step-back/", request_acts.expert_leave, name="expert_leave"),
    path("visits/<int:pk>/rules/", request_acts.rules_accept, name="rules_accept"),
    path("visits/<int:pk>/still-fine/", request_acts.visit_reconfirm, name="visit_reconfirm"),
    path("visits/<int:pk>/held/", request_acts.held_say, name="held_say"),
    path("visits/<int:pk>/dates/", request_acts.days_propose, name="days_propose"),
    path("visits/dates/<int:pk>/agree/", request_acts.days_agree, name="days_agree"),
    path("visits/dates/<int:pk>/accept/", request_acts.proposal_accept, name="proposal_accept"),
    path("visits/dates/<int:pk>/refuse/", request_acts.proposal_refuse, name="proposal_refuse"),
    path("visits/<int:pk>/participants/", group.participants_edit, name="participants_edit"),
    path("visits/<int:pk>/plan/", plan.visit_plan, name="visit_plan"),
    path("visits/<int:pk>/plan/tick/", plan.check_tick, name="check_tick"),
    path("visits/<int:pk>/agenda/", plan.agenda_edit, name="agenda_edit"),
    path("visits/<int:pk>/costs/", plan.costs_edit, name="costs_edit"),
    path("visits/<int:pk>/costs/no-fee/", plan.fee_refuse, name="fee_refuse"),
    path("visits/<int:pk>/papers/", papers.visit_papers, name="visit_papers"),
    path("visits/papers/<int:pk>/", papers.paper_file, name="paper_file"),
    path("visits/<int:pk>/incidents/", incidents.visit_incidents, name="visit_incidents"),
    path("visits/incidents/<int:pk>/read/", incidents.incident_read, name="incident_read"),
    path("visits/incidents/<int:pk>/close/", incidents.incident_close, name="incident_close"),
    path("visits/participants/<int:pk>/paper/", group.paper_sign, name="paper_sign"),
    path("visits/<int:pk>/code/", group.code_sheet, name="code_sheet"),
    path("visits/<int:pk>/visitor/", group.visitor_page, name="visitor_page"),
    path("visits/<int:pk>/calendar.ics", calendar.visit_calendar, name="visit_calendar"),
    path("calendar/<str:secret>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("me/calendar/", calendar.own_calendar, name="own_calendar"),
    path("me/calendar/switch/", calendar.calendar_switch, name="calendar_switch"),
    # afterwards
    path("visits/<int:pk>/feedback/", afterwards.feedback_give, name="feedback_give"),
    path("visits/<int:pk>/report/", afterwards.report_edit, name="report_edit"),
    path("visits/<int:pk>/report/autosave/", afterwards.report_autosave, name="report_autosave"),
    path("visits/<int:pk>/report/sign-off/", afterwards.report_signoff, name="report_signoff"),
    path("visits/<int:pk>/report/practice/", afterwards.practice_make, name="practice_make"),
    path("visits/<int:pk>/follow-up/", later.follow_up_answer, name="follow_up_answer"),
    path("visits/<int:pk>/thanks/", later.thanks_give, name="thanks_give"),
    path("me/thanks/", later.own_thanks, name="own_thanks"),
    path("me/thanks/<int:pk>/", later.thanks_move, name="thanks_move"),
    # those who are asked
    path("visits/invitations/<int:pk>/", invitation.invitation_page, name="invitation_page"),
    path("visits/consents/<int:pk>/", consent.consent_page, name="consent_page"),
    path("me/host-offer/<int:pk>/", host_offer.host_offer, name="host_offer"),
    # the desk
    path("desk/houses/<int:pk>/sign-off/", host_offer.signoff_appoint, name="signoff_appoint"),
    path("desk/network/health/", health.network_health, name="network_health"),
    path("desk/network/health/<slug:table>.csv", health.network_health_csv, name="network_health_csv"),
    path("desk/requests/", board.desk_requests, name="desk_requests"),
    path("desk/away/", desk_away.desk_away, name="desk_away"),
    path("desk/requests/<int:pk>/hand-over/", desk_away.request_hand_over, name="request_hand_over"),
    path("desk/requests/<int:pk>/", desk.desk_request, name="desk_request"),
    path("desk/requests/<int:pk>/edit/<part:part>/", desk_edit.request_edit_on_behalf, name="request_edit_on_behalf"),
    path("desk/requests/<int:pk>/let-through/", desk_waiver.waiver_decide, name="waiver_decide"),
    path("desk/requests/<int:pk>/fits/", desk.desk_shortlist, name="desk_shortlist"),
    path("desk/requests/<int:pk>/list/", desk_acts.list_approve, name="list_approve"),
    path("desk/requests/<int:pk>/return/", desk_acts.request_return, name="request_return"),
    path("desk/requests/<int:pk>/refuse/", desk_acts.request_refuse, name="request_refuse"),
    path("desk/requests/<int:pk>/stand-down/", desk_acts.request_stand_down, name="request_stand_down"),
    path("desk/requests/<int:pk>/house/", desk_acts.facility_pick, name="facility_pick"),
    path("desk/requests/<int:pk>/other-days/", desk_acts.other_days_ask, name="other_days_ask"),
    path("desk/requests/<int:pk>/note/", desk_acts.note_keep, name="note_keep"),
    path("desk/requests/<int:pk>/close/", desk_acts.request_close, name="request_close"),
    path("desk/invitations/<int:pk>/", desk_acts.invitation_act, name="invitation_act"),
    path("desk/matches/<int:pk>/skip/", desk_acts.match_skip, name="match_skip"),
]
