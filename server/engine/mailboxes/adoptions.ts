import type { Store } from "../../store/store.ts";
import {
  createConnectionSettings,
  type ConnectionSettings,
} from "./settings/connection-settings.ts";
import type { Adoption, EngineDeps, EngineLog } from "./mailbox.ts";

/** Which identifiers of another integration are believed, by connection; nobody's unless it was said. */
export type Adoptions = ConnectionSettings<Adoption>;

export function createAdoptions(store: Store, log: EngineLog): Adoptions {
  return createConnectionSettings<Adoption>({ store, log }, "adoption", {}, (said) => ({
    ...(said as Adoption),
  }));
}

/** The rules with what the mailbox's connection believes of another integration. */
export function withAdoptions<D extends Pick<EngineDeps, "rules">>(
  decisions: D,
  adoptions: Pick<Adoptions, "of">,
): D {
  return {
    ...decisions,
    rules: (mailbox) => ({
      ...decisions.rules(mailbox),
      adopts: adoptions.of(mailbox.connectionId),
    }),
  };
}
