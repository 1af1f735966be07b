// Writes a .br and a .gz beside every text of the built application, smaller than what it stands for.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const FOLDER = fileURLToPath(new URL("../../runtime/static/", import.meta.url));
const TEXTS = /\.(js|css|svg|json|webmanifest)$/;

for (const name of readdirSync(FOLDER, { recursive: true })) {
  const path = FOLDER + name;
  if (!TEXTS.test(path) || !statSync(path).isFile()) continue;
  const content = readFileSync(path);
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  for (const [suffix, made] of [
    [".br", brotliCompressSync(content, best)],
    [".gz", gzipSync(content, { level: 9 })],
  ]) {
    if (made.length < content.length) writeFileSync(path + suffix, made);
  }
}
