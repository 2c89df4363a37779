/** What is worth a mail, to whom, and by whose settings. */
import {
  causesOf,
  isAbout,
  type MailboxFacts,
  type TenantFacts,
} from "../../server/notify/causes.ts";
import { composeMail } from "../../server/notify/compose.ts";
import { gathered } from "../../server/notify/outbox.ts";
import { mailDefaults, type MailSettings } from "../../server/settings/mail.ts";
import type { MailNotice } from "../../server/store/documents/administration.ts";

const nowMs = Date.parse("2026-11-20T08:00:00Z");
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const ago = (ms: number): string => new Date(nowMs - ms).toISOString();

const settings: MailSettings = {
  ...mailDefaults,
  transport: { kind: "graph", as: "application", userId: null },
  sender: "sync@contoso.example",
  alertsTo: ["boss@contoso.example", "it@contoso.example"],
};
const mail = { tenant: settings, companies: new Map<string, MailSettings>() };

const ada = { name: "Ada Lovelace", address: "ada@contoso.example", language: "de" } as const;

function mailbox(more: Partial<MailboxFacts> & { readonly mails?: boolean } = {}): MailboxFacts {
  const { mails = false, ...rest } = more;
  return {
    mailbox: {
      ...{ mailboxId: "ada", userId: "ada", name: "Ada Lovelace" },
      ...{ companyId: "C1", connectionId: "demo" },
    },
    person: mails ? ada : null,
    ...{ health: "operational", since: ago(dayMs), brake: null, unannouncedSince: null },
    decisions: [],
    ...rest,
  };
}

function found(facts: Partial<TenantFacts>, given: typeof mail = mail) {
  const all = { mailboxes: [], silentConnections: new Map(), credential: null, ...facts };
  return causesOf(all, given, nowMs);
}
const kinds = (facts: Partial<TenantFacts>) =>
  found(facts).map(({ to, notice }) => `${notice.kind} to ${to.address.split("@")[0]}`);

describe("a person", () => {
  const waiting = { decisions: ["L1", "L2"], health: "signed-out" } as const;

  it("is told nothing unless he asked for it", () => {
    expect(kinds({ mailboxes: [mailbox(waiting)] })).toEqual([]);
    expect(kinds({ mailboxes: [mailbox({ ...waiting, mails: true })] })).toEqual([
      ...["decision to ada", "decision to ada", "signed-out to ada"],
    ]);
  });

  it("hears that something waits and not what", () => {
    const causes = found({ mailboxes: [mailbox({ ...waiting, mails: true })] });
    const [entry] = gathered([], causes, nowMs, () => "mail-1");
    const letterhead = { settings, publicUrl: "https://sync.contoso.example", atMs: nowMs };
    const composed = composeMail("mail-1", entry![1], letterhead);
    expect(composed.subject).toBe("Sync to ERP: 2 Dinge brauchen Ihre Aufmerksamkeit");
    expect(composed.text).toContain("2 Termine warten auf Sie");
    expect(composed.text).toContain("https://sync.contoso.example/portal.html#home");
    expect(JSON.stringify(entry)).not.toMatch(/subject/);
  });

  it("hears what waits in a team's mailbox himself, and of his sign-in by his own mailbox alone", () => {
    const own = mailbox({ ...waiting, decisions: [], mails: true });
    const team = { ...own.mailbox, mailboxId: "team", name: "Field Service" };
    const causes = found({ mailboxes: [own, { ...own, mailbox: team, decisions: ["L1"] }] });
    expect(causes.map(({ to, notice }) => [to.address, notice.kind])).toEqual([
      ["ada@contoso.example", "signed-out"],
      ["ada@contoso.example", "decision"],
    ]);
    const ofTeam = causes[1]?.key ?? "";
    // Who is erased, or the mailbox, is not to be found in old mails.
    expect(["ada", "team", "grace"].map((one) => isAbout(ofTeam, one))).toEqual([
      true,
      true,
      false,
    ]);
    // Whoever takes it over has heard of nothing yet.
    const grace = { ...own, mailbox: { ...team, userId: "grace" }, decisions: ["L1"] };
    expect(found({ mailboxes: [grace] })[0]?.key).not.toBe(ofTeam);
  });

  it("hears of each sign-out once, and again when it happens again", () => {
    const keyOf = (since: string) =>
      found({ mailboxes: [mailbox({ health: "signed-out", since, mails: true })] })[0]?.key;
    expect(keyOf(ago(hourMs))).toBe(keyOf(ago(hourMs)));
    expect(keyOf(ago(hourMs))).not.toBe(keyOf(ago(dayMs)));
  });
});

describe("administrators, each of them,", () => {
  it("hear of consent that is missing, counted and not by mailbox", () => {
    const broken = [1, 2, 3].map((hours) =>
      mailbox({ health: "no-consent", since: ago(hours * hourMs) }),
    );
    expect(kinds({ mailboxes: broken })).toEqual(["consent to boss", "consent to it"]);
    // Somebody took one person's rights in a team's mailbox away: that is no consent.
    const team = { ...broken[0]!.mailbox, mailboxId: "team" };
    expect(kinds({ mailboxes: [{ ...broken[0]!, mailbox: team }] })).toEqual([]);
    expect(found({ mailboxes: broken })[0]?.notice).toMatchObject({
      mailboxes: 3,
      since: ago(3 * hourMs),
    });
  });

  it("hear of a run that is held", () => {
    const held = mailbox({ health: "braked", brake: { deletions: 40, at: ago(hourMs) } });
    expect(kinds({ mailboxes: [held] })).toEqual(["brake to boss", "brake to it"]);
  });

  it("hear of push that is dead for a day, not of one that may mend itself", () => {
    expect(kinds({ mailboxes: [mailbox({ unannouncedSince: ago(23 * hourMs) })] })).toEqual([]);
    expect(kinds({ mailboxes: [mailbox({ unannouncedSince: ago(25 * hourMs) })] })).toEqual([
      ...["push to boss", "push to it"],
    ]);
  });

  it("hear of an ERP that is silent for as long as they said", () => {
    const silent = (minutes: number) =>
      new Map([["demo", { name: "Contoso ERP", since: ago(minutes * 60_000) }]]);
    expect(kinds({ silentConnections: silent(29) })).toEqual([]);
    const told = ["erp-down to boss", "erp-down to it"];
    expect(kinds({ silentConnections: silent(31) })).toEqual(told);
    // A server that was started anew has it from its mailboxes for how long.
    const down = [mailbox({ health: "erp-down", since: ago(31 * 60_000) })];
    expect(kinds({ mailboxes: down, silentConnections: silent(1) })).toEqual(told);
    // One mailbox alone has another trouble.
    expect(kinds({ mailboxes: down })).toEqual([]);
  });

  it.each([
    [31, null],
    [30, "30"],
    [14, "14"],
    [7, "7"],
    [1, "1"],
    [-3, "1"],
  ])("hear %i days before a secret ends", (days, threshold) => {
    const credential = { kind: "secret", expiresAtMs: nowMs + days * dayMs } as const;
    expect(found({ credential })[0]?.key.split("/").at(-1) ?? null).toBe(threshold);
  });

  it("hear nothing where nobody is named or no way to send is set up", () => {
    const held = {
      mailboxes: [mailbox({ brake: { deletions: 40, at: ago(0) }, decisions: ["L"], mails: true })],
    };
    expect(
      found(held, { ...mail, tenant: { ...settings, alertsTo: [] } }).map(
        ({ notice }) => notice.kind,
      ),
    ).toEqual(["decision"]);
    expect(found(held, { ...mail, tenant: { ...settings, transport: { kind: "none" } } })).toEqual(
      [],
    );
  });

  it("of a company that decides for itself hear of its mailboxes, in its language", () => {
    const own = { ...settings, alertsTo: ["c1@contoso.example"], language: "de" } as const;
    const causes = found(
      { mailboxes: [mailbox({ brake: { deletions: 40, at: ago(0) } })] },
      { tenant: settings, companies: new Map([["C1", own]]) },
    );
    expect(causes.map(({ to, language, companyId }) => [to.address, language, companyId])).toEqual([
      ["c1@contoso.example", "de", "C1"],
    ]);
  });
});

describe("a mail's words", () => {
  const notices: readonly MailNotice[] = [
    { kind: "decision" },
    { kind: "signed-out", since: ago(0) },
    { kind: "consent", mailboxes: 2, since: ago(0) },
    { kind: "brake", mailbox: "<b>Ada</b> & Co", deletions: 40 },
    { kind: "push", mailboxes: 1, since: ago(0) },
    { kind: "credential", credential: "certificate", expiresAt: ago(0), daysLeft: 1 },
    { kind: "erp-down", connection: "ERP", since: ago(0) },
  ];

  it.each(
    notices.flatMap((notice) =>
      (["en", "de"] as const).map((language) => [notice.kind, language, notice] as const),
    ),
  )(
    "of %s in %s name the matter, lead to where one acts, and hold no markup of others",
    (_kind, language, notice) => {
      const cause = {
        key: "k",
        to: { name: "", address: "it@contoso.example" },
        language,
        companyId: null,
        again: "never",
        notice,
      } as const;
      const [entry] = gathered([], [cause], nowMs, () => "mail-1");
      const composed = composeMail("mail-1", entry![1], {
        settings: { ...settings, footer: "Contoso <IT>\nExt. 42" },
        publicUrl: "https://sync.contoso.example",
        atMs: nowMs,
      });
      expect(composed.subject.length).toBeGreaterThan(10);
      expect(composed.text).toMatch(
        /https:\/\/sync\.contoso\.example\/portal\.html#(home|service)/,
      );
      expect(composed.text).toContain("Contoso <IT>");
      expect(composed.html).toContain("Contoso &lt;IT&gt;<br>Ext. 42");
      expect(composed.html).not.toContain("<b>Ada");
      expect(composed.messageId).toBe("<mail-1@sync.contoso.example>");
    },
  );
});
