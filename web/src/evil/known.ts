/** A notebook before a server that lies about its log; for tests only. */

import { newWorkerKeys } from "../formats/entry.ts";
import { newId } from "../formats/ids.ts";
import type { ToldLog } from "../formats/log.ts";
import { clear, lay, send } from "../notebook.ts";
import type { KnownLog } from "../outbox/known-log.ts";
import { type Answer, Server, sitDown } from "../outbox/known.ts";
import { type Session, end } from "../session/session.ts";

export const OUMOU = newId();
export const AGENCY = newId();
/** Her key, and one that somebody would like to put in its place. */
export const [{ entry }, { entry: evil }] = [await newWorkerKeys(OUMOU), await newWorkerKeys(OUMOU)];
const people = { people: [{ id: OUMOU, called: "Oumou", agency: newId(), joined: true, roles: [] }], named: [], agencies: [{ id: AGENCY, name: "Association Dɛmɛ" }] };

/** Sit down before a server whose word on keys and log is this one. */
export async function before(log: KnownLog, said: Answer = log.answer, like?: Session): Promise<Server> {
  const server = new Server((path, method, body) => {
    if (path.startsWith("/app/v1/people")) return { body: people };
    return path.startsWith("/app/v1/keyring") ? { body: { pages: [] } } : said(path, method, body);
  });
  await sitDown("token", like);
  await lay();
  return server;
}

/** Close the notebook. */
export const shut = () => {
  clear();
  end({ rest: false });
};
/** Open it again: the log is compared anew. */
export async function unlockAgain(): Promise<void> {
  clear();
  await lay();
  await send();
}

/** What the server says, with something else in the place of its log. */
export const lying = (log: KnownLog, lie: (told: ToldLog) => ToldLog | Promise<ToldLog>): Answer => async (path, method, body) => {
  const answer = await log.answer(path, method, body);
  const told = answer?.body as { log?: ToldLog } | undefined;
  return told?.log ? { ...answer, body: { ...told, log: await lie(told.log) } } : answer;
};
