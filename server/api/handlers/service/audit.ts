import { auditActs, type AuditAct } from "../../../administration/acts.ts";
import type { Audit } from "../../../administration/audit.ts";
import type { AuditEntry } from "../../../store/documents.ts";
import type { AuditLine } from "../../contract/service/audit.ts";
import { ProblemError } from "../../errors.ts";
import type { Handlers } from "../handler.ts";

/** The trail of administrative acts, as far as who asks may look. */
export function auditHandlers(audit: Audit): Pick<Handlers, "audit" | "verifyAudit"> {
  return {
    async audit({ realm, query: { limit, before, act, text } }) {
      const page = await audit.page(realm, {
        ...{ limit, text },
        ...(before === undefined ? {} : { before }),
        ...(act === undefined ? {} : { act: knownAct(act) }),
      });
      return { entries: page.entries.map(lineOf), next: page.next };
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
