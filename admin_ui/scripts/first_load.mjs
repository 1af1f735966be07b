// Prints what the list needs before its first row: the entry and the list's chunk with all that
// they import, compressed. `node scripts/first_load.mjs [directory of the build]`
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const built = process.argv[2] ?? fileURLToPath(new URL("../../runtime/static", import.meta.url));
const manifest = JSON.parse(readFileSync(join(built, ".vite/manifest.json"), "utf8"));
const seen = new Set();

function walk(name) {
  const chunk = manifest[name];
  if (!chunk || seen.has(chunk.file)) return;
  seen.add(chunk.file);
  for (const style of chunk.css ?? []) seen.add(style);
  for (const other of chunk.imports ?? []) walk(other);
}

for (const name of ["index.html", "src/records/grid/ListPage.tsx"]) walk(name);
const sizes = [...seen]
  .map((file) => ({ file, size: gzipSync(readFileSync(join(built, file))).length }))
  .sort((a, b) => b.size - a.size);
for (const { file, size } of sizes)
  console.log(`${(size / 1024).toFixed(1).padStart(8)} kB  ${file}`);
const total = sizes.reduce((sum, { size }) => sum + size, 0);
console.log(`${(total / 1024).toFixed(1).padStart(8)} kB  first load of the list, gzip`);
