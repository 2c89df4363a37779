import { isReadOnly, scopeOf } from "../../engine/mailboxes/mailbox.ts";
import type { Offered } from "../../engine/mailboxes/further-mailboxes.ts";
import type { AccountState } from "../../engine/mailboxes/accounts.ts";
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
import type { Language } from "../told.ts";
import type { HandlerDeps, Handlers } from "./handler.ts";
import type { AnyCall } from "./names.ts";
import { reasonOf, statusView } from "./status.ts";

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
  const view = async ({ person, language }: AnyCall): Promise<Mailboxes> => {
    const { mailboxes, offered } = await further.list(person);
    return {
      mailboxes: await Promise.all(
        mailboxes.map(async ({ mailbox }) =>
          viewOf(mailbox, await accounts.state(person, scopeOf(mailbox)), language),
        ),
      ),
      offered: offered.map(offeredView),
    };
  };

  const viewOf = (
    mailbox: MailboxDocument,
    account: AccountState,
    language: Language,
  ): FurtherMailbox => {
    const { state, running, nextAt } = account;
    const { outlookItems } = mailbox.jobs.calendar;
    return {
      mailboxId: mailbox.mailboxId,
      name: mailbox.name,
      address: mailbox.address,
      readOnly: isReadOnly(mailbox),
      outlookItems,
      health: healthOf(account),
      reason: reasonOf(account, language),
      running,
      lastSyncAt: state?.lastSuccessAt ?? null,
      nextSyncAt: nextAt === null ? null : new Date(nextAt).toISOString(),
      linked: state?.counts.linked ?? 0,
    };
  };

  const setupView = async (
    { person, language }: AnyCall,
    mailboxId: string,
  ): Promise<FurtherSetupView> => {
    const { mailbox, own, above, closed } = await furtherSetup.look(person, mailboxId);
    const account = await accounts.state(person, scopeOf(mailbox));
    const status = statusView(account, language);
    return {
      mailbox: viewOf(mailbox, account, language),
      own: { ...own, rules: { ...own.rules } },
      above: { ...above },
      erpCancels: accounts.erp(person).capabilities.cancels === true,
      closed,
      // It names what was read there.
      status: closed ? { ...status, brake: null } : status,
    };
  };

  return {
    furtherSetup: (call) => setupView(call, call.params["mailboxId"] ?? ""),
    async saveFurtherSetup(call) {
      const { mailboxId = "" } = call.params;
      await furtherSetup.save(call.person, mailboxId, furtherRulesOf(call.body));
      return setupView(call, mailboxId);
    },
    async actOnFurther(call) {
      const { person, params, body } = call;
      const { mailboxId = "" } = params;
      await furtherSetup.act(person, mailboxId, body.act);
      if (body.act === "refresh") {
        engine.scheduler.wake(await further.scopeOf(person, mailboxId, "state"));
      }
      return setupView(call, mailboxId);
    },
    mailboxes: view,
    async addMailbox(call) {
      const { address, calendarId = "", outlookItems } = call.body;
      await further.add(
        call.person,
        address === undefined ? { calendarId, outlookItems } : { address, outlookItems },
      );
      return view(call);
    },
    async giveUpMailbox(call) {
      await further.giveUp(call.person, call.params["mailboxId"] ?? "");
      return view(call);
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
