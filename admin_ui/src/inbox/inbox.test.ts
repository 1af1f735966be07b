import { expect, test } from "vitest";
import { type Message, wayOf } from "./inbox";

const message: Message = {
  id: "1",
  title: "",
  text: "",
  record: null,
  todo: null,
  run: null,
  at: "2026-11-20T02:00:00Z",
  read_at: null,
};

test.each<[Partial<Message>, string | null]>([
  [{ record: { app: "crm", table: "lead", id: "7", title: null }, run: "9" }, "/a/crm/lead/7"],
  [{ run: "9", todo: "3" }, "/runs/9"],
  [{ todo: "3" }, "/todos"],
  [{}, null],
])("a message about %o leads to %s", (about, way) => {
  expect(wayOf({ ...message, ...about })).toBe(way);
});
