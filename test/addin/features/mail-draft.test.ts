/** Mail settings while they are filled in: what is wrong, what is not advised, what is sent. */
import type { MailSetup } from "../../../server/api/contract/service/mail.ts";
import {
  draftOf,
  mistakesOf,
  settingsOf,
  warningsOf,
  withSecurity,
  type MailDraft,
} from "../../../addin/features/service/mail/draft.ts";
import { exchangeHosts } from "../../../server/settings/mail.ts";
import { words } from "../../../addin/features/service/mail/words.ts";

const above: MailSetup["above"] = {
  transport: {
    ...{ kind: "smtp", host: "smtp.contoso.example", port: 587, security: "starttls" },
    ...{ signIn: "password", user: "mailer" },
  },
  ...{ sender: "sync@contoso.example", senderName: "Sync to ERP", footer: "", historyDays: 30 },
  ...{ alertsTo: ["a@x.example", "b@x.example"], language: "en", erpDownMinutes: 30 },
};
const setup: MailSetup = {
  ...{ tenantId: "contoso", above, aboveIs: "operator", own: above, hasPassword: true },
  revision: "1",
  ...{ tenants: [], looksAtAll: false },
  ...{ companies: [], clientId: "app-1", testTo: "me@contoso.example" },
};
const draft = (more: Partial<MailDraft> = {}): MailDraft => ({ ...draftOf(setup), ...more });

it("starts with what was decided, and sends the same back", () => {
  expect(settingsOf(draft())).toEqual(above);
  expect(draftOf({ ...setup, own: null }).usesAbove).toBe(true);
  expect(settingsOf(draft({ usesAbove: true }))).toBeNull();
});

it("names what is missing or wrong, and nothing that does not matter", () => {
  expect(mistakesOf(draft(), true)).toEqual({});
  expect(mistakesOf(draft(), false)).toEqual({ password: "missing" });
  expect(mistakesOf(draft({ host: " ", user: "", sender: "" }), true)).toEqual({
    ...{ host: "missing", user: "missing", sender: "missing" },
  });
  expect(mistakesOf(draft({ port: "70000", historyDays: "x", alertsTo: "boss" }), true)).toEqual({
    ...{ port: "number", historyDays: "number", alertsTo: "address" },
  });
  expect(mistakesOf(draft({ port: "465" }), true)).toEqual({ security: "port-speaks-tls" });
  expect(mistakesOf(draft({ kind: "none", host: "", sender: "" }), false)).toEqual({});
  expect(mistakesOf(draft({ kind: "graph", as: "person", sender: "" }), false)).toEqual({});
  expect(mistakesOf(draft({ usesAbove: true, host: "" }), false)).toEqual({});
});

it("takes the token of Entra ID for the servers that the backend takes it for, and no other", () => {
  for (const host of exchangeHosts) {
    expect(mistakesOf(draft({ signIn: "oauth", host: ` ${host.toUpperCase()}` }), true)).toEqual(
      {},
    );
  }
  const own = draft({ signIn: "oauth", host: "smtp.office365.com.thief.example" });
  expect(mistakesOf(own, true)).toEqual({ host: "not-exchange" });
});

it("warns of port 25, of no encryption, and of a password for Exchange Online", () => {
  expect(warningsOf(draft({ port: "25", security: "none" }))).toEqual(["port-25", "no-tls"]);
  const exchange = draft({ host: "smtp.office365.com" });
  expect(warningsOf(exchange)).toEqual(["exchange-refuses-passwords"]);
  expect(warningsOf({ ...exchange, signIn: "oauth" })).toEqual([]);
  expect(warningsOf({ ...exchange, kind: "graph" })).toEqual([]);
});

it("changes the usual port with the encryption, and leaves one that was chosen by hand", () => {
  expect(withSecurity(draft(), "tls").port).toBe("465");
  expect(withSecurity(draft({ port: "2525" }), "tls").port).toBe("2525");
  // Without encryption nobody's password may be sent.
  expect(withSecurity(draft(), "none")).toMatchObject({ port: "25", signIn: "none" });
});

it("has words in both languages for every problem that can be met", () => {
  for (const language of ["en", "de"] as const) {
    for (const { title } of Object.values(words[language].problems)) expect(title).not.toBe("");
  }
  expect(Object.keys(words.de.problems)).toEqual(Object.keys(words.en.problems));
});
