/** What signs a demo person in. The server gives it out in demo mode only. */

export type Key = { readonly username: string; readonly passphrase: string; readonly code: string };
type Wait = { readonly wait: number };

/** Return somebody's passphrase and a fresh code; each code serves once, so wait for the next. */
export async function keyOf(who: string, tell: (seconds: number) => void): Promise<Key> {
  for (;;) {
    const answer = await fetch("/visite/cle", { method: "POST", credentials: "omit", body: new URLSearchParams({ who }) });
    if (!answer.ok) throw new Error(`no key: ${answer.status}`);
    const given = (await answer.json()) as Key | Wait;
    if (!("wait" in given)) return given;
    await countDown(given.wait, tell);
  }
}

async function countDown(seconds: number, tell: (seconds: number) => void): Promise<void> {
  for (let left = seconds; left > 0; left -= 1) {
    tell(left);
    await new Promise((done) => setTimeout(done, 1000));
  }
}
