/** Series to post, and what tests ask of them. */
import { type Answer, type Ask, type Json, idOf, listOf, lunch } from "../desk.ts";

export const berlin = "W. Europe Standard Time";
export const newYork = "Eastern Standard Time";

/** From Tuesday 17 November 2026, 12 to 13 in Berlin, every week, five times. */
export const weekly = (more: Json = {}): Json =>
  lunch({
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
      range: { type: "numbered", startDate: "2026-11-17", numberOfOccurrences: 5 },
    },
    ...more,
  });

export const window = "startDateTime=2026-11-01T00:00:00Z&endDateTime=2027-02-01T00:00:00Z";

export interface SeriesAtHand {
  readonly id: string;
  readonly path: string;
  readonly made: Answer;
  /** Occurrences and exceptions in the window, in order. */
  instances(more?: string, headers?: Readonly<Record<string, string>>): Promise<Json[]>;
  /** The path of the occurrence that is now the `index`-th. */
  pathOf(index: number): Promise<string>;
}

export async function makeSeries(ask: Ask, body: Json = weekly()): Promise<SeriesAtHand> {
  const made = await ask("POST", "/me/events", { body });
  expect(made.status).toBe(201);
  const id = idOf(made);
  const path = `/me/events/${id}`;
  const instances: SeriesAtHand["instances"] = async (more = "$top=100", headers = {}) =>
    listOf(await ask("GET", `${path}/instances?${window}&${more}`, { headers }));
  return {
    ...{ id, path, made, instances },
    pathOf: async (index) => `/me/events/${String((await instances())[index]?.["id"])}`,
  };
}

export const startOf = (event: Json | undefined) =>
  (event?.["start"] as { dateTime: string } | undefined)?.dateTime.slice(0, 16);
export const startsOf = (events: readonly Json[]) => events.map(startOf);
