/**
 * Build web/dist: the worker app as ES modules, and three style sheets.
 * The same sources always give the same bytes. The demo's visit is built apart:
 * what it shares with the app must not change how the app is cut into parts.
 */

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { argv, env, exit, stderr, stdout } from "node:process";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { behind, begun, together } from "./together.mjs";

const HERE = import.meta.dirname;
const DIST = argv[3] ? resolve(argv[3]) : join(HERE, "dist");
const STYLES = join(HERE, "styles");
const TARGET = "chrome95";
const SHEETS = {
  "app.css": (name) => !/-(desk|look|visit|help)\.css$/.test(name), // for /app/
  "carnet.css": (name) => !/-(app|visit|help)\.css$/.test(name), // pages drawn by the server
  "help.css": (name) => /-help\.css$|^[1-5]0-|^45-|^61-|^90-/.test(name), // for anyone, on a slow road
  "visit.css": (name) => name.endsWith("-visit.css"), // the demo's cards and bar
};

// `node build.mjs [ENTRY [FOLDER [ACCOUNT]]]`: what stands in which file; for tests and benchmarks.
const source = (...parts) => join(HERE, "src", ...parts);
// Scripts of their own: each is one file, and knows no other.
const ALONE = ["stretch.ts", "keeper/keeper.ts", "keeper/retired.ts", "help.ts"].map((name) => source(...name.split("/")));
const [APP, DAY] = [source("app.ts"), source("pages", "daily.ts")];
const bundles = argv[2] ? [argv[2]] : [APP, source("desk.ts"), source("visit", "visit.ts")];
const alone = argv[2] ? [] : ALONE;
const missing = bundles.find((entry) => !existsSync(entry));
if (missing) {
  stderr.write(`Nothing to build: ${missing} does not exist.\n`);
  exit(1);
}

const built = (entryPoints, more = {}) => build({
  absWorkingDir: HERE,
  entryPoints,
  outdir: DIST,
  bundle: true,
  splitting: true,
  format: "esm",
  target: TARGET,
  platform: "browser",
  minify: true,
  charset: "utf8",
  legalComments: "linked",
  entryNames: "[name]",
  chunkNames: "part-[hash]",
  preserveSymlinks: true, // where the libraries lie must not change the names of the parts
  logLevel: "warning",
  write: false,
  metafile: true,
  define: { RELEASE_PUBLIC: JSON.stringify(env.DEMESO_RELEASE_PUBLIC ?? "") },
  ...more,
});
/** Build one entry; the app a second time, once it is known what belongs together. */
async function bundled(entry) {
  const first = await built([entry]);
  if (entry !== APP) return first;
  const { inputs } = first.metafile;
  const wanted = [...new Set([APP, DAY].flatMap((one) => behind(inputs, one, HERE)))].filter((one) => one !== APP);
  return built([entry], { plugins: [together(begun(inputs, HERE), wanted)] });
}

const outputs = await Promise.all([...bundles.map(bundled), ...alone.map((entry) => built([entry], { splitting: false, format: "iife" }))]).catch(() => exit(1)); // esbuild has said why; the old build stays

if (argv[4]) writeFileSync(argv[4], JSON.stringify(outputs.map(({ metafile }) => metafile.outputs)));
rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST);
for (const { path, contents } of outputs.flatMap(({ outputFiles }) => outputFiles)) writeFileSync(path, contents);
if (!argv[2]) writeFileSync(join(DIST, "ahead.json"), JSON.stringify(ahead(outputs[0].metafile.outputs)));

/** The parts that the document names, so that all are asked for at once: the door's, then the day's. */
function ahead(files) {
  const of = (entry) => Object.keys(files).find((name) => files[name].entryPoint && resolve(HERE, files[name].entryPoint) === entry);
  const names = (entry) => behind(files, resolve(HERE, of(entry)), HERE).map((name) => basename(name));
  const door = names(APP).filter((name) => name !== "app.js");
  return { door, day: names(DAY).filter((name) => !door.includes(name)) };
}

const parts = existsSync(STYLES) ? readdirSync(STYLES).filter((name) => name.endsWith(".css")).sort() : [];
for (const [sheet, wants] of Object.entries(SHEETS)) {
  const text = parts.filter(wants).map((name) => readFileSync(join(STYLES, name), "utf8"));
  const { code } = await transform(text.join("\n"), { loader: "css", minify: true, target: TARGET });
  writeFileSync(join(DIST, sheet), code);
}

for (const name of readdirSync(DIST).sort()) {
  const raw = readFileSync(join(DIST, name));
  const sizes = [raw.length, gzipSync(raw, { level: 9 }).length, brotliCompressSync(raw).length];
  stdout.write(`${name.padEnd(28)}${sizes.map((size) => String(size).padStart(9)).join("")}\n`);
}
