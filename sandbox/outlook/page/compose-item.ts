import { changesOf, draftOf, type Draft } from "./draft.ts";
import type { GraphClient } from "./graph-client.ts";
import type { GraphEvent, MasterCategory } from "./graph-event.ts";
import type { OpenItem } from "./host/open-item.ts";
import { customPropertiesOf, customPropertyChange } from "./read-item.ts";

export interface ComposeItemDeps {
  readonly graph: GraphClient;
  readonly addinId: string;
  readonly masterCategories: readonly MasterCategory[];
  notificationsChanged(): void;
  /** The draft changed by the pane: the form must show it. */
  draftChanged(): void;
  /** The draft changed by anyone in its times or its attendees: panes and launch events learn of it. */
  timeChanged(): void;
  recipientsChanged(fields: { required: boolean; optional: boolean }): void;
  written(): void;
}

export interface ComposeItem extends OpenItem {
  readonly mode: "compose";
  /** A change made by a person in the form. */
  edit(change: Partial<Draft>): void;
  /** Saves everything; attendees get their mail. */
  send(): Promise<GraphEvent>;
}

/**
 * An event in its form. What is saved is the difference to what was saved before, so that a change
 * made elsewhere to another field in the meantime survives.
 */
export function createComposeItem(
  saved: GraphEvent | null,
  first: Draft,
  deps: ComposeItemDeps,
): ComposeItem {
  // One per form: a repeated save after a lost answer must not make a second event.
  const transactionId = crypto.randomUUID();
  let event = saved;
  let baseline: Draft | null = saved === null ? null : draftOf(saved);
  let draft = first;
  let properties = customPropertiesOf(saved, deps.addinId);
  let propertiesChanged = false;

  const apply = (change: Partial<Draft>): void => {
    const before = draft;
    draft = { ...draft, ...change };
    if (before.start !== draft.start || before.end !== draft.end) deps.timeChanged();
    const required = before.required !== draft.required;
    const optional = before.optional !== draft.optional;
    if (required || optional) deps.recipientsChanged({ required, optional });
  };

  const write = async (content: Draft): Promise<GraphEvent> => {
    const changes = {
      ...changesOf(baseline, content, deps.graph.owner.windowsZone),
      ...(propertiesChanged && customPropertyChange(properties, deps.addinId)),
    };
    if (event === null) event = await deps.graph.create({ ...changes, transactionId });
    else if (Object.keys(changes).length > 0) event = await deps.graph.update(event.id, changes);
    baseline = content;
    propertiesChanged = false;
    deps.written();
    return event;
  };

  return {
    mode: "compose",
    get event() {
      return event;
    },
    get draft() {
      return draft;
    },
    masterCategories: deps.masterCategories,
    notifications: new Map(),
    sessionData: new Map(),
    notificationsChanged: () => deps.notificationsChanged(),
    customProperties: () => properties,
    setCustomProperties: (changed) => {
      properties = changed;
      propertiesChanged = true;
      return Promise.resolve();
    },
    change: (change) => {
      apply(change);
      deps.draftChanged();
      return Promise.resolve();
    },
    edit: apply,
    // Graph invites whom it finds in a body, Outlook's saveAsync invites nobody: attendees wait.
    save: () =>
      write({
        ...draft,
        required: baseline?.required ?? [],
        optional: baseline?.optional ?? [],
      }),
    send: () => write(draft),
  };
}
