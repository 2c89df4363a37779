import type { AuditAct } from "../../administration/acts.ts";
import type { Audit } from "../../administration/audit.ts";
import type { OperatorRouteName } from "../contract/operator.ts";
import type { OperatorHandlers } from "./app.ts";

/** What operators do that the audit trail tells of; what they only look at is in the log. */
const acts = {
  pause: "mailbox-paused",
  goOn: "mailbox-continued",
  resync: "mailbox-resynced",
  releaseBrake: "brake-released",
  rotateKey: "keys-rotated",
  setRetention: "retention-decided",
  administratorToken: "administrator-token",
} as const satisfies Partial<Record<OperatorRouteName, AuditAct>>;

type Handler = (body: unknown) => Promise<unknown>;
type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** The same handlers; what was done by them is recorded before it is answered. */
export function audited(
  handlers: OperatorHandlers,
  audit: Pick<Audit, "record">,
): OperatorHandlers {
  const recorded = Object.entries(acts).map(([name, act]) => {
    // Each takes the body of its own route, which was read by the contract before.
    const handler = handlers[name as keyof typeof acts] as Handler;
    const done: Handler = async (body) => {
      const answer = await handler(body);
      const { mailbox, ...facts } = plain(body);
      await audit.record({
        ...{ actor: { kind: "operator" }, act, facts },
        about: typeof mailbox === "string" ? mailbox : "",
        tenantId: tenantIn(answer),
      });
      return answer;
    };
    return [name, done];
  });
  return { ...handlers, ...(Object.fromEntries(recorded) as Partial<OperatorHandlers>) };
}

function plain(body: unknown): Facts {
  const entries = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter(
      ([, value]) => (value !== undefined && typeof value !== "object") || value === null,
    ),
  ) as Facts;
}

/** Whose mailbox it was: answers name it where there is one. */
function tenantIn(answer: unknown): string | null {
  const { mailbox, released } = answer as Record<"mailbox" | "released", unknown>;
  const named = (mailbox ?? released) as { readonly tenantId?: string } | undefined;
  return named?.tenantId ?? null;
}
