import type { Item, WriteAction } from "../../server/connectors/port/item.ts";
import type { Answer, Attendee } from "../../server/resources/appointment/appointment.ts";
import { attendeesIn } from "../../server/resources/appointment/exceptions.ts";
import { sides, type Fields, type Link, type Side } from "../../server/sync/model.ts";
import { answerOf, isOfPerson, isSaid, ofDay } from "./personal.ts";
import { exceptionsOf } from "./series.ts";
import { Violation, type World } from "./world.ts";

/** What an invited person says: of a meeting, or of one of its days. */
export interface Saying {
  readonly lineage: number;
  readonly mailbox: number;
  /** `null`: of the meeting as a whole. */
  readonly on: string | null;
  readonly side: Side;
  /** `null`: he took it back, which an ERP can do and Outlook cannot. */
  readonly value: Answer | null;
  readonly step: number;
}

/** Knows who said what where, and so what may be sent in whose name. */
export function createAnswers(world: World) {
  const sayings: Saying[] = [];
  /** Since when the two items of a link know of each other's answers, by link. */
  const metAt = new Map<string, number>();
  const sent = new Map<string, number>();

  const of = (one: Pick<Saying, "lineage" | "mailbox" | "on">): readonly Saying[] =>
    sayings.filter(
      ({ lineage, mailbox, on }) =>
        lineage === one.lineage && mailbox === one.mailbox && on === one.on,
    );

  return {
    of,
    said(saying: Omit<Saying, "step">): void {
      sayings.push({ ...saying, step: world.step });
    },

    /** A link as it is stored from now on. */
    stored(link: Link): void {
      const hasMet = sides.every((side) => link.base?.[side]["response"] !== undefined);
      if (!hasMet) metAt.delete(link.id);
      else if (!metAt.has(link.id)) metAt.set(link.id, world.step);
    },

    /** What was said in the ERP before the two items met is sent to nobody. */
    isEarlier(linkId: string, { step }: Saying): boolean {
      return step <= (metAt.get(linkId) ?? Infinity);
    },

    /** Rule 19, of what is sent to a copy that stands in Outlook. */
    checkSent(
      { lineage, mailbox }: Pick<Saying, "lineage" | "mailbox">,
      action: WriteAction,
      current: Item,
    ): void {
      const { lock } = world.schedule.sides.microsoft.promises;
      if (action.kind !== "update" || lock !== "atomic") return;
      if (action.precondition !== current.version) return;
      const now = answersIn(current.fields);
      const then = answersIn({ ...current.fields, ...action.fields });
      for (const on of new Set([...now.keys(), ...then.keys()])) {
        const [before, after] = [now.get(on), then.get(on)];
        if (before === after) continue;
        const day = on ?? "the meeting";
        if (after === undefined || after === null) {
          // What the whole is answered with needs no word of its own.
          if (on !== null && before === then.get(null)) continue;
          throw new Violation(`rule 19, answers: silence about ${day} is sent to Outlook`);
        }
        const known = of({ lineage, mailbox, on }).filter(({ side }) => side === "erp");
        if (!known.some(({ value }) => value === after)) {
          throw new Violation(
            `rule 19, answers: ${after} about ${day}, which nobody said, is sent`,
          );
        }
        const key = `${lineage} ${mailbox} ${on}`;
        sent.set(key, (sent.get(key) ?? 0) + 1);
        if (sent.get(key)! > known.length) {
          throw new Violation(`rule 19, answers: what was said of ${day} is sent once more`);
        }
      }
    },
  };
}
export type Answers = ReturnType<typeof createAnswers>;

/** What a person's own copy says, by day; `null`: of the meeting. */
export function answersIn(fields: Fields): ReadonlyMap<string | null, Answer | null> {
  const whole = (fields["response"] ?? null) as Answer | null;
  const days = exceptionsOf(fields).filter(isSaid);
  return new Map<string | null, Answer | null>([
    [null, whole],
    ...days.map(({ on, value }) => [on, value] as const),
  ]);
}

/** The organizer's copy, or the ERP's activity, once this person said that. */
export function withAnswer(
  fields: Fields,
  address: string,
  said: ReadonlyMap<string | null, Answer | null>,
): Fields {
  const own = attendeesIn(fields).find((one) => one.address === address);
  if (own === undefined) return {};
  const answering = (value: Answer | null): Attendee => ({ ...own, response: value ?? "none" });
  const whole = answering(said.get(null) ?? null);
  const days = [...said].flatMap(([on, value]) =>
    on === null ? [] : [ofDay(on, answering(value))],
  );
  const others = exceptionsOf(fields).filter(
    (one) => !isOfPerson(one, address) || one.value === null,
  );
  return {
    attendees: attendeesIn(fields).map((one) => (one.address === address ? whole : one)),
    ...("exceptions" in fields && { exceptions: [...others, ...days] }),
  };
}

/** What somebody says of a day: where he says nothing of it alone, what he says of all. */
export function saidOf(
  answers: ReadonlyMap<string | null, Answer | null> | undefined,
  on: string | null,
): Answer | null {
  return answers?.get(answers.has(on) ? on : null) ?? null;
}

/** What the list of people says of this one, by day; `undefined`: he is not on it. */
export function answersOf(
  fields: Fields,
  address: string,
): ReadonlyMap<string | null, Answer | null> | undefined {
  const own = attendeesIn(fields).find((one) => one.address === address);
  if (own === undefined) return undefined;
  const days = exceptionsOf(fields).flatMap((one) =>
    isOfPerson(one, address) && one.value !== null ? [[one.on, answerOf(one.value)] as const] : [],
  );
  return new Map<string | null, Answer | null>([[null, answerOf(own)], ...days]);
}

/** A person's copy, what the ERP has of him, and the link between them. */
export interface Pair {
  readonly lineage: number;
  readonly mailbox: number;
  readonly address: string;
  readonly link: Link;
  readonly copy: Fields;
  readonly activity: Fields;
}

/** Rule 19 and 21 once all is quiet: both sides say the same, for the meeting and for each day. */
export function checkAnswered(answers: Answers, pair: Pair): void {
  const { link, copy, address, lineage, mailbox } = pair;
  const there = answersOf(pair.activity, address);
  // Where he answers nobody, or nobody asks him, there is nothing to compare.
  if (there === undefined || copy["response"] === undefined) return;
  if (link.waiting.some(({ field }) => ["response", "exceptions", "when"].includes(field))) return;
  const here = answersIn(copy);
  const isGone = (on: string | null): boolean =>
    [copy, pair.activity].some(
      (fields) =>
        on !== null &&
        exceptionsOf(fields).some(
          (one) =>
            one.on === on &&
            (one.field === "gone" || (isOfPerson(one, address) && one.value === null)),
        ),
    );
  for (const on of new Set([...here.keys(), ...there.keys()])) {
    const [own, known] = [saidOf(here, on), saidOf(there, on)];
    if (own === known || isGone(on)) continue;
    const saidThere = answers.of({ lineage, mailbox, on }).filter(({ side }) => side === "erp");
    // Who says the same once more changes nothing.
    const last = saidThere.findLast(({ value }, at) => saidThere[at - 1]?.value !== value);
    const isBefore = last !== undefined && answers.isEarlier(link.id, last);
    // His copy speaks of all the days, and of this one not.
    const isSilent = own === null || (on !== null && !here.has(on));
    if (isBefore && isSilent && last.value === known) {
      // Nothing of single days is told from that any more.
      if (on === null) return;
      continue;
    }
    const day = on ?? "the meeting";
    throw new Violation(`rule 19, answers: ${address} says ${own} of ${day}, the ERP ${known}`);
  }
}
