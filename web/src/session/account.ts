/** Sign in: allauth's app client, its session token in memory only. */

import { Refused } from "../formats/refusal.ts";
import { type Answer, ask } from "./call.ts";

const BASE = "/_allauth/app/v1";

type Meta = { readonly meta?: { readonly session_token?: string; readonly secret?: string; readonly totp_url?: string } };
type Flows = { readonly data?: { readonly flows?: readonly { readonly id: string; readonly is_pending?: boolean; readonly types?: readonly string[] }[] } };

/** `hasKey`: a key of a device may stand for the code. */
export type Entered = { readonly token: string; readonly codeNeeded: boolean; readonly hasKey: boolean };
export type Secret = { readonly secret: string; readonly link: string };

/** Give the login key; the second factor may still be missing. */
export async function enter(username: string, login: string): Promise<Entered> {
  const answer = await ask(`${BASE}/auth/login`, { method: "POST", body: { username, password: login } });
  const token = (answer.body as Meta | null)?.meta?.session_token ?? "";
  if (answer.status === 200 && token) return { token, codeNeeded: false, hasKey: false };
  const asked = pending(answer, "mfa_authenticate");
  if (answer.status === 401 && token && asked) return { token, codeNeeded: true, hasKey: asked.types?.includes("webauthn") ?? false };
  throw new Refused(answer.status === 429 ? "unlock.often" : "unlock.wrong");
}

/** Give the six digits; return the token that is then in force. */
export async function secondFactor(token: string, code: string): Promise<string> {
  const answer = await ask(`${BASE}/auth/2fa/authenticate`, { method: "POST", body: { code }, token });
  if (answer.status !== 200) throw new Refused(answer.status === 429 ? "unlock.often" : "unlock.code");
  return (answer.body as Meta | null)?.meta?.session_token ?? token;
}

/** Return the secret for a new second factor; null when there is one already. */
export async function newSecret(token: string): Promise<Secret | null> {
  const answer = await ask(`${BASE}/account/authenticators/totp`, { token });
  if (answer.status === 200) return null;
  const { secret = "", totp_url: link = "" } = (answer.body as Meta | null)?.meta ?? {};
  if (answer.status !== 404 || !secret) throw new Refused("unlock.second");
  return { secret, link };
}

/** Prove that the second factor works. */
export async function confirmSecret(token: string, code: string): Promise<string> {
  const answer = await ask(`${BASE}/account/authenticators/totp`, { method: "POST", body: { code }, token });
  if (answer.status !== 200) throw new Refused("unlock.code");
  return (answer.body as Meta | null)?.meta?.session_token ?? token;
}

/** End the session on the server. */
export async function leave(token: string): Promise<void> {
  await ask(`${BASE}/auth/session`, { method: "DELETE", token }).catch(() => undefined);
}

function pending(answer: Answer, flow: string) {
  const flows = (answer.body as Flows | null)?.data?.flows ?? [];
  return flows.find((one) => one.id === flow && one.is_pending === true);
}
