import type { AuditAct } from "../../administration/acts.ts";
import type { Audit } from "../../administration/audit.ts";
import { problemOf } from "../errors.ts";
import { problems } from "../problems.ts";
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

/** What records itself what it does, in the background as well. */
const telling = ["beginUninstall", "actOnUninstall"] as const satisfies OperatorRouteName[];

type Handler = (body: unknown, requestId: string) => Promise<unknown>;
type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** The same handlers; what was done by them is recorded before it is answered. */
export function audited(
  handlers: OperatorHandlers,
  audit: Pick<Audit, "record" | "during">,
): OperatorHandlers {
  const recorded = Object.entries(acts).map(([name, act]) => {
    // Each takes the body of its own route, which was read by the contract before.
    const handler = handlers[name as keyof typeof acts] as Handler;
    const done: Handler = (body, requestId) => {
      const { mailbox, ...facts } = plain(body);
      const about = typeof mailbox === "string" ? mailbox : "";
      const common = { actor: { kind: "operator" }, requestId } as const;
      const work = async (): Promise<unknown> => {
        const answer = await handler(body, requestId);
        await audit.record({ ...common, act, facts, about, tenantId: tenantIn(answer) });
        return answer;
      };
      const intention = { ...common, tenantId: null, about: [name, about].join(" ").trim() };
      return audit.during(intention, work, isRefusal);
    };
    return [name, done];
  });
  const told = telling.map((name) => {
    const handler = handlers[name] as Handler;
    const done: Handler = (body, requestId) =>
      audit.during(
        { actor: { kind: "operator" }, requestId, tenantId: null, about: name },
        () => handler(body, requestId),
        isRefusal,
      );
    return [name, done];
  });
  const all = Object.fromEntries([...recorded, ...told]) as Partial<OperatorHandlers>;
  return { ...handlers, ...all };
}

/** After which nothing was done. */
function isRefusal(error: unknown): boolean {
  return problems[problemOf(error).code][0] < 500;
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
