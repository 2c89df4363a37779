import { mailboxKey } from "../../engine/mailboxes/mailbox.ts";
import { categoryFor } from "../../resources/appointment/activity-type.ts";
import type { AdvanceView } from "../contract/advance.ts";
import { ProblemError } from "../errors.ts";
import type { HandlerDeps, Handlers } from "./handler.ts";
import { createNames, namedType, type AnyCall } from "./names.ts";
import { recordGroups } from "./record-groups.ts";

type AdvanceHandlers = Pick<Handlers, "advance" | "makeAdvance" | "withdrawAdvance" | "records">;

const keyPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The appointment that Outlook has not saved yet: what it will concern once it is. */
export function advanceHandlers(deps: HandlerDeps): AdvanceHandlers {
  const { advances, items } = deps.engine;
  const names = createNames(deps);

  const view = async (call: AnyCall, key: string): Promise<AdvanceView> => {
    const choice = await advances.get(call.scope, key);
    const types = await names.activityTypes(call);
    const mailbox = await deps.engineDeps.store.get(call.scope, "mailbox", mailboxKey);
    const map = mailbox === undefined ? [] : deps.engineDeps.rules(mailbox).categoryTypes;
    const records = await names.named(call, choice?.records ?? []);
    return {
      on: choice !== null,
      records: records.map((record) => names.shown(call, record)),
      activityType: namedType(types, choice?.activityTypeId ?? null),
      activityTypes: types.map((one) => ({ ...one, category: categoryFor(one, { types, map }) })),
    };
  };

  return {
    advance: (call) => view(call, keyOf(call)),
    async makeAdvance(call) {
      await advances.put(call.scope, keyOf(call), call.body);
      return view(call, keyOf(call));
    },
    async withdrawAdvance(call) {
      await advances.withdraw(call.scope, keyOf(call));
      return view(call, keyOf(call));
    },
    records: (call) => recordGroups(call, { items, names }, []),
  };
}

/** @throws ProblemError `bad-request` for anything but a random key: a guessable one could be met. */
function keyOf({ params }: { readonly params: Readonly<Record<string, string>> }): string {
  const key = params["key"] ?? "";
  if (keyPattern.test(key)) return key;
  throw new ProblemError("bad-request", "The key of an unsaved appointment is a random UUID.", {
    field: "key",
  });
}
