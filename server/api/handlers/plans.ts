import type { KeptPlan } from "../../engine/dry-run/desk.ts";
import { mailboxKey } from "../../engine/mailboxes/mailbox.ts";
import { ProblemError } from "../errors.ts";
import { readerOf, type LanguageReader } from "../reader.ts";
import { profileReader, setupOf } from "./account.ts";
import { furtherRulesOf } from "./mailboxes.ts";
import type { Call, HandlerDeps, Handlers } from "./handler.ts";
import { entryView, planCsv, planView } from "./plan-views.ts";
import { planWords } from "./plan-words.ts";

type PlanHandlers = Pick<
  Handlers,
  "makePlan" | "planFurther" | "planEntries" | "planCsv" | "carryOutPlan" | "decidePairs"
>;
type AnyCall = Pick<Call<"planCsv">, "person" | "scope" | "language" | "params">;

/** So many of what came and went are shown; the plan itself shows all. */
const differencesMax = 20;

/** What would happen, before it does. */
export function planHandlers(deps: HandlerDeps): PlanHandlers {
  const { plans } = deps;
  const profile = profileReader(deps);

  const plainReader = async (
    call: Pick<AnyCall, "scope" | "language">,
  ): Promise<LanguageReader> => {
    const mailbox = await deps.engineDeps.store.get(call.scope, "mailbox", mailboxKey);
    return readerOf(mailbox, call.language, deps.fields);
  };
  /** The names of activity types, where the ERP can be asked for them. */
  const namedReader = async (call: AnyCall, plan: KeptPlan): Promise<LanguageReader> => {
    const reader = await plainReader(call);
    const setup = "setup" in plan.tried ? plan.tried.setup : null;
    const timeZone = setup?.timeZone ?? reader.timeZone;
    const types = await deps.accounts.activityTypes(call.person).catch(() => []);
    return { ...reader, timeZone, names: new Map(types.map(({ id, name }) => [id, name])) };
  };
  const planOf = async ({ person, params }: AnyCall): Promise<KeptPlan> => {
    const plan = plans.find(person, params["planId"] ?? "");
    if (plan !== undefined) {
      const { tried } = plan;
      // What was read while he had the rights is not shown once he has none.
      if ("mailboxId" in tried) await deps.further.scopeOf(person, tried.mailboxId, "contents");
      return plan;
    }
    throw new ProblemError("not-found", "This plan is not kept any more.", {
      remedy: "Have it shown anew.",
    });
  };

  return {
    async makePlan(call) {
      const { setup } = call.body;
      const tried = { setup: setup === null ? null : setupOf(setup, call.language) };
      const plan = await plans.make(call.person, tried);
      return planView(plan, await namedReader({ ...call, params: {} }, plan));
    },
    async planFurther(call) {
      const { mailboxId = "" } = call.params;
      const { rules } = call.body;
      const tried = { mailboxId, rules: rules === null ? null : furtherRulesOf(rules) };
      const plan = await plans.make(call.person, tried);
      return planView(plan, await namedReader(call, plan));
    },
    async planEntries(call) {
      const plan = await planOf(call);
      const { kind, side, offset, limit } = call.query;
      const wanted = plan.entries.filter(
        (one) =>
          (kind === undefined || one.kind === kind) && (side === undefined || one.side === side),
      );
      const reader = await namedReader(call, plan);
      const page = wanted.slice(offset, offset + limit);
      return { entries: page.map((one) => entryView(one, reader)), total: wanted.length };
    },
    async planCsv(call) {
      const plan = await planOf(call);
      const csv = planCsv(plan.entries, await namedReader(call, plan));
      return { name: `${planWords[call.language].file}-${plan.madeAt.slice(0, 10)}.csv`, csv };
    },
    async carryOutPlan(call) {
      const shown = await planOf(call);
      const now = await plans.carryOut(call.person, shown);
      if (now === "agreed")
        return { kind: "done", profile: await profile(call.person, call.language) };
      const reader = await namedReader(call, now);
      return {
        kind: "changed",
        plan: planView(now, reader),
        appeared: without(now, shown).map((one) => entryView(one, reader)),
        vanished: without(shown, now).map((one) => entryView(one, reader)),
      };
    },
    async decidePairs(call) {
      const { pairs, apart, goesOn = [] } = call.body;
      await plans.decide(call.person, await planOf(call), { pairs, apart, goesOn });
      return { decided: pairs.length + apart.length + goesOn.length };
    },
  };
}

/** The first entries of one plan that the other has not. */
function without(plan: KeptPlan, other: KeptPlan): KeptPlan["entries"] {
  const there = new Set(other.entries.map(({ print }) => print));
  return plan.entries.filter(({ print }) => !there.has(print)).slice(0, differencesMax);
}
