/** Keys of devices (passkeys): a second factor that the device itself keeps. They open nothing sealed. */

import { b64, unb64 } from "../formats/canon.ts";
import { Refused } from "../formats/refusal.ts";
import { ask, call } from "./call.ts";

const BASE = "/_allauth/app/v1";
const KEYS = `${BASE}/account/authenticators/webauthn`;
const STEP = `${BASE}/auth/webauthn/authenticate`;
const SAID: { readonly [name: string]: string } = {
  NotAllowedError: "passkey.stopped",
  InvalidStateError: "passkey.already",
  SecurityError: "passkey.place",
};

export type Factor = {
  readonly type: string;
  readonly id?: number;
  readonly name?: string;
  /** Seconds since 1970, as allauth says them. */
  readonly created_at: number;
  readonly last_used_at: number | null;
};
type Named = { readonly id: string; readonly type: PublicKeyCredentialType };
type Asked = { readonly challenge: string; readonly excludeCredentials?: readonly Named[]; readonly allowCredentials?: readonly Named[] };
type ToMake = { readonly data: { readonly creation_options: { readonly publicKey: Asked & { readonly user: { readonly id: string } } } } };
type ToShow = { readonly data: { readonly request_options: { readonly publicKey: Asked } } };

/** Tell whether this browser can keep such a key. */
export function canKeep(): boolean {
  return "PublicKeyCredential" in globalThis;
}

/** Return the second factors that somebody has. */
export async function factors(token: string): Promise<readonly Factor[]> {
  return (await call<{ data: readonly Factor[] }>(`${BASE}/account/authenticators`, { token })).data;
}

/** Let a key be born in this device. */
export async function addKey(token: string, name: string): Promise<void> {
  const { data } = await call<ToMake>(KEYS, { token });
  const { publicKey: asked } = data.creation_options;
  const publicKey = { ...asked, ...bytesOf(asked), user: { ...asked.user, id: unb64(asked.user.id) } } as unknown as PublicKeyCredentialCreationOptions;
  const born = await asking(() => navigator.credentials.create({ publicKey }));
  const { clientDataJSON, attestationObject } = born.response as AuthenticatorAttestationResponse;
  const credential = written(born, { clientDataJSON, attestationObject });
  const { status } = await ask(KEYS, { method: "POST", token, body: { name, credential } });
  if (status !== 200) throw new Refused("passkey.refused");
}

/** Take a key away; the last factor stays. */
export async function removeKey(token: string, id: number): Promise<void> {
  const { status } = await ask(KEYS, { method: "DELETE", token, body: { authenticators: [id] } });
  if (status !== 200) throw new Refused(status === 409 ? "passkey.last" : "passkey.refused");
}

/** Show a key as the second step; return the token that is then in force. */
export async function showKey(token: string): Promise<string> {
  const { data } = await call<ToShow>(STEP, { token });
  const { publicKey: asked } = data.request_options;
  const publicKey = { ...asked, ...bytesOf(asked) } as unknown as PublicKeyCredentialRequestOptions;
  const shown = await asking(() => navigator.credentials.get({ publicKey }));
  const { clientDataJSON, authenticatorData, signature } = shown.response as AuthenticatorAssertionResponse;
  const credential = written(shown, { clientDataJSON, authenticatorData, signature });
  const { status, body } = await ask(STEP, { method: "POST", token, body: { credential } });
  if (status !== 200) throw new Refused(status === 429 ? "unlock.often" : "passkey.refused");
  return (body as { meta?: { session_token?: string } } | null)?.meta?.session_token ?? token;
}

async function asking(work: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const found = await work();
    if (found instanceof PublicKeyCredential) return found;
  } catch (error) {
    throw new Refused(SAID[error instanceof Error ? error.name : ""] ?? "passkey.refused", "", error);
  }
  throw new Refused("passkey.refused");
}

function bytesOf({ challenge, excludeCredentials, allowCredentials }: Asked) {
  const named = (list: readonly Named[] = []) => list.map(({ id, type }) => ({ type, id: unb64(id) }));
  return {
    challenge: unb64(challenge),
    ...(excludeCredentials ? { excludeCredentials: named(excludeCredentials) } : {}),
    ...(allowCredentials ? { allowCredentials: named(allowCredentials) } : {}),
  };
}

function written({ id, rawId, type }: PublicKeyCredential, parts: { readonly [name: string]: ArrayBuffer }) {
  const response = Object.fromEntries(Object.entries(parts).map(([name, raw]) => [name, b64(new Uint8Array(raw))]));
  return { id, rawId: b64(new Uint8Array(rawId)), type, response };
}
