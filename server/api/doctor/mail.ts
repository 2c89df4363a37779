import type { Realm } from "../../administration/authority.ts";
import { isWithin } from "../../administration/authority.ts";
import type { Clock } from "../../lib/clock.ts";
import { createRecent } from "../../lib/recent.ts";
import type { MailLevels, UsableMail } from "../../notify/levels.ts";
import { MailError, type MailProblem } from "../../notify/mailer.ts";
import type { Notifier } from "../../notify/notifier.ts";
import { soon, well, wrong, type Found } from "./finding.ts";

export interface MailDeps {
  readonly levels: Pick<MailLevels, "above" | "companies" | "level" | "usable">;
  readonly check: Notifier["check"];
}

interface Tenant {
  readonly id: string;
  readonly name: string;
}

/** Where mail is decided, and whose mail it is in words. */
interface Place {
  readonly tenantId: string | null;
  readonly companyId: string | null;
  readonly whose: string;
}

/** Finds out whether mail can be sent within a realm, of which all `tenants` are known. */
export type MailLook = (tenants: readonly Tenant[], realm: Realm) => Promise<readonly Found[]>;

/** How long companies hear of the same look at everybody's mail. */
const sharedMs = 60_000;

/**
 * Looks whether each way to send mail that was chosen within a realm can send. Everybody's is looked at
 * once for whoever looks after everything; of it a company learns whether its mails go out, and no more,
 * and all companies that ask within a minute share one look: its mail server counts who signs in.
 */
export function createMailLook({ levels, check }: MailDeps, clock: Clock): MailLook {
  const recently = createRecent<Outcome>(clock, sharedMs);
  const ofEverybody = async (): Promise<Outcome> => {
    // What was changed since is another thing to look at.
    const { revision } = await levels.level(null, null);
    const look = async () => outcomeOf(check, null, await levels.usable(null, null));
    return (await recently(revision, look)).value;
  };
  const look = async ({ tenantId, companyId, whose }: Place): Promise<Found> =>
    findingOf(whose, await outcomeOf(check, tenantId, await levels.usable(tenantId, companyId)));

  return async (tenants, realm) => {
    const found: Promise<Found>[] = [];
    const everybodys =
      (await levels.above(null, null)).is === "operator" || (await decides(levels));
    if (realm.tenantId === null && everybodys) {
      found.push(look({ tenantId: null, companyId: null, whose: "everybody here" }));
    }
    for (const { id, name } of tenants.filter((one) => isWithin(realm, one.id))) {
      const { settings } = await levels.level(id, null);
      const { transport } = (await levels.usable(id, null)).settings;
      if (settings !== null || transport.kind === "none") {
        found.push(look({ tenantId: id, companyId: null, whose: name }));
      } else if (realm.tenantId !== null) {
        found.push(ofEverybody().then((outcome) => findingOfAll(name, outcome)));
      }
      for (const companyId of await levels.companies(id)) {
        found.push(look({ tenantId: id, companyId, whose: `${name}, ${companyId}` }));
      }
    }
    return Promise.all(found);
  };
}

async function decides(levels: MailDeps["levels"]): Promise<boolean> {
  return (await levels.level(null, null)).settings !== null;
}

type Outcome = "proved" | "likely" | MailError;

async function outcomeOf(
  check: Notifier["check"],
  tenantId: string | null,
  mail: UsableMail,
): Promise<Outcome> {
  try {
    return await check(tenantId ?? mail.settings.sendingTenant ?? "", mail);
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    return error;
  }
}

/** @param whose the mail of whom */
function findingOf(whose: string, outcome: Outcome): Found {
  if (outcome === "proved") return well(`Mail of ${whose} can be sent.`);
  if (outcome === "likely") {
    return soon(
      `Mail of ${whose}: Entra gives the application no Mail.Send; Exchange may do so for this mailbox.`,
      "Send a test mail under Service, Mail: that alone proves it.",
      "administrator",
    );
  }
  if (outcome.code === "not-set-up") {
    return soon(
      `Mail of ${whose} is not sent: no way is chosen.`,
      "Choose one under Service, Mail, or nobody hears of what waits for him.",
      "administrator",
    );
  }
  const { fixedBy, remedy } = remedies[outcome.code] ?? usual;
  return atMost(
    outcome,
    wrong(`Mail of ${whose} cannot be sent: ${outcome.message}`, remedy, fixedBy),
  );
}

/** Of what is decided for all, for whom it is not. */
function findingOfAll(whose: string, outcome: Outcome): Found {
  if (outcome === "proved" || outcome === "likely") return findingOf(whose, outcome);
  return atMost(
    outcome,
    wrong(
      `Mail of ${whose} cannot be sent by the way that is chosen for everybody here.`,
      "Tell whoever looks after the whole installation, or choose a way of your own under Service, Mail.",
    ),
  );
}

/** What goes on by itself is no failure: nothing is broken. */
function atMost({ code }: MailError, found: Found): Found {
  return remedies[code]?.fixedBy === "nobody" ? { ...found, state: "warning" } : found;
}

type Mended = Pick<Found, "fixedBy"> & { readonly remedy: string };

const usual: Mended = {
  fixedBy: "administrator",
  remedy: "See the settings under Service, Mail, and send a test mail there.",
};
const signIn: Mended = {
  fixedBy: "administrator",
  remedy:
    "Enter user and password again under Service, Mail; some servers want a password made for applications.",
};
const encryption: Mended = {
  fixedBy: "administrator",
  remedy: "Choose under Service, Mail STARTTLS with port 587, or TLS with port 465.",
};

/** What mends each of what can be found without sending a mail. */
const remedies: Readonly<Partial<Record<MailProblem, Mended>>> = {
  "host-forbidden": {
    fixedBy: "operator",
    remedy: "If that server is meant, add it to SMTP_PRIVATE_HOSTS.",
  },
  unreachable: {
    fixedBy: "operator",
    remedy: "See that server and port are right, and that a firewall lets this machine out to it.",
  },
  "no-starttls": encryption,
  "tls-mismatch": encryption,
  certificate: {
    fixedBy: "administrator",
    remedy:
      "Enter the server by the name in its certificate; an authority of your own is named in OUTBOUND_CA_FILE.",
  },
  "sign-in-refused": signIn,
  "token-refused": {
    fixedBy: "administrator",
    remedy:
      "An administrator of Exchange gives that mailbox to the application; the commands stand under Service, Mail, below Sign-in.",
  },
  "smtp-auth-off": {
    fixedBy: "administrator",
    remedy:
      "An administrator of Exchange allows authenticated SMTP for that mailbox: Set-CASMailbox with -SmtpClientAuthenticationDisabled $false.",
  },
  "sign-in-unsupported": signIn,
  "consent-missing": {
    fixedBy: "administrator",
    remedy:
      "Grant the application Mail.Send, or SMTP.SendAsApp for Exchange Online's mail server, with admin consent.",
  },
  "signed-out": {
    fixedBy: "administrator",
    remedy: "Whoever set it up opens the portal and signs in again, or lets the application send.",
  },
  throttled: {
    fixedBy: "nobody",
    remedy: "It goes on by itself; what is to be sent is kept until then.",
  },
  unavailable: {
    fixedBy: "nobody",
    remedy: "It goes on by itself; what is to be sent is kept until then.",
  },
};
