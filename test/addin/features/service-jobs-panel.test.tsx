/** The form of what a level says of a job, where several administrators use it. */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Api } from "../../../addin/api/client.ts";
import { servicePaths } from "../../../addin/api/service.ts";
import { JobsPanel } from "../../../addin/features/service/jobs/JobsPanel.tsx";
import { words as allWords } from "../../../addin/features/service/jobs/words.ts";
import { Failure } from "../../../addin/failures.ts";
import type { Me } from "../../../server/api/contract/service/administrators.ts";
import type { JobPlaces, LevelView } from "../../../server/api/contract/service/jobs.ts";
import { en } from "../../../addin/locales/en.ts";
import { show } from "../render.tsx";

const words = allWords.en;
const me: Me = {
  ...{ name: "Katherine", address: "katherine@contoso.example", tenantId: "contoso" },
  ...{ userId: "k", administers: "installation", audits: "installation" },
  awaitsAdministrator: false,
};
const places: JobPlaces = {
  ...{ jobs: ["calendar"], system: true, companies: [] },
  asked: { intervalMinutes: 20, safetyNetHours: 6, seriesHours: 24 },
};
const levelWith = (daysBack: number): LevelView => ({
  content: { values: { daysBack }, locked: [] },
  ...{ revision: `of ${daysBack}`, mayChange: true, presets: [] },
  known: { categories: [], types: [] },
  settings: [
    {
      ...{ name: "daysBack", group: "rules", allowed: { min: 0, max: 365 } },
      ...{ bounded: false, fixable: true },
      above: { value: 30, from: "default", locked: false },
    },
  ],
});

function Visits() {
  const [here, setHere] = useState(true);
  const client = useQueryClient();
  return (
    <>
      <button onClick={() => setHere(!here)}>Come and go</button>
      <button onClick={() => void client.invalidateQueries()}>Look again</button>
      {here && <JobsPanel me={me} about={null} />}
    </>
  );
}

/** The server as it answers, with what was sent to be saved. */
async function opened(first: number) {
  const server = { daysBack: first, answers: () => Promise.resolve() };
  const sent: unknown[] = [];
  const ask = async ({ method, path }: { method: string; path: string }, call?: object) => {
    if (path === servicePaths.jobPlaces.path) return places;
    if (method === servicePaths.saveJobLevel.method) {
      sent.push((call as { readonly body: unknown }).body);
      return { level: levelWith(1), concerned: 0 };
    }
    const { daysBack } = server;
    await server.answers();
    return levelWith(daysBack);
  };
  await show(<Visits />, { api: { ask: ask as Api["ask"] } });
  return { server, sent };
}

const daysBack = () =>
  screen.queryByRole<HTMLInputElement>("spinbutton", { name: words.names["daysBack"] ?? "" });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it("begins with what holds when it is opened, not with an earlier visit", async () => {
  const { server, sent } = await opened(5);
  await waitFor(() => expect(daysBack()?.value).toBe("5"));
  press("Come and go");
  // Meanwhile somebody else saves.
  let answer = (): void => undefined;
  server.daysBack = 7;
  server.answers = () => new Promise((resolve) => (answer = resolve));
  press("Come and go");
  expect(daysBack()).toBeNull();
  await waitFor(() => {
    answer();
    expect(daysBack()?.value).toBe("7");
  });
  fireEvent.change(daysBack()!, { target: { value: "9" } });
  press(words.save);
  await waitFor(() => expect(sent).toMatchObject([{ revision: "of 7", values: { daysBack: 9 } }]));
});

it("says that it began before somebody else's change, which the page has heard of since", async () => {
  const { server, sent } = await opened(5);
  await waitFor(() => expect(daysBack()?.value).toBe("5"));
  fireEvent.change(daysBack()!, { target: { value: "9" } });
  server.daysBack = 7;
  const isAsked = new Promise<void>((resolve) => {
    server.answers = async () => resolve();
  });
  press("Look again");
  await isAsked;
  await waitFor(() => expect(daysBack()?.value).toBe("9"));
  press(words.save);
  // The server refuses what is not of the revision that holds.
  await waitFor(() => expect(sent).toMatchObject([{ revision: "of 5" }]));
});

it("asks who wins on both sides only while somebody below may have changes go both ways", async () => {
  const choice = (name: string, allowed: string[], value: string) => ({
    ...{ name, group: "rules", allowed, bounded: false, fixable: true },
    above: { value, from: "default" as const, locked: false },
  });
  const level: LevelView = {
    ...levelWith(5),
    settings: [
      ...levelWith(5).settings,
      choice("direction", ["both", "toErp"], "both"),
      choice("precedence", ["newest", "erp"], "newest"),
    ],
  };
  const ask = async ({ path }: { path: string }) =>
    path === servicePaths.jobPlaces.path ? places : level;
  await show(<JobsPanel me={me} about={null} />, { api: { ask: ask as Api["ask"] } });
  const named = (name: string) => screen.queryByRole("combobox", { name: words.names[name] ?? "" });
  await waitFor(() => expect(named("precedence")).toBeTruthy());
  fireEvent.change(named("direction")!, { target: { value: "toErp" } });
  expect(named("precedence")).toBeTruthy();
  fireEvent.click(
    screen.getByRole("checkbox", { name: words.fixOf(words.names["direction"] ?? "") }),
  );
  expect(named("precedence")).toBeNull();
  fireEvent.change(named("direction")!, { target: { value: "both" } });
  expect(named("precedence")).toBeTruthy();
});

describe("what the server does not take", () => {
  const minutes = words.names["intervalMinutes"] ?? "";
  const level: LevelView = {
    ...levelWith(5),
    settings: [
      ...levelWith(5).settings,
      ...["types", "asking"].map((group) => ({
        ...{ name: group === "asking" ? "intervalMinutes" : "marks", group, bounded: false },
        ...{ fixable: false, allowed: { min: 1, max: 1440 } },
        above: { value: 15, from: "default" as const, locked: false },
      })),
    ],
  };
  const answering = async (failure: Failure) => {
    const asked: string[] = [];
    const ask = async ({ method, path }: { method: string; path: string }) => {
      if (path === servicePaths.jobPlaces.path) return places;
      if (method === "GET") return level;
      asked.push(method === servicePaths.saveJobLevel.method ? "save" : "try");
      throw failure;
    };
    await show(<JobsPanel me={me} about={null} />, { api: { ask: ask as Api["ask"] } });
    await waitFor(() => expect(daysBack()).toBeTruthy());
    return asked;
  };

  it("is named as the panel calls it, at its field, which opens and has the focus", async () => {
    const message = "This must be a whole number from 1 to 1440.";
    await answering(new Failure("bad-request", { message, field: "values.intervalMinutes" }));
    press(words.groups["asking"] ?? "");
    const field = () => screen.queryByRole<HTMLInputElement>("spinbutton", { name: minutes });
    fireEvent.change(field()!, { target: { value: "0" } });
    press(words.groups["asking"] ?? "");
    expect(field()).toBeNull();
    press(words.save);
    await waitFor(() => expect(document.activeElement).toBe(field()));
    expect(field()?.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText(new RegExp(`^${minutes}: ${message}`))).toBeTruthy();
    fireEvent.change(field()!, { target: { value: "10" } });
    expect(field()?.getAttribute("aria-invalid")).not.toBe("true");
  });

  it("is looked at once more where it was to be looked at, and not saved", async () => {
    const asked = await answering(new Failure("unavailable"));
    fireEvent.change(daysBack()!, { target: { value: "9" } });
    press(words.tryFirst);
    await screen.findByRole("alert");
    press(en.act.retry);
    await waitFor(() => expect(asked).toEqual(["try", "try"]));
    await screen.findByRole("alert");
    press(words.save);
    await waitFor(() => expect(asked).toEqual(["try", "try", "save"]));
    await screen.findByRole("alert");
    press(en.act.retry);
    await waitFor(() => expect(asked).toEqual(["try", "try", "save", "save"]));
  });
});

it("says how changes are heard, and how often both sides are asked without", async () => {
  await opened(30);
  expect(screen.getByRole("heading", { name: words.asked.title })).toBeTruthy();
  expect(screen.getByText(/every 20 minutes.* every 6 hours .* every 24 hours\./)).toBeTruthy();
});

describe("the map of categories", () => {
  const labels = en.categoryTypes;
  const mapLevel: LevelView = {
    ...{ revision: "1", mayChange: true, presets: [], content: { values: {}, locked: [] } },
    known: { categories: ["Customer visit"], types: ["Site visit", "Call"] },
    settings: [
      {
        ...{ name: "categoryTypes", group: "types", allowed: { rowsMax: 2 } },
        ...{ bounded: false, fixable: true },
        above: { value: [{ category: "Old", type: "Gone" }], from: "system", locked: false },
      },
    ],
  };
  const field = (name: string) => screen.getByRole<HTMLInputElement>("combobox", { name });

  it("starts as a copy of the one above, is edited by keyboard alone, and is given back", async () => {
    const sent: unknown[] = [];
    const ask = async ({ method, path }: { method: string; path: string }, call?: object) => {
      if (path === servicePaths.jobPlaces.path) return places;
      if (method !== servicePaths.saveJobLevel.method) return mapLevel;
      sent.push((call as { readonly body: { readonly values: unknown } }).body.values);
      return { level: mapLevel, concerned: 0 };
    };
    await show(<JobsPanel me={me} about={null} />, { api: { ask: ask as Api["ask"] } });
    expect(await screen.findByText(labels.row("Old", "Gone"))).toBeTruthy();
    press(labels.start);
    // What the ERP does not have any more stays to be seen.
    expect(screen.getByRole("option", { name: labels.gone("Gone") })).toBeTruthy();
    press(labels.add);
    await waitFor(() => expect(document.activeElement).toBe(field(labels.category(2))));
    expect(screen.getByText(labels.full(2))).toBeTruthy();
    fireEvent.change(field(labels.category(2)), { target: { value: "Visits of ours" } });
    fireEvent.change(field(labels.type(2)), { target: { value: "Site visit" } });
    press(labels.remove(1, "Old"));
    await waitFor(() => expect(document.activeElement).toBe(field(labels.category(1))));
    expect(screen.getByText(/Old = Gone|as above/, { selector: "li" })).toBeTruthy();
    press(words.save);
    const map = [{ category: "Visits of ours", type: "Site visit" }];
    await waitFor(() => expect(sent).toEqual([{ categoryTypes: map }]));
  });
});
