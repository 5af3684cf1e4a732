/** Speak JSON with the server: no cookie, problems by code. */

import { Refused } from "../formats/refusal.ts";
import { language } from "../words.ts";

export type Answer = { readonly status: number; readonly body: unknown };
export type Asked = {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  readonly token?: string;
  /** How long to wait for the whole answer. */
  readonly patience?: number;
};

const PATIENCE = 60_000;

/** Ask and return whatever came back; only a silent network is refused. */
export async function ask(path: string, { method = "GET", body, token, patience = PATIENCE }: Asked = {}): Promise<Answer> {
  const headers: Record<string, string> = { "Accept-Language": language(), Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers["X-Session-Token"] = token;
  const init: RequestInit = { method, headers, credentials: "omit", cache: "no-store" };
  if (body !== undefined) init.body = JSON.stringify(body);
  return timed(patience, async (signal) => {
    const response = await fetch(path, { ...init, signal });
    return { status: response.status, body: await response.json().catch(unread) };
  });
}

/** What is no JSON says nothing; an answer that was cut off is no answer. */
function unread(error: unknown): null {
  if (error instanceof SyntaxError) return null;
  throw error;
}

/** Ask and return the answer; refuse with the server's code when it said no. */
export async function call<T>(path: string, asked: Asked = {}): Promise<T> {
  const { status, body } = await ask(path, asked);
  if (status >= 400) throw refusalOf(status, body);
  return body as T;
}

/** Return the refusal that a problem document tells: its code, and the field at fault. */
export function refusalOf(status: number, body: unknown): Refused {
  const { code, field } = (body ?? {}) as { code?: unknown; field?: unknown };
  return new Refused(typeof code === "string" && code !== "" ? code : `http.${status}`, typeof field === "string" ? field : "");
}

/** Wait for an answer so long and no longer; browsers of a few years ago know no AbortSignal.timeout. */
export async function timed<T>(patience: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    return await silent(work(stop.signal));
  } finally {
    clearTimeout(timer);
  }
}

/** Turn a network that does not answer, or not in time, into a refusal with a code. */
export async function silent<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof Refused) throw error;
    const name = error instanceof Error ? error.name : "";
    throw new Refused(["TimeoutError", "AbortError"].includes(name) ? "network.slow" : "network.down", "", error);
  }
}

/** Return what went wrong; code that no network brought is a network that does not answer. */
export function unfetched(error: unknown): unknown {
  const isCode = error instanceof TypeError && /\bmodule\b/i.test(error.message); // in the words of each browser
  return isCode ? new Refused("network.down", "", error) : error;
}
