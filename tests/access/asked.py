"""Every act, asked of another agency's records: its record, form and answers."""

from demeso.kernel.canon import b64
from tests.casework.following import CHECKED

CODE = "K7QF2M9T3"
SITE = {
    "name": "x", "region": "gao", "services": ["health"], "receiving": "yes",
    "tier": "professional",
}  # fmt: skip
SAFE = {"safe": "yes"}
NEED = {"service": "health", "urgent": "no", "categories": ["need"]}

# kind → which id is the record, the form, and the answers around other ids.
ASKED = {
    "consent.withdrawn": ("release", "withdrawal@1",
                          lambda _: {"withdrawal": {"what": "release"}}),
    "identity.recorded": ("survivor", "identity@1",
                          lambda _: {"profile": {"sex": "female"}}),
    "case.opened": ("new", "case@1",
                    lambda ids: {"opening": {"survivor": ids["survivor"]}}),
    "release.given": ("new", "release@1", lambda ids: {"release": {
        "survivor": ids["survivor"], "recipient": ids["here"],
        "categories": ["need"]}}),
    "needs.recorded": ("case", "needs@1",
                       lambda _: {"priorities": {"needs": ["legal"]}}),
    "outcome.recorded": ("line", "outcome@1", lambda ids: {"outcome": {
        "case": ids["case"], "outcome": "declined"}}),
    "safety.recorded": ("case", "safety@1",
                        lambda _: {"danger": {"in_danger": "no"}}),
    "assessment.completed": ("case", "assessment@1",
                             lambda _: {"assessment": {"complete": "yes"}}),
    "incident.recorded": ("incident", "incident@1",
                          lambda ids: {"link": {"case": ids["case"]}}),
    "type.corrected": ("incident", "correction@1", lambda _: {"correction": {
        "corrected_type": "rape", "correction_reason": "slip"}}),
    "urgency.recorded": ("new", "urgency@1",
                         lambda ids: {"link": {"case": ids["case"]}}),
    "follow_up.recorded": ("new", "follow_up@1", lambda ids: {
        "link": {"case": ids["case"]}, "contact": {"way": "here"}}),
    "closure.proposed": ("new", "closure@1", lambda ids: {
        "link": {"case": ids["case"], "survivor": ids["survivor"], "code": CODE},
        "closing": {"reasons": ["needs_met"]}, "checklist": CHECKED}),
    "closure.approved": ("closure", "closure_approval@1",
                         lambda _: {"review": {"approved": "yes"}}),
    "closure.returned": ("closure", "closure_return@1",
                         lambda _: {"review": {"return_reason": "safety"}}),
    "consent.approved": ("look", "consent_approval@1",
                         lambda _: {"look": {"best_interest": "yes"}}),
    "consent.returned": ("look", "consent_return@1",
                         lambda _: {"look": {"look_reason": "talk"}}),
    "notice.read": ("notice", "notice@1",
                    lambda _: {"look": {"notice_read": "yes"}}),
    "case.reopened": ("case", "reopening@1",
                      lambda ids: {"reopening": {"survivor": ids["survivor"]}}),
    "keys.replaced": ("case", "new_keys@1",
                      lambda ids: {"keys": {"survivor": ids["survivor"]}}),
    "shredding.confirmed": ("shredding", "shredding@1", lambda ids: {"shredding": {
        "referral": ids["referral"], "gone": "told"}}),
    "shredding.escalated": ("shredding", "escalation@1", lambda ids: {
        "escalation": {"referral": ids["referral"]}}),
    "site.registered": ("new", "site@1", lambda ids: {
        "link": {"organisation": ids["organisation"]}, "site": SITE}),
    "site.edited": ("site", "site@1", lambda _: {"site": SITE}),
    "site.reviewed": ("site", "site_review@1", lambda ids: {"review": {
        "revision": ids["revision"], "edition": 0, "decision": "yes"}}),
    "site.verified": ("site", "site_check@1", lambda _: {"check": {"how": "called"}}),
    "site.stocked": ("site", "stock@1", lambda _: {"stock": {"pep": "out"}}),
    "capacity.told": ("site", "capacity@1",
                      lambda _: {"capacity": {"unit": "beds", "available": 2}}),
    "referral.sent": ("new", "referral@1", lambda ids: {
        "handover": {"recipient": ids["here"], **NEED},
        "line": {k: ids[k] for k in ("survivor", "case", "line", "release")}}),
    "referral.resealed": ("referral", "resealing@1",
                          lambda ids: {"sheet": {
                              "sheet": "x", "sealed_to": [ids["worker"]]}}),
    "referral.accepted": ("referral", "answer@1",
                          lambda _: {"answer": {"said_by": "app"}}),
    "referral.declined": ("referral", "answer@1",
                          lambda _: {"answer": {"reason": "full", "said_by": "phone"}}),
    "service.received": ("referral", "receipt@1", lambda _: {
        "receipt": {"received": "yes", "confirmed_by": "survivor"}}),
    "organisation.edited": ("organisation", "organisation@1", lambda _: {
        "organisation": {"name": "x", "region": "gao", "services": ["legal"]}}),
    "request.received": ("new", "request@1", lambda ids: {
        "link": {"survivor": ids["survivor"]},
        "request": {"asked": ["read"], "asked_on": "2026-11-01"}}),
    "request.answered": ("request", "request_answer@1", lambda _: {"answer": {
        "done": ["was_read"], "answered_on": "2026-11-02"}}),
    "breach.noted": ("breach", "breach_step@1", lambda _: {"step": {
        "step": "lesson", "note": "x"}}),
    "breach.closed": ("breach", "breach_end@1",
                      lambda _: {"ending": {"harm": "none"}}),
    "hold.placed": ("new", "hold@1", lambda ids: {"hold": {
        "survivor": ids["survivor"], "hold_why": "trial"}}),
    "hold.lifted": ("hold", "hold_end@1", lambda _: {"ending": {"lifted_why": "over"}}),
    "glass.requested": ("new", "glass@1", lambda ids: {
        "link": {"case": ids["case"], "survivor": ids["survivor"]},
        "glass": {"glass_why": "in_danger"}}),
    "glass.released": ("glass", "glass_release@1",
                       lambda _: {"answer": {"released": "yes"}}),
    "glass.refused": ("glass", "glass_refusal@1",
                      lambda _: {"answer": {"glass_refusal": "lead_can"}}),
    "glass.closed": ("glass", "glass_end@1",
                     lambda _: {"end": {"glass_end": "done"}}),
    "rota.set": ("new", "rota@1", lambda ids: {"rota": {
        "agency": ids["agency"], "on_call": [ids["worker"]]}}),
    "holder.named": ("new", "holder@1", lambda ids: {"holder": {
        "agency": ids["agency"], "owner": "vault", "epoch": 1,
        "worker": ids["worker"]}}),
    "key.seconded": ("asked_key", "second@1",
                     lambda _: {"seconded": {"signature": "x"}}),
    "key.refused": ("asked_key", "key_refusal@1",
                    lambda _: {"refusing": {"key_reason": "unclear"}}),
    "holder.seconded": ("asked_holder", "second@1",
                        lambda _: {"seconded": {"signature": "x"}}),
    "holder.refused": ("asked_holder", "key_refusal@1",
                       lambda _: {"refusing": {"key_reason": "unclear"}}),
    "agreement.signed": ("new", "agreement@1", lambda ids: {"agreement": {
        "agency": ids["agency"], "partner": ids["new"], "owner": "vault"}}),
    "agreement.ended": ("agreement", "agreement_end@1",
                        lambda _: {"ending": {"agreement_end": "not_needed"}}),
    "shares.made": ("new", "sheets@1", lambda ids: {"sheets": {
        "agency": ids["agency"], "epoch": 1,
        **dict.fromkeys(("first", "second", "third"), ids["worker"])}}),
    "share.acknowledged": ("new", "sheet@1", lambda ids: {"sheet": {
        "agency": ids["agency"], "epoch": 1, "part": 1}}),
    "drill.passed": ("new", "drill@1", lambda ids: {"drill": {
        "agency": ids["agency"], "epoch": 1, "one": 1, "other": 2,
        "proof": b64(bytes(64))}}),
    "front.chosen": ("agency", "front@1", lambda _: {"front": {
        "front_label": "agenda", "front_icon": "goutte"}}),
    "agency.activated": ("agency", "activation@1",
                         lambda _: {"activation": {"agreed": "yes"}}),
    "renewal.opened": ("new", "renewal@1", lambda ids: {"renewal": {
        "worker": ids["worker"], "token_hash": b64(bytes(32)),
        "until": "2026-11-25T00:00:00.000Z"}}),
    "renewal.confirmed": ("new", "confirmation@1", lambda ids: {"confirmation": {
        "renewal": ids["renewal"], "print": b64(bytes(32))}}),
    "caseload.rewrapped": ("new", "rewrapping@1", lambda ids: {"rewrapping": {
        "renewal": ids["renewal"], "half": "vault"}}),
    "departure.opened": ("new", "departure@1", lambda ids: {
        "departure": {"worker": ids["worker"]}}),
    "departure.dropped": ("departure", "staying@1", lambda ids: {
        "staying": {"worker": ids["worker"]}}),
    "worker.left": ("departure", "leaving@1", lambda ids: {
        "leaving": {"worker": ids["worker"], "reached": "no"}}),
    "case.handed": ("case", "handing@1", lambda ids: {"handing": {
        "survivor": ids["survivor"], "departure": ids["departure"],
        "to": ids["worker"]}}),
    "survivor.assigned": ("survivor", "assigning@1", lambda ids: {"handing": {
        "departure": ids["departure"], "to": ids["worker"]}}),
    "half.given": ("case", "half_given@1", lambda ids: {"giving": {
        "survivor": ids["survivor"], "half": "vault"}}),
    "case.taken": ("case", "taking_over@1", lambda ids: {
        "taking": {"survivor": ids["survivor"]}}),
    "passphrase.changed": ("worker", "passphrase@1", lambda _: {
        "passphrase": {"bundle": b64(bytes(32))}}),
    "caseload.taken": ("new", "taking@1",
                       lambda ids: {"taking": {"renewal": ids["renewal"]}}),
    "role.granted": ("new", "role@1", lambda ids: {"role": {
        "worker": ids["worker"], "agency": ids["agency"], "role": "supervisor"}}),
    "role.ended": ("grant", "role_end@1", lambda _: {
        "ending": {"reason": "left"}, "ending_signed": {"signature": "x"}}),
    "role.seconded": ("asked_role", "second@1",
                      lambda _: {"seconded": {"signature": "x"}}),
    "role.refused": ("asked_role", "role_refusal@1",
                     lambda _: {"refusing": {"role_reason": "unclear"}}),
    "blockade.declared": ("new", "blockade@1", lambda ids: {"blockade": {
        "agency": ids["agency"], "cercle": "mopti", "devices": [ids["device"]],
        "until": "2026-11-25"}}),
    "blockade.confirmed": ("blockade", "blockade_word@1",
                           lambda _: {"word": {"confirmed": "yes"}}),
    "access.given": ("new", "access@1", lambda ids: {"access": {
        "survivor": ids["survivor"], "access_wanted": "yes"}}),
    "access.reset": ("access", "access_reset@1",
                     lambda _: {"reset": {"access_reset": "forgotten"}}),
    "access.ended": ("access", "access_end@1",
                     lambda _: {"end": {"access_end": "asked"}}),
    "access.locked": ("access", "access_lock@1",
                      lambda _: {"lock": {"access_lock": "tries"}}),
    "callback.asked": ("new", "callback@1", lambda ids: {
        "callback": {"survivor": ids["survivor"]}}),
    "callback.done": ("callback", "callback_done@1",
                      lambda _: {"done": {"called_back": "reached"}}),
    "site.staffed": ("new", "site_staff@1", lambda ids: {"staff": {
        "site": ids["site"], "staff": [ids["worker"]]}}),
    "site.readied": ("site", "site_readiness@1", lambda _: {"readiness": {}}),
    "centre.opened": ("new", "centre@1", lambda ids: {
        "link": {"site": ids["site"]}, "centre": {"beds": 1}}),
    "centre.edited": ("centre", "centre@1", lambda _: {"centre": {"beds": 1}}),
    "duty.set": ("new", "duty@1", lambda ids: {"duty": {
        "centre": ids["centre"], "day": "2026-11-02", "shift": "day"}}),
    "shelf.counted": ("centre", "shelf@1", lambda _: {"shelf": {"pep": 2}}),
    "visit.opened": ("new", "visit@1", lambda ids: {"visit": {
        "centre": ids["centre"], "came_on": "2026-11-02"}}),
    "visit.ticked": ("visit", "visit_parts@1",
                     lambda _: {"parts": {"parts": ["medical"]}}),
    "turn_away.recorded": ("new", "turn_away@1", lambda ids: {"turn_away": {
        "centre": ids["centre"], "came_on": "2026-11-02", "missing": "cost"}}),
    "checklist.filled": ("new", "checklist@1", lambda ids: {"checklist": {
        "centre": ids["centre"], "month": "2026-11"}}),
    "site.locked": ("new", "site_lock@1", lambda ids: {"lock": {
        "site": ids["site"], "lock_why": "attack"}}),
    "site.suspended": ("site", "suspension@1",
                       lambda ids: {"suspension": {"lock": ids["lock"]}}),
    "unlocking.proposed": ("lock", "unlocking@1", lambda _: {"unlocking": SAFE}),
    "site.unlocked": ("lock", "unlocking@1", lambda _: {"unlocking": SAFE}),
    "referral.returned": ("referral", "putting_back@1", lambda ids: {"return": {
        "lock": ids["lock"], "reason": "locked"}}),
    "detour.told": ("detour", "detour@1",
                    lambda _: {"telling": {"detour_told": "yes"}}),
    "verification.asked": ("new", "verification@1", lambda ids: {"asking": {
        "site": ids["site"], "token_hash": b64(bytes(32)),
        "until": "2026-11-10T00:00:00.000Z"}}),
    "verification.answered": ("verification", "verification_answer@1",
                              lambda _: {"answer": {"still": "yes"}}),
    "site.doubted": ("site", "site_doubt@1", lambda _: {"doubt": {"doubt": "silent"}}),
    "site.opened": ("new", "site_opening@1",
                    lambda ids: {"opening": {"site": ids["site"]}}),
    "travel.reported": ("new", "travel@1", lambda ids: {
        "link": {"site": ids["site"]}, "travel": {
            "cercle": "gao", "mode": "car", "season": "dry", "hours": 3,
            "way": "open"}}),
    "feedback.given": ("new", "feedback@1", lambda ids: {
        "link": {"site": ids["site"]}, "feedback": {"got": "yes"}}),
    "clearing.settled": ("clearing", "clearing_look@1",
                         lambda _: {"look": {"clearing_talked": "yes"}}),
    "device.revoked": ("device", "revocation@1",
                       lambda _: {"revocation": {"reason": "lost"}}),
}  # fmt: skip
# What opens something new has no record of somebody else's to name.
OPENS = {
    "agency.registered", "breach.opened", "consent.given", "device.cleared",
    "device.enrolled",
    "edition.made", "export.made", "key.published", "retention.applied",
    "organisation.registered", "worker.invited", "worker.joined",
    "renewal.asked", "keys.renewed",  # her own, and through the door of a link only
}  # fmt: skip
# Refused in words of their own, and alike whether it exists or not.
SAID = {
    "holder.named": "key.not_held", "renewal.confirmed": "renewal.unknown",
    "caseload.rewrapped": "renewal.unknown", "caseload.taken": "renewal.unknown",
}  # fmt: skip
