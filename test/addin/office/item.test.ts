import { readItem } from "../../../addin/office/item.ts";

type Callback = (result: unknown) => void;
const ok = (value: unknown) => ({ status: "succeeded", value });
const refused = (code: number) => ({ status: "failed", error: { code, message: "refused" } });
const later = (value: unknown) => ({ getAsync: (callback: Callback) => callback(ok(value)) });
const person = (emailAddress: string) => ({ emailAddress });

/** Office with one item open; `convertToRestId` as a phone lacks it. */
function open(item: unknown, phone = false): void {
  const convertToRestId = (id: string) => id.replaceAll("/", "-").replaceAll("+", "_");
  Object.assign(globalThis, {
    Office: {
      AsyncResultStatus: { Succeeded: "succeeded" },
      MailboxEnums: { ItemType: { Appointment: "appointment" }, RestVersion: { v2_0: "v2.0" } },
      context: {
        mailbox: {
          ...{ item, userProfile: { emailAddress: "Ada@contoso.example" } },
          ...(phone ? {} : { convertToRestId }),
        },
      },
    },
  });
}

const reading = {
  itemType: "appointment",
  itemId: "AA/x+y",
  organizer: { ...person("Ada@contoso.example"), displayName: "Ada Lovelace" },
  requiredAttendees: [person("maria@northwind.example"), person("ADA@contoso.example")],
  optionalAttendees: [person("")],
};

describe("reading the open item", () => {
  it("gives the REST id and every address once", async () => {
    open(reading);
    expect(await readItem()).toEqual({
      kind: "appointment",
      restId: "AA-x_y",
      people: [
        { address: "ada@contoso.example", name: "Ada Lovelace" },
        { address: "maria@northwind.example", name: "maria@northwind.example" },
      ],
    });
  });

  it("tells a distribution list from a person where Outlook does", async () => {
    const list = { ...person("sales@contoso.example"), recipientType: "distributionList" };
    const guest = { ...person("maria@northwind.example"), recipientType: "externalUser" };
    open({ ...reading, requiredAttendees: [list, guest] });
    expect(await readItem()).toMatchObject({
      people: [{}, { address: "sales@contoso.example", group: true }, {}],
    });
  });

  it("takes a phone's id as it is: there it is a REST id already", async () => {
    open(reading, true);
    expect(await readItem()).toMatchObject({ restId: "AA/x+y" });
  });

  it("asks for what composing gives only on demand", async () => {
    open({
      itemType: "appointment",
      getItemIdAsync: (callback: Callback) => callback(ok("id")),
      organizer: later(person("ada@contoso.example")),
      requiredAttendees: later([person("maria@northwind.example")]),
      optionalAttendees: { getAsync: (callback: Callback) => callback(refused(5001)) },
    });
    expect(await readItem()).toMatchObject({
      kind: "appointment",
      restId: "id",
      people: [{ address: "ada@contoso.example" }, { address: "maria@northwind.example" }],
    });
  });

  it("tells an appointment that is not saved yet", async () => {
    open({
      itemType: "appointment",
      getItemIdAsync: (callback: Callback) => callback(refused(9046)),
      requiredAttendees: later([person("maria@northwind.example")]),
    });
    expect(await readItem()).toMatchObject({
      kind: "unsaved",
      people: [{ address: "maria@northwind.example" }],
    });
  });

  it.each([
    [{ targetMailbox: "Team@contoso.example", owner: "x" }, "team@contoso.example"],
    [{ owner: "grace@contoso.example" }, "grace@contoso.example"],
    [{}, ""],
  ])("tells whose mailbox a shared one lies in: %j", async (shared, mailbox) => {
    const getSharedPropertiesAsync = (callback: Callback) => callback(ok(shared));
    open({ ...reading, getSharedPropertiesAsync });
    expect(await readItem()).toMatchObject({
      kind: "shared",
      mailbox,
      restId: expect.any(String) as string,
    });
  });

  it.each([
    ["says it is one's own", ok({ targetMailbox: "ADA@contoso.example" })],
    ["refuses to tell", refused(9030)],
  ])("takes an appointment as one's own where Outlook %s", async (_what, result) => {
    open({ ...reading, getSharedPropertiesAsync: (callback: Callback) => callback(result) });
    expect(await readItem()).toMatchObject({ kind: "appointment" });
  });

  it("passes on any other refusal", async () => {
    open({
      itemType: "appointment",
      getItemIdAsync: (callback: Callback) => callback(refused(9020)),
    });
    await expect(readItem()).rejects.toMatchObject({ code: 9020 });
  });

  it("tells a message, and that nothing is open", async () => {
    open({ itemType: "message", itemId: "m" });
    expect(await readItem()).toEqual({ kind: "message" });
    open(null);
    expect(await readItem()).toEqual({ kind: "none" });
  });
});
