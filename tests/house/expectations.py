"""Who sees what behind each address? One row for each; an address without a row fails the walk.

What stands in the network of `places.py` belongs to other people: `member` is a stranger to all of it.
"""

from tests.house.places import ROLES

LOGIN = "to the log-in"
JOIN = "to their application"
HOME = "to their own page"
ON = "to another page"

# anonymous, applicant, suspended, former, member, coordinator, administrator
Row = tuple[object, ...]


def everybody(outcome: object) -> Row:
    return (outcome,) * len(ROLES)


def members(member: object = 200, coordinator: object = None, administrator: object = None) -> Row:
    """Closed to all but members; what coordinators and administrators see is the same unless said otherwise."""
    coordinator = member if coordinator is None else coordinator
    return (LOGIN, JOIN, JOIN, JOIN, member, coordinator, coordinator if administrator is None else administrator)


def logged_in(outcome: object, for_members: object = None) -> Row:
    """Open to whoever is logged in, vetted or not."""
    after = outcome if for_members is None else for_members
    return (LOGIN, outcome, outcome, outcome, after, after, after)


def only_outside(outcome: object = 200, inside: object = HOME) -> Row:
    return (outcome, *(inside,) * (len(ROLES) - 1))


PUBLIC = everybody(200)
MEMBERS = members()
DESK = members(404, 200)
ACT = members(405)  # changes something, so a reader is told "not this way"
NOT_THEIRS = members(404)
COORDINATED = members(404, 200)
HAS_A_PROFILE = members(200, 200, 404)  # an administrator need not be a member

EXPECTED: dict[str, Row] = {
    # log-in
    "account_login": only_outside(),
    "account_signup": only_outside(),
    "account_request_login_code": only_outside(),
    "account_confirm_login_code": only_outside(ON),
    "account_logout": (ON, *(200,) * 6),
    "account_inactive": PUBLIC,
    "account_reauthenticate": logged_in(403),  # only on the way to something that asks for it
    "account_email": logged_in(200),
    "account_email_verification_sent": logged_in(ON),
    "account_change_password": logged_in(ON),
    "account_set_password": logged_in(200),
    "account_reset_password": PUBLIC,
    "account_confirm_password_reset_code": everybody(LOGIN),
    "account_complete_password_reset": everybody(ON),
    "account_password_reset_completed": PUBLIC,
    "admin:index": (ON, JOIN, JOIN, JOIN, ON, ON, 200),
    # roof
    "site:home": PUBLIC,
    "site:about": PUBLIC,
    "site:privacy": PUBLIC,
    "site:robots": PUBLIC,
    "site:security": PUBLIC,
    "site:healthz": PUBLIC,
    "site:readyz": PUBLIC,
    "site:theme": everybody(405),
    "site:pieces": everybody(404),  # for builders, with DEBUG or DEMO only
    "site:status": (LOGIN, JOIN, JOIN, JOIN, 404, 404, 200),
    "site:dashboard": MEMBERS,
    "site:desk": DESK,
    "search:search_page": PUBLIC,
    # who we are
    "accounts:application_status": (200, 200, 200, 200, HOME, HOME, HOME),
    "accounts:application_part": logged_in(200, HOME),
    "accounts:application_answer": logged_in(404),
    "accounts:application_withdraw": logged_in(405),
    "accounts:desk_applications": DESK,
    "accounts:desk_application": DESK,
    "accounts:application_take": ACT,
    "accounts:application_ask": ACT,
    "accounts:application_ask_vouch": ACT,
    "accounts:application_decide": ACT,
    "accounts:desk_network": DESK,
    "accounts:desk_member": DESK,
    "accounts:delegate_appoint": ACT,
    "accounts:delegate_dismiss": ACT,
    "accounts:people_list": MEMBERS,
    "accounts:person_page": MEMBERS,
    "accounts:vouch_page": NOT_THEIRS,
    "accounts:organisation_list": MEMBERS,
    "accounts:me": MEMBERS,
    "accounts:profile_edit": HAS_A_PROFILE,
    "accounts:profile_confirm": ACT,
    "accounts:visibility_edit": HAS_A_PROFILE,
    "accounts:protection_switch": ACT,
    "accounts:everything_hide": ACT,
    "accounts:peer_consent": HAS_A_PROFILE,
    "accounts:peer_consent_give": ACT,
    "accounts:peer_consent_withdraw": ACT,
    "accounts:sessions_end": ACT,
    "accounts:network_leave": HAS_A_PROFILE,
    "accounts:expert_profile": HAS_A_PROFILE,
    "accounts:expert_pause": ACT,
    "accounts:setup_admin": everybody(404),
    # what we know
    "world:country_list": PUBLIC,
    "world:map_file": PUBLIC,
    "world:country_csv": PUBLIC,
    "world:country_page": PUBLIC,
    "world:facility_page": PUBLIC,
    "world:facility_confirm": ACT,
    "library:reference_list": PUBLIC,
    "library:reference_page": PUBLIC,
    "practices:practice_list": PUBLIC,
    "practices:practice_new": MEMBERS,
    "practices:practice_autosave": ACT,
    "practices:practice_mine": MEMBERS,
    "practices:practice_page": (LOGIN, 404, 404, 404, 200, 200, 200),
    "practices:practice_edit": NOT_THEIRS,
    "practices:practice_feed": PUBLIC,
    "practices:practice_more": NOT_THEIRS,
    "practices:practice_complete": NOT_THEIRS,
    "practices:practice_files": NOT_THEIRS,
    "practices:practice_links": NOT_THEIRS,
    "practices:practice_as": NOT_THEIRS,
    "practices:practice_kept": MEMBERS,
    "practices:translation_new": MEMBERS,
    "practices:translation_write": NOT_THEIRS,
    "practices:practice_followed": MEMBERS,
    "practices:practice_adopt": MEMBERS,
    "practices:adoption_withdraw": ACT,
    "practices:practice_keep": ACT,
    "practices:practice_confirm": ACT,
    "practices:practice_changes": members(404, 200),
    "practices:revision_forget": ACT,
    "practices:practice_document": MEMBERS,
    "practices:practice_document_file": members(404),
    "practices:practice_archive": ACT,
    "practices:practice_restore": ACT,
    "practices:practice_hide": ACT,
    "practices:practice_show": ACT,
    "practices:practice_narrow": ACT,
    "practices:practice_record": HAS_A_PROFILE,
    "practices:voice_record": HAS_A_PROFILE,
    "practices:slip": PUBLIC,
    "practices:slip_correct": everybody(405),
    "practices:slip_withdraw": everybody(405),
    "practices:slip_end": everybody(405),
    "practices:review_questions": MEMBERS,
    "practices:practice_review": NOT_THEIRS,
    "practices:review_decline": ACT,
    "practices:voice_wanted": MEMBERS,
    "practices:voice_write": NOT_THEIRS,
    "practices:voice_withdraw": ACT,
    "practices:voice_want": ACT,
    "practices:voice_decline": ACT,
    "practices:voice_hide": ACT,
    "practices:voice_report": MEMBERS,
    "practices:practice_report": MEMBERS,
    "practices:desk_moderation": DESK,
    "practices:desk_report": DESK,
    "practices:desk_reviews": DESK,
    "practices:desk_author": ACT,
    "practices:practice_offer": ACT,
    "practices:practice_publish": ACT,
    "discussion:question_list": MEMBERS,
    "discussion:question_ask": MEMBERS,
    "discussion:question_page": MEMBERS,
    "discussion:question_edit": NOT_THEIRS,
    "discussion:question_tell": NOT_THEIRS,
    "discussion:question_report": MEMBERS,
    "discussion:desk_question": DESK,
    "discussion:desk_asker": ACT,
    "discussion:question_close": ACT,
    "discussion:question_reopen": ACT,
    "discussion:question_hide": ACT,
    "discussion:question_show": ACT,
    "discussion:thread_page": MEMBERS,
    "discussion:comment_add": MEMBERS,
    "discussion:people_found": MEMBERS,
    "discussion:comment_edit": members(ON),
    "discussion:comment_changes": MEMBERS,
    "discussion:comment_forget": ACT,
    "discussion:comment_thank": ACT,
    "discussion:comment_report": MEMBERS,
    "discussion:reports_decide": ACT,
    "discussion:comment_hide": ACT,
    # what we do together
    "visits:visit_list": MEMBERS,
    "visits:request_new": MEMBERS,
    "visits:request_summary": NOT_THEIRS,
    "visits:request_edit": NOT_THEIRS,
    "visits:request_submit": ACT,
    "visits:request_copy": ACT,
    "visits:request_split": NOT_THEIRS,
    "visits:deputy_name": NOT_THEIRS,
    "visits:people_apart": NOT_THEIRS,
    "visits:deputy_leave": ACT,
    "visits:request_changes": COORDINATED,
    "visits:request_edit_on_behalf": members(404, ON),
    "visits:waiver_ask": NOT_THEIRS,
    "visits:waiver_decide": DESK,
    "visits:request_page": COORDINATED,
    "visits:message_add": members(404, ON),
    "visits:request_withdraw": ACT,
    "visits:request_cancel": ACT,
    "visits:visit_postpone": ACT,
    "visits:expert_leave": ACT,
    "visits:rules_accept": ACT,
    "visits:held_say": ACT,
    "visits:days_propose": members(404, ON),
    "visits:days_agree": ACT,
    "visits:proposal_accept": ACT,
    "visits:proposal_refuse": ACT,
    "visits:participants_edit": NOT_THEIRS,
    "visits:visit_plan": COORDINATED,
    "visits:check_tick": ACT,
    "visits:agenda_edit": NOT_THEIRS,
    "visits:costs_edit": NOT_THEIRS,
    "visits:fee_refuse": ACT,
    "visits:visit_papers": NOT_THEIRS,
    "visits:paper_file": NOT_THEIRS,
    "visits:visit_incidents": COORDINATED,
    "visits:incident_read": ACT,
    "visits:incident_close": ACT,
    "visits:paper_sign": ACT,
    "visits:code_sheet": NOT_THEIRS,
    "visits:visitor_page": NOT_THEIRS,
    "visits:visit_calendar": NOT_THEIRS,
    "visits:calendar_feed": everybody(404),
    "visits:own_calendar": MEMBERS,
    "visits:calendar_switch": ACT,
    "visits:feedback_give": NOT_THEIRS,
    "visits:follow_up_answer": NOT_THEIRS,
    "visits:thanks_give": NOT_THEIRS,
    "visits:own_thanks": MEMBERS,
    "visits:thanks_move": ACT,
    "visits:report_edit": NOT_THEIRS,
    "visits:report_autosave": ACT,
    "visits:report_signoff": NOT_THEIRS,
    "visits:practice_make": ACT,
    "visits:invitation_page": NOT_THEIRS,
    "visits:consent_page": NOT_THEIRS,
    "visits:host_offer": COORDINATED,
    "visits:signoff_appoint": ACT,
    "visits:desk_requests": DESK,
    "visits:desk_request": DESK,
    "visits:desk_shortlist": DESK,
    "visits:list_approve": ACT,
    "visits:request_return": ACT,
    "visits:request_refuse": ACT,
    "visits:request_stand_down": ACT,
    "visits:facility_pick": ACT,
    "visits:note_keep": ACT,
    "visits:request_close": ACT,
    "visits:invitation_act": ACT,
    "visits:match_skip": ACT,
    # files
    "uploads:file_list": MEMBERS,
    "uploads:file_download": everybody(404),
    "uploads:file_picture": everybody(404),
    "uploads:file_row": NOT_THEIRS,
    "uploads:file_delete": NOT_THEIRS,
    "uploads:file_by_link": everybody(404),
    # news
    "delivery:inbox": logged_in(200),
    "delivery:inbox_read": logged_in(405),
    "delivery:notice_open": logged_in(405),
    "delivery:link": logged_in(404),
    "delivery:notifications": logged_in(200),
    "delivery:unsubscribe": everybody(404),
    "delivery:desk_deliveries": (LOGIN, 404, 404, 404, 404, 200, 200),
    "delivery:parked_retry": (LOGIN, 404, 404, 404, 404, 405, 405),
}
