/** What colleagues may do in each other's mailboxes, and in a team's. */
import { sharedMailboxes } from "../../../sandbox/tenants.ts";
import { lunch, openDesk, userNamed, type Desk, type Json } from "./desk.ts";

const scopes = ["Calendars.ReadWrite.Shared", "User.ReadBasic.All", "MailboxSettings.ReadWrite"];
const graces = "/users/grace@contoso.example";
const [team] = sharedMailboxes;
const teams = `/users/${team?.id ?? ""}`;
const listOf = (answer: { readonly body: Json }) => answer.body["value"] as readonly Json[];

function shared(desk: Desk, right: "none" | "read" | "write" | "full") {
  desk.graph.share({ owner: userNamed("grace"), with: userNamed("ada"), right });
}

it.each([
  ["read", 200, 403],
  ["write", 200, 201],
  ["full", 200, 201],
] as const)(
  "a calendar that is shared to %s is read (%i) and written (%i)",
  async (right, read, written) => {
    const desk = openDesk({ events: 2 });
    shared(desk, right);
    const ada = desk.as("ada", scopes);
    expect((await ada("GET", `${graces}/events`)).status).toBe(read);
    expect((await ada("POST", `${graces}/events`, { body: lunch() })).status).toBe(written);
    const calendar = await ada("GET", `${graces}/calendar`);
    expect(calendar.body).toMatchObject({ canEdit: written === 201, canShare: false });
  },
);

it.each([
  ["missing", 404, "ErrorItemNotFound"],
  ["denied", 403, "ErrorAccessDenied"],
] as const)("what is not shared, or no longer, is %s", async (notShared, status, code) => {
  const desk = openDesk({ events: 1 });
  desk.graph.switches.notShared = notShared;
  const ada = desk.as("ada", scopes);
  shared(desk, "read");
  const [event] = listOf(await ada("GET", `${graces}/events`));
  shared(desk, "none");
  for (const path of ["events", `events/${String(event?.["id"])}`, "calendar", "calendars"]) {
    const answer = await ada("GET", `${graces}/${path}`);
    expect([path, answer.status]).toEqual([path, status]);
    expect(answer.body["error"]).toMatchObject({ code });
  }
});

it("rights are of no use to an app without the scope, and settings stay their owner's", async () => {
  const desk = openDesk();
  shared(desk, "full");
  const plain = desk.as("ada", ["Calendars.ReadWrite"]);
  expect((await plain("GET", `${graces}/events`)).status).toBe(403);
  const ada = desk.as("ada", scopes);
  expect((await ada("GET", `${graces}/mailboxSettings`)).status).toBe(403);
});

describe("a private event", () => {
  const secret = { ...lunch(), subject: "Doctor", sensitivity: "private", attendees: [] };

  it.each([
    ["read", false],
    ["write", false],
    ["delegate", true],
    ["full", true],
  ] as const)("is shown to whom its calendar is shared to %s: %s", async (right, isShown) => {
    const desk = openDesk();
    const graces = await desk.as("grace", scopes)("POST", "/me/events", { body: secret });
    desk.graph.share({ owner: userNamed("grace"), with: userNamed("ada"), right });
    const ada = desk.as("ada", scopes);
    const path = `/users/grace@contoso.example/events/${String(graces.body["id"])}`;
    const seen = await ada("GET", path);
    const subject = isShown ? "Doctor" : "Private Appointment";
    expect(seen.body).toMatchObject({ subject, sensitivity: "private" });
    expect(seen.body["start"]).toEqual(graces.body["start"]);
    expect(JSON.stringify(seen.body).includes("Doctor")).toBe(isShown);
    const calendar = await ada("GET", "/users/grace@contoso.example/calendar");
    expect(calendar.body).toMatchObject({ canViewPrivateItems: isShown });
    // What he does not see he does not change either.
    const changed = await ada("PATCH", path, { body: { showAs: "free" } });
    expect(changed.status).toBe(isShown ? 200 : 403);
  });
});

it("a shared calendar stands in the other's list, under an id of its own", async () => {
  const desk = openDesk();
  const grace = desk.as("grace", scopes);
  await grace("POST", "/me/calendars", { body: { name: "Site visits" } });
  const { id: own } = listOf(await grace("GET", "/me/calendars"))[1] ?? {};
  const sharing = { owner: userNamed("grace"), with: userNamed("ada"), calendar: "Site visits" };
  desk.graph.share({ ...sharing, right: "read" });
  const ada = desk.as("ada", scopes);
  const [, listed] = listOf(await ada("GET", "/me/calendars"));
  expect(listed).toMatchObject({ name: "Site visits", canEdit: false, isDefaultCalendar: false });
  expect(listed?.["owner"]).toMatchObject({ address: "grace@contoso.example" });
  expect(listed?.["id"]).not.toBe(own);
  expect(listOf(await ada("GET", `${graces}/calendars`))).toMatchObject([{ id: own }]);
  desk.graph.share({ ...sharing, right: "none" });
  expect(listOf(await ada("GET", "/me/calendars"))).toHaveLength(1);
});

it("a team's mailbox is open to those who were given it, and organizes what they make in it", async () => {
  const desk = openDesk();
  const made = await desk.as("ada", scopes)("POST", `${teams}/events`, { body: lunch() });
  expect(made.body["organizer"]).toMatchObject({ emailAddress: { address: team?.address } });
  const id = String(made.body["id"]);
  expect((await desk.as("grace", scopes)("GET", `${teams}/events/${id}`)).status).toBe(200);
  expect((await desk.as("katherine", scopes)("GET", `${teams}/events/${id}`)).status).toBe(404);
});
