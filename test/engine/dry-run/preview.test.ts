import { companionOf, type Choice } from "../../../server/engine/items/choice.ts";
import { dryRun } from "../../../server/engine/dry-run/dry-run.ts";
import { readFeed } from "../../../server/engine/mailboxes/feed.ts";
import { newLinkId } from "../../../server/engine/run/link-id.ts";
import { mailboxKey } from "../../../server/engine/mailboxes/mailbox.ts";
import { createPreviews, type Preview } from "../../../server/engine/dry-run/preview.ts";
import type { UnsavedForm } from "../../../server/resources/appointment/unsaved-form.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { put } from "../../../server/store/store.ts";
import type { Fields } from "../../../server/sync/model.ts";
import {
  ada,
  appointment,
  createHarness,
  linkedAppointment,
  type HarnessOptions,
} from "../harness.ts";

const customer: Choice = { records: [{ type: "customer", id: "K1" }], activityTypeId: "T-visit" };
const nothing: Choice = { records: [], activityTypeId: null };
const types = [{ id: "T-demo", name: "Demo" }];

async function createWorld(options: HarnessOptions = {}) {
  const harness = await createHarness({
    wrap: (inner) => ({
      ...inner,
      profile: {
        findUser: async () => null,
        companies: async () => [],
        activityTypes: async () => types,
      },
    }),
    ...options,
  });
  const deps = { ...harness.deps, memory: createMemoryStore };
  const previews = createPreviews(deps);
  const { scope } = harness;
  return {
    ...harness,
    preview: (id: string, choice: Choice) => previews.ofItem(scope, id, choice),
    previewForm: (form: UnsavedForm, choice: Choice) => previews.ofForm(scope, form, choice),
    /** What a dry run says of the same click. */
    async dryRun(microsoftId: string, choice: Choice) {
      const [known] = await harness.links();
      const linkId = known?.id ?? newLinkId(deps.ids, "microsoft", microsoftId);
      const companion = companionOf(choice);
      const click = {
        kind: "choose",
        resource: "appointment",
        microsoftId,
        linkId,
        companion,
      } as const;
      await readFeed(deps, "demo");
      return dryRun(deps, { mailbox: harness.mailbox, wishes: [click] });
    },
  };
}

/** The names of what is written, by side. */
function written({ decision }: Preview): readonly string[] {
  const named = (kind: string, side: string, fields: Fields) =>
    `${kind} ${side} ${Object.keys(fields).sort().join()}`;
  if (decision.kind === "create") return [named("create", decision.side, told(decision.fields))];
  if (decision.kind !== "update") return [];
  return decision.updates.map(({ side, fields }) => named("update", side, fields)).sort();
}

/** A dry run names nothing that is empty on what it makes. */
function told(fields: Fields): Fields {
  const isEmpty = (value: unknown) =>
    value === null || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

const form: UnsavedForm = {
  ...{ subject: "Visit", place: "Berlin", body: "Agenda", private: false, categories: ["Demo"] },
  when: { allDay: false, start: "2026-11-24T09:00:00Z", end: "2026-11-24T10:00:00Z" },
  recurrence: null,
  guests: [{ address: "maria@northwind.example", name: "Maria", kind: "required" }],
};

describe("the preview", () => {
  it("shows what a run would create, and writes nothing", async () => {
    const world = await createWorld();
    const id = world.outlook.add("ada", appointment("Visit"));
    await expect(world.preview(id, customer)).resolves.toMatchObject({
      decision: {
        kind: "create",
        side: "erp",
        fields: { subject: "Visit", type: "T-visit", records: customer.records },
      },
    });
    expect(world.erp.writes).toHaveLength(0);
    expect(await world.links()).toHaveLength(0);
  });

  it("shows what a run would change on either side, from what they hold now", async () => {
    const world = await createWorld();
    const id = await linkedAppointment(world);
    world.erp.edit(world.activities()[0]!.id, { place: "Berlin" });
    const choice = { ...customer, activityTypeId: "T-call" };
    const { decision, before } = await world.preview(id, choice);
    expect(decision).toMatchObject({
      kind: "update",
      updates: [
        { side: "erp", fields: { type: "T-call" } },
        { side: "microsoft", fields: { place: "Berlin" } },
      ],
    });
    expect(before.erp["type"]).toBe("T-visit");
  });

  it("takes our category for nobody's while it is being taken off", async () => {
    const world = await createWorld({ job: { rules: { marks: true } } });
    const id = await linkedAppointment(world);
    expect(world.outlook.itemOf(id)?.fields["categories"]).toEqual(["In ERP"]);
    await world.store.commit(world.scope, [
      put("mailbox", mailboxKey, { ...ada, jobs: { calendar: ada.jobs.calendar } }),
    ]);
    const { decision, before } = await world.preview(id, customer);
    expect(before.microsoft["categories"]).toEqual([]);
    expect(decision.kind).toBe("nothing");
  });

  it("of an item that was off and lost its copy shows a new one, not a deletion", async () => {
    const world = await createWorld();
    const id = await linkedAppointment(world);
    const [link] = await world.links();
    await world.store.commit(world.scope, [
      put("inbox", "off", { kind: "release", linkId: link!.id, removeErpCopy: true }),
    ]);
    await world.settle();
    await expect(world.preview(id, customer)).resolves.toMatchObject({
      decision: { kind: "create", side: "erp" },
    });
  });
});

describe("the preview and the dry run say the same", () => {
  it.each([
    ["a plain appointment", appointment("Visit"), nothing],
    ["one with records", appointment("Visit"), customer],
    [
      "one that its category gives a type",
      appointment("Visit", 24, { categories: ["Demo"] }),
      nothing,
    ],
    [
      "one of another type than its category",
      appointment("Visit", 24, { categories: ["Demo"] }),
      customer,
    ],
  ])("of %s that is switched on", async (_what, fields, choice) => {
    const world = await createWorld();
    const id = world.outlook.add("ada", fields);
    const { entries } = await world.dryRun(id, choice);
    expect(written(await world.preview(id, choice))).toEqual(
      entries.map(({ kind, side, changes }) => {
        const fields = changes.filter(({ to }) => Object.keys(told({ to })).length > 0);
        return `${kind} ${side} ${fields
          .map(({ field }) => field)
          .sort()
          .join()}`;
      }),
    );
  });

  it("of one that was edited on both sides", async () => {
    const world = await createWorld();
    const id = await linkedAppointment(world);
    world.outlook.edit(id, { place: "Vienna" });
    world.erp.edit(world.activities()[0]!.id, { subject: "Later" });
    const { entries } = await world.dryRun(id, customer);
    expect(written(await world.preview(id, customer))).toEqual(
      entries
        .map(
          ({ kind, side, changes }) =>
            `${kind} ${side} ${changes
              .map(({ field }) => field)
              .sort()
              .join()}`,
        )
        .sort(),
    );
  });
});

describe("the preview of an appointment that is not saved", () => {
  it("is what will be made of it, by its form and the choice", async () => {
    const world = await createWorld();
    const { decision, sharedWith } = await world.previewForm(form, {
      ...customer,
      activityTypeId: null,
    });
    expect(decision).toMatchObject({
      ...{ kind: "create", side: "erp" },
      fields: {
        ...{ subject: "Visit", place: "Berlin", type: "T-demo", records: customer.records },
        body: { format: "text", content: "Agenda" },
        when: { ...form.when, zone: ada.timeZone },
        attendees: [{ address: "maria@northwind.example", response: "none" }],
      },
    });
    expect(sharedWith).toBeNull();
    // What Outlook does not tell is not said to be empty.
    expect(Object.keys((decision as { fields: Fields }).fields)).not.toContain("reminder");
    expect([world.erp.writes, await world.links()]).toEqual([[], []]);
  });

  it("keeps back what is private, as the run will", async () => {
    const busyOnly = await createWorld({ settings: { privateItems: "busy" } });
    const { decision } = await busyOnly.previewForm({ ...form, private: true }, nothing);
    expect(JSON.stringify(decision)).not.toContain("Visit");
    const world = await createWorld();
    await expect(world.previewForm({ ...form, private: true }, nothing)).rejects.toMatchObject({
      code: "item-unsupported",
    });
  });
});
