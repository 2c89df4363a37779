import type { Connector } from "../../../server/connectors/port/connector.ts";
import type { Actor, DeltaScope } from "../../../server/connectors/port/item.ts";
import type { Fields } from "../../../server/sync/model.ts";

/** A failure that the harness lets the next matching request meet. */
export type Failure =
  | { readonly kind: "throttled"; readonly retryAfterSeconds: number }
  | { readonly kind: "unavailable" }
  | { readonly kind: "unauthorized" }
  /** The next create lands, but nobody hears of it. */
  | { readonly kind: "lost-create" }
  /** The next update lands, but nobody hears of it. */
  | { readonly kind: "lost-update" };

export interface ConnectorHarness {
  readonly connector: Connector;
  readonly actor: Actor;
  /** Somebody else on the same side, who has no part in the actor's items. */
  readonly stranger: Actor;
  readonly scope: DeltaScope;
  /** Everything an item needs, inside the scope's window, with this subject. */
  readonly fields: (subject: string) => Fields;
  /** Fields that the side refuses, and our name of the field that is wrong. */
  readonly refused: { readonly fields: Fields; readonly field: string };
  /** A person acts in the system itself, as the actor. */
  readonly person: {
    add(subject: string): Promise<string>;
    edit(id: string, subject: string): Promise<void>;
    remove(id: string): Promise<void>;
    /** Duplicates an item with everything that the system copies along. */
    copy(id: string): Promise<string>;
  };
  /** From now on the item comes in a form that nobody understands. */
  readonly spoil: (id: string) => void | Promise<void>;
  readonly expireCursors: () => void | Promise<void>;
  readonly fail: (failure: Failure) => void;
}

export interface Exemption {
  readonly test: string;
  readonly reason: string;
}
