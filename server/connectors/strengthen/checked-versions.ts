import { createHash } from "node:crypto";
import type { Connector } from "../port/connector.ts";
import { ConnectorError } from "../port/connector-error.ts";
import {
  endsAll,
  type Actor,
  type Found,
  type Item,
  type Outcome,
  type WriteAction,
} from "../port/item.ts";

/**
 * For a side that writes whatever the precondition says: every item is read before it is written, and
 * what has moved is stale. An edit between that reading and the write is overwritten unseen; nothing
 * outside the side can prevent it.
 *
 * Versions are digests of what is read: a time of change with a resolution of a second is the same
 * after two edits, and some sides tell none.
 */
export function withCheckedVersions(weak: Connector): Connector {
  if (weak.capabilities.promises.lock !== "none") return weak;

  /** The actions whose items have not moved, under the side's own version; the others' outcomes. */
  async function check(actor: Actor, actions: readonly WriteAction[], get: Connector["get"]) {
    const ids = actions.flatMap((action) => (action.kind === "create" ? [] : [action.id]));
    const read = ids.length === 0 ? [] : [...(await get(actor, "appointment", ids))];
    return actions.map((action): WriteAction | Outcome =>
      action.kind === "create" ? action : checked(weak, action, read.shift()),
    );
  }

  return {
    ...weak,
    capabilities: {
      ...weak.capabilities,
      promises: { ...weak.capabilities.promises, lock: "checked" },
    },
    delta: async (...args) => {
      const page = await weak.delta(...args);
      const changes = page.changes.map((change) =>
        change.item === undefined ? change : { ...change, item: versioned(change.item) },
      );
      return { ...page, changes };
    },
    get: async (...args) => (await weak.get(...args)).map(versionedFound),
    findByKey: async (...args) => {
      const item = await weak.findByKey(...args);
      return item === null ? null : versioned(item);
    },
    write: async (actor, resource, actions) => {
      const checkedActions = await check(actor, actions, (...args) => weak.get(...args));
      const ending = checkedActions.filter((one) => !isAction(one)).find(endsAll);
      // Who asks us to wait or refuses the sign-in will not take the others either.
      if (ending !== undefined) {
        return checkedActions.map((one) => (isAction(one) ? ending : one));
      }
      const sent = checkedActions.filter(isAction);
      const answers = sent.length === 0 ? [] : [...(await weak.write(actor, resource, sent))];
      return checkedActions.map((one): Outcome => {
        if (!isAction(one)) return one;
        const outcome = answers.shift() ?? unanswered(weak);
        return outcome.kind === "written"
          ? { kind: "written", item: versioned(outcome.item) }
          : outcome;
      });
    },
  };
}

function checked(
  { side }: Connector,
  action: Exclude<WriteAction, { kind: "create" }>,
  found: Found | undefined,
): WriteAction | Outcome {
  const fail = (code: "stale" | "not-found" | "unavailable", reason: string): Outcome => ({
    kind: "error",
    error: new ConnectorError(code, side, reason),
  });
  switch (found?.kind) {
    case undefined:
      return fail("unavailable", "An item that was asked for was not answered.");
    case "error":
      return found;
    case "missing":
      return action.kind === "delete"
        ? { kind: "gone" }
        : fail("not-found", "There is no such item.");
    case "found": {
      const { item } = found;
      if (versionOf(item) !== action.precondition) return fail("stale", "The item has moved.");
      return { ...action, precondition: item.version };
    }
  }
}

function isAction(one: WriteAction | Outcome): one is WriteAction {
  return one.kind === "create" || one.kind === "update" || one.kind === "delete";
}

function unanswered({ side }: Connector): Outcome {
  const error = new ConnectorError("unavailable", side, "A write was not answered.");
  return { kind: "error", error };
}

function versionedFound(found: Found): Found {
  return found.kind === "found" ? { kind: "found", item: versioned(found.item) } : found;
}

function versioned(item: Item): Item {
  return { ...item, version: versionOf(item) };
}

function versionOf({ version, fields, readOnly, stamp }: Item): string {
  // Sorted: nothing says that a side answers its fields in one order.
  const content = JSON.stringify([version, Object.entries(fields).sort(), readOnly, stamp]);
  return createHash("sha256").update(content).digest("base64url");
}
