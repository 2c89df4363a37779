import { actorOf } from "../../../administration/administrators.ts";
import type { Act } from "../../../administration/acts.ts";
import type { Audit } from "../../../administration/audit.ts";
import { isWithin } from "../../../administration/authority.ts";
import type { Installation } from "../../../installation/installation.ts";
import type { Notifier } from "../../../notify/notifier.ts";
import { subjectOfMail } from "../../../notify/compose.ts";
import { MailError } from "../../../notify/mailer.ts";
import { mistakesOfMail, type MailMistake, type MailSettings } from "../../../settings/mail.ts";
import type { OutboxDocument } from "../../../store/documents/administration.ts";
import type { MailSettingsView, MailSetup, OutboxMail } from "../../contract/service/mail.ts";
import { ProblemError } from "../../errors.ts";
import { told, type Language } from "../../told.ts";
import type { Call, Handlers } from "../handler.ts";
import { levelAsked, tenantAsked } from "./reach.ts";

export interface MailHandlerDeps {
  readonly notifier: Notifier;
  readonly audit: Pick<Audit, "record">;
  readonly installation: Pick<Installation, "tenants">;
  readonly clientId: () => string;
  /** Companies of a tenant's ERP, as far as they are known. */
  readonly companies: (
    tenantId: string,
    asker: Call<"mailSetup">["by"]["caller"],
  ) => Promise<readonly { readonly id: string; readonly name: string }[]>;
}

type MailRoute = "mailSetup" | "saveMail" | "testMail" | "outbox" | "retryMail" | "discardMail";
type AnyCall = Pick<Call<MailRoute>, "realm" | "by" | "person">;

/** How mail is sent, and what became of the mails. */
export function mailHandlers(deps: MailHandlerDeps): Pick<Handlers, MailRoute> {
  const { notifier, audit, installation } = deps;
  const { levels, outbox } = notifier;

  const record = async (
    { by }: AnyCall,
    act: Pick<Act, "act" | "tenantId" | "about"> & Partial<Pick<Act, "facts">>,
  ): Promise<void> => {
    await audit.record({ ...act, actor: actorOf(by.caller), requestId: by.requestId });
  };

  const setup = async (
    call: AnyCall,
    tenantId: string | null,
    companyId: string | null,
  ): Promise<MailSetup> => {
    const own = await levels.level(tenantId, companyId);
    const above = await levels.above(tenantId, companyId);
    return {
      tenantId,
      tenants: installation
        .tenants()
        .filter(({ id }) => isWithin(call.realm, id))
        .map(({ id, name }) => ({ id, name })),
      looksAtAll: call.realm.tenantId === null,
      above: aboveOf(call, above),
      aboveIs: above.is,
      own: own.settings === null ? null : viewOf(own.settings),
      hasPassword: own.hasPassword,
      revision: own.revision,
      companies: tenantId === null ? [] : await companiesOf(call, tenantId),
      clientId: deps.clientId(),
      testTo: call.by.caller.address,
    };
  };

  const companiesOf = async (
    { by }: AnyCall,
    tenantId: string,
  ): Promise<MailSetup["companies"]> => {
    const decide = new Set(await levels.companies(tenantId));
    const known = await deps.companies(tenantId, by.caller);
    // What was decided for a company that nobody names any more can still be taken back.
    const unknown = [...decide].filter((id) => known.every((one) => one.id !== id));
    return [...known, ...unknown.map((id) => ({ id, name: id }))].map(({ id, name }) => ({
      ...{ id, name, decides: decide.has(id) },
    }));
  };

  /** As the ERP calls it, for the trail; empty for what concerns no single company. */
  const calledIn = async (
    call: AnyCall,
    tenantId: string | null,
    companyId: string | null,
  ): Promise<string> => {
    if (tenantId === null || companyId === null) return "";
    const known = await companiesOf(call, tenantId);
    return known.find(({ id }) => id === companyId)?.name ?? companyId;
  };

  /** Which level a body names. @throws ProblemError for one that does not exist or lies beyond his realm */
  const placeOf = (
    call: AnyCall,
    named: { readonly tenantId?: string | undefined; readonly companyId: string | null },
  ): string | null => {
    const tenantId = levelAsked(call, named.tenantId);
    if (tenantId !== null || named.companyId === null) return tenantId;
    throw new ProblemError("bad-request", "A company of an ERP belongs to a tenant: name it.", {
      field: "tenantId",
    });
  };

  const found = async (tenantId: string, id: string): Promise<OutboxDocument> => {
    const entry = (await outbox.list(tenantId)).find(([one]) => one === id);
    if (entry === undefined) {
      throw new ProblemError("not-found", "There is no such mail (any more).");
    }
    return entry[1];
  };

  return {
    mailSetup: (call) =>
      setup(
        call,
        placeOf(call, { ...call.query, companyId: call.query.companyId ?? null }),
        call.query.companyId ?? null,
      ),

    async saveMail(call) {
      const { companyId, password = null, revision } = call.body;
      const tenantId = placeOf(call, call.body);
      const before = (await levels.level(tenantId, companyId)).settings;
      const settings = settingsOf(call, tenantId, call.body.settings, before);
      if (settings !== null) {
        const kept = await levels.passwordFor(tenantId, companyId, settings, password);
        refuse(mistakesOfMail(settings, kept !== null));
      }
      if (revision !== (await levels.level(tenantId, companyId)).revision) {
        throw new ProblemError(
          "conflict",
          "Somebody else changed how mail is sent since you opened it.",
          { field: "revision", remedy: "Open it again and repeat your change." },
        );
      }
      await levels.save(tenantId, companyId, settings, password);
      const concerned = tenantId === null ? installation.tenants().map(({ id }) => id) : [tenantId];
      for (const id of concerned) await outbox.hurry(id);
      await record(call, {
        ...{ act: "mail-changed", tenantId },
        about: await calledIn(call, tenantId, companyId),
        facts: { ...factsOf(settings), ...(password === null ? {} : { password: "changed" }) },
      });
      return setup(call, tenantId, companyId);
    },

    async testMail(call) {
      const { companyId, password = null, settings: given } = call.body;
      const tenantId = placeOf(call, call.body);
      const { address, name } = call.by.caller;
      const to = { name, address };
      if (address === "") {
        throw new ProblemError("conflict", "Your account has no mail address to send a test to.");
      }
      const before = (await levels.level(tenantId, companyId)).settings;
      const draft = settingsOf(call, tenantId, given, before);
      const mail =
        draft === null
          ? await levels.usable(tenantId, companyId)
          : {
              settings: draft,
              password: await levels.passwordFor(tenantId, companyId, draft, password),
            };
      refuse(mistakesOfMail(mail.settings, mail.password !== null));
      // Before anything leaves: what was entered is given to the server that was entered.
      await record(call, {
        ...{ act: "mail-tested", tenantId },
        about: await calledIn(call, tenantId, companyId),
        facts: {
          ...factsOf(mail.settings),
          ...(password === null ? {} : { password: "entered" }),
        },
      });
      try {
        const sending = tenantId ?? call.by.caller.tenantId;
        await notifier.test({ tenantId: sending, mail, to, language: call.language });
        return { to: address, problem: null };
      } catch (error) {
        if (!(error instanceof MailError)) throw error;
        const { code, facts, message } = error;
        return {
          to: address,
          problem: { code, field: facts.field ?? null, reason: told(message, call.language) },
        };
      }
    },

    async outbox(call) {
      const { state, offset, limit } = call.query;
      const all = await outbox.list(tenantAsked(call, call.query.tenantId));
      const wanted = all.filter(([, mail]) => state === "all" || groupOf(mail) === state);
      return {
        total: wanted.length,
        mails: wanted
          .slice(offset, offset + limit)
          .map(([id, mail]) => mailView(id, mail, call.language)),
      };
    },

    async retryMail(call) {
      const tenantId = tenantAsked(call, call.body.tenantId);
      const { mailId: id } = call.body;
      const mail = await found(tenantId, id);
      if (!(await outbox.retry(tenantId, id))) throw notOpen(mail);
      await record(call, {
        ...{ act: "mail-retried", tenantId },
        about: mail.to.address,
      });
      return mailView(id, await found(tenantId, id), call.language);
    },

    async discardMail(call) {
      const tenantId = tenantAsked(call, call.body.tenantId);
      const { mailId: id } = call.body;
      const mail = await found(tenantId, id);
      const { reason } = call.body;
      if (!(await outbox.discard(tenantId, id, reason))) throw notOpen(mail);
      await record(call, {
        ...{ act: "mail-discarded", tenantId },
        ...{ about: mail.to.address, facts: { reason } },
      });
      return mailView(id, await found(tenantId, id), call.language);
    },
  };
}

/** Who sends by his own mailbox is whoever chose it: nobody decides that for somebody else. */
function settingsOf(
  { by }: AnyCall,
  tenantId: string | null,
  entered: MailSettingsView | null,
  before: MailSettings | null,
): MailSettings | null {
  if (entered === null) return null;
  // Of everybody here, the mailbox that sends lies in the company of who decided on it: another
  // administrator's change of the footer does not move it into his own.
  const isSameSender =
    before?.transport.kind === entered.transport.kind && before.sender === entered.sender;
  const sendingTenant = (isSameSender ? before.sendingTenant : undefined) ?? by.caller.tenantId;
  const given = tenantId === null ? { ...entered, sendingTenant } : { ...entered };
  const { transport } = given;
  if (transport.kind !== "graph") return { ...given, transport };
  const { as } = transport;
  if (as === "person" && tenantId !== null && by.caller.tenantId !== tenantId) {
    throw new ProblemError("conflict", "Your mailbox belongs to another tenant.", {
      field: "settings.transport",
      remedy: "Let the application send, or an administrator of that tenant set it up.",
    });
  }
  if (as === "application") return { ...given, transport: { kind: "graph", as, userId: null } };
  const { userId, address: sender, tenantId: own } = by.caller;
  const sends = tenantId === null ? { sendingTenant: own } : {};
  return { ...given, ...sends, sender, transport: { kind: "graph", as, userId } };
}

/** What holds above a level. Who looks after one company learns nothing of people who look after all. */
function aboveOf(
  { realm }: AnyCall,
  { settings, is }: { readonly settings: MailSettings; readonly is: MailSetup["aboveIs"] },
): MailSettingsView {
  const shown = viewOf(settings);
  if (realm.tenantId === null || (is !== "installation" && is !== "operator")) return shown;
  const { transport } = shown;
  return {
    ...{ ...shown, alertsTo: [] },
    transport: transport.kind === "smtp" ? { ...transport, user: "" } : transport,
  };
}

function viewOf(settings: MailSettings): MailSettingsView {
  const { transport, alertsTo, sendingTenant: _tenant, ...rest } = settings;
  const shown: MailSettingsView["transport"] =
    transport.kind === "graph" ? { kind: "graph", as: transport.as } : { ...transport };
  return { ...rest, alertsTo: [...alertsTo], transport: shown };
}

const sentences: Readonly<Record<MailMistake["code"], string>> = {
  missing: "Fill this in.",
  "not-encrypted": "A password is not sent without encryption. Choose STARTTLS or TLS.",
  "port-speaks-tls": "Port 465 speaks TLS from the first byte. Choose TLS, or port 587.",
  "port-speaks-starttls": "Port 587 begins in the open. Choose STARTTLS, or port 465.",
  "not-exchange":
    "Only Exchange Online is given a token of Microsoft Entra ID. Enter smtp.office365.com, or sign in by password.",
};

const ofTransport = new Set<MailMistake["field"]>(["host", "port", "user", "security"]);

function refuse([mistake]: readonly MailMistake[]): void {
  if (mistake === undefined) return;
  const { field, code } = mistake;
  const path = ofTransport.has(field) ? `settings.transport.${field}` : `settings.${field}`;
  throw new ProblemError("bad-request", sentences[code], {
    field: field === "password" ? "password" : path,
  });
}

/** What the audit trail tells of settings; never a secret. */
function factsOf(settings: MailSettings | null): NonNullable<Act["facts"]> {
  if (settings === null) return { way: "setting above" };
  const { transport, sender, alertsTo } = settings;
  return { ...wayOf(transport), sender, alertsTo: alertsTo.join(", ") };
}

function wayOf(transport: MailSettings["transport"]): NonNullable<Act["facts"]> {
  const way = transport.kind;
  switch (transport.kind) {
    case "none":
      return { way };
    case "graph":
      return { way, as: transport.as };
    case "smtp": {
      const { host, port, security, signIn, user } = transport;
      return { way, server: `${host}:${port}`, security, signIn, user };
    }
  }
}

function groupOf({ state }: OutboxDocument): "open" | "sent" {
  return state === "sent" || state === "discarded" ? "sent" : "open";
}

function notOpen({ state }: OutboxDocument): ProblemError {
  return new ProblemError(
    "conflict",
    state === "sending"
      ? "It is being sent at this moment. Look again in a minute."
      : "It was sent or discarded already.",
  );
}

function mailView(id: string, mail: OutboxDocument, language: Language): OutboxMail {
  const { to, state, madeAt, changedAt, nextTryAt, attempts, uncertain, problem } = mail;
  const shown = problem && { ...problem, reason: told(problem.reason, language) };
  return {
    ...{ id, to: to.address, subject: subjectOfMail(mail, language), state },
    ...{ madeAt, changedAt, nextTryAt, attempts, uncertain, problem: shown },
  };
}
