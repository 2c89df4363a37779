import { keyOfSealed } from "../lib/sealer.ts";
import { scopeKey, type Change, type Collection, type Scope } from "../store/store.ts";

/**
 * A backup is one file of JSON lines: who made it, then each scope with what makes it out of nothing,
 * then what it must come to. Each change is sealed (`SealedLine`); the last line names the keys.
 */
export type BackupLine =
  | {
      readonly syncToErp: "backup";
      readonly format: number;
      readonly product: string;
      readonly madeAt: string;
    }
  | { readonly scope: Scope }
  | { readonly change: Change }
  | { readonly end: BackupEnd };

/** How a change stands in a file whose contents are sealed: what it opens to is a change as JSON. */
export interface SealedLine {
  readonly sealed: string;
}

/** What a sealed line is bound to: no row opens as somebody else's. */
export function contextOfLine(scope: Scope): readonly string[] {
  return ["backup", scopeKey(scope)];
}

export interface BackupHead {
  readonly product: string;
  /** ISO 8601 UTC. */
  readonly madeAt: string;
}

export interface BackupEnd {
  readonly scopes: number;
  readonly documents: number;
  readonly entries: number;
  /** Ids of the keys (TOKEN_KEYS) that open what is in here, secrets among it. */
  readonly keys: readonly string[];
  /** Scopes that the store refused to read: they are not in here. */
  readonly refused: readonly { readonly scope: Scope; readonly reason: string }[];
  /** Of all bytes before this line. */
  readonly sha256: string;
}

/** Files of a newer format are refused by name: reading half of them would lose the other half. */
export const backupFormat = 2;
/** What is written where there are no keys: its changes are readable. */
export const readableFormat = 1;

export type BackupErrorCode =
  /** Not a backup of Sync to ERP. */
  | "foreign"
  /** Made by a newer version. */
  | "newer"
  /** It does not come to what its last line says. */
  | "damaged"
  /** It stops before its last line. */
  | "truncated"
  /** No key that there is opens it. */
  | "sealed"
  /** Larger than anything this can be. */
  | "too-large"
  /** Another import is on its way. */
  | "busy";

/** Why a backup is not taken; nothing was changed. */
export class BackupError extends Error {
  override readonly name = "BackupError";
  readonly code: BackupErrorCode;

  constructor(code: BackupErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Every collection, so that a document of an unknown one is noticed; total by its type. */
const collections: Readonly<Record<Collection, true>> = {
  links: true,
  cursors: true,
  inbox: true,
  advance: true,
  quarantine: true,
  undo: true,
  state: true,
  mailbox: true,
  identity: true,
  subscriptions: true,
  secrets: true,
  index: true,
  settings: true,
  appointments: true,
  promises: true,
  application: true,
  tenants: true,
  connections: true,
  outbox: true,
  invitations: true,
  stops: true,
  erased: true,
  refusals: true,
  intentions: true,
  figures: true,
  leavings: true,
  departures: true,
  uninstalls: true,
};

export function isCollection(name: unknown): name is Collection {
  return typeof name === "string" && Object.hasOwn(collections, name);
}

/** The id of the key that a stored secret was sealed with. */
export function keyOfSecret(change: Change): string | undefined {
  if (change.kind !== "put" || change.collection !== "secrets") return undefined;
  return keyOfSealed(change.document.sealed);
}
