type Callback = (result: unknown) => void;
type Handler = (event: { completed: (options?: unknown) => void }) => void;

const done = (value?: unknown) => ({ status: "succeeded", value });
const refused = { status: "failed", error: { code: 9020, message: "refused" } };

interface World {
  /** What the person asked for in the pane. */
  readonly category?: string;
  /** On the appointment already. */
  readonly categories?: readonly string[];
  readonly linked?: boolean;
  /** How Outlook's own calls end: with their result, with an error, by throwing, or never. */
  readonly calls?: "answer" | "fail" | "throw" | "hang";
}

/** Loads the handlers into an Outlook of their own, and counts what they ask of the network. */
function load({ category, categories = [], linked = false, calls = "answer" }: World = {}) {
  const added: string[] = [];
  const told: string[] = [];
  const answer = (callback: Callback, value?: unknown): void => {
    if (calls === "throw") throw new Error("Office is not there");
    if (calls !== "hang") callback(calls === "fail" ? refused : done(value));
  };
  const handlers = new Map<string, Handler>();
  Object.assign(globalThis, {
    fetch: jest.fn(() => new Promise(() => {})),
    Office: {
      AsyncResultStatus: { Succeeded: "succeeded" },
      MailboxEnums: { ItemNotificationMessageType: { InformationalMessage: "info" } },
      onReady: async () => ({}),
      actions: { associate: (name: string, handler: Handler) => handlers.set(name, handler) },
      context: {
        displayLanguage: "en-US",
        roamingSettings: { get: () => category },
        mailbox: {
          item: {
            categories: {
              getAsync: (callback: Callback) =>
                answer(callback, categories.length === 0 ? null : categories),
              addAsync: (names: string[], callback: Callback) => {
                added.push(...names);
                answer(callback);
              },
            },
            sessionData: {
              getAsync: (_name: string, callback: Callback) => answer(callback, linked ? "1" : "0"),
            },
            notificationMessages: {
              replaceAsync: (
                _key: string,
                { message }: { message: string },
                callback: Callback,
              ) => {
                told.push(message);
                answer(callback);
              },
            },
          },
        },
      },
    },
  });
  jest.isolateModules(() => void jest.requireActual("../../addin/commands.ts"));
  return {
    added,
    told,
    /** Raises the event; the options that the handler completed it with, in order. */
    raise(name: string): unknown[] {
      const completions: unknown[] = [];
      handlers.get(name)?.({ completed: (options) => completions.push(options) });
      return completions;
    },
  };
}

const names = [
  "onNewAppointmentOrganizer",
  "onAppointmentTimeChanged",
  "onAppointmentAttendeesChanged",
];
const passed = () => jest.advanceTimersByTimeAsync(60_000);

beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  expect(globalThis.fetch).not.toHaveBeenCalled();
  jest.useRealTimers();
});

describe("sending", () => {
  it.each(["answer", "fail", "throw", "hang"] as const)(
    "goes on at once, without asking anybody, when Outlook's calls %s",
    (calls) => {
      expect(load({ calls, linked: true }).raise("onAppointmentSend")).toEqual([
        { allowEvent: true },
      ]);
    },
  );

  it("goes on where nothing of Outlook is there at all", () => {
    const outlook = load();
    Object.assign(globalThis, { Office: undefined });
    expect(outlook.raise("onAppointmentSend")).toEqual([{ allowEvent: true }]);
  });
});

describe("every other event", () => {
  describe.each(names)("%s", (name) => {
    it.each(["answer", "fail", "throw"] as const)("ends, once, when calls %s", async (calls) => {
      const completions = load({ calls, category: "Visit", linked: true }).raise(name);
      await jest.advanceTimersByTimeAsync(0);
      expect(completions).toHaveLength(1);
      await passed();
      expect(completions).toHaveLength(1);
    });

    it("ends after two seconds when Outlook never answers", async () => {
      const completions = load({ calls: "hang", category: "Visit", linked: true }).raise(name);
      await jest.advanceTimersByTimeAsync(1_999);
      expect(completions).toEqual([]);
      await jest.advanceTimersByTimeAsync(1);
      expect(completions).toHaveLength(1);
    });
  });
});

describe("a new appointment", () => {
  it("gets nothing unless the person asked for it", async () => {
    const outlook = load();
    outlook.raise("onNewAppointmentOrganizer");
    await passed();
    expect(outlook.added).toEqual([]);
  });

  it("starts with the category he asked for", async () => {
    const outlook = load({ category: "Site visit" });
    outlook.raise("onNewAppointmentOrganizer");
    await passed();
    expect(outlook.added).toEqual(["Site visit"]);
  });

  it("keeps what stands on it: a copy brings its own categories", async () => {
    const outlook = load({ category: "Site visit", categories: ["Call"] });
    outlook.raise("onNewAppointmentOrganizer");
    await passed();
    expect(outlook.added).toEqual([]);
  });
});

describe("a change of time or people", () => {
  it.each(names.slice(1))("%s is commented on where the item is linked", async (name) => {
    const outlook = load({ linked: true });
    outlook.raise(name);
    await passed();
    expect(outlook.told).toEqual(["Linked to your ERP: it follows a few seconds after you save."]);
  });

  it("is not commented on elsewhere", async () => {
    const outlook = load();
    outlook.raise("onAppointmentTimeChanged");
    await passed();
    expect(outlook.told).toEqual([]);
  });
});
