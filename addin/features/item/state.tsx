import {
  CalendarCancelRegular,
  CalendarClockRegular,
  CheckmarkCircleFilled,
  ClockFilled,
  CloudOffRegular,
  ErrorCircleFilled,
  LockClosedFilled,
  LockClosedRegular,
  PeopleRegular,
  QuestionCircleFilled,
} from "@fluentui/react-icons";
import type { ReactElement } from "react";
import type { ItemState, ItemView } from "../../../server/api/contract/items.ts";
import { isFailureCode } from "../../failures.ts";
import { toldOfAside } from "../../set-aside.ts";
import type { Words } from "../../locales/en.ts";
import type { Locale } from "../../locales/locale.ts";

export type Tone = "neutral" | "brand" | "success" | "warning" | "danger";

/** How each state looks; colour never speaks alone, words and icon say the same. */
export const looks: Readonly<
  Record<ItemState, { readonly tone: Tone; readonly icon: ReactElement }>
> = {
  "not-synced": { tone: "neutral", icon: <CloudOffRegular /> },
  waiting: { tone: "brand", icon: <ClockFilled /> },
  "in-sync": { tone: "success", icon: <CheckmarkCircleFilled /> },
  "needs-decision": { tone: "warning", icon: <QuestionCircleFilled /> },
  "not-taken": { tone: "warning", icon: <LockClosedFilled /> },
  failed: { tone: "danger", icon: <ErrorCircleFilled /> },
  "outside-window": { tone: "neutral", icon: <CalendarClockRegular /> },
  private: { tone: "neutral", icon: <LockClosedRegular /> },
  "not-organizer": { tone: "neutral", icon: <PeopleRegular /> },
  unsupported: { tone: "neutral", icon: <CalendarCancelRegular /> },
};

/** Whether a person may switch the item on: privacy, doubt and what we cannot do come first. */
export function canSwitch({ state, doubt }: Pick<ItemView, "state" | "doubt">): boolean {
  return state !== "private" && state !== "unsupported" && doubt === null;
}

/** The sentence below the state's name: when, why, and what to do. */
export function explain(view: ItemView, { words, time }: Locale): string {
  const { reason, state, syncedAt } = view;
  if (state === "in-sync" && syncedAt !== null) return words.item.lastSynced(time(syncedAt));
  if (state === "not-taken") {
    const names = view.notTaken.map((field) => words.fields[field] ?? field);
    return `${words.states[state].text} ${words.item.staysInOutlook(names.join(", "))}`;
  }
  if (view.doubt !== null) {
    return view.doubt.first === null ? words.item.inDoubt : words.item.splitInDoubt;
  }
  if (reason === null) return ofDays(view, words) ?? words.states[state].text;
  if (reason.side !== null) {
    const told = toldOfAside(words.setAside, { ...reason, side: reason.side });
    return [told.reason, told.remedy].filter((sentence) => sentence !== "").join(" ");
  }
  // What stops the whole mailbox is spelled as its health.
  const health = Object.entries(words.health).find(([code]) => code === reason.code)?.[1];
  if (health !== undefined) return `${health.label}. ${health.text}`;
  if (!isFailureCode(reason.code))
    return reason.text === "" ? words.states[state].text : reason.text;
  const { title, text } = words.failures[reason.code];
  return `${title}. ${text}`;
}

/** Of a series whose days stand each for itself: which of them the state is about. */
function ofDays({ state, days }: ItemView, words: Words): string | null {
  if (days === undefined) return null;
  const { toDecide, failed, underWay, byThemselves } = words.item.days;
  if (state === "needs-decision") return toDecide(days.asked);
  if (state === "failed") return failed(days.setAside);
  if (state === "waiting" && days.waiting > 0) return underWay(days.waiting);
  return state === "not-synced" && days.inErp > 0 ? byThemselves : null;
}
