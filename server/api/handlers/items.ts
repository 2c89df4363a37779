import { labelOf, mappedName } from "../../resources/appointment/mapped.ts";
import { show } from "../../resources/appointment/show.ts";
import type { ItemView } from "../contract/items.ts";
import { ProblemError } from "../errors.ts";
import { fromHand } from "./by-hand.ts";
import type { Call, HandlerDeps, Handlers } from "./handler.ts";
import { createNames, namedType, type AnyCall } from "./names.ts";
import { recordGroups } from "./record-groups.ts";
import {
  conflictView,
  daysView,
  dayView,
  doubtView,
  endingView,
  historyView,
  takenOutView,
} from "./views.ts";

type ItemHandlers = Pick<
  Handlers,
  | "findItem"
  | "item"
  | "openActivity"
  | "sendInvitations"
  | "endMeeting"
  | "decideDoubt"
  | "chooseItem"
  | "releaseItem"
  | "syncItem"
  | "answerConflict"
  | "itemRecords"
>;

/** The item that is open in Outlook. */
export function itemHandlers(deps: HandlerDeps): ItemHandlers {
  const { accounts, engine } = deps;
  const { items } = engine;
  const names = createNames(deps);
  const { activityTypes, named, shown } = names;

  const view = async (call: AnyCall, itemId: string): Promise<ItemView> => {
    const status = await items.status(call.scope, itemId);
    const types = await activityTypes(call);
    const records = await named(call, status.records);
    const reader = await names.reader(call, records, types);
    const { day } = status;
    const lines = [...status.history, ...(day?.history ?? [])].map(({ id }) => id);
    const kept = await engine.undos.kept(call.scope, lines);
    return {
      itemId: status.itemId,
      linkId: status.linkId,
      state: status.state,
      on: status.on,
      syncedAt: status.syncedAt,
      reason: status.reason,
      subject: status.subject,
      organizer: status.organizer,
      private: status.private,
      series: status.series,
      ...(status.seriesItemId !== undefined && { seriesItemId: status.seriesItemId }),
      ...(status.when !== undefined && { when: show("when", status.when, reader) }),
      day: day === null ? null : dayView(day, reader, kept),
      ...(status.days !== null && { days: daysView(status.days, reader) }),
      sharedWith: status.sharedWith,
      answers: status.answers,
      records: records.map((record) => shown(call, record)),
      activityType: namedType(types, status.activityTypeId),
      activityTypes: types,
      mapped: (reader.mapped ?? []).flatMap((one) => {
        const value = status.mapped[mappedName(one)];
        if (value === undefined) return [];
        return [{ name: labelOf(one, call.language), value: show(mappedName(one), value, reader) }];
      }),
      conflicts: status.conflicts.map((conflict) =>
        conflictView(conflict, reader, call.person.name),
      ),
      doubt: doubtView(status.doubt, reader),
      notTaken: [...status.notTaken],
      takenOut: status.takenOut.map((one) => takenOutView(one, reader)),
      invitations:
        status.invitations === null
          ? null
          : {
              ...status.invitations,
              guests: status.invitations.guests.map(({ address, name }) => ({ address, name })),
            },
      ending: endingView(status.ending),
      erp: status.erpId === null ? null : { id: status.erpId, webUrl: status.erpWebUrl },
      history: status.history.map((entry) => {
        const of = status.days?.find(({ linkId }) => linkId === entry.linkId);
        const line = historyView(entry, reader, kept);
        return of === undefined ? line : { ...line, day: show("when", of.when, reader) ?? "" };
      }),
    };
  };

  const idOf = ({ params }: { params: Readonly<Record<string, string>> }): string =>
    params["itemId"] ?? "";

  return {
    async findItem(call) {
      const found = await view(call, await items.find(call.scope, call.body.restId));
      // Chosen before it was saved: outside the window nothing but this tells a run that it is there.
      const isSettled = found.series === "days" && found.state !== "waiting";
      if (found.on && found.linkId === null && !isSettled)
        await items.look(call.scope, found.itemId);
      return found;
    },
    item: (call) => view(call, idOf(call)),
    async sendInvitations(call) {
      await items.invite(call.scope, idOf(call), { ...call.body, by: call.person.name });
      return view(call, idOf(call));
    },
    async endMeeting(call) {
      const { body, scope } = call;
      if (body.decision === "keep") await items.letStand(scope, idOf(call));
      else {
        const { guests, whenFingerprint } = body;
        const shown = { guests, whenFingerprint, by: call.person.name };
        await items.cancel(scope, idOf(call), shown);
      }
      return view(call, idOf(call));
    },
    async decideDoubt(call) {
      await items.decide(call.scope, idOf(call), call.body);
      return view(call, idOf(call));
    },
    openActivity: async ({ scope, params }) => ({
      webUrl: await items.webUrlOf(scope, params["activityId"] ?? ""),
    }),
    async chooseItem(call) {
      await items.choose(call.scope, idOf(call), call.body);
      return view(call, idOf(call));
    },
    async releaseItem(call) {
      await items.release(call.scope, idOf(call), call.body.removeErpCopy);
      return view(call, idOf(call));
    },
    async syncItem(call) {
      await items.retry(call.scope, idOf(call));
      await engine.wakeConnection(accounts.connectionOf(call.person.tenantId));
      await engine.scheduler.runNow(call.scope);
      return view(call, idOf(call));
    },
    async answerConflict(call) {
      const { field, microsoftFingerprint, erpFingerprint } = call.body;
      const shown = { microsoft: microsoftFingerprint, erp: erpFingerprint };
      await items.answer(call.scope, idOf(call), field, { ...shown, ...answerOf(call.body) });
      return view(call, idOf(call));
    },
    async itemRecords(call) {
      const { records } = await items.status(call.scope, idOf(call));
      return recordGroups(call, { items, names }, await named(call, records));
    },
  };
}

/** The side to keep or the value written. @throws ProblemError where it is neither or both. */
function answerOf({ field, keep, value }: Call<"answerConflict">["body"]) {
  if (keep === undefined) return { value: fromHand(field, value) };
  if (value === undefined) return { keep };
  throw new ProblemError("bad-request", "Either a side is kept or a value is written, not both.", {
    field: "value",
  });
}
