/** @jest-environment jsdom */
import { draftOf, type Draft } from "../../../sandbox/outlook/page/draft.ts";
import type { GraphEvent } from "../../../sandbox/outlook/page/graph-event.ts";
import { ewsIdOf, graphIdOf } from "../../../sandbox/outlook/page/host/exchange-id.ts";
import { initialData } from "../../../sandbox/outlook/page/host/initial-data.ts";
import { executeMethod, type MethodContext } from "../../../sandbox/outlook/page/host/methods.ts";
import { answerNestedAuth } from "../../../sandbox/outlook/page/host/nested-auth.ts";
import { colorNumber } from "../../../sandbox/outlook/page/host/office-theme.ts";
import type { OpenItem } from "../../../sandbox/outlook/page/host/open-item.ts";
import { parseRequest } from "../../../sandbox/outlook/page/host/protocol.ts";
import type { MailboxOwner, PageConfig } from "../../../sandbox/outlook/page-config.ts";

const owner: MailboxOwner = {
  id: "oid",
  tenantId: "tid",
  name: "Ada Lovelace",
  address: "ada@contoso.example",
  jobTitle: "",
  windowsZone: "W. Europe Standard Time",
  ianaZone: "Europe/Berlin",
  groups: ["sales@contoso.example"],
};
const zone = owner.windowsZone;
const event: GraphEvent = {
  id: "AAMk-a_b=",
  subject: "Plan",
  start: { dateTime: "2026-11-18T09:00:00.0000000", timeZone: zone },
  end: { dateTime: "2026-11-18T10:00:00.0000000", timeZone: zone },
  organizer: { emailAddress: { name: "Liu Wong", address: "liu@fabrikam.example" } },
  attendees: [
    {
      type: "required",
      emailAddress: { name: "Ada", address: "ada@contoso.example" },
      status: { response: "tentativelyAccepted" },
    },
    { type: "optional", emailAddress: { address: "maria@northwind.example" } },
    { type: "optional", emailAddress: { address: "Sales@contoso.example" } },
  ],
};

function openItem(mode: OpenItem["mode"], saved: GraphEvent | null = event): OpenItem {
  let draft: Draft = draftOf(event);
  let properties: Record<string, unknown> = {};
  return {
    mode,
    event: saved,
    get draft() {
      return draft;
    },
    masterCategories: [{ displayName: "Customer", color: "preset7" }],
    notifications: new Map(),
    sessionData: new Map(),
    customProperties: () => properties,
    setCustomProperties: async (changed) => {
      properties = changed;
    },
    change: async (change) => {
      draft = { ...draft, ...change };
    },
    save: async () => event,
    notificationsChanged: () => {},
  };
}

const contextWith = (item: OpenItem | null, opened: string[] = []): MethodContext => ({
  item,
  owner,
  saveRoamingSettings: () => {},
  openEvent: (id) => opened.push(id),
  closePane: () => {},
});

describe("item ids", () => {
  it("are EWS ids for the pane and come back as Graph's", () => {
    expect(ewsIdOf("AAMk-a_b=")).toBe("AAMk/a+b=");
    expect(graphIdOf(ewsIdOf("AAMk-a_b="))).toBe("AAMk-a_b=");
  });
});

describe("initial data", () => {
  it("of an attendee's appointment is in read mode, with instants and an EWS id", () => {
    expect(initialData(openItem("read"), owner, "addin")).toMatchObject({
      itemType: 2,
      id: "AAMk/a+b=",
      permissionLevel: 3,
      start: Date.parse("2026-11-18T08:00:00Z"),
      organizer: { address: "liu@fabrikam.example", recipientType: 3 },
      to: [{ address: "ada@contoso.example", recipientType: 2, appointmentResponse: 2 }],
      cc: [{ name: "maria@northwind.example" }, { recipientType: 1 }],
    });
  });

  it("of a form is in compose mode and has no id", () => {
    expect(initialData(openItem("compose"), owner, "addin")).toMatchObject({
      itemType: 5,
      id: null,
    });
  });

  it("without an open item still says whose mailbox it is", () => {
    expect(initialData(null, owner, "addin")).toMatchObject({
      itemType: 6,
      userEmailAddress: "ada@contoso.example",
    });
  });
});

describe("methods of office.js", () => {
  const run = (item: OpenItem | null, id: number, parameters: unknown = {}) =>
    executeMethod(id, parameters, contextWith(item));

  it("say ItemNotSaved for the id of an unsaved item", async () => {
    expect(await run(openItem("compose", null), 164)).toMatchObject({ errorCode: 9046 });
    expect(await run(openItem("compose"), 164)).toMatchObject({ data: "AAMk/a+b=" });
  });

  it("put what the pane sets into the form", async () => {
    const item = openItem("compose");
    await run(item, 17, { subject: "New plan" });
    await run(item, 22, {
      recipientField: 0,
      recipientArray: [{ name: "", address: "x@y.example" }],
    });
    expect(item.draft.subject).toBe("New plan");
    expect(item.draft.required.at(-1)).toEqual({ name: "x@y.example", address: "x@y.example" });
  });

  it("keep the length of an appointment whose start is set", async () => {
    const item = openItem("compose");
    await run(item, 25, { TimeProperty: 1, time: Date.parse("2026-11-18T12:00:00Z") });
    expect([item.draft.start, item.draft.end]).toEqual(["2026-11-18T13:00", "2026-11-18T14:00"]);
  });

  it("refuse in read mode what only a form can do", async () => {
    const item = openItem("read");
    expect(await run(item, 17, { subject: "x" })).toMatchObject({ error: true, errorCode: 5000 });
    expect(item.draft.subject).toBe("Plan");
  });

  it("answer an unknown method and a missing item with an error, never with silence", async () => {
    expect(await run(openItem("read"), 9999)).toMatchObject({ error: true, errorCode: 5000 });
    expect(await run(null, 3)).toMatchObject({ error: true });
  });

  it("turn a failure of the mailbox into an error of office.js", async () => {
    const item: OpenItem = {
      ...openItem("read"),
      setCustomProperties: () => Promise.reject(new Error("503")),
    };
    expect(await run(item, 4, { customProperties: {} })).toMatchObject({ errorCode: 9020 });
  });

  it("keep custom properties and read them as JSON text", async () => {
    const item = openItem("read");
    await run(item, 4, { customProperties: { link: "L1" } });
    expect(await run(item, 3)).toMatchObject({ customProperties: '{"link":"L1"}' });
  });

  it("open an appointment by the id that a pane has", async () => {
    const opened: string[] = [];
    await executeMethod(9, { itemId: "AAMk/a+b=" }, contextWith(null, opened));
    expect(opened).toEqual(["AAMk-a_b="]);
  });
});

describe("messages of office.js", () => {
  it("are recognised among others", () => {
    const message = {
      _messageType: 0,
      _actionType: 1,
      _actionName: "officeThemeChanged",
      _conversationId: "c",
      _correlationId: 7,
      _data: null,
    };
    expect(parseRequest(JSON.stringify(message))).toMatchObject({
      kind: "register",
      actionName: "officeThemeChanged",
      correlationId: 7,
    });
    expect(parseRequest(JSON.stringify({ ...message, _messageType: 1 }))).toBeNull();
    expect(parseRequest("no json")).toBeNull();
    expect(parseRequest({ nestedAuthRequest: "{}" })).toBeNull();
  });

  it("carry colours in the order blue, green, red", () => {
    expect(colorNumber("#0F6CBD").toString(16)).toBe("bd6c0f");
  });
});

describe("nested app auth", () => {
  const config = { addinOrigin: "https://localhost:3000", signInHost: "localhost:3000" };
  const ask = async (mode: string, method: string) => {
    const answer = await answerNestedAuth(
      JSON.stringify({ method, requestId: "r1", tokenParams: { clientId: "c", scope: "a b" } }),
      { mode, owner, config: config as PageConfig, log: () => {} },
    );
    return answer === null ? null : (JSON.parse(answer) as Record<string, unknown>);
  };
  afterEach(() => jest.restoreAllMocks());
  const broker = (answer: object) => {
    const fetch = jest.fn(async () => ({ json: async () => answer }));
    Object.assign(globalThis, { fetch });
    return fetch;
  };

  it("introduces the mailbox's owner", async () => {
    expect(await ask("on", "GetInitContext")).toMatchObject({
      messageType: "NestedAppAuthResponse",
      requestId: "r1",
      success: true,
      initContext: { accountContext: { homeAccountId: "oid.tid", tenantId: "tid" } },
    });
  });

  it("relays to the broker and says whether the person may be asked", async () => {
    const fetch = broker({ token: { access_token: "t" }, account: {} });
    expect(await ask("on", "GetTokenPopup")).toMatchObject({ success: true });
    const [, request] = fetch.mock.calls[0] as unknown as [string, { body: string }];
    expect(JSON.parse(request.body)).toEqual({
      user: owner.address,
      clientId: "c",
      scopes: ["a", "b"],
      origin: "https://localhost:3000",
      interactive: true,
    });
  });

  it("passes the broker's error on", async () => {
    broker({ error: { status: "USER_INTERACTION_REQUIRED", code: "65001" } });
    expect(await ask("on", "GetToken")).toMatchObject({
      success: false,
      error: { status: "USER_INTERACTION_REQUIRED" },
    });
  });

  it("can be told to refuse silent calls, or to stay silent", async () => {
    expect(await ask("USER_INTERACTION_REQUIRED", "GetToken")).toMatchObject({
      error: { status: "USER_INTERACTION_REQUIRED" },
    });
    expect(await ask("hang", "GetInitContext")).toBeNull();
  });
});
