import type { Profile } from "../../../server/api/contract/account.ts";
import type { ItemView } from "../../../server/api/contract/items.ts";
import type { Failure } from "../../failures.ts";
import type { Words } from "../../locales/en.ts";

/** What is known when somebody asks for help. */
export interface SupportFacts {
  /** Of the server, whose files these pages are; `null`: not known yet. */
  readonly version: string | null;
  /** Outlook's platform and version, or the word `browser`. */
  readonly host: string;
  readonly userAgent: string;
  readonly language: string;
  readonly timeZone: string;
  readonly now: Date;
  readonly mailbox: string | null;
  readonly profile: Profile | undefined;
  /** What is open in Outlook. */
  readonly item: ItemView | null;
  readonly lastFailure: Failure | null;
}

/**
 * The lines that a person copies for support, in his language where a word is needed. Ids, codes and
 * figures only: no token, no subject, no name of anybody but his own address.
 */
export function detailLines(facts: SupportFacts, words: Words): readonly string[] {
  const { profile, item, lastFailure } = facts;
  const { details, home } = words;
  const calendar = profile?.status.calendar;
  return [
    `${words.name} ${facts.version ?? "?"} · ${facts.host}`,
    facts.userAgent,
    `${facts.now.toISOString()} · ${facts.timeZone} · ${facts.language}`,
    `${home.mailbox}: ${profile?.address ?? facts.mailbox ?? "?"}`,
    ...(profile === undefined ? [] : [`${home.connection}: ${profile.erp.connection}`]),
    `${home.state}: ${told(profile?.status.health ?? "?", profile?.status.reason)}`,
    ...(calendar === undefined
      ? []
      : [
          `${home.lastSync}: ${calendar.lastSyncAt ?? home.never}`,
          [
            `${home.linked} ${calendar.linked}`,
            `${home.waiting} ${calendar.waiting}`,
            `${home.quarantined} ${calendar.quarantined}`,
          ].join(" · "),
          `Push: ${home.push.microsoft} ${calendar.push.microsoft ? "✓" : "✗"} · ${home.push.erp} ${calendar.push.erp ? "✓" : "✗"}`,
        ]),
    ...(item === null
      ? []
      : [
          `${details.item}: ${told(item.state, item.reason?.code)} · ${item.linkId ?? item.itemId}`,
        ]),
    `${details.request}: ${
      lastFailure === null ? details.none : told(lastFailure.code, lastFailure.requestId)
    }`,
  ];
}

function told(code: string, more: string | null | undefined): string {
  return [code, more].filter((part) => part != null && part !== "").join(" ");
}
