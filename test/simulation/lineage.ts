import type { Side } from "../../server/sync/model.ts";

/** What a person typed: unique, so that wherever it shows up, it is known whose it is. */
export interface Typed {
  readonly lineage: number;
  readonly field: string;
  readonly mailbox: number;
  readonly side: Side;
  /** What he saw and replaced. */
  readonly replaced: string;
  readonly step: number;
}

/** One thing in people's minds, however many items stand for it. */
export interface Lineage {
  readonly mailbox: number;
  readonly deletions: Deletion[];
  /** What no engine could have told apart here, by its name in SPEC.md. */
  readonly residue: Set<Residue>;
  /** Private at some time, or behind a gate by its own wish. */
  isPrivate: boolean;
  /** Its copy in the ERP was asked to go, whatever it holds. */
  isDoomed: boolean;
  /** Something else about it was edited: what it concerns, who is invited, whether it is private. */
  isTouched: boolean;
  /** A series that was moved to other days: what its days had for themselves is gone with them. */
  isMovedAway: boolean;
  /** A meeting of which several people have a copy. */
  isShared: boolean;
  /** A day that got another id, whose series was changed once more before anybody looked. */
  isBlurred: boolean;
  /** Somebody took back what had been carried over: older values may stand again. */
  isUndone: boolean;
}

export interface Deletion {
  readonly side: Side;
  readonly values: readonly string[];
  /** Writes of ours that had landed on the item and were not recorded yet. */
  readonly unheard: readonly string[];
}

export type Residue =
  /** (a) deleted between our update and its reply. */
  | "deleted-unheard"
  /** (b) created on a side that does not remember keys, and deleted, copied or renamed unheard. */
  | "made-twice"
  | "copy-adopted"
  /** (c) updated on a side without stamps, the reply lost, and edited since. */
  | "no-stamp"
  /** Edited between the comparison and the write of a side without an atomic lock. */
  | "overwritten";
