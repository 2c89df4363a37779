/** The form of an ERP connection, as far as it says how that ERP keeps times. */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import type { Api } from "../../../addin/api/client.ts";
import { servicePaths } from "../../../addin/api/service.ts";
import { ConnectionForm } from "../../../addin/features/service/erps/ConnectionForm.tsx";
import { words as allWords } from "../../../addin/features/service/erps/words.ts";
import { Failure } from "../../../addin/failures.ts";
import type { ConnectionView } from "../../../server/api/contract/service/connections.ts";
import { show } from "../render.tsx";

const words = allWords.en;
const connection: ConnectionView = {
  ...{ id: "erp", name: "Contoso ERP", connector: "demo", url: "https://erp.contoso.com" },
  ...{ tenants: [], series: true, fixed: false, people: 0, healthy: true },
};

/** The form of a connection, and the times that were sent to be saved. */
async function opened(time: ConnectionView["time"], refusal?: Failure) {
  const sent: ConnectionView["time"][] = [];
  const ask = async ({ path }: { path: string }, call?: object) => {
    if (path !== servicePaths.saveConnection.path) throw new Error(`nobody asked for ${path}`);
    sent.push((call as { readonly body: Pick<ConnectionView, "time"> }).body.time);
    if (refusal !== undefined) throw refusal;
    return { connections: [] };
  };
  const before = time === undefined ? connection : { ...connection, time };
  await show(
    <ConnectionForm before={before} tenants={[]} onSaved={() => undefined} onCancel={null} />,
    { api: { ask: ask as Api["ask"] } },
  );
  const save = async () => {
    const already = sent.length;
    fireEvent.click(screen.getByRole("button", { name: words.save }));
    await waitFor(() => expect(sent).toHaveLength(already + 1));
    return sent.at(-1);
  };
  return { save };
}

const way = () => screen.getByRole<HTMLSelectElement>("combobox", { name: words.time.by });
const zone = () => screen.queryByLabelText<HTMLInputElement>(new RegExp(words.time.zone));
const midnight = () => screen.getByRole<HTMLInputElement>("switch", { name: words.time.midnight });

it("sends nothing of an ERP that keeps every time, and each choice as it is made", async () => {
  const { save } = await opened(undefined);
  expect([way().value, midnight().checked]).toEqual(["zones", true]);
  expect(await save()).toBeUndefined();
  fireEvent.change(way(), { target: { value: "utc" } });
  expect(screen.getByText(words.time.hints.utc)).toBeTruthy();
  expect(await save()).toEqual({ clock: "UTC" });
  fireEvent.change(way(), { target: { value: "clock" } });
  fireEvent.change(zone()!, { target: { value: " Europe/Vienna " } });
  fireEvent.click(midnight());
  expect(await save()).toEqual({ clock: "Europe/Vienna", midnight: "refused" });
  fireEvent.change(way(), { target: { value: "zones" } });
  expect(zone()).toBeNull();
  expect(await save()).toEqual({ midnight: "refused" });
});

it("begins with what was saved, and says at the zone what is wrong with it", async () => {
  const wrong = "This must be an IANA time zone such as Europe/Berlin.";
  const refusal = new Failure("bad-request", { message: wrong, field: "time.clock" });
  const { save } = await opened({ clock: "Vienna", midnight: "refused" }, refusal);
  expect([way().value, zone()?.value, midnight().checked]).toEqual(["clock", "Vienna", false]);
  await save();
  expect(await screen.findByText(wrong)).toBeTruthy();
  expect(document.activeElement).toBe(zone());
});
