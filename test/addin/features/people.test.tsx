import { fireEvent, screen, waitFor } from "@testing-library/react";
import { UnknownPeople } from "../../../addin/features/item/UnknownPeople.tsx";
import { nameOf } from "../../../addin/features/item/usePeople.ts";
import { Failure } from "../../../addin/failures.ts";
import { en } from "../../../addin/locales/en.ts";
import type { PeopleView } from "../../../server/api/contract/people.ts";
import { show, violations, type World } from "../render.tsx";
import { maria, northwind } from "../samples.ts";

const words = en.people;
const address = "maria.anders@northwind.example";
const guests = [
  { address, name: address },
  { address: "helen@northwind.example", name: "Helen Bennett" },
  { address: "grace@contoso.example", name: "Grace Hopper" },
];
const view: PeopleView = {
  people: [
    { address, record: null, colleague: false },
    { address: "helen@northwind.example", record: maria, colleague: false },
    { address: "grace@contoso.example", record: null, colleague: true },
  ],
  companyType: "customer",
};
const suggestions = {
  inContextOf: [],
  couldBeRelatedTo: [maria, northwind],
  found: [],
  more: false,
};

async function open(api: World["api"] = {}, onCreated = jest.fn()) {
  const container = await show(<UnknownPeople people={guests} onCreated={onCreated} />, {
    api: { people: async () => view, records: async () => suggestions, ...api },
  });
  return { container, onCreated };
}

async function openForm(api: World["api"] = {}) {
  const opened = await open(api);
  fireEvent.click(screen.getByRole("button", { name: words.create("Maria Anders") }));
  await screen.findByRole("option", { name: "Northwind · Berlin" });
  return opened;
}

const nameField = (): HTMLInputElement =>
  screen.getByRole<HTMLInputElement>("textbox", { name: new RegExp(`^${words.name}`) });
const submit = (): void => void fireEvent.click(screen.getByRole("button", { name: words.submit }));

describe("people whom the ERP does not know", () => {
  it("are marked; those it knows, and colleagues, are not", async () => {
    await open();
    expect(screen.getByRole("heading", { name: words.unknown })).toBeTruthy();
    expect(screen.getAllByRole("listitem")).toHaveLength(1);
    expect(screen.getByText("Maria Anders")).toBeTruthy();
  });

  it("are not spoken of where there are none", async () => {
    await open({ people: async () => ({ people: [], companyType: "customer" }) });
    expect(screen.queryByRole("heading")).toBeNull();
  });

  it("are marked without a button where the ERP takes no contacts from here", async () => {
    await open({ people: async () => ({ ...view, companyType: null }) });
    expect(screen.getByText("Maria Anders")).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("do not push everything else out of sight in a large meeting", async () => {
    const crowd = Array.from({ length: 30 }, (_, index) => `guest${index}@litware.example`);
    const strangers = crowd.map((one) => ({ address: one, record: null, colleague: false }));
    const api = { people: async () => ({ people: strangers, companyType: "customer" }) };
    const people = crowd.map((one) => ({ address: one, name: one }));
    await show(<UnknownPeople people={people} onCreated={() => {}} />, { api });
    expect(screen.getAllByRole("listitem")).toHaveLength(4);
    fireEvent.click(screen.getByRole("button", { name: words.more(26) }));
    expect(screen.getAllByRole("listitem")).toHaveLength(30);
  });
});

describe("a new contact", () => {
  it("is filled in: name, address, and the company of its domain", async () => {
    const createContact = jest.fn(async () => maria);
    const { onCreated } = await openForm({ createContact });
    expect(nameField().value).toBe("Maria Anders");
    submit();
    await waitFor(() => expect(onCreated).toHaveBeenCalledWith(maria));
    expect(createContact).toHaveBeenCalledWith({
      name: "Maria Anders",
      address,
      company: { type: "customer", id: northwind.id },
    });
  });

  it("belongs to no company where the person says so", async () => {
    const createContact = jest.fn(async () => maria);
    await openForm({ createContact });
    fireEvent.change(screen.getByRole("combobox", { name: words.company }), {
      target: { value: "" },
    });
    submit();
    await waitFor(() =>
      expect(createContact).toHaveBeenCalledWith(expect.objectContaining({ company: null })),
    );
  });

  it("is asked for once, however often the button is pressed", async () => {
    const createContact = jest.fn(() => new Promise<never>(() => {}));
    await openForm({ createContact });
    submit();
    await waitFor(() => expect(createContact).toHaveBeenCalledTimes(1));
    submit();
    expect(createContact).toHaveBeenCalledTimes(1);
  });

  it("needs a name, and says so at the field", async () => {
    const createContact = jest.fn(async () => maria);
    await openForm({ createContact });
    fireEvent.change(nameField(), { target: { value: "  " } });
    submit();
    expect(await screen.findByText(words.nameMissing)).toBeTruthy();
    expect(createContact).not.toHaveBeenCalled();
  });

  it("shows what the ERP refuses at the field that it names", async () => {
    const message = "The ERP refused: The company has no such customer.";
    const refusal = new Failure("rejected", { message, field: "company" });
    await openForm({ createContact: () => Promise.reject(refusal) });
    submit();
    expect(await screen.findByText(message)).toBeTruthy();
    expect(screen.queryByText(en.failures.rejected.title)).toBeNull();
  });

  it("says any other failure with its remedy, and keeps what was typed", async () => {
    const createContact = () => Promise.reject(new Failure("erp-unavailable"));
    await openForm({ createContact });
    fireEvent.change(nameField(), { target: { value: "M. Anders" } });
    submit();
    expect(await screen.findByText(en.failures["erp-unavailable"].title)).toBeTruthy();
    expect(nameField().value).toBe("M. Anders");
  });

  it("breaks no accessibility rule", async () => {
    await openForm();
    expect(await violations(document.body)).toEqual([]);
  });
});

describe("a person's name", () => {
  it.each([
    [{ address, name: address }, "Maria Anders"],
    [{ address, name: "Maria A." }, "Maria A."],
    [{ address: "info@litware.example", name: "info@litware.example" }, "Info"],
  ])("of %j is %s", (person, name) => expect(nameOf(person)).toBe(name));
});
