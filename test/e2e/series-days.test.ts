import type { BrowserContext } from "playwright-core";
import {
  eventually,
  finishSetup,
  newWindow,
  openErp,
  openOutlook,
  picture,
  stateIs,
  type Outlook,
} from "./browser.ts";
import { flawsOf, paneFlaws } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

/** A series where the ERP holds none: each of its days is an activity of its own. */

jest.setTimeout(240_000);

const start = theProduct({}, { erpSeries: false });
let stack: Stack;
let context: BrowserContext;

const ada = "ada@contoso.example";
const dayOf = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const daily = (subject: string, from: string, range: object) => ({
  subject,
  start: { dateTime: `${from}T13:00:00`, timeZone: "UTC" },
  end: { dateTime: `${from}T13:30:00`, timeZone: "UTC" },
  recurrence: { pattern: { type: "daily", interval: 1 }, range: { ...range, startDate: from } },
});

interface Shown {
  readonly id: string;
  readonly subject: string;
}

async function newSeries(subject: string, from: string, range: object): Promise<string> {
  const made = await stack.graph(ada, "POST", "/me/events", daily(subject, from, range));
  return (made as Shown).id;
}

/** Its days as Outlook has them, in order. */
async function daysOf(master: string): Promise<readonly Shown[]> {
  const view = `startDateTime=${dayOf(-7)}T00:00:00Z&endDateTime=${dayOf(30)}T00:00:00Z`;
  const found = await stack.graph(ada, "GET", `/me/events/${master}/instances?${view}&$top=50`);
  return (found as { value: readonly Shown[] }).value;
}

async function activities(subject: string): Promise<readonly Shown[]> {
  const page = (await stack.erp("u-ada", "GET", "/activities?limit=100")) as {
    readonly activities: readonly Shown[];
  };
  return page.activities.filter((one) => one.subject === subject);
}

/** From one day to the page of all of them. */
async function showSeries({ pane }: Outlook): Promise<void> {
  await pane
    .getByRole("button", { name: /^(All days of the series|Alle Tage der Serie)$/ })
    .click();
  await pane.getByRole("button", { name: /^(This day only|Nur diesen Tag)$/ }).waitFor();
}

async function openItem(subject: string, query = ""): Promise<Outlook> {
  const outlook = await openOutlook(context, stack, query);
  await outlook.open(subject);
  await outlook.openPane();
  return outlook;
}

beforeAll(async () => {
  ({ stack, context } = await start());
});

it("a series is switched on as a whole, and its page leads to the day that needs somebody", async () => {
  const master = await newSeries("Stand-up", dayOf(1), {
    type: "numbered",
    numberOfOccurrences: 5,
  });
  const outlook = await openItem("Stand-up");
  const { pane } = outlook;
  await pane.getByRole("combobox", { name: "Company" }).waitFor();
  await finishSetup(outlook);

  // One of its days is open: from there to all of them.
  await showSeries(outlook);
  await pane.getByRole("button", { name: "Sync to ERP" }).click();
  await stateIs({ pane }, "In sync");
  const facts = pane.getByRole("region", { name: "Its days in the ERP" });
  await facts.getByText("5 in sync").waitFor();
  expect(await activities("Stand-up")).toHaveLength(5);
  await picture(outlook.page, "pane-series-days");
  expect(await paneFlaws(outlook.page)).toEqual([]);

  // One of them gets another name in the ERP: it alone, in Outlook too.
  const erp = await openErp(context, stack);
  await erp.edit("Stand-up", { Subject: "Stand-up at Northwind" });
  await outlook.chip("Stand-up at Northwind").first().waitFor();
  await outlook.open("Stand-up at Northwind");
  await outlook.openPane();
  await pane.getByText("One day of a series", { exact: false }).waitFor();
  await stateIs({ pane }, "In sync");
  expect(await activities("Stand-up")).toHaveLength(4);

  // Another is renamed on both sides before anybody is told.
  const day = (await daysOf(master)).find(({ subject }) => subject === "Stand-up");
  const [activity] = await activities("Stand-up");
  await stack.control("POST", "/notifications", { mode: "drop" });
  await stack.graph(ada, "PATCH", `/me/events/${day?.id ?? ""}`, { subject: "Stand-up, short" });
  await stack.erp("u-ada", "PATCH", `/activities/${activity?.id ?? ""}`, {
    subject: "Stand-up, long",
  });
  await stack.control("POST", "/notifications", { mode: "normal" });
  await showSeries(outlook);
  await pane.getByRole("button", { name: "Sync now", exact: true }).click();
  await stateIs({ pane }, "Needs your decision");
  await pane.getByRole("button", { name: "History of its days" }).click();
  await picture(outlook.page, "pane-series-days-decision");
  expect(await paneFlaws(outlook.page)).toEqual([]);

  await pane
    .getByRole("region", { name: "Days that need you" })
    .getByRole("button", { name: /^Open / })
    .click();
  await pane.getByRole("button", { name: "Keep mine: Subject" }).waitFor();
  await picture(outlook.page, "pane-series-days-day");
  expect(await paneFlaws(outlook.page)).toEqual([]);
  await pane.getByRole("button", { name: "Keep mine: Subject" }).click();
  await stateIs({ pane }, "In sync");
  await showSeries(outlook);
  await facts.getByText("5 in sync").waitFor();
  await eventually(async () => (await activities("Stand-up, short")).length === 1);

  // Deleted as a whole: what an undo would make of its days is said before it is asked for.
  await stack.graph(ada, "DELETE", `/me/events/${master}`);
  await eventually(async () => (await activities("Stand-up")).length === 0);
  const portal = await newWindow(context);
  await portal.goto(`${stack.addresses.product}/portal.html`);
  await portal
    .getByRole("button", { name: /^Undo all of it/ })
    .first()
    .click();
  const dialog = portal.getByRole("dialog");
  await dialog.getByText("5 days of series come back as single appointments").waitFor();
  await picture(portal, "portal-undo-series-days");
  expect(await flawsOf(portal)).toEqual([]);
  await dialog.getByRole("button", { name: "Undo", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await eventually(async () => (await activities("Stand-up")).length === 3);
  await portal.close();
  expect(stack.failures).toEqual([]);
  expect(stack.sandbox.graph.mails()).toEqual([]);
  await Promise.all([outlook.page.close(), erp.page.close()]);
});

it("who reads German is asked about a doubtful split, and one answer holds for all days", async () => {
  const [yesterday, today] = [dayOf(-1), dayOf(0)];
  const master = await newSeries("Review", yesterday, { type: "noEnd" });
  const outlook = await openItem("Review", "?lang=de");
  const { pane } = outlook;
  await showSeries(outlook);
  await pane.getByRole("button", { name: "Ins ERP übertragen" }).click();
  await stateIs({ pane }, "Abgeglichen");

  const cut = daily("Review", yesterday, { type: "endDate", endDate: yesterday });
  await stack.graph(ada, "PATCH", `/me/events/${master}`, { recurrence: cut.recurrence });
  await newSeries("Forecast", today, { type: "noEnd" });
  await outlook.open("Forecast");
  await outlook.openPane();
  await stateIs({ pane }, "Ihre Entscheidung ist gefragt");
  await pane.getByRole("heading", { name: /„Review“/ }).waitFor();
  await picture(outlook.page, "pane-split-german");
  expect(await paneFlaws(outlook.page)).toEqual([]);
  await pane.getByRole("radio", { name: /„Forecast“/ }).check();
  await pane.getByRole("button", { name: "So festhalten" }).click();
  await stateIs({ pane }, "Abgeglichen");
  expect(stack.failures).toEqual([]);
});
