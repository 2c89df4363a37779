import { isReadOnly, scopeOf } from "../../engine/mailboxes/mailbox.ts";
import type { Further, Offered } from "../../engine/mailboxes/further-mailboxes.ts";
import type { AccountState, Person } from "../../engine/mailboxes/accounts.ts";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import type { FurtherRules } from "../../engine/mailboxes/further-setup.ts";
import { healthOf } from "../health.ts";
import type {
  FurtherMailbox,
  FurtherRules as Asked,
  FurtherSetupView,
  Mailboxes,
  OfferedCalendar,
} from "../contract/mailboxes.ts";
import { statusView } from "./account.ts";
import type { HandlerDeps, Handlers } from "./handler.ts";

type MailboxHandlers = Pick<
  Handlers,
  | "mailboxes"
  | "addMailbox"
  | "giveUpMailbox"
  | "furtherSetup"
  | "saveFurtherSetup"
  | "actOnFurther"
>;

/** Mailboxes and calendars of others that a person synchronizes, or could. */
export function mailboxHandlers({
  accounts,
  engine,
  further,
  furtherSetup,
}: HandlerDeps): MailboxHandlers {
  const view = async (person: Person): Promise<Mailboxes> => {
    const { mailboxes, offered } = await further.list(person);
    return {
      mailboxes: await Promise.all(mailboxes.map((one) => furtherView(person, one))),
      offered: offered.map(offeredView),
    };
  };

  const furtherView = async (person: Person, { mailbox }: Further): Promise<FurtherMailbox> =>
    viewOf(mailbox, await accounts.state(person, scopeOf(mailbox)));

  const viewOf = (mailbox: MailboxDocument, account: AccountState): FurtherMailbox => {
    const { state, running, nextAt, storage } = account;
    const { outlookItems } = mailbox.jobs.calendar;
    return {
      mailboxId: mailbox.mailboxId,
      name: mailbox.name,
      address: mailbox.address,
      readOnly: isReadOnly(mailbox),
      outlookItems,
      health: healthOf(account),
      reason: storage ?? state?.reason ?? null,
      running,
      lastSyncAt: state?.lastSuccessAt ?? null,
      nextSyncAt: nextAt === null ? null : new Date(nextAt).toISOString(),
      linked: state?.counts.linked ?? 0,
    };
  };

  const setupView = async (person: Person, mailboxId: string): Promise<FurtherSetupView> => {
    const { mailbox, own, above } = await furtherSetup.look(person, mailboxId);
    const account = await accounts.state(person, scopeOf(mailbox));
    return {
      mailbox: viewOf(mailbox, account),
      own: { ...own, rules: { ...own.rules } },
      above: { ...above },
      erpCancels: accounts.erp(person).capabilities.cancels === true,
      status: statusView(account),
    };
  };

  return {
    furtherSetup: ({ person, params }) => setupView(person, params["mailboxId"] ?? ""),
    async saveFurtherSetup({ person, params, body }) {
      const { mailboxId = "" } = params;
      await furtherSetup.save(person, mailboxId, furtherRulesOf(body));
      return setupView(person, mailboxId);
    },
    async actOnFurther({ person, params, body }) {
      const { mailboxId = "" } = params;
      await furtherSetup.act(person, mailboxId, body.act);
      if (body.act === "refresh") {
        engine.scheduler.wake(await further.scopeOf(person, mailboxId, "state"));
      }
      return setupView(person, mailboxId);
    },
    mailboxes: ({ person }) => view(person),
    async addMailbox({ person, body }) {
      const { address, calendarId = "", outlookItems } = body;
      await further.add(
        person,
        address === undefined ? { calendarId, outlookItems } : { address, outlookItems },
      );
      return view(person);
    },
    async giveUpMailbox({ person, params }) {
      await further.giveUp(person, params["mailboxId"] ?? "");
      return view(person);
    },
  };
}

/** What was not said is not a choice. */
export function furtherRulesOf({ rules, ...body }: Asked): FurtherRules {
  const said = Object.entries(rules).filter(([, choice]) => choice !== undefined);
  return { ...body, rules: Object.fromEntries(said) };
}

function offeredView({ calendar, standing, by }: Offered): OfferedCalendar {
  const { id, name, color, owner, canEdit } = calendar;
  return {
    calendarId: id,
    name,
    color,
    owner: owner ?? { name: "", address: "" },
    canEdit,
    standing,
    by,
  };
}
