/** How the help of a case goes on. */

export type Course = {
  /** The day agreed for the next contact; empty when there is none. */
  nextOn: string;
  /** When she was last really met or heard. */
  lastContact: string;
  /** Moments at which her safe way was tried since then, in vain. */
  attempts: string[];
  closing: "" | "proposed" | "returned" | "closed";
  /** The record of the closing that was proposed last. */
  closure: string;
  /** When that was said, and why help was to end. */
  closingAt: string;
  reasons: string[];
  /** What a supervisor asks for first, when she gave it back. */
  first: string;
  /** When the case was last opened again: who she is and how to reach her is asked anew. */
  reopened: string;
};

/** Return a course on which nothing has happened. */
export function newCourse(): Course {
  return { nextOn: "", lastContact: "", attempts: [], closing: "", closure: "", closingAt: "", reasons: [], first: "", reopened: "" };
}
