import { isDefaultAlone } from "../../../engine/mailboxes/calendars.ts";
import { isFurther } from "../../../engine/mailboxes/mailbox.ts";
import { defaultCalendar } from "../../../connectors/port/item.ts";
import type { Level } from "../../../settings/inherit.ts";
import { personalChoices } from "../../../settings/personal-choices.ts";
import { isMap } from "../../../settings/setting-value.ts";
import type { MailboxDocument } from "../../../store/documents/mailbox.ts";
import type { UserPage } from "../../contract/service/users.ts";

/**
 * What somebody chose in his Setup, for who looks after him. What his calendars are called is nobody's
 * business but his, so they are counted.
 * @param reads whether the reader may read what people wrote: categories of one's own are written
 */
export function choicesView(
  above: readonly Level[],
  mailbox: MailboxDocument,
  reads: boolean,
): NonNullable<UserPage["choices"]> {
  const { calendar } = mailbox.jobs;
  const { chosen, target } = calendar.calendars ?? {
    chosen: [defaultCalendar],
    target: defaultCalendar,
  };
  return {
    calendars: {
      count: chosen.length,
      isDefaultAlone: isDefaultAlone({ chosen, target }),
      intoDefault: target === defaultCalendar,
    },
    mails: mailbox.mails === true,
    settings: personalChoices(above, calendar, isFurther(mailbox)).map((choice) => ({
      ...choice,
      value: isMap(choice.value) && choice.from === "person" && !reads ? null : choice.value,
      overruled: isMap(choice.overruled) && !reads ? null : choice.overruled,
    })),
  };
}
