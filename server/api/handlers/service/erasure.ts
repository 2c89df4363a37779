import { actorOf } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import type { Erasure, Subject } from "../../../administration/erasure.ts";
import { mailboxAt, type Care } from "../../../engine/mailboxes/care.ts";
import { whoseIs, type Overview, type Sight } from "../../../engine/mailboxes/overview.ts";
import { clearMailbox, nothingCleared } from "../../../engine/mailboxes/clearing.ts";
import { countCopies } from "../../../engine/mailboxes/copies.ts";
import { countMarked } from "../../../engine/mailboxes/unmark.ts";
import type { Cleared } from "../../../store/documents/administration.ts";
import type { HoldingsView } from "../../contract/service/erasure.ts";
import { ProblemError } from "../../errors.ts";
import type { HandlerDeps, Handlers } from "../handler.ts";
import { exportPerson } from "./person-export.ts";
import { sightAsked } from "./reach.ts";

export interface ErasureHandlerDeps extends HandlerDeps {
  readonly overview: Overview;
  readonly care: Care;
  readonly erasure: Erasure;
  readonly audit: Pick<Audit, "record">;
  readonly forgetTokens: (person: { tenantId: string; userId: string }) => Promise<void>;
}

/** What is held about a person, shown, handed out and erased. */
export function erasureHandlers(
  deps: ErasureHandlerDeps,
): Pick<Handlers, "holdings" | "eraseUser" | "exportUser" | "exportMine"> {
  const { overview, erasure, engineDeps, care } = deps;
  const { store, clock } = engineDeps;
  const now = (): string => new Date(clock.now()).toISOString();

  const subscriptionsOf = async ({ scope }: Sight): Promise<number> => {
    const kept = [...(await store.list(scope, "subscriptions")).values()];
    return kept.flatMap(({ id, also = [] }) => [id, ...also]).filter((id) => id !== "").length;
  };

  const holdings = async (sight: Sight): Promise<HoldingsView> => {
    const { scope } = sight;
    const links = [...(await store.list(scope, "links")).values()];
    const on = (side: "microsoft" | "erp"): number =>
      links.filter((link) => link[side] != null).length;
    const subject = subjectOf(sight);
    const held = await erasure.look(subject);
    const others = (await overview.sights()).filter(
      (one) =>
        one.mailbox !== null &&
        one.mailbox.tenantId === scope.tenantId &&
        one.mailbox.userId === scope.mailboxId &&
        one.mailbox.mailboxId !== scope.mailboxId,
    );
    return {
      ...{ name: subject.name, address: subject.address },
      documents: { ...held.documents },
      ...{
        logLines: held.logLines,
        claims: held.claims,
        mails: held.mails,
        role: held.role,
        trail: held.trail,
      },
      subscriptions: await subscriptionsOf(sight),
      tokens: (await store.list(scope, "secrets")).size > 0,
      marked: countMarked(links),
      items: { microsoft: on("microsoft"), erp: on("erp") },
      copies: { microsoft: countCopies("microsoft", links), erp: countCopies("erp", links) },
      further: others.map(({ scope: { mailboxId }, mailbox: one }) => ({
        mailboxId,
        name: one?.name ?? "",
      })),
    };
  };

  return {
    async holdings(call) {
      return holdings(await sightAsked(overview, call));
    },

    async eraseUser(call) {
      const sight = await sightAsked(overview, call);
      const { scope, mailbox } = sight;
      const subject = subjectOf(sight);
      const expected = subject.address === "" ? scope.mailboxId : subject.address;
      if (call.body.confirm.trim().toLowerCase() !== expected.toLowerCase()) {
        throw new ProblemError("bad-request", "This is not the address of whom you would erase.", {
          field: "confirm",
        });
      }
      const subscriptions = await subscriptionsOf(sight);
      let cleared: Cleared = nothingCleared;
      if (mailbox !== null) {
        // What needs his sign-in comes first, while there is one. Off, no run begins any more.
        const { confirm: _typed, ...choices } = call.body;
        if (Object.values(choices).includes("remove")) {
          if (mailbox.jobs.calendar.enabled) await care.halt(scope, "pause");
          cleared = await clearMailbox(engineDeps, deps.engine.scheduler, mailbox, choices);
        }
        await care.disconnect((await mailboxAt(store, scope)) ?? mailbox);
      }
      if (subject.mailboxId === (mailbox?.userId ?? subject.mailboxId)) {
        await deps.forgetTokens({ tenantId: scope.tenantId, userId: scope.mailboxId });
      }
      const proof = await erasure.erase(subject, { subscriptions, ...factsOf(cleared) }, call.by);
      const { tenantId, mailboxId } = scope;
      return { tenantId, mailboxId, ...proof, subscriptions, cleared };
    },

    async exportUser(call) {
      const { scope } = await sightAsked(overview, call);
      const { caller, requestId } = call.by;
      await deps.audit.record({
        ...{ actor: actorOf(caller), act: "user-exported" },
        ...{ tenantId: scope.tenantId, about: scope.mailboxId, requestId },
      });
      const person = { ...scope, userId: scope.mailboxId, name: "", address: "" };
      const scopes = await deps.scopesOf(person);
      return exportPerson(store, scope, { exportedAt: now(), scopes, isHimself: false });
    },

    async exportMine({ person, scope }) {
      const scopes = await deps.scopesOf(person);
      return exportPerson(store, scope, { exportedAt: now(), scopes, isHimself: true });
    },
  };
}

/** Side by side, as the trail shows them. */
function factsOf({ marks, outlookCopies, erpCopies }: Cleared) {
  return {
    ...{ marksRemoved: marks.removed, marksLeft: marks.left },
    ...{ outlookCopiesRemoved: outlookCopies.removed, outlookCopiesLeft: outlookCopies.left },
    ...{ erpCopiesRemoved: erpCopies.removed, erpCopiesLeft: erpCopies.left },
  };
}

function subjectOf(sight: Sight): Subject {
  const { tenantId, mailboxId } = sight.scope;
  return { tenantId, mailboxId, ...whoseIs(sight) };
}
