/**
 * Build web/dist: the worker app as ES modules, and two style sheets.
 * The same sources always give the same bytes.
 */

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { argv, exit, stderr, stdout } from "node:process";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const HERE = import.meta.dirname;
const DIST = argv[3] ? resolve(argv[3]) : join(HERE, "dist");
const STYLES = join(HERE, "styles");
const TARGET = "chrome95";
const SHEETS = {
  "app.css": () => true, // everything, for /app/
  "carnet.css": (name) => !name.endsWith("-app.css"), // pages drawn by the server
};

// `node build.mjs [ENTRY [FOLDER]]`; both are for tests.
const entry = argv[2] ?? join(HERE, "src", "app.ts");
if (!existsSync(entry)) {
  stderr.write(`Nothing to build: ${entry} does not exist.\n`);
  exit(1);
}

const { outputFiles } = await build({
  absWorkingDir: HERE,
  entryPoints: [entry],
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
  logLevel: "warning",
  write: false,
}).catch(() => exit(1)); // esbuild has said why; the old build stays

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST);
for (const { path, contents } of outputFiles) writeFileSync(path, contents);

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
