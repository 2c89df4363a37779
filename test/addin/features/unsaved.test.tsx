import { fireEvent, screen, waitFor } from "@testing-library/react";
import { UnsavedPage } from "../../../addin/features/item/UnsavedPage.tsx";
import type { Defaults } from "../../../addin/features/item/DefaultType.tsx";
import type { KeyOnItem } from "../../../addin/features/item/useAdvance.ts";
import { Failure } from "../../../addin/failures.ts";
import { en } from "../../../addin/locales/en.ts";
import { show, violations, type World } from "../render.tsx";
import { formContent, northwind, unsavedItem } from "../samples.ts";

const words = en.item.unsaved;
const waiting = { ...unsavedItem, on: true, records: [northwind] };

/** An appointment in Outlook's form: what stands in its custom properties. */
function form(key: string | null = null) {
  const left = { key };
  const onItem: KeyOnItem = {
    advanceKey: async () => left.key,
    leaveAdvanceKey: async (fresh) => void (left.key = fresh),
  };
  return { left, onItem };
}

const noDefaults: Defaults = {
  defaultCategory: () => null,
  keepDefaultCategory: async () => {},
};

interface Place {
  readonly onLinked?: (on: boolean) => void;
  readonly defaults?: Defaults;
}

async function open(onItem: KeyOnItem, world: World = {}, place: Place = {}) {
  const { onLinked = () => {}, defaults = noDefaults } = place;
  const people = [{ address: "maria@northwind.example", name: "Maria Anders" }];
  const container = await show(
    <UnsavedPage {...{ people, onItem, defaults, onLinked }} readForm={async () => formContent} />,
    world,
  );
  await screen.findByRole("heading", { level: 1, name: words.title });
  return container;
}

const button = (name: string): HTMLElement => screen.getByRole("button", { name });

describe("an appointment that is not saved yet", () => {
  it("is linked when saved: the key is on the item before the backend hears of it", async () => {
    const { left, onItem } = form();
    const makeAdvance = jest.fn(async () => waiting);
    const records = async () => ({
      inContextOf: [],
      couldBeRelatedTo: [northwind],
      found: [],
      more: false,
    });
    const onLinked = jest.fn();
    await open(onItem, { api: { makeAdvance, records } }, { onLinked });
    fireEvent.click(await screen.findByRole("button", { name: en.records.add("Northwind") }));
    fireEvent.click(button(words.syncWhenSaved));
    expect(await screen.findByText(words.waiting.label)).toBeTruthy();
    expect(makeAdvance).toHaveBeenCalledWith(left.key, {
      records: [{ type: "customer", id: "C1" }],
      activityTypeId: null,
    });
    expect(onLinked).toHaveBeenLastCalledWith(true);
    // Outlook's own Save is the next step: there is nothing more to press here.
    expect(screen.queryByRole("button", { name: words.syncWhenSaved })).toBeNull();
    expect(screen.queryByRole("button", { name: en.item.save })).toBeNull();
  });

  it("shows what was chosen when the pane is opened again, and changes it under the same key", async () => {
    const { left, onItem } = form("before");
    const makeAdvance = jest.fn(async () => ({ ...waiting, records: [] }));
    await open(onItem, { api: { advance: async () => waiting, makeAdvance } });
    fireEvent.click(button(en.records.remove("Northwind")));
    fireEvent.click(button(en.item.save));
    await waitFor(() => expect(makeAdvance).toHaveBeenCalledTimes(1));
    expect(makeAdvance).toHaveBeenCalledWith("before", { records: [], activityTypeId: null });
    expect(left.key).toBe("before");
  });

  it("that is a copy gets a key of its own: under the old one its original would be meant", async () => {
    const { left, onItem } = form("the original's");
    const makeAdvance = jest.fn(async () => waiting);
    await open(onItem, { api: { makeAdvance } });
    fireEvent.click(button(words.syncWhenSaved));
    await screen.findByText(words.waiting.label);
    expect(left.key).not.toBe("the original's");
    expect(makeAdvance).toHaveBeenCalledWith(left.key, expect.anything());
  });

  it("is switched off again", async () => {
    const { onItem } = form("key");
    const withdrawAdvance = jest.fn(async () => unsavedItem);
    await open(onItem, { api: { advance: async () => waiting, withdrawAdvance } });
    fireEvent.click(screen.getByRole("switch", { name: en.item.switch }));
    expect(await screen.findByText(words.off.label)).toBeTruthy();
    expect(withdrawAdvance).toHaveBeenCalledWith("key");
  });

  it("says when the backend could not take it, and stays as it was", async () => {
    const makeAdvance = () => Promise.reject(new Failure("backend-down"));
    await open(form().onItem, { api: { makeAdvance } });
    fireEvent.click(button(words.syncWhenSaved));
    const notice = await screen.findByRole("alert");
    expect(notice.textContent).toContain(en.failures["backend-down"].title);
    expect(screen.getByText(words.off.label)).toBeTruthy();
  });

  it("is chosen although Outlook does not tell its properties", async () => {
    const { onItem } = form();
    const silent = { ...onItem, advanceKey: () => Promise.reject(new Error("not supported")) };
    await open(silent);
    fireEvent.click(await screen.findByRole("button", { name: words.syncWhenSaved }));
    expect(await screen.findByText(words.waiting.label)).toBeTruthy();
  });

  describe("the type of every new appointment", () => {
    const box = (type: string): HTMLInputElement =>
      screen.getByRole<HTMLInputElement>("checkbox", { name: words.startWith(type) });
    const typeField = () => screen.getByRole("combobox", { name: en.item.activityType });

    it("is offered once a type is chosen, and kept when asked", async () => {
      const keepDefaultCategory = jest.fn(async () => {});
      await open(form().onItem, {}, { defaults: { ...noDefaults, keepDefaultCategory } });
      expect(screen.queryByRole("checkbox")).toBeNull();
      fireEvent.change(typeField(), { target: { value: "visit" } });
      expect(box("Customer visit").checked).toBe(false);
      fireEvent.click(box("Customer visit"));
      expect(keepDefaultCategory).toHaveBeenCalledWith("Customer visit");
      expect(box("Customer visit").checked).toBe(true);
    });

    it("is shown and taken back", async () => {
      const keepDefaultCategory = jest.fn(async () => {});
      const defaults = { defaultCategory: () => "Phone call", keepDefaultCategory };
      await open(form().onItem, {}, { defaults });
      fireEvent.click(box("Phone call"));
      expect(keepDefaultCategory).toHaveBeenCalledWith(null);
      expect(box("Phone call").checked).toBe(false);
    });

    it("stays as it was where the mailbox does not take it", async () => {
      const keepDefaultCategory = () => Promise.reject(new Error("full"));
      await open(form().onItem, {}, { defaults: { ...noDefaults, keepDefaultCategory } });
      fireEvent.change(typeField(), { target: { value: "visit" } });
      fireEvent.click(box("Customer visit"));
      await waitFor(() => expect(box("Customer visit").checked).toBe(false));
    });
  });

  it("breaks no accessibility rule", async () => {
    const container = await open(form().onItem);
    expect(await violations(container)).toEqual([]);
  });
});

describe("what will be written of an unsaved appointment", () => {
  it("is shown from what the form says, with what Outlook does not tell yet", async () => {
    const previewUnsaved = jest.fn(async () => ({
      writes: [
        {
          ...{ side: "erp" as const, kind: "create" as const },
          fields: [{ field: "subject", from: null, to: "Annual agreement" }],
        },
      ],
      ...{ conflicts: [], sharedWith: null, untold: ["reminder"] },
    }));
    await open(form().onItem, { api: { previewUnsaved } });
    expect(await screen.findByText("Annual agreement")).toBeTruthy();
    expect(screen.getByText(en.item.preview.untold(en.fields["reminder"]!))).toBeTruthy();
    const choice = { records: [], activityTypeId: null };
    expect(previewUnsaved).toHaveBeenCalledWith({ form: formContent, choice });
  });
});
