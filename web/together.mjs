/**
 * What is always fetched together becomes one part, not thirty (docs/adr/0044).
 *
 * esbuild cuts a part for every set of entries that reaches a source. Each source that is
 * begun late is therefore told to reach all that stands by then: one set, one part.
 */

import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";

const STATIC = "import-statement";

/** Return a file and all that it imports before it runs, as a metafile tells it; each by its whole path. */
export function behind(files, entry, root) {
  const found = new Set();
  const go = (name) => {
    const file = files[name];
    if (!file || found.has(name)) return;
    found.add(name);
    for (const { path, kind } of file.imports) if (kind === STATIC) go(path);
  };
  go(relative(root, entry));
  return [...found].map((name) => resolve(root, name));
}

/** Return our sources that are begun late. */
export function begun(inputs, root) {
  const late = Object.values(inputs).flatMap(({ imports }) => imports).filter(({ kind, path }) => kind === "dynamic-import" && path.endsWith(".ts"));
  return new Set(late.map(({ path }) => resolve(root, path)));
}

/** Let each of these sources reach what is wanted of our own. */
export function together(late, wanted) {
  const ours = wanted.filter((path) => path.endsWith(".ts"));
  const reach = (path) => ours.filter((one) => one !== path).map((one) => `import ${JSON.stringify(`./${relative(dirname(path), one)}`)};\n`);
  return {
    name: "together",
    setup(work) {
      work.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (!late.has(path)) return undefined;
        return { contents: `${readFileSync(path, "utf8")}\n${reach(path).join("")}`, loader: "ts" };
      });
    },
  };
}
