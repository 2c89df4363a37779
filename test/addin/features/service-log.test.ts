/** What the Log panel asks for, and how it puts together what comes while it is shown. */
import { noFilters, queryOf } from "../../../addin/features/service/log/filters.ts";
import { withNews } from "../../../addin/features/service/log/useLog.ts";
import type { LogLineView, LogPageView } from "../../../server/api/contract/service/log.ts";
import { logFilterSchema, logKinds } from "../../../server/api/contract/service/log.ts";
import { en } from "../../../addin/locales/en.ts";

const nowMs = Date.parse("2026-11-28T16:00:00Z");
const line = (id: string, at: string): LogLineView => ({
  ...{ id, at, tenantId: "contoso", mailboxId: "ada", name: "Ada", address: "ada@contoso.example" },
  ...{ resource: "appointment", kind: "updated", side: "erp", origin: "microsoft" },
  ...{ outcome: "done", code: null, subject: "", fields: [], because: "R4", linkId: null },
  runId: null,
  requests: [],
});
const page = (entries: LogLineView[], tail: string): LogPageView => ({
  ...{ entries, tail, next: null, depth: "whole", lookedTo: null, tenants: [] },
  request: null,
});

it("asks about nothing that nobody chose, and about times as the backend reads them", () => {
  expect(queryOf({ ...noFilters, text: "  " })).toEqual({});
  const hour = queryOf({ ...noFilters, range: "hour", chosenAtMs: nowMs, side: "erp" });
  expect(hour).toEqual({ side: "erp", from: "2026-11-28T15:00:00.000Z" });
  const own = { ...noFilters, range: "own", from: "2026-11-27T08:00", to: "soon" } as const;
  const { from, ...rest } = queryOf(own);
  expect([Date.parse(from ?? ""), rest]).toEqual([Date.parse("2026-11-27T08:00"), {}]);
  for (const query of [hour, queryOf(own)])
    expect(logFilterSchema.safeParse(query).success).toBe(true);
});

it("has a word for every kind of line", () => {
  expect(Object.keys(en.historyKinds).sort()).toEqual([...logKinds].sort());
});

it("puts what came where its time says, once, and follows on from there", () => {
  const before = {
    pages: [page([line("b", "2"), line("a", "1")], "boot.1"), page([line("z", "0")], "boot.0")],
    pageParams: ["", "x"],
  };
  const news = { entries: [line("d", "4"), line("b", "2"), line("c", "1.5")], tail: "boot.9" };
  const after = withNews(before, news);
  expect(after?.pages[0]?.entries.map(({ id }) => id)).toEqual(["d", "b", "c", "a"]);
  expect(after?.pages[0]?.tail).toBe("boot.9");
  expect(after?.pages[1]).toBe(before.pages[1]);
});
