/** Answers that people recorded of the real service, provoked here: same status, code, words, members and headers. */
import {
  type Answer,
  type Ask,
  type Desk,
  type Json,
  etagOf,
  idOf,
  listOf,
  lunch,
  openDesk,
  userNamed,
} from "../sandbox/graph/desk.ts";
import { inMinutes, wanted } from "../sandbox/graph/subscriber.ts";
import { observedDeviations } from "./deviations.ts";
import { describeConformance } from "./describe-conformance.ts";
import { readReference } from "./reference.ts";

interface Observed {
  readonly title: string;
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: { readonly error?: ObservedError };
    /** One item of the answer. */
    readonly bodyItem?: Json;
  };
}
interface ObservedError {
  readonly code?: string;
  readonly message: string;
  readonly innerError?: Json;
}

const window = "startDateTime=2026-11-10T00:00:00Z&endDateTime=2026-12-10T00:00:00Z";
const first = `/me/calendarView/delta?${window}`;
const deltaLink = (answer: Answer) => String(answer.body["@odata.deltaLink"]);
const weekly = lunch({
  recurrence: {
    pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
    range: { type: "numbered", startDate: "2026-11-17", numberOfOccurrences: 3 },
  },
});

async function occurrences(ada: Ask): Promise<Json[]> {
  const { body } = await ada("POST", "/me/events", { body: weekly });
  return listOf(await ada("GET", `/me/events/${String(body["id"])}/instances?${window}`));
}

type Provoke = (ada: Ask, desk: Desk) => Promise<Answer>;

/** How each recorded answer is brought about here, by part of its title. */
const provocations: readonly (readonly [title: string, Provoke])[] = [
  [
    "an occurrence carries only",
    async (ada) => {
      await ada("POST", "/me/events", { body: weekly });
      const answer = await ada("GET", first);
      const value = listOf(answer).filter(({ type }) => type === "occurrence");
      return { ...answer, body: { ...answer.body, value } };
    },
  ],
  [
    "OUTSIDE the window",
    async (ada) => {
      const link = deltaLink(await ada("GET", first));
      const start = { dateTime: "2027-06-01T12:00:00", timeZone: "UTC" };
      const end = { dateTime: "2027-06-01T13:00:00", timeZone: "UTC" };
      await ada("POST", "/me/events", { body: lunch({ start, end }) });
      return ada("GET", link);
    },
  ],
  [
    "expired delta token",
    async (ada, desk) => {
      const link = deltaLink(await ada("GET", first));
      desk.graph.expireDeltaTokens();
      return ada("GET", link);
    },
  ],
  [
    "mailbox concurrency exceeded",
    async (ada) => {
      const asked = Array.from({ length: 5 }, () => ada("GET", "/me/events"));
      return (await Promise.all(asked))[4]!;
    },
  ],
  [
    "PATCH lost a race",
    async (ada) => {
      const made = await ada("POST", "/me/events", { body: lunch() });
      const path = `/me/events/${idOf(made)}`;
      await ada("PATCH", path, { body: { subject: "Dinner" } });
      const headers = { "if-match": etagOf(made) };
      return ada("PATCH", path, { body: { subject: "Supper" }, headers });
    },
  ],
  ["item gone", (ada) => ada("GET", "/me/events/AAMkAGI1AAAt9AHjAAA=")],
  [
    "did not echo the token",
    (ada, desk) => {
      desk.subscriber = () => ({ status: 404, body: "" });
      return ada("POST", "/subscriptions", { body: wanted() });
    },
  ],
  [
    "endpoint too slow",
    (ada, desk) => {
      desk.subscriber = () => {
        desk.clock.advance(11_000);
        return { status: 200, body: "" };
      };
      return ada("POST", "/subscriptions", { body: wanted() });
    },
  ],
  [
    "resource path refused",
    (ada) =>
      ada("POST", "/subscriptions", {
        body: wanted({ resource: "me/todo/lists/none/tasks", expirationDateTime: inMinutes(60) }),
      }),
  ],
  [
    "duplicate subscription",
    async (ada) => {
      await ada("POST", "/subscriptions", { body: wanted() });
      return ada("POST", "/subscriptions", { body: wanted() });
    },
  ],
  [
    "attendee calls cancel",
    async (ada, desk) => {
      const guest = { emailAddress: { address: userNamed("grace").address } };
      await ada("POST", "/me/events", { body: lunch({ attendees: [guest] }) });
      const grace = desk.as("grace");
      const [copy] = listOf(await grace("GET", "/me/events"));
      return grace("POST", `/me/events/${String(copy?.["id"])}/cancel`, { body: {} });
    },
  ],
  [
    "moved across a neighbour",
    async (ada) => {
      const [, second] = await occurrences(ada);
      const body = {
        start: { dateTime: "2026-12-02T12:00:00", timeZone: "UTC" },
        end: { dateTime: "2026-12-02T13:00:00", timeZone: "UTC" },
      };
      return ada("PATCH", `/me/events/${String(second?.["id"])}`, { body });
    },
  ],
  [
    "unknown property in body",
    (ada) => ada("POST", "/me/events", { body: lunch({ graphResponseHeaders: 1 }), wrong: true }),
  ],
  [
    "no Exchange Online mailbox",
    (ada, desk) => {
      desk.graph.setMailbox(userNamed("ada").id, false);
      return ada("GET", "/me/events");
    },
  ],
];

const listed = ({ body }: Answer) => (body["value"] as Json[] | undefined)?.[0];
const memberOfItem = (item: Json | undefined) => Object.keys(item ?? {}).toSorted();

/** Ids and numbers differ from recording to recording, and older ones name types by an older namespace. */
const wordsOf = (message = "") =>
  message
    .replace("Microsoft.OutlookServices.Event", "microsoft.graph.event")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<>")
    .replace(/\d+/g, "#")
    .replace(/(\[#\])+/g, "[#]");

describeConformance("observed answers", () => {
  const observed = readReference("observed-responses.json") as readonly Observed[];
  const provocationOf = ({ title }: Observed) =>
    provocations.find(([part]) => title.includes(part))?.[1];
  const excused = ({ title }: Observed) =>
    observedDeviations.some(({ where }) => title.includes(where));

  it("are all provoked, or a deviation says why not", () => {
    const idle = [
      ...provocations.map(([part]) => part),
      ...observedDeviations.map(({ where }) => where),
    ];
    expect(idle.filter((part) => !observed.some(({ title }) => title.includes(part)))).toEqual([]);
    const untried = observed.filter((one) => provocationOf(one) === undefined && !excused(one));
    expect(untried).toEqual([]);
  });

  it.each(
    observed.flatMap((one) => {
      const provoke = provocationOf(one);
      return provoke === undefined ? [] : [[one.title, one.response, provoke] as const];
    }),
  )("%s", async (_title, response, provoke) => {
    const desk = openDesk();
    const answer = await provoke(desk.as("ada"), desk);
    expect(answer.status).toBe(response.status);
    expect(Object.keys(answer.headers)).toEqual(
      expect.arrayContaining(Object.keys(response.headers ?? {}).map((name) => name.toLowerCase())),
    );
    const recorded = response.body?.error;
    const got = answer.body["error"] as ObservedError | undefined;
    expect(memberOfItem(listed(answer))).toEqual(memberOfItem(response.bodyItem));
    expect({ code: recorded?.code && got?.code, words: wordsOf(got?.message) }).toEqual({
      code: recorded?.code,
      words: wordsOf(recorded?.message),
    });
    expect(Object.keys(got?.innerError ?? {})).toEqual(
      expect.arrayContaining(Object.keys(recorded?.innerError ?? {})),
    );
  });
});
