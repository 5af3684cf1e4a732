// What stands before the server in production, for the measurements of slow lines: TLS, HTTP/2, brotli.
//
//     node bench/front.mjs PORT-OF-THE-SERVER OWN-PORT FOLDER-OF-THE-CERTIFICATE

import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createSecureServer } from "node:http2";
import { brotliCompressSync, constants } from "node:zlib";

const [server, own, folder] = process.argv.slice(2);
const PACKED = /json|text|javascript|svg|xml/u;
const LEAST = 200;
const [STATIC, MADE] = [11, 5].map((quality) => ({ params: { [constants.BROTLI_PARAM_QUALITY]: quality } }));
const packs = new Map();

const door = createSecureServer({
  allowHTTP1: true,
  key: readFileSync(`${folder}/key.pem`),
  cert: readFileSync(`${folder}/cert.pem`),
});

door.on("request", (asked, answer) => {
  const host = asked.authority ?? asked.headers.host;
  const headers = Object.fromEntries(Object.entries(asked.headers).filter(([name]) => !name.startsWith(":")));
  const passed = request(
    { host: "127.0.0.1", port: server, method: asked.method, path: asked.url, headers: { ...headers, host } },
    (told) => void pass(told, asked, answer),
  );
  passed.on("error", () => answer.writeHead(502).end());
  asked.pipe(passed);
});
door.listen(Number(own), "127.0.0.1");

async function pass(told, asked, answer) {
  const pieces = [];
  for await (const piece of told) pieces.push(piece);
  const { connection, "keep-alive": _kept, "transfer-encoding": _chunked, ...headers } = told.headers;
  const body = packed(Buffer.concat(pieces), asked, headers);
  answer.writeHead(told.statusCode, { ...headers, "content-length": body.length });
  answer.end(asked.method === "HEAD" ? undefined : body);
}

/** Return a body as it travels; what is built once is packed once, and hard. */
function packed(body, asked, headers) {
  const fits = PACKED.test(headers["content-type"] ?? "") && !headers["content-encoding"] && body.length > LEAST;
  if (!fits || !(asked.headers["accept-encoding"] ?? "").includes("br")) return body;
  const name = asked.url.startsWith("/static/") ? asked.url : "";
  const smaller = packs.get(name) ?? brotliCompressSync(body, name ? STATIC : MADE);
  if (name) packs.set(name, smaller);
  headers["content-encoding"] = "br";
  return smaller;
}
