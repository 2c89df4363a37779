import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { FurtherMailboxes } from "../../../addin/features/mailboxes/FurtherMailboxes.tsx";
import { FurtherSetup } from "../../../addin/features/mailboxes/setup/FurtherSetup.tsx";
import { words as furtherWords } from "../../../addin/features/mailboxes/setup/words.ts";
import { SharedItem } from "../../../addin/features/mailboxes/SharedItem.tsx";
import { Failure } from "../../../addin/failures.ts";
import { en } from "../../../addin/locales/en.ts";
import type { Mailboxes, OfferedCalendar } from "../../../server/api/contract/mailboxes.ts";
import { fakeApi, show, violations, type World } from "../render.tsx";
import { furtherSetup, linkedItem, plan } from "../samples.ts";

const text = en.further;
const scopes = ["https://graph.microsoft.com/Calendars.ReadWrite.Shared"];
const service = {
  mailboxId: "team",
  name: "Field Service",
  address: "service@contoso.example",
  readOnly: false,
  outlookItems: "chosen",
  health: "operational",
  reason: null,
  running: false,
  lastSyncAt: "2026-11-20T08:00:00Z",
  nextSyncAt: null,
  linked: 3,
} as const;
const offered = (more: Partial<OfferedCalendar>): OfferedCalendar => ({
  calendarId: "cal-grace",
  name: "Grace Hopper",
  color: null,
  owner: { name: "Grace Hopper", address: "grace@contoso.example" },
  canEdit: true,
  standing: "free",
  by: null,
  ...more,
});
const nothing: Mailboxes = { mailboxes: [], offered: [] };
const withTeam: Mailboxes = { mailboxes: [service], offered: [] };
const teams = { kind: "shared", mailbox: service.address, restId: "rest", people: [] } as const;

type Answers = NonNullable<World["api"]>;
const showSection = (api: Answers, tokens: NonNullable<World["tokens"]> = {}) =>
  show(<FurtherMailboxes onOpen={() => undefined} />, { api, tokens });

async function addByAddress(): Promise<void> {
  const field = await screen.findByRole("textbox", { name: text.address });
  fireEvent.change(field, { target: { value: " service@contoso.example " } });
  fireEvent.click(screen.getByRole("button", { name: text.add }));
}

describe("the set-up of a further mailbox", () => {
  const rules = furtherWords.en;
  const showSetup = (api: Answers = {}) =>
    show(<FurtherSetup mailboxId="team" backTo="setup" onBack={() => undefined} />, { api });
  const choose = (label: string, value: string) =>
    fireEvent.change(screen.getByRole("combobox", { name: label }), { target: { value } });

  it("says whose it is, what holds and what is not his to choose", async () => {
    const container = await showSetup();
    const title = await screen.findByRole("heading", { level: 1 });
    expect(title.textContent).toBe("Field Service");
    expect(document.activeElement).toBe(title);
    const fixed = screen.getByRole("combobox", { name: en.setup.rules.precedence });
    expect(fixed).toHaveProperty("disabled", true);
    expect(fixed.textContent).toContain("The ERP wins");
    expect(screen.getByText(rules.decided)).toBeTruthy();
    expect(await violations(container)).toEqual([]);
  });

  it("is saved as what he says himself, and nothing that he left to others", async () => {
    const saveFurtherSetup = jest.fn(async () => furtherSetup);
    await showSetup({ saveFurtherSetup });
    await screen.findByRole("heading", { level: 1 });
    choose(text.which.label, "all");
    choose(en.setup.rules.daysBack, "30");
    fireEvent.click(screen.getByRole("switch", { name: rules.onlyToErp }));
    fireEvent.click(screen.getByRole("button", { name: rules.save }));
    await screen.findByText(rules.saved);
    const said = { outlookItems: "all", onlyToErp: true, rules: { daysBack: 30 } };
    expect(saveFurtherSetup).toHaveBeenCalledWith("team", said);
  });

  it("is tried on that mailbox, which the plan names, and comes back to what was filled in", async () => {
    const planFurther = jest.fn(async () => plan);
    await showSetup({ planFurther });
    await screen.findByRole("heading", { level: 1 });
    choose(text.which.label, "all");
    fireEvent.click(screen.getByRole("button", { name: rules.tryFirst }));
    await screen.findByText("Field Service (service@contoso.example)");
    const asked = { outlookItems: "all", onlyToErp: false, rules: {} };
    await waitFor(() => expect(planFurther).toHaveBeenCalledWith("team", asked));
    fireEvent.click(screen.getByRole("button", { name: en.plan.back }));
    const kept = screen.getByRole<HTMLSelectElement>("combobox", { name: text.which.label });
    expect(kept.value).toBe("all");
  });

  it.each([
    ["chosen here", { own: "recreate", above: "delete" }],
    ["decided above", { own: null, above: "recreate" }],
  ] as const)(
    "says what Outlook cannot make again where deleted events are: %s",
    async (_who, { own, above }) => {
      const rule = {
        value: above,
        from: "company",
        lockedBy: own === null ? "company" : null,
      } as const;
      const view = {
        ...furtherSetup,
        above: { ...furtherSetup.above, afterDeleteInOutlook: rule },
      };
      await showSetup({ furtherSetup: async () => view });
      await screen.findByRole("heading", { level: 1 });
      const hint = () => screen.queryByText(new RegExp(en.setup.rules.recreateHint));
      expect(hint() === null).toBe(own !== null);
      if (own !== null) choose(rules.afterDeleteInOutlook, own);
      expect(hint()?.textContent).toBe(
        own === null
          ? `${rules.decided} ${en.setup.rules.recreateHint}`
          : en.setup.rules.recreateHint,
      );
    },
  );

  it("shows how far it is, and pauses by one click", async () => {
    const progress = { phase: "writing", first: true, done: 40, total: 100 } as const;
    const calendar = { ...furtherSetup.status.calendar, progress };
    const status = { ...furtherSetup.status, calendar };
    const actOnFurther = jest.fn(async () => ({ ...furtherSetup, status }));
    await showSetup({ furtherSetup: async () => ({ ...furtherSetup, status }), actOnFurther });
    await screen.findByText("40 of 100 appointments");
    fireEvent.click(screen.getByRole("button", { name: rules.pause }));
    await waitFor(() => expect(actOnFurther).toHaveBeenCalledWith("team", "pause"));
  });
});

describe("shared mailboxes and calendars", () => {
  it("are added by their address, once the permission is given that only this needs", async () => {
    let allowed = false;
    const addMailbox = jest.fn(async () => {
      if (!allowed) throw new Failure("consent-required", { scopes, message: "Calendars needed." });
      return withTeam;
    });
    const signIn = jest.fn(async () => void (allowed = true));
    await showSection({ addMailbox }, { signIn });
    await addByAddress();
    expect((await screen.findByRole("alert")).textContent).toContain("Calendars needed.");
    fireEvent.click(screen.getByRole("button", { name: en.signIn.allow }));
    await screen.findByText("Field Service");
    expect(signIn).toHaveBeenCalledWith({ claims: undefined, consent: true, scopes });
    expect(addMailbox).toHaveBeenLastCalledWith({
      address: "service@contoso.example",
      outlookItems: "chosen",
    });
  });

  it("that somebody else has say who", async () => {
    const addMailbox = () => Promise.reject(new Failure("mailbox-taken", { by: "Grace Hopper" }));
    await showSection({ addMailbox });
    await addByAddress();
    expect((await screen.findByRole("alert")).textContent).toContain(
      `Grace Hopper synchronizes it. ${en.failures["mailbox-taken"].text}`,
    );
  });

  it("are given up only after it was said what becomes of the copies", async () => {
    const giveUpMailbox = jest.fn(async () => nothing);
    const container = await showSection({ mailboxes: async () => withTeam, giveUpMailbox });
    expect(await violations(container)).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: text.giveUp("Field Service") }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("Both copies stay as they are");
    fireEvent.click(within(dialog).getByRole("button", { name: text.leave.confirm }));
    await waitFor(() => expect(giveUpMailbox).toHaveBeenCalledWith("team"));
  });

  it.each([
    [offered({}), "Belongs to Grace Hopper", false],
    [offered({ canEdit: false }), text.readOnly, false],
    [offered({ standing: "owner", by: "Grace Hopper" }), text.ownersOwn("Grace Hopper"), true],
    [offered({ standing: "taken", by: "Ada" }), text.taken("Ada"), true],
  ])("of one's list can be ticked or say why not: %#", async (calendar, note, disabled) => {
    const addMailbox = jest.fn(async () => nothing);
    await showSection({ mailboxes: async () => ({ ...nothing, offered: [calendar] }), addMailbox });
    const box = screen.getByRole<HTMLInputElement>("checkbox", { name: /^Grace Hopper/ });
    expect([box.disabled, box.labels?.[0]?.textContent]).toEqual([
      disabled,
      expect.stringContaining(note),
    ]);
    // As a browser does it: what is disabled hears of no click.
    await act(async () => box.click());
    expect(addMailbox).toHaveBeenCalledTimes(disabled ? 0 : 1);
  });
});

describe("an appointment in a shared mailbox", () => {
  const readForm = () => Promise.reject(new Error("nobody asks"));
  const form = {
    onItem: { advanceKey: async () => null, leaveAdvanceKey: jest.fn(async () => {}) },
    defaults: { defaultCategory: () => null, keepDefaultCategory: async () => {} },
    onLinked: () => {},
  };
  const showItem = (api: Answers, restId: string | null = teams.restId) =>
    show(<SharedItem item={{ ...teams, restId }} edited={false} {...{ readForm, ...form }} />, {
      api,
    });

  it("says in whose it lies, and offers to add that one", async () => {
    const addMailbox = jest.fn(async () => withTeam);
    await showItem({ addMailbox });
    expect(screen.getByText(en.item.shared.text(service.address))).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: en.item.shared.add }));
    await waitFor(() => expect(addMailbox).toHaveBeenCalled());
  });

  it("is shown as any other where its mailbox is synchronized, and asked for there", async () => {
    const inMailbox = jest.fn(() => fakeApi({ findItem: async () => linkedItem }));
    await showItem({ mailboxes: async () => withTeam, inMailbox });
    expect(await screen.findByRole("heading", { level: 1, name: "Delivery plan" })).toBeTruthy();
    expect(inMailbox).toHaveBeenCalledWith("team");
  });

  it("is chosen before it is saved there, in the mailbox where it will lie", async () => {
    const activityTypes = [{ id: "T-visit", name: "Visit", category: "Visit" }];
    const view = { on: false, records: [], activityType: null, activityTypes };
    const makeAdvance = jest.fn(async () => ({ ...view, on: true }));
    const inside = fakeApi({ advance: async () => view, makeAdvance });
    const inMailbox = jest.fn(() => inside);
    await showItem({ mailboxes: async () => withTeam, inMailbox }, null);
    fireEvent.click(await screen.findByRole("button", { name: en.item.unsaved.syncWhenSaved }));
    expect(await screen.findByText(en.item.shared.whenSaved)).toBeTruthy();
    expect(inMailbox).toHaveBeenCalledWith("team");
    expect(makeAdvance).toHaveBeenCalledTimes(1);
    expect(form.onItem.leaveAdvanceKey).toHaveBeenCalledTimes(1);
    // What one's own appointments start with is not asked in a team's calendar.
    expect(screen.queryByText(en.item.unsaved.startWith("Visit"))).toBeNull();
  });

  it("that is not saved offers to add its mailbox first", async () => {
    await showItem({}, null);
    expect(screen.getByText(en.item.shared.text(service.address))).toBeTruthy();
  });

  it("says that the rights are lost instead of what was known of it", async () => {
    const lost = { ...service, health: "no-consent", reason: "It may not be read." } as const;
    await showItem({ mailboxes: async () => ({ ...withTeam, mailboxes: [lost] }) });
    expect(screen.getByText("It may not be read.")).toBeTruthy();
  });
});
