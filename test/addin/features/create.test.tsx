import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { complaintAbout, prefilled, valuesOf } from "../../../addin/features/create/prefill.ts";
import { NewRecord } from "../../../addin/features/create/NewRecord.tsx";
import type { RecordSearch } from "../../../addin/api/client.ts";
import { Failure } from "../../../addin/failures.ts";
import { en } from "../../../addin/locales/en.ts";
import type { RecordView } from "../../../server/api/contract/items.ts";
import type { NewRecord as Sent, RecordFormView } from "../../../server/api/contract/records.ts";
import { show, violations, type World } from "../render.tsx";
import { formContent, maria, northwind } from "../samples.ts";

const words = en.create;
const plain = { required: false, maxLength: null, options: [], recordType: null, filledWith: null };
const opportunity: RecordFormView = {
  type: "opportunity",
  typeName: "Opportunity",
  fields: [
    {
      ...{ ...plain, id: "name", label: "Name", kind: "text", required: true, maxLength: 30 },
      filledWith: "subject",
    },
    {
      ...{ ...plain, id: "customer", label: "Customer", kind: "record", required: true },
      ...{ recordType: "customer", filledWith: "related" },
    },
    {
      ...{ ...plain, id: "stage", label: "Stage", kind: "choice", required: true },
      options: [
        { id: "q", label: "Qualified" },
        { id: "p", label: "Proposal" },
      ],
    },
    { ...plain, id: "amount", label: "Amount", kind: "amount" },
    { ...plain, id: "begins", label: "Begins", kind: "date", filledWith: "first-day" },
    { ...plain, id: "with", label: "With", kind: "text", filledWith: "person-name" },
  ],
};
const person = { address: "maria@northwind.example", name: "Maria Anders" };
const known = { appointment: formContent, person, related: [maria, northwind] };
const made: RecordView = { ...northwind, type: "opportunity", id: "opp-1", name: "Made" };
const suggestions = {
  inContextOf: [],
  couldBeRelatedTo: [maria, northwind],
  found: [],
  more: false,
};

async function open(api: World["api"] = {}, onCreated = jest.fn()) {
  const people = [person];
  await show(<NewRecord {...{ people, onCreated }} readForm={async () => formContent} />, {
    api: {
      ...{ recordForms: async () => [opportunity], records: async () => suggestions },
      people: async () => ({
        people: [{ address: person.address, record: null, colleague: false }],
        companyType: "customer",
      }),
      ...api,
    },
  });
  return onCreated;
}

async function openForm(api: World["api"] = {}) {
  const onCreated = await open(api);
  await reopen();
  return onCreated;
}

async function reopen(): Promise<void> {
  fireEvent.click(await screen.findByRole("button", { name: words.menu }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "Opportunity" }));
  await screen.findByRole("textbox", { name: /^Name/ });
}

const field = (name: RegExp): HTMLInputElement =>
  screen.getByRole<HTMLInputElement>("textbox", { name });
const submit = (name: string = words.submit): void =>
  void fireEvent.click(screen.getByRole("button", { name }));

describe("a form for a new record", () => {
  it("begins with what the appointment tells", () => {
    expect(prefilled(opportunity, known)).toEqual({
      ...{ name: "Annual agreement", customer: northwind, stage: "q" },
      ...{ amount: "", begins: "2026-11-24", with: "Maria Anders" },
    });
    const nothing = { appointment: null, person: null, related: [] };
    expect(prefilled(opportunity, nothing)).toMatchObject({ name: "", customer: null, with: "" });
  });

  it.each([
    ["1200", 1200],
    ["1 200.5", 1200.5],
    ["1200,50", 1200.5],
  ])("takes the amount %s", (amount, sent) => {
    const filled = { ...prefilled(opportunity, known), amount };
    expect(valuesOf(opportunity, filled)).toMatchObject({
      amount: sent,
      customer: { type: "customer", id: northwind.id },
    });
  });

  it.each(["1.200,50", "much", "-5", "1.234"])(
    "takes no amount that may mean two things: %s",
    (amount) => {
      const [, , , asked] = opportunity.fields;
      expect(complaintAbout(asked!, { amount })).toBe("not-a-number");
    },
  );
});

describe("a new record", () => {
  it("is offered where the ERP takes any, and is made as it was filled in", async () => {
    const createRecord = jest.fn<Promise<RecordView>, [Sent]>(async () => made);
    const onCreated = await openForm({ createRecord });
    fireEvent.change(field(/^Name/), { target: { value: "Frame contract" } });
    submit();
    await waitFor(() => expect(onCreated).toHaveBeenCalledWith(made));
    const sent = createRecord.mock.calls[0]![0];
    expect(sent).toMatchObject({
      type: "opportunity",
      values: { name: "Frame contract", customer: { id: northwind.id }, stage: "q", amount: null },
    });
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("is not spoken of where the ERP takes none", async () => {
    await open({ recordForms: async () => [] });
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("is asked for once, however often the button is pressed", async () => {
    const createRecord = jest.fn(() => new Promise<never>(() => {}));
    await openForm({ createRecord });
    submit();
    await waitFor(() => expect(createRecord).toHaveBeenCalledTimes(1));
    submit();
    expect(createRecord).toHaveBeenCalledTimes(1);
  });

  it("that may have been made is only asked for again, as it was and by the same key", async () => {
    const sent: Sent[] = [];
    const createRecord = async (record: Sent) => {
      sent.push(record);
      if (sent.length < 3) throw new Failure("erp-unavailable");
      return made;
    };
    const onCreated = await openForm({ createRecord });
    submit();
    expect(await screen.findByText(words.unanswered)).toBeTruthy();
    expect(field(/^Name/).readOnly).toBe(true);
    const actions = within(screen.getByRole("dialog")).getAllByRole("button", {
      name: en.act.retry,
    });
    // One way to go on, not two.
    expect(actions).toHaveLength(1);
    fireEvent.click(actions[0]!);
    await waitFor(() => expect(sent).toHaveLength(2));
    // Closed in doubt and opened again it is the same form still.
    submit(en.act.cancel);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await reopen();
    submit();
    await waitFor(() => expect(onCreated).toHaveBeenCalledWith(made));
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  it("needs what the ERP needs, and says so at the field before it is sent", async () => {
    const createRecord = jest.fn(async () => made);
    await openForm({ createRecord });
    fireEvent.change(field(/^Name/), { target: { value: " " } });
    submit();
    expect(await screen.findByText(words.complaints.missing("Name"))).toBeTruthy();
    expect(createRecord).not.toHaveBeenCalled();
  });

  it("shows what the ERP refuses at the field that it names, and can be corrected there", async () => {
    const message = "The ERP refused: Your company has no such customer.";
    const refusal = new Failure("rejected", { message, field: "customer" });
    await openForm({ createRecord: () => Promise.reject(refusal) });
    submit();
    expect(await screen.findByText(message)).toBeTruthy();
    expect(field(/^Name/).readOnly).toBe(false);
    expect(screen.queryByText(en.failures.rejected.title)).toBeNull();
  });

  it("belongs to a record that is found by typing", async () => {
    const litware = { ...northwind, id: "cus-9", name: "Litware" };
    const createRecord = jest.fn<Promise<RecordView>, [Sent]>(async () => made);
    const records = jest.fn(async ({ text }: RecordSearch) =>
      text === "" ? suggestions : { ...suggestions, found: [litware] },
    );
    await openForm({ createRecord, records });
    const box = screen.getByRole("combobox", { name: /^Customer/ });
    fireEvent.change(box, { target: { value: "lit" } });
    // The list stands beside the dialog; the browser tests see that it can be reached.
    fireEvent.click(await screen.findByRole("option", { name: /^Litware/, hidden: true }));
    submit();
    await waitFor(() => expect(createRecord).toHaveBeenCalled());
    expect(createRecord.mock.calls[0]![0].values).toMatchObject({ customer: { id: "cus-9" } });
    expect(records).toHaveBeenCalledWith(expect.objectContaining({ type: "customer" }));
  });

  it("breaks no accessibility rule", async () => {
    await openForm();
    expect(await violations(document.body)).toEqual([]);
  });
});
