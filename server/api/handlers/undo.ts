import { ConnectorError } from "../../connectors/port/connector-error.ts";
import type { RecordRef } from "../../connectors/port/facets.ts";
import { actorOf, mailboxKey } from "../../engine/mailboxes/mailbox.ts";
import type { PlannedUndo, UndoTarget } from "../../engine/undo/undos.ts";
import { recordLinkSchema } from "../../resources/appointment/appointment.ts";
import { called, show, type Reader } from "../../resources/appointment/show.ts";
import type { Fields } from "../../sync/model.ts";
import type { UndoPreview, UndoTarget as AskedTarget } from "../contract/undo.ts";
import { ProblemError } from "../errors.ts";
import { readerOf } from "../reader.ts";
import type { Call, HandlerDeps, Handlers } from "./handler.ts";

/** Enough to see what it is about; the counts are of all. */
const shownMax = 100;

/** Taking back what was carried over. */
export function undoHandlers(deps: HandlerDeps): Pick<Handlers, "previewUndo" | "undo"> {
  const { undos } = deps.engine;
  return {
    async previewUndo(call) {
      const planned = await undos.preview(call.scope, targetOf(call.body));
      if (planned.length === 0) throw nothingKept();
      const reader = await namedReader(deps, call, planned);
      const notKept = await undos.notKept(call.scope, targetOf(call.body));
      return { ...previewView(planned, reader), notKept };
    },
    async undo({ scope, body, person }) {
      const { tellGuests, cancels = [] } = body;
      const agreed = { tellGuests, cancels, by: person.name };
      const asked = await undos.undo(scope, targetOf(body), agreed);
      if (asked === 0) throw nothingKept();
      return { asked };
    },
  };
}

function targetOf({ lineId, runId }: AskedTarget): UndoTarget {
  return lineId === undefined ? { runId: runId ?? "" } : { lineId };
}

function nothingKept(): ProblemError {
  return new ProblemError("not-found", "What it takes to undo this is not kept (any more).", {
    remedy: "Changes of private items are not kept, others for 30 days; undo it by hand.",
  });
}

/** A reader who is told the names of what the values stand for, where the ERP can be asked. */
async function namedReader(
  { accounts, engineDeps, fields }: HandlerDeps,
  { person, scope, language }: Pick<Call<"previewUndo">, "person" | "scope" | "language">,
  planned: readonly PlannedUndo[],
): Promise<Reader> {
  const mailbox = await engineDeps.store.get(scope, "mailbox", mailboxKey);
  const reader = readerOf(mailbox, language, fields);
  const values = planned.flatMap(({ give, now, asks }) => [
    ...[give, now],
    ...asks.flatMap(({ field, microsoft, erp }) => [{ [field]: microsoft }, { [field]: erp }]),
  ]);
  const refs = values.flatMap((fields) => recordsOf(fields["records"] ?? null));
  const isTyped = values.some((fields) => (fields["type"] ?? null) !== null);
  if (mailbox === undefined || (refs.length === 0 && !isTyped)) return reader;
  try {
    const { records } = accounts.erp(person);
    const found = refs.length === 0 ? [] : await records?.get(actorOf(mailbox), refs);
    const types = isTyped ? await accounts.activityTypes(person) : [];
    const names = new Map([
      ...types.map(({ id, name }) => [id, name] as const),
      ...(found ?? []).map(({ type, id, name }) => [`${type}/${id}`, name] as const),
    ]);
    return { ...reader, names };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return reader;
  }
}

function recordsOf(value: unknown): readonly RecordRef[] {
  const records = recordLinkSchema.array().safeParse(value);
  return records.success ? records.data : [];
}

function previewView(
  planned: readonly PlannedUndo[],
  reader: Reader,
): Omit<UndoPreview, "notKept"> {
  const others = planned.filter(({ cancels }) => cancels === null);
  return {
    meetings: planned
      .flatMap(({ lineId, change: { subject }, cancels }) =>
        cancels === null
          ? []
          : [
              {
                ...{ lineId, subject, when: show("when", cancels.when, reader) },
                whenFingerprint: cancels.whenFingerprint,
                guests: cancels.guests.map(({ address, name }) => ({ address, name })),
              },
            ],
      )
      .slice(0, shownMax),
    changes: others
      .slice(0, shownMax)
      .map(({ lineId, change, give, asks, now, tells, refused, single, copy }) => ({
        lineId,
        at: change.at,
        subject: change.subject,
        kind: change.kind,
        side: change.side,
        fields: Object.entries(give).map(([field, value]) => ({
          field: called(field, reader),
          from: show(field, now[field] ?? null, reader),
          to: show(field, value, reader),
        })),
        asks: asks.map(({ field, microsoft, erp }) => ({
          field: called(field, reader),
          microsoft: show(field, microsoft, reader),
          erp: show(field, erp, reader),
        })),
        ...{ single, copy },
        tells: tells.map((field) => called(field, reader)),
        refused: refused.map(({ because, fields, parts = {} }) => ({
          because,
          fields: fields.map((field) => called(field, reader)),
          parts: partsView(parts, reader),
        })),
      })),
    total: planned.length,
    possible: planned.filter(isPossible).length,
    singles: planned.filter((one) => one.single && isPossible(one)).length,
  };
}

function partsView(parts: Fields, reader: Reader): string | null {
  const shown = Object.entries(parts).flatMap(([field, value]) => show(field, value, reader) ?? []);
  return shown.length === 0 ? null : shown.join(", ");
}

function isPossible({ change, give, asks, refused }: PlannedUndo): boolean {
  const given = Object.keys(give).length + asks.length;
  return change.kind === "update" ? given > 0 : refused.length === 0;
}
