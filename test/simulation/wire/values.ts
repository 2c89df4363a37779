/**
 * What people wrote. Every value is written once in a story and points to those it replaced, so that
 * it can be said of any value that turns up what became of the others.
 */
import type { PersonName } from "../../whole/person.ts";
import type { Field } from "./schedule.ts";

export type SideName = "outlook" | "erp";

export interface Value {
  readonly token: string;
  readonly item: number;
  readonly owner: PersonName;
  readonly field: Field;
  readonly side: SideName;
  /** The values that whoever wrote it had before him. */
  readonly replaced: readonly string[];
  /** It took something away and shows as nothing. */
  readonly clears: boolean;
}

export interface Item {
  readonly number: number;
  readonly owner: PersonName;
  /** Where it was made. */
  readonly side: SideName;
  /** Where a person deleted it. */
  readonly deletedOn: Set<SideName>;
  /** An edit may have been on its way when it was deleted, or came later: it may live again. */
  mayLive: boolean;
  /** Its owner wants it in the ERP, by the gate or by his choice. */
  wanted: boolean;
}

export interface Values {
  readonly items: readonly Item[];
  newItem(owner: PersonName, side: SideName, wanted: boolean): Item;
  /** A value nobody wrote before; what it replaces are the tokens that show now. */
  write(
    item: Item,
    field: Field,
    side: SideName,
    shown: readonly string[],
    laterMs?: number,
  ): Value;
  clear(item: Item, field: Field, side: SideName, shown: readonly string[]): Value;
  /** What a field that shows nothing may owe that to. */
  clearsOf(item: number | undefined, field: Field): readonly string[];
  of(token: string): Value | undefined;
  /** The known tokens in any text. */
  tokensIn(text: string): readonly string[];
  written(): readonly Value[];
  /** Those tokens and everything they replaced. */
  ancestry(tokens: Iterable<string>): ReadonlySet<string>;
}

const pattern = /val\d+z|clear\d+z|\d{4}-\d\d-\d\dT\d\d:\d\d/g;
const minuteMs = 60_000;

/** @param firstMs every appointment begins at a minute of its own, from here on. */
export function createValues(firstMs: number): Values {
  const values = new Map<string, Value>();
  const items: Item[] = [];

  const clearsOf: Values["clearsOf"] = (item, field) =>
    [...values.values()]
      .filter((one) => one.clears && one.item === item && one.field === field)
      .map(({ token }) => token);

  const add = (
    item: Item,
    field: Field,
    side: SideName,
    shown: readonly string[],
    clears: boolean,
    laterMs = 0,
  ): Value => {
    const nth = values.size + 1;
    // Not all in one day: an hour and some minutes apart.
    const moment = new Date(firstMs + nth * 67 * minuteMs + laterMs).toISOString().slice(0, 16);
    const token = clears ? `clear${nth}z` : field === "when" ? moment : `val${nth}z`;
    const replaced = shown.length > 0 ? shown : clearsOf(item.number, field);
    const value = { token, item: item.number, owner: item.owner, field, side, replaced, clears };
    values.set(token, value);
    if (item.deletedOn.size > 0) item.mayLive = true;
    return value;
  };

  return {
    ...{ items, clearsOf },
    newItem(owner, side, wanted) {
      const item: Item = {
        ...{ number: items.length, owner, side, wanted, mayLive: false },
        deletedOn: new Set(),
      };
      items.push(item);
      return item;
    },
    write: (item, field, side, shown, laterMs) => add(item, field, side, shown, false, laterMs),
    clear: (item, field, side, shown) => add(item, field, side, shown, true),
    of: (token) => values.get(token),
    tokensIn: (text) => [...new Set(text.match(pattern) ?? [])].filter((one) => values.has(one)),
    written: () => [...values.values()],
    ancestry(tokens) {
      const found = new Set<string>();
      const open = [...tokens];
      for (let token = open.pop(); token !== undefined; token = open.pop()) {
        if (found.has(token)) continue;
        found.add(token);
        open.push(...(values.get(token)?.replaced ?? []));
      }
      return found;
    },
  };
}
