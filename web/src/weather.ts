/** How it stands between this device and the server, as every screen shows it. */

import type { Halt } from "./outbox/halt.ts";

export type Weather = {
  readonly offline: boolean;
  readonly waiting: number;
  /** What the person should know, by code; empty when all is well. */
  readonly troubles: readonly string[];
  /** What the keeper of the release says, by code; it stays until it says otherwise. */
  readonly release: string;
  /** The act that cannot be sent, when there is one. */
  readonly halt: Halt | null;
};

const UNKNOWN: Weather = { offline: true, waiting: 0, troubles: [], release: "", halt: null };
let weather = UNKNOWN;

/** Return the weather. */
export function forecast(): Weather {
  const { troubles, release } = weather;
  return release ? { ...weather, troubles: [...troubles, release] } : weather;
}

/** Tell every screen what has changed. */
export function tell(change: Partial<Weather>): void {
  weather = { ...weather, ...change };
  document.dispatchEvent(new CustomEvent("weather"));
}

/** Forget it: the next person's is another. */
export function forgetWeather(): void {
  weather = UNKNOWN;
}
