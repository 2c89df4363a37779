import { onItemChanged, type ItemNews } from "../../../addin/office/changes.ts";

type Callback = (result: unknown) => void;

/** Office with an appointment in its form; `save` gives it its id. */
function open(parts: Record<string, unknown> = {}) {
  const handlers = new Map<string, () => void>();
  let id: string | null = null;
  const item = {
    itemType: "appointment",
    getItemIdAsync: (callback: Callback) =>
      callback(
        id === null
          ? { status: "failed", error: { code: 9046, message: "not saved" } }
          : { status: "succeeded", value: id },
      ),
    addHandlerAsync: (type: string, handler: () => void) => void handlers.set(type, handler),
    ...parts,
  };
  const mailbox = {
    item: item as unknown,
    addHandlerAsync: (type: string, handler: () => void) => void handlers.set(type, handler),
  };
  Object.assign(globalThis, {
    Office: {
      AsyncResultStatus: { Succeeded: "succeeded" },
      MailboxEnums: { ItemType: { Appointment: "appointment" } },
      EventType: {
        ItemChanged: "item",
        AppointmentTimeChanged: "time",
        RecipientsChanged: "people",
        RecurrenceChanged: "recurrence",
      },
      context: { mailbox },
    },
  });
  return {
    mailbox,
    raise: (type: string) => handlers.get(type)?.(),
    save: () => void (id = "AAMk"),
  };
}

const listen = (): ItemNews[] => {
  const heard: ItemNews[] = [];
  onItemChanged((news) => heard.push(news));
  return heard;
};

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe("what becomes of the open item", () => {
  it.each(["time", "people", "recurrence"])("is told when its %s changes in the form", (what) => {
    const office = open();
    const heard = listen();
    office.raise(what);
    expect(heard).toEqual(["edited"]);
  });

  it("is told when it is saved for the first time, once", async () => {
    const office = open();
    const heard = listen();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(heard).toEqual([]);
    office.save();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(heard).toEqual(["other"]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it("is not asked about once another item is open", async () => {
    const office = open();
    const heard = listen();
    await jest.advanceTimersByTimeAsync(2_500);
    office.mailbox.item = null;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(heard).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it("is followed when a pinned pane meets another", () => {
    const office = open();
    const heard = listen();
    office.raise("item");
    expect(heard).toEqual(["other"]);
  });

  it("stays untold where this version of Outlook has no such events", () => {
    const refuse = () => {
      throw new Error("not supported");
    };
    const office = open({ addHandlerAsync: refuse });
    office.mailbox.addHandlerAsync = refuse;
    expect(listen()).toEqual([]);
  });
});
