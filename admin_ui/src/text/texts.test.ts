import { expect, test } from "vitest";

const files = import.meta.glob<Record<string, unknown>>("./*/*.json", {
  eager: true,
  import: "default",
});

function names(texts: unknown, prefix = ""): string[] {
  if (typeof texts !== "object" || texts === null) return [prefix.replace(/_(one|other)$/, "")];
  return Object.entries(texts).flatMap(([key, value]) =>
    names(value, prefix ? `${prefix}.${key}` : key),
  );
}

const areas = [...new Set(Object.keys(files).map((path) => path.split("/")[2] ?? ""))];

test.each(areas)("%s says the same in both languages", (area) => {
  const zh = new Set(names(files[`./zh/${area}`]));
  const en = new Set(names(files[`./en/${area}`]));
  expect([...en].sort()).toEqual([...zh].sort());
});

test.each(Object.keys(files).filter((path) => path.includes("/zh/")))("%s is calm", (path) => {
  expect(JSON.stringify(files[path])).not.toMatch(/[您哦亲！]|(?<![邀申])请|成功|暂无数据/);
});
