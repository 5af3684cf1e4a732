/** Which day to propose for the next contact: by risk and by what was agreed. Pure. */

/** Days until the next contact, as demeso/casework/rules/following.py has them (domain 1.2, 8.2). */
const AFTER: { readonly [risk: string]: number } = { high: 1, medium: 14, low: 30 };
const UNKNOWN = 14;
/** A high risk that was followed up is seen each week. */
const CALMER = 7;

/** Return the day to propose; `met` says whether she was met since the risk was high. */
export function proposed({ danger, risk, met }: { readonly danger: string; readonly risk: string; readonly met: boolean }, today: string): string {
  const days = danger === "yes" ? 1 : risk === "high" && met ? CALMER : (AFTER[risk] ?? UNKNOWN);
  const day = new Date(`${today}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
