/** Say no with a stable code, the same as `RefusedError` in Python. */

export class Refused extends Error {
  readonly code: string;
  readonly field: string;

  constructor(code: string, field = "", cause?: unknown) {
    super(field ? `${code} (${field})` : code, { cause });
    this.name = "Refused";
    this.code = code;
    this.field = field;
  }
}

/** Refuse with the code unless the condition holds. */
export function refuseUnless(allowed: boolean, code: string, field = ""): asserts allowed {
  if (!allowed) throw new Refused(code, field);
}
