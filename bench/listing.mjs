// How long it takes to find a code among the cases that a device only lists; prints milliseconds.
//
//     node bench/listing.mjs HOW-MANY

import { newCode, newId } from "../web/src/formats/ids.ts";
import { found } from "../web/src/shelf/lines.ts";

const TIMES = 50;
const line = () => ({ root: newId(), code: newCode(), opened: "", needs: ["health"], next: "", news: false, versions: [] });
const lines = Array.from({ length: Number(process.argv[2]) }, line);
const took = Array.from({ length: TIMES }, (_none, at) => {
  const { code } = lines[(at * 37) % lines.length];
  const begun = performance.now();
  if (found(lines, code.toLowerCase()).length === 0) throw new Error("not found");
  return performance.now() - begun;
});
console.log(Math.max(...took));
