/** Carries out what a schedule says people do. */
import { keyProperty, stampProperty } from "../../../server/connectors/graph/event/properties.ts";
import { appointmentSchemaRules } from "../../../server/resources/appointment/schema.ts";
import type { Link } from "../../../server/sync/model.ts";
import { userNamed, type Json, type PersonName } from "../../whole/person.ts";
import { chance } from "./chance.ts";
import { createCircumstances } from "./circumstances.ts";
import {
  erpDesk,
  outlookDesk,
  type Contents,
  type Desk,
  type OutlookDesk,
  type Shown,
} from "./desks.ts";
import type { Simulation } from "./simulation.ts";
import { fields, type Act, type Deed, type Field } from "./schedule.ts";
import type { Item, SideName, Value } from "./values.ts";

const minuteMs = 60_000;
const farMs = 500 * 24 * 60 * minuteMs;

/** An item as it shows on one side, and what it is. */
interface Picked {
  readonly target: Shown;
  readonly item: Item;
}

export interface People {
  act(act: Act): Promise<void>;
  /** Edits some item that is synchronized; `null` where there is none. */
  editAnything(who: PersonName, side: SideName): Promise<Shown | null>;
  addItem(who: PersonName, side: SideName): Promise<void>;
  readonly desk: (who: PersonName, side: SideName) => Desk;
  /** People answer what they are asked, and say until it is heard what they want in the ERP. */
  insist(): Promise<void>;
  /** Everybody signs in and consents. */
  comeBack(): void;
}

export function createPeople(simulation: Simulation): People {
  const { values, outside, schedule, tell, scopeOf } = simulation;
  const circumstances = createCircumstances(simulation);
  const outlook = (who: PersonName): OutlookDesk => outlookDesk(who, outside, values);
  const desk = (who: PersonName, side: SideName): Desk =>
    side === "outlook" ? outlook(who) : erpDesk(who, outside, values);
  const takesAll = (who: PersonName) =>
    schedule.people.find(({ name }) => name === who)?.outlookItems === "all";

  const contentsOf = (written: readonly Value[]): Contents =>
    Object.fromEntries(written.map(({ field, token, clears }) => [field, clears ? "" : token]));

  const write = (item: Item, side: SideName, names: readonly Field[]): Contents =>
    contentsOf(names.map((field) => values.write(item, field, side, [])));

  const addItem = async (who: PersonName, side: SideName): Promise<void> => {
    // Most of those that only a choice brings over are chosen.
    const chosen = chance(schedule.seed, "chosen", values.items.length) < 0.7;
    const wanted = side === "erp" || takesAll(who) || chosen;
    const item = values.newItem(who, side, wanted);
    const contents = write(item, side, ["subject", "when", ...fields.slice(1, 3)]);
    await desk(who, side).add(contents);
    tell(`${who} adds item ${item.number} in ${side}: ${contents.subject ?? ""}`);
  };

  /** The item that an act is about, and as it shows: none where the side is empty. */
  const picked = async (who: PersonName, side: SideName, index: number) => {
    const shown = (await desk(who, side).list()).filter(({ item }) => item !== undefined);
    const target = shown
      .sort((one, other) => (one.item ?? 0) - (other.item ?? 0))
      .at(index % Math.max(1, shown.length));
    const item = target === undefined ? undefined : values.items[target.item ?? -1];
    return target === undefined || item === undefined ? null : { target, item };
  };

  const change = async (
    who: PersonName,
    side: SideName,
    { target, item }: Picked,
    value: Value,
    contents: Contents = contentsOf([value]),
  ): Promise<void> => {
    await desk(who, side).change(target.id, contents);
    const before = value.replaced.join(" ");
    tell(
      `${who} sets ${value.field} of item ${item.number} in ${side}: ${before} -> ${value.token}`,
    );
  };

  /** Whether both sides and the server know all of the item: then its deletion is one, whatever comes. */
  const isAgreed = async (item: Item, shown: Shown): Promise<boolean> => {
    const links = await simulation.store.list(scopeOf(item.owner), "links");
    const link = [...links.values()].find(
      ({ ids }) => ids[shown.side === "outlook" ? "microsoft" : "erp"] === shown.id,
    );
    if (link === undefined || !isAtRest(link)) return false;
    const other = shown.side === "outlook" ? "erp" : "outlook";
    const twin = (await desk(item.owner, other).list()).find((one) => one.item === item.number);
    const both = [link.microsoft, link.erp].map((one) => tokensOf(one?.fields));
    const real = [shown.tokens, twin?.tokens].map((one) => JSON.stringify(one));
    return real[0] === real[1] && both.every((one) => one === real[0]);
  };

  const tokensOf = (stored: Link["companion"] | undefined): string =>
    JSON.stringify(
      Object.fromEntries(
        fields.map((field) => [
          field,
          field === "when"
            ? values.tokensIn(JSON.stringify((stored?.["when"] as Json | null)?.["start"] ?? ""))
            : values.tokensIn(JSON.stringify(stored?.[field === "notes" ? "body" : field] ?? "")),
        ]),
      ),
    );

  const remove = async (
    who: PersonName,
    side: SideName,
    { target, item }: Picked,
  ): Promise<void> => {
    const agreed = await isAgreed(item, target);
    if (!agreed) item.mayLive = true;
    item.deletedOn.add(side);
    for (const field of fields) {
      const shown = target.tokens[field];
      const gone = shown.length > 0 ? shown : values.clearsOf(item.number, field);
      for (const token of gone) simulation.deleted.add(token);
    }
    await desk(who, side).remove(target.id);
    tell(`${who} deletes item ${item.number} in ${side}${agreed ? "" : " (unsettled)"}`);
  };

  const choose = (who: PersonName, id: string): Promise<void> =>
    simulation
      .server()
      .engine.items.choose(scopeOf(who), id, { records: [], activityTypeId: null })
      .catch((error: unknown) => tell(`${who} could not choose: ${String(error)}`));

  /** Asked which of two values is to stay, a person says one of them. */
  const answer = (who: PersonName, { ids, waiting }: Link): void => {
    for (const { field, microsoft, erp } of waiting) {
      const print = appointmentSchemaRules.fields[field]?.fingerprint;
      if (print === undefined || ids.microsoft === undefined) continue;
      const keep = chance(schedule.seed, "answer", field) < 0.5 ? "microsoft" : "erp";
      const shown = { microsoft: print(microsoft), erp: print(erp) };
      simulation
        .server()
        .engine.items.answer(scopeOf(who), ids.microsoft, field, { keep, ...shown })
        .catch((error: unknown) => tell(`${who} could not answer: ${String(error)}`));
    }
  };

  const insist = async (): Promise<void> => {
    for (const { name, outlookItems } of schedule.people) {
      const quarantined = await simulation.store.list(scopeOf(name), "quarantine");
      for (const [key] of quarantined) {
        void simulation.server().engine.items.retry(scopeOf(name), key);
      }
      const links = await simulation.store.list(scopeOf(name), "links");
      for (const link of links.values()) answer(name, link);
      if (outlookItems === "all") continue;
      for (const { id, item } of await outlook(name).list()) {
        if (item !== undefined && values.items[item]?.wanted === true) void choose(name, id);
      }
    }
  };

  const itemDeed = async (deed: Extract<Deed, { item: number }>): Promise<void> => {
    const { who, item: index } = deed;
    const side: SideName = deed.do.endsWith("erp") ? "erp" : "outlook";
    if (deed.do === "add in outlook" || deed.do === "add in the erp")
      return addAndChoose(who, side);
    const found = await picked(who, side, index);
    if (found === null) return;
    switch (deed.do) {
      case "delete in outlook":
      case "delete in the erp":
        return remove(who, side, found);
      case "copy in outlook":
        return copy(who, found.target);
      case "move to another calendar and back":
        return moveAndBack(who, found);
      case "edit in outlook":
      case "edit in the erp":
        return edit(who, side, found, deed.field);
      case "clear in outlook":
      case "clear in the erp":
        return clear(who, side, found, deed.field);
      case "move far away in outlook":
        return moveFarAway(who, found);
    }
  };

  const addAndChoose = async (who: PersonName, side: SideName): Promise<void> => {
    await addItem(who, side);
    if (side === "erp" || takesAll(who)) return;
    const added = values.items.at(-1);
    const shown = (await outlook(who).list()).find(({ item }) => item === added?.number);
    if (added?.wanted === true && shown !== undefined) void choose(who, shown.id);
  };

  const edit = (who: PersonName, side: SideName, found: Picked, field: Field): Promise<void> => {
    const { item, target } = found;
    return change(who, side, found, values.write(item, field, side, target.tokens[field]));
  };

  /** A subject cannot be empty in the ERP and a time nowhere; clearing nothing is no act. */
  const clear = async (
    who: PersonName,
    side: SideName,
    found: Picked,
    field: Field,
  ): Promise<void> => {
    const { item, target } = found;
    const cleared = field === "notes" ? "notes" : "place";
    const shown = target.tokens[cleared];
    if (shown.length > 0) {
      await change(who, side, found, values.clear(item, cleared, side, shown));
    }
  };

  /** What nobody took up yet and begins after the window does not concern the server. */
  const moveFarAway = async (who: PersonName, found: Picked): Promise<void> => {
    const { item, target } = found;
    if (!(await isAgreed(item, target))) return;
    const far = values.write(item, "when", "outlook", target.tokens.when, farMs);
    await change(who, "outlook", found, far);
  };

  /** As Outlook's "duplicate": our own properties come along. */
  const copy = async (who: PersonName, target: Shown): Promise<void> => {
    const filter = `id eq '${keyProperty}' or id eq '${stampProperty}'`;
    const expand = encodeURIComponent(`singleValueExtendedProperties($filter=${filter})`);
    const path = `/me/events/${encodeURIComponent(target.id)}?$expand=${expand}`;
    const original = await outlook(who).ask("GET", path);
    const item = values.newItem(who, "outlook", takesAll(who));
    const contents = write(item, "outlook", ["subject", "when"]);
    const { singleValueExtendedProperties } = original ?? {};
    const properties =
      singleValueExtendedProperties === undefined ? {} : { singleValueExtendedProperties };
    await outlook(who).add(contents, properties);
    tell(
      `${who} copies item ${target.item ?? "?"} as item ${item.number}: ${contents.subject ?? ""}`,
    );
  };

  const moveAndBack = async (who: PersonName, { target, item }: Picked): Promise<void> => {
    const { id } = target;
    const { value } = (await outlook(who).ask("GET", "/me/calendars")) as {
      readonly value: readonly { readonly id: string; readonly isDefaultCalendar: boolean }[];
    };
    const home = value.find(({ isDefaultCalendar }) => isDefaultCalendar)?.id ?? "";
    const other =
      value.find(({ isDefaultCalendar }) => !isDefaultCalendar)?.id ??
      String((await outlook(who).ask("POST", "/me/calendars", { name: "Other" }))?.["id"]);
    outside.graph.moveEvent(userNamed(who).id, id, other);
    outside.graph.moveEvent(userNamed(who).id, id, home);
    tell(`${who} moves item ${item.number} to another calendar and back`);
  };

  return {
    ...{ addItem, desk, insist },
    async editAnything(who, side) {
      const shown = (await desk(who, side).list()).find(
        ({ item }) => item !== undefined && values.items[item]?.wanted === true,
      );
      const item = values.items[shown?.item ?? -1];
      if (shown === undefined || item === undefined) return null;
      await change(
        who,
        side,
        { target: shown, item },
        values.write(item, "place", side, shown.tokens.place),
      );
      return (await desk(who, side).get(shown.id)) ?? null;
    },
    comeBack: () => schedule.people.forEach(({ name }) => circumstances.signIn(name)),
    async act(act) {
      if ("item" in act) return itemDeed(act);
      return circumstances.befall(act);
    },
  };
}

/** Nothing on its way and nothing to do. */
function isAtRest(link: Link): boolean {
  return !link.dirty && link.create === undefined && link.writes.length === 0 && link.base !== null;
}
