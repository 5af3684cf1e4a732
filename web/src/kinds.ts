/** The form that each act fills. The server's table is config/acts/. */

export const FORM_OF = {
  "agency.registered": "agency@1",
  "worker.invited": "invitation@1",
  "role.granted": "role@1",
  "role.ended": "role_end@1",
  "key.published": "key@1",
  "organisation.registered": "organisation@1",
  "organisation.edited": "organisation@1",
  "consent.given": "consent@1",
  "consent.withdrawn": "withdrawal@1",
  "release.given": "release@1",
  "identity.recorded": "identity@1",
  "case.opened": "case@1",
  "needs.recorded": "needs@1",
  "outcome.recorded": "outcome@1",
  "safety.recorded": "safety@1",
  "assessment.completed": "assessment@1",
  "incident.recorded": "incident@1",
  "referral.sent": "referral@1",
  "referral.accepted": "answer@1",
  "referral.declined": "answer@1",
  "service.received": "receipt@1",
} as const;

export type Kind = keyof typeof FORM_OF;
