import { scopeOf } from "../../engine/mailboxes/mailbox.ts";
import type { Further, Offered } from "../../engine/mailboxes/further-mailboxes.ts";
import type { Person } from "../../engine/mailboxes/accounts.ts";
import { healthOf } from "../health.ts";
import type { FurtherMailbox, Mailboxes, OfferedCalendar } from "../contract/mailboxes.ts";
import type { HandlerDeps, Handlers } from "./handler.ts";

type MailboxHandlers = Pick<Handlers, "mailboxes" | "addMailbox" | "giveUpMailbox">;

/** Mailboxes and calendars of others that a person synchronizes, or could. */
export function mailboxHandlers({ accounts, further }: HandlerDeps): MailboxHandlers {
  const view = async (person: Person): Promise<Mailboxes> => {
    const { mailboxes, offered } = await further.list(person);
    return {
      mailboxes: await Promise.all(mailboxes.map((one) => furtherView(person, one))),
      offered: offered.map(offeredView),
    };
  };

  const furtherView = async (person: Person, { mailbox }: Further): Promise<FurtherMailbox> => {
    const account = await accounts.state(person, scopeOf(mailbox));
    const { state, running, nextAt, storage } = account;
    const { outlookItems, rules } = mailbox.jobs.calendar;
    return {
      mailboxId: mailbox.mailboxId,
      name: mailbox.name,
      address: mailbox.address,
      readOnly: rules?.direction === "toErp",
      outlookItems,
      health: healthOf(account),
      reason: storage ?? state?.reason ?? null,
      running,
      lastSyncAt: state?.lastSuccessAt ?? null,
      nextSyncAt: nextAt === null ? null : new Date(nextAt).toISOString(),
      linked: state?.counts.linked ?? 0,
    };
  };

  return {
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
