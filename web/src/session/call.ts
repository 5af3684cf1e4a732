/** Speak JSON with the server: no cookie, problems by code. */

import { Refused } from "../formats/refusal.ts";
import { language } from "../words.ts";

export type Answer = { readonly status: number; readonly body: unknown };
export type Asked = {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  readonly token?: string;
};

/** Ask and return whatever came back; only a silent network is refused. */
export async function ask(path: string, { method = "GET", body, token }: Asked = {}): Promise<Answer> {
  const headers: Record<string, string> = { "Accept-Language": language(), Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers["X-Session-Token"] = token;
  const init: RequestInit = { method, headers, credentials: "omit", cache: "no-store" };
  if (body !== undefined) init.body = JSON.stringify(body);
  const response = await silent(fetch(path, init));
  return { status: response.status, body: await response.json().catch(() => null) };
}

/** Ask and return the answer; refuse with the server's code when it said no. */
export async function call<T>(path: string, asked: Asked = {}): Promise<T> {
  const { status, body } = await ask(path, asked);
  if (status >= 400) throw new Refused(codeOf(body) ?? `http.${status}`);
  return body as T;
}

/** Turn a network that does not answer into a refusal with a code. */
export async function silent(request: Promise<Response>): Promise<Response> {
  try {
    return await request;
  } catch (error) {
    throw new Refused("network.down", "", error);
  }
}

/** Return the code of a problem document. */
export function codeOf(body: unknown): string | undefined {
  const code = (body as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
}
