import type { Clock } from "../../server/lib/clock.ts";

/** A mail that somebody gave away to be delivered, as its readers would see it. */
export interface CaughtMail {
  readonly id: string;
  /** Ms since the epoch. */
  readonly at: number;
  /** By which way it came. */
  readonly via: "smtp" | "graph";
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Who had signed in; empty where nobody had to. */
  readonly user: string;
  readonly encrypted: boolean;
}

/** Every mail that the product sends; nothing leaves the machine. Oldest first. */
export interface Mailbag {
  add(mail: Omit<CaughtMail, "id" | "at">): void;
  list(): readonly CaughtMail[];
  clear(): void;
}

/** More than anybody looks at. */
const keptMax = 500;

export function createMailbag(clock: Clock): Mailbag {
  let mails: CaughtMail[] = [];
  let count = 0;
  return {
    add(mail) {
      count += 1;
      mails = [...mails, { ...mail, id: `mail-${count}`, at: clock.now() }].slice(-keptMax);
    },
    list: () => mails,
    clear() {
      mails = [];
    },
  };
}
