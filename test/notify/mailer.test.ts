/** The port `Mailer`: what both ways to send promise the outbox, and what each says of its own mistakes. */
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import type { Certificate } from "../../sandbox/certificate.ts";
import { smtpAccount } from "../../sandbox/mail/smtp.ts";
import { MailError, mailRetryMs, type Mailer } from "../../server/notify/mailer.ts";
import { userNamed } from "../sandbox/graph/desk.ts";
import {
  certificateFolder,
  goodToken,
  graphWay,
  letter,
  openSmtp,
  smtpWay,
  trust,
  type SmtpDesk,
  type Way,
} from "./mailers.ts";

let certificate: Certificate;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ certificate, remove } = await certificateFolder());
});
beforeEach(() => trust(certificate));
afterEach(() => jest.restoreAllMocks());
afterAll(() => remove());

/** What sending says; `null`: it was taken. */
async function failureOf(mailer: Mailer, mail = letter) {
  try {
    await mailer.send(mail);
    return null;
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    return { code: error.code, field: error.facts.field ?? null };
  }
}

const person = { userId: userNamed("ada").id, scopes: ["Mail.Send"] };
const ways: readonly (readonly [string, () => Promise<Way>])[] = [
  ["SMTP", () => smtpWay(certificate)],
  ["Graph as a person", async () => graphWay(person, null)],
  [
    "Graph as the application",
    async () => graphWay({ userId: null, roles: ["Mail.Send"] }, "katherine@contoso.example"),
  ],
];

describe.each(ways)("a mail by %s", (_name, open) => {
  let way: Way;
  beforeEach(async () => {
    way = await open();
  });
  afterEach(() => way.close());

  it("arrives once and whole", async () => {
    await way.mailer.send(letter);
    const [mail, ...more] = way.arrived();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      to: [letter.to.address],
      subject: letter.subject,
      encrypted: true,
      headers: { "x-auto-response-suppress": "All" },
    });
    expect(mail?.html).toContain("wartet – größer.");
    expect(JSON.stringify(mail?.headers)).toContain(letter.messageId);
  });

  it("is known beforehand to be possible, and nothing is sent to learn it", async () => {
    expect(await way.mailer.check()).toBe("proved");
    expect(way.arrived()).toEqual([]);
  });

  it.each(["unavailable", "refused", "throttled"] as const)(
    "that is not taken (%s) has not arrived, and arrives when it is sent again",
    async (code) => {
      way.breaks[code]();
      expect((await failureOf(way.mailer))?.code).toBe(code);
      expect(way.arrived()).toEqual([]);
      await way.mailer.send(letter);
      expect(way.arrived()).toHaveLength(1);
    },
  );

  it("whose answer is lost is uncertain, since it may have arrived", async () => {
    way.breaks.uncertain();
    expect((await failureOf(way.mailer))?.code).toBe("uncertain");
    expect(way.arrived()).toHaveLength(1);
  });
});

describe("what Microsoft 365 has not agreed to", () => {
  const none = { userId: userNamed("ada").id, scopes: ["Calendars.ReadWrite"] };

  it("is known of a person, whose token tells all", async () => {
    const { mailer } = graphWay(none, null);
    await expect(mailer.check()).rejects.toMatchObject({ code: "consent-missing" });
  });

  it("stays open of the application, which Exchange may let into a mailbox as well", async () => {
    const { mailer } = graphWay({ userId: null, roles: [] }, "katherine@contoso.example");
    expect(await mailer.check()).toBe("likely");
  });
});

describe("a mail server tells which setting is wrong", () => {
  let desk: SmtpDesk;
  beforeAll(async () => {
    desk = await openSmtp(certificate);
  });
  afterEach(() => desk.faults.clear());
  afterAll(() => desk.catcher.close());

  it("the password, and the user's right to send as somebody", async () => {
    const wrong = desk.mailer({
      signIn: { kind: "password", user: smtpAccount.user, password: "x" },
    });
    expect(await failureOf(wrong)).toEqual({ code: "sign-in-refused", field: "password" });
    await expect(wrong.check()).rejects.toMatchObject({ code: "sign-in-refused" });
    const foreign = { ...letter, from: { name: "", address: "boss@fabrikam.example" } };
    expect(await failureOf(desk.mailer(), foreign)).toEqual({
      code: "sender-refused",
      field: "sender",
    });
  });

  it("a token in place of a password", async () => {
    const by = (token: string) =>
      desk.mailer({ signIn: { kind: "oauth", user: smtpAccount.user, token: async () => token } });
    expect(await failureOf(by(goodToken))).toBeNull();
    // There is no password that could be wrong: the mailbox was not given to the application.
    expect(await failureOf(by("old"))).toEqual({ code: "token-refused", field: "user" });
    await expect(by("old").check()).rejects.toMatchObject({ code: "token-refused" });
  });

  it("that Exchange lets nobody sign in to this mailbox by SMTP, whatever proves who he is", async () => {
    const message =
      "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.";
    const off = { code: "smtp-auth-off", field: "user" };
    desk.faults.add({ stage: "sign-in", status: 535, message, times: 1 });
    expect(await failureOf(desk.mailer())).toEqual(off);
    // A token is offered twice.
    desk.faults.add({ stage: "sign-in", status: 535, message, times: 2 });
    const token = async () => goodToken;
    const signIn = { kind: "oauth", user: smtpAccount.user, token } as const;
    expect(await failureOf(desk.mailer({ signIn }))).toEqual(off);
  });

  it("the recipient", async () => {
    const lost = { ...letter, to: { name: "", address: "nobody@elsewhere.com" } };
    expect(await failureOf(desk.mailer(), lost)).toEqual({
      code: "recipient-refused",
      field: "to",
    });
  });

  it("the port where nobody listens", async () => {
    const silent = createServer();
    await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
    const { port } = silent.address() as AddressInfo;
    await new Promise((done) => silent.close(done));
    expect(await failureOf(desk.mailer({ port }))).toEqual({ code: "unreachable", field: "port" });
  });

  it("a server that says nothing is given up", async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
    const { port } = silent.address() as AddressInfo;
    const impatient = desk.mailer({ port, timeoutsMs: { connect: 50, silence: 50 } });
    expect((await failureOf(impatient))?.code).toBe("unreachable");
    silent.close();
  });

  it("a certificate for another name, or by nobody we trust: nothing is sent, not even the password", async () => {
    expect(await failureOf(desk.mailer({ host: "mail.contoso.example" }))).toEqual({
      code: "certificate",
      field: "host",
    });
    jest.restoreAllMocks();
    expect((await failureOf(desk.mailer()))?.code).toBe("certificate");
    // An authority of the company's own, which the operator named.
    expect(await failureOf(desk.mailer({ ca: certificate.ca }))).toBeNull();
  });

  it("TLS at once where the server begins in the open", async () => {
    expect(await failureOf(desk.mailer({ security: "tls" }))).toEqual({
      code: "tls-mismatch",
      field: "security",
    });
  });
});

describe("encryption", () => {
  it("on a port of its own", async () => {
    const desk = await openSmtp(certificate, { implicitTls: true });
    expect(await failureOf(desk.mailer({ security: "tls" }))).toBeNull();
    expect(desk.mailbag.list()[0]?.encrypted).toBe(true);
    await desk.catcher.close();
  });

  it("that a server does not offer is not done without, unless it was chosen so", async () => {
    const desk = await openSmtp(certificate, { open: true });
    const anonymous = { kind: "none" } as const;
    expect(await failureOf(desk.mailer({ signIn: anonymous }))).toEqual({
      code: "no-starttls",
      field: "security",
    });
    expect(desk.mailbag.list()).toEqual([]);
    expect(await failureOf(desk.mailer({ signIn: anonymous, security: "none" }))).toBeNull();
    await desk.catcher.close();
  });
});

describe("Graph tells what is missing", () => {
  it("the permission, and the mailbox", async () => {
    const without = graphWay({ userId: null, roles: ["Mail.Read"] }, "katherine@contoso.example");
    expect(await failureOf(without.mailer)).toEqual({
      code: "consent-missing",
      field: "transport",
    });
    const nobody = graphWay({ userId: null, roles: ["Mail.Send"] }, "nobody@contoso.example");
    expect(await failureOf(nobody.mailer)).toEqual({ code: "mailbox-unknown", field: "sender" });
  });
});

describe("when a mail is tried again", () => {
  it("waits longer each time, as long as the server asks, and not at all where it is pointless", () => {
    const busy = new MailError("unavailable", "");
    expect([1, 2, 3, 20].map((attempt) => mailRetryMs(busy, attempt))).toEqual([
      60_000, 120_000, 240_000, 3_600_000,
    ]);
    expect(mailRetryMs(new MailError("throttled", "", { retryAfterMs: 600_000 }), 1)).toBe(600_000);
    expect(mailRetryMs(new MailError("sign-in-refused", ""), 1)).toBe(3_600_000);
    expect(mailRetryMs(new MailError("recipient-refused", ""), 1)).toBeNull();
  });
});
