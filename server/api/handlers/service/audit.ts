import { auditActs, type AuditAct } from "../../../administration/acts.ts";
import type { Audit } from "../../../administration/audit.ts";
import { whoseIs, type Overview } from "../../../engine/mailboxes/overview.ts";
import type { AuditEntry } from "../../../store/documents/administration.ts";
import type { AuditLine } from "../../contract/service/audit.ts";
import { ProblemError } from "../../errors.ts";
import type { Handlers } from "../handler.ts";

/** The trail of administrative acts, as far as who asks may look. */
export function auditHandlers(
  audit: Audit,
  overview: Pick<Overview, "sights">,
): Pick<Handlers, "audit" | "verifyAudit"> {
  /**
   * The names of those whom lines are about. The trail itself keeps ids alone, for it is never changed:
   * who is erased has no name in it any more.
   */
  const namesById = async (): Promise<ReadonlyMap<string, string>> =>
    new Map(
      (await overview.sights()).flatMap((sight) => {
        const { name, address } = whoseIs(sight);
        return name === "" ? [] : [[sight.scope.mailboxId, `${name} (${address})`] as const];
      }),
    );

  return {
    async audit({ realm, query: { limit, before, act, text } }) {
      const names = await namesById();
      const sought = text.trim().toLowerCase();
      const people = [...names].filter(([, name]) => name.toLowerCase().includes(sought));
      const page = await audit.page(realm, {
        ...{ limit, text, people: new Set(people.map(([id]) => id)) },
        ...(before === undefined ? {} : { before }),
        ...(act === undefined ? {} : { act: knownAct(act) }),
      });
      const entries = page.entries
        .map(lineOf)
        .map((line) => ({ ...line, about: names.get(line.about) ?? line.about }));
      return { entries, next: page.next };
    },
    verifyAudit: () => audit.verify(),
  };
}

function knownAct(act: string): AuditAct {
  const found = auditActs.find((one) => one === act);
  if (found === undefined) {
    throw new ProblemError("bad-request", `No act is called ${act}.`, { field: "act" });
  }
  return found;
}

function lineOf({ actor, previous: _previous, hash: _hash, ...line }: AuditEntry): AuditLine {
  return { ...line, actor: { kind: actor.kind, name: actor.kind === "person" ? actor.name : "" } };
}
