import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { MailSettings } from "../settings/mail.ts";
import type { OutboxDocument } from "../store/documents/administration.ts";
import { scopeKey, type Scope, type Store } from "../store/store.ts";
import { causesOf, type Credential, type MailboxFacts, type SilentConnections } from "./causes.ts";
import { composeMail, composeTest } from "./compose.ts";
import { createInvitations, invitationCauses, type Invitations } from "./invitations.ts";
import type { MailLevels, UsableMail } from "./levels.ts";
import type { Mailer } from "./mailer.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { readFacts } from "./watch.ts";

type MailboxScope = Extract<Scope, { kind: "mailbox" }>;

export interface NotifierDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: { next(): string };
  readonly log: Log;
  readonly levels: MailLevels;
  /** The way that settings name. */
  readonly mailer: (tenantId: string, mail: UsableMail) => Mailer;
  readonly publicUrl: string;
  readonly tenantIds: () => readonly string[];
  /** Every mailbox that was ever set up. */
  readonly mailboxes: () => Promise<readonly MailboxScope[]>;
  /** The mailboxes that moved since the last call. */
  readonly takeTouched: () => readonly MailboxScope[];
  /** A tenant's ERP connections that do not answer just now. */
  readonly silentConnections: (tenantId: string) => SilentConnections;
  readonly credential: () => Credential | null;
  /** Whether somebody with this address, in lower case, uses the product. */
  readonly hasCome: (tenantId: string) => Promise<(address: string) => boolean>;
}

/** Tells people and administrators by mail. */
export interface Notifier {
  readonly outbox: Outbox;
  readonly levels: MailLevels;
  readonly invitations: Invitations;
  /** What we prove ourselves to Entra with, where it is known when that ends. */
  readonly credential: () => Credential | null;
  /**
   * Sends one mail at once, by settings that need not be saved.
   * @throws MailError which says what is wrong with them
   */
  test(asked: {
    readonly tenantId: string;
    readonly mail: UsableMail;
    readonly to: OutboxDocument["to"];
    readonly language: "en" | "de";
  }): Promise<void>;
  /** Whether mails could go out by these settings, without sending one. @throws MailError */
  check(tenantId: string, mail: UsableMail): ReturnType<Mailer["check"]>;
  /** Looks for what is to be told, and sends what is due. Called by the timer; by tests after they moved the clock. */
  tick(): Promise<void>;
  start(): void;
  /** Waits for what is on its way. */
  stop(): Promise<void>;
}

const tickMs = 5_000;
const stopPatienceMs = 5_000;

export function createNotifier(deps: NotifierDeps): Notifier {
  const { store, clock, levels, log } = deps;
  /** By tenant, then by the key of the mailbox's scope. */
  const known = new Map<string, Map<string, MailboxFacts>>();
  /** Until all were looked at once, what is not known is no sign that it is over. */
  let looked = false;
  let timer: NodeJS.Timeout | null = null;
  let ticking: Promise<void> | null = null;
  const delivering = new Map<string, Promise<void>>();

  const outbox = createOutbox({
    ...{ store, clock, log },
    ids: deps.ids,
    async send(tenantId, id, mail) {
      const usable = await levels.usable(tenantId, mail.companyId);
      const letterhead = {
        settings: usable.settings,
        publicUrl: deps.publicUrl,
        atMs: clock.now(),
      };
      await deps.mailer(tenantId, usable).send(composeMail(id, mail, letterhead));
    },
  });

  const invitations = createInvitations({ store, clock });

  /** Whether and where a person is told of his further mailboxes stands in his own. */
  const withFurther = (touched: readonly MailboxScope[]): readonly MailboxScope[] => {
    const all = new Map(touched.map((scope) => [scopeKey(scope), scope]));
    for (const tenantId of new Set(touched.map((scope) => scope.tenantId))) {
      for (const { mailbox } of known.get(tenantId)?.values() ?? []) {
        const { mailboxId, userId } = mailbox;
        const scope = { kind: "mailbox", tenantId, mailboxId } as const;
        if (all.has(scopeKey({ ...scope, mailboxId: userId }))) all.set(scopeKey(scope), scope);
      }
    }
    return [...all.values()];
  };

  const look = async (): Promise<void> => {
    const touched = deps.takeTouched();
    for (const scope of looked ? withFurther(touched) : await deps.mailboxes()) {
      const ofTenant = known.get(scope.tenantId) ?? new Map<string, MailboxFacts>();
      known.set(scope.tenantId, ofTenant);
      try {
        const facts = await readFacts(store, scope);
        if (typeof facts === "string") ofTenant.delete(scopeKey(scope));
        else ofTenant.set(scopeKey(scope), facts);
        // Who was erased is not to be found in old mails either.
        if (facts === "gone") await outbox.forget(scope.tenantId, scope.mailboxId);
      } catch (error) {
        // Its files may be damaged: the others are told all the same.
        log.warn({ mailbox: scope.mailboxId, error }, "a mailbox could not be looked at for mails");
      }
    }
    looked = true;
  };

  const invited = async (tenantId: string, { historyDays }: MailSettings) => {
    const all = await invitations.list(tenantId);
    if (all.size === 0) return [];
    return invitationCauses(all, await deps.hasCome(tenantId), historyDays, clock.now());
  };

  const tell = async (tenantId: string, mailboxes: readonly MailboxFacts[]): Promise<void> => {
    const mail = await levels.ofTenant(tenantId);
    const silentConnections = deps.silentConnections(tenantId);
    const facts = { mailboxes, silentConnections, credential: deps.credential() };
    await outbox.tell(tenantId, [
      ...causesOf(facts, mail, clock.now()),
      ...(mail.tenant.transport.kind === "none" ? [] : await invited(tenantId, mail.tenant)),
    ]);
  };

  /** A server that does not answer holds up the mails of its own tenant, and no tick. */
  const deliver = async (tenantId: string): Promise<void> => {
    const { tenant } = await levels.ofTenant(tenantId);
    await outbox.deliver(tenantId, tenant.historyDays);
  };

  const deliverOnce = (tenantId: string): Promise<void> => {
    const running = delivering.get(tenantId);
    if (running !== undefined) return running;
    const started = deliver(tenantId)
      .catch((error: unknown) => log.warn({ tenantId, error }, "mails were not sent"))
      .finally(() => delivering.delete(tenantId));
    delivering.set(tenantId, started);
    return started;
  };

  const prepare = async (): Promise<void> => {
    await look();
    for (const tenantId of deps.tenantIds()) {
      try {
        await tell(tenantId, [...(known.get(tenantId)?.values() ?? [])]);
      } catch (error) {
        // A full disk, for example: what is to be told is found again with the next tick.
        log.warn({ tenantId, error }, "what is to be told was not stored");
      }
    }
  };

  /** One at a time: two would look at the same mailboxes and forget each other's. */
  const prepareOnce = (): Promise<void> =>
    (ticking ??= prepare()
      .catch((error: unknown) => log.warn({ error }, "nobody could be told"))
      .finally(() => {
        ticking = null;
      }));

  return {
    outbox,
    credential: deps.credential,
    levels,
    invitations,
    async test({ tenantId, mail, to, language }) {
      const letterhead = {
        ...{ settings: mail.settings, publicUrl: deps.publicUrl, atMs: clock.now() },
      };
      const composed = composeTest(deps.ids.next(), to, to.name, language, letterhead);
      await deps.mailer(tenantId, mail).send(composed);
    },
    check: async (tenantId, mail) => deps.mailer(tenantId, mail).check(),
    async tick() {
      await prepareOnce();
      await Promise.all(deps.tenantIds().map(deliverOnce));
    },
    start() {
      timer = setInterval(() => {
        void prepareOnce().then(() => deps.tenantIds().forEach((id) => void deliverOnce(id)));
      }, tickMs);
      timer.unref();
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      timer = null;
      await ticking;
      // A server that is silent must not keep the process from ending: such a mail counts as uncertain.
      const impatient = new Promise<void>((resolve) => setTimeout(resolve, stopPatienceMs).unref());
      await Promise.race([Promise.allSettled(delivering.values()), impatient]);
    },
  };
}
