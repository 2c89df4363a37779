import type {
  ConnectionTest,
  ParkedView,
  Profile,
  PublicConfig,
  SetupOptions,
  SetupRequest,
  Status,
} from "../../server/api/contract/account.ts";
import type { ExplainedItem } from "../../server/api/contract/explain.ts";
import type { AdvanceView } from "../../server/api/contract/advance.ts";
import type {
  ConflictAnswer,
  EndingDecision,
  HistoryView,
  ItemChoice,
  ItemQuery,
  ItemView,
  OpenedActivity,
  Preview,
  RecordGroups,
  RecordView,
  Sending,
  WaitingItems,
} from "../../server/api/contract/items.ts";
import type { UnsavedPreview } from "../../server/api/contract/preview.ts";
import type { NewRecord, RecordFormView } from "../../server/api/contract/records.ts";
import type {
  AddMailbox,
  FurtherAct,
  FurtherRules,
  FurtherSetupView,
  Mailboxes,
} from "../../server/api/contract/mailboxes.ts";
import type { NewContact, PeopleView } from "../../server/api/contract/people.ts";
import type {
  CarryOutView,
  PairDecisions,
  PlanKind,
  PlanPage,
  PlanView,
} from "../../server/api/contract/plan.ts";
import type { Me } from "../../server/api/contract/service/administrators.ts";
import type { Problem } from "../../server/api/contract/problem.ts";
import type { UndoAgreement, UndoPreview, UndoTarget } from "../../server/api/contract/undo.ts";
import type { Tokens } from "../auth/tokens.ts";
import { Failure, isFailureCode } from "../failures.ts";
import { isOfMailbox, paths, type RouteName } from "./paths.ts";

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

/** One function per route of the contract; each throws `Failure`. */
export interface Api {
  /** Who is signed in and what he may administer; asked of the token alone. */
  readonly me: () => Promise<Me>;
  /** Any other route: what `service.ts` has typed functions for. */
  readonly ask: <T>(route: RoutePath, call?: Call) => Promise<T>;
  /** The same for what is answered as a file, which may be large. */
  readonly file: (route: RoutePath, call?: Call) => Promise<Blob>;
  readonly profile: () => Promise<Profile>;
  readonly status: () => Promise<Status>;
  readonly testConnection: () => Promise<ConnectionTest>;
  readonly setupOptions: () => Promise<SetupOptions>;
  readonly saveSetup: (setup: SetupRequest) => Promise<Profile>;
  /** Has our categories given their colours; refused where the permission for that is missing. */
  readonly allowColors: () => Promise<void>;
  readonly syncNow: () => Promise<Status>;
  /** Lists both sides completely and compares everything once more. */
  readonly refresh: () => Promise<Status>;
  /** Stops the sync on its way after the step in hand: to go on later, or as switched off in Setup. */
  readonly stopSync: (how: "pause" | "off") => Promise<Status>;
  readonly continueSync: () => Promise<Status>;
  /** Newest first; `before` is the id of the oldest line already shown. */
  readonly log: (limit: number, before?: string) => Promise<readonly HistoryView[]>;
  /** What could not be synchronized, each with its reason. */
  readonly setAside: () => Promise<readonly ParkedView[]>;
  /** Tries one of them again; what is still set aside then. */
  readonly retrySetAside: (key: string) => Promise<readonly ParkedView[]>;
  /** Dry run: what the next run would do, with another Setup where one is given. */
  readonly makePlan: (setup: SetupRequest | null) => Promise<PlanView>;
  readonly planEntries: (planId: string, wanted: PlanFilter, offset: number) => Promise<PlanPage>;
  readonly planCsv: (planId: string) => Promise<{ readonly name: string; readonly csv: string }>;
  readonly carryOutPlan: (planId: string) => Promise<CarryOutView>;
  readonly decidePairs: (planId: string, decisions: PairDecisions) => Promise<unknown>;
  readonly findItem: (query: ItemQuery) => Promise<ItemView>;
  readonly item: (itemId: string) => Promise<ItemView>;
  /** Invites the people who take part in the meeting by the ERP. */
  readonly sendInvitations: (itemId: string, sending: Sending) => Promise<ItemView>;
  /** Cancels or keeps a meeting whose activity was deleted in the ERP. */
  readonly endMeeting: (itemId: string, decision: EndingDecision) => Promise<ItemView>;
  /** Tells which of those that look like the item belong together. */
  readonly decideDoubt: (itemId: string, decisions: PairDecisions) => Promise<ItemView>;
  /** Where the appointment of an activity opens in this person's Outlook. */
  readonly openActivity: (activityId: string) => Promise<OpenedActivity>;
  readonly chooseItem: (itemId: string, choice: ItemChoice) => Promise<ItemView>;
  readonly releaseItem: (itemId: string, removeErpCopy: boolean) => Promise<ItemView>;
  readonly syncItem: (itemId: string) => Promise<ItemView>;
  readonly answerConflict: (itemId: string, answer: ConflictAnswer) => Promise<ItemView>;
  /** What waits for the person's decision. */
  readonly waitingItems: () => Promise<WaitingItems>;
  /** All that is known of an item, by our handle or its link. */
  readonly explainItem: (itemId: string) => Promise<ExplainedItem>;
  readonly previewItem: (itemId: string, choice: ItemChoice) => Promise<Preview>;
  /** The same for what Outlook's form holds now. */
  readonly previewUnsaved: (asked: UnsavedPreview) => Promise<Preview>;
  readonly itemRecords: (itemId: string, search: RecordSearch) => Promise<RecordGroups>;
  /** What taking a change or a run back would restore. */
  readonly previewUndo: (target: UndoTarget) => Promise<UndoPreview>;
  readonly undo: (target: UndoTarget, agreed: UndoAgreement) => Promise<void>;
  /** The same for an appointment that is not saved yet. */
  readonly records: (search: RecordSearch) => Promise<RecordGroups>;
  /** What was chosen for the appointment that carries `key` and is not saved yet. */
  readonly advance: (key: string) => Promise<AdvanceView>;
  readonly makeAdvance: (key: string, choice: ItemChoice) => Promise<AdvanceView>;
  readonly withdrawAdvance: (key: string) => Promise<AdvanceView>;
  /** Whom of these the ERP knows. */
  readonly people: (addresses: readonly string[]) => Promise<PeopleView>;
  readonly createContact: (contact: NewContact) => Promise<RecordView>;
  /** Which records can be made in the ERP, each with its form. */
  readonly recordForms: () => Promise<readonly RecordFormView[]>;
  readonly createRecord: (record: NewRecord) => Promise<RecordView>;
  /** Mailboxes and calendars of others: what is synchronized, and what could be. */
  readonly mailboxes: () => Promise<Mailboxes>;
  readonly addMailbox: (wanted: AddMailbox) => Promise<Mailboxes>;
  readonly giveUpMailbox: (mailboxId: string) => Promise<Mailboxes>;
  /** How such a mailbox is kept and how it is doing; saving what is chosen for it. */
  readonly furtherSetup: (mailboxId: string) => Promise<FurtherSetupView>;
  readonly saveFurtherSetup: (mailboxId: string, rules: FurtherRules) => Promise<FurtherSetupView>;
  readonly actOnFurther: (mailboxId: string, act: FurtherAct) => Promise<FurtherSetupView>;
  /** Dry run of such a mailbox, with other rules where some are given. */
  readonly planFurther: (mailboxId: string, rules: FurtherRules | null) => Promise<PlanView>;
  /** The same, of a further mailbox that the person synchronizes. */
  readonly inMailbox: (mailboxId: string) => Api;
  /** Opens the stream of live events. */
  readonly openEvents: (signal: AbortSignal) => Promise<Response>;
}

/** Which entries of a plan; all where nothing is named. */
export interface PlanFilter {
  readonly kind?: PlanKind;
  readonly side?: "microsoft" | "erp";
}

export interface RecordSearch {
  /** Organizer and attendees: find what could be related. */
  readonly addresses: readonly string[];
  readonly text: string;
  readonly offset: number;
  /** All types where it is absent. */
  readonly type?: string;
}

/** A request whose headers can be added to. */
interface PlainInit extends RequestInit {
  readonly headers: Readonly<Record<string, string>>;
}

/** Method and path of a route, parameters as `:name`. */
export interface RoutePath {
  readonly method: string;
  readonly path: string;
}

export interface Call {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Turns an answer of 400 and above into a `Failure`; a proxy's HTML page is "the backend is down". */
export async function failureFrom(response: Response): Promise<Failure> {
  let problem: Partial<Problem> = {};
  try {
    problem = ((await response.json()) ?? {}) as Partial<Problem>;
  } catch {
    // Not ours: a gateway answered.
  }
  const { code, detail, remedy, claims, requestId, field, scopes, by } = problem;
  if (typeof code === "string" && isFailureCode(code)) {
    const said = [detail, remedy].filter((one) => one !== undefined).join(" ");
    return new Failure(code, {
      ...(said === "" ? {} : { message: said }),
      claims,
      requestId,
      field,
      scopes,
      by,
    });
  }
  return new Failure(response.status === 401 ? "unauthorized" : "backend-down", {
    message: `HTTP ${response.status}`,
  });
}

export async function reach(
  fetch: Fetch,
  online: () => boolean,
  path: string,
  init: RequestInit,
): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    // The reader went away: nobody is to be told.
    if (init.signal?.aborted === true) throw error;
    throw new Failure(online() ? "backend-down" : "offline", { cause: error });
  }
}

function urlOf(route: RoutePath, { parameters = {}, query = {} }: Call): string {
  const path = route.path.replaceAll(/:(\w+)/gu, (_whole, parameter: string) =>
    encodeURIComponent(parameters[parameter] ?? ""),
  );
  const search = new URLSearchParams(query).toString();
  return search === "" ? path : `${path}?${search}`;
}

function queryOf(search: RecordSearch): Readonly<Record<string, string>> {
  const { addresses, text, offset, type } = search;
  const types = type === undefined ? {} : { types: type };
  return { addresses: addresses.join(","), text, offset: String(offset), ...types };
}

/** Public configuration: the only call before anybody signed in. Throws `Failure`. */
export async function fetchConfig(
  fetch: Fetch,
  online: () => boolean,
  domain: string | null,
): Promise<PublicConfig> {
  const url = urlOf(paths.config, domain === null ? {} : { query: { domain } });
  const response = await reach(fetch, online, url, { headers: { accept: "application/json" } });
  if (!response.ok) throw await failureFrom(response);
  return (await response.json()) as PublicConfig;
}

/**
 * The backend as typed functions. `online` is `navigator.onLine`; `language` (BCP 47) is Outlook's,
 * which may differ from the browser's.
 * @param mailboxId a further mailbox that it asks about; absent: the person's own
 */
export function createApi(
  fetch: Fetch,
  tokens: Tokens,
  online: () => boolean,
  language: string,
  mailboxId?: string,
): Api {
  const authorized = async (path: string, init: PlainInit, claims?: string): Promise<Response> => {
    const token = await tokens.token(claims);
    const response = await reach(fetch, online, path, {
      ...init,
      headers: {
        ...init.headers,
        authorization: `Bearer ${token}`,
        "accept-language": language,
      },
    });
    if (response.ok) return response;
    const failure = await failureFrom(response);
    // Often the session already satisfies the claims: one silent try before the person is asked.
    if (failure.claims !== null && claims === undefined)
      return authorized(path, init, failure.claims);
    throw failure;
  };
  const send = (route: RoutePath, details: Call, accept: string, mailbox?: string) =>
    authorized(urlOf(route, details), {
      method: route.method,
      headers: {
        accept,
        ...(mailbox === undefined ? {} : { "x-mailbox": mailbox }),
        ...(details.body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(details.body === undefined ? {} : { body: JSON.stringify(details.body) }),
    });
  const ask = async <T>(route: RoutePath, details: Call = {}, mailbox?: string): Promise<T> => {
    const response = await send(route, details, "application/json", mailbox);
    return (await response.json()) as T;
  };
  const call = <T>(name: RouteName, details?: Call): Promise<T> =>
    ask(paths[name], details, isOfMailbox(name) ? mailboxId : undefined);
  const onItem = <T>(name: RouteName, itemId: string, body?: unknown): Promise<T> =>
    call(name, { parameters: { itemId }, body });

  return {
    me: () => call("me"),
    ask,
    file: async (route, details = {}) => (await send(route, details, "*/*")).blob(),
    profile: () => call("profile"),
    status: () => call("status"),
    testConnection: () => call("testConnection"),
    setupOptions: () => call("setupOptions"),
    saveSetup: (body) => call("saveSetup", { body }),
    allowColors: async () => {
      await call("allowColors");
    },
    syncNow: () => call("syncNow"),
    refresh: () => call("refresh"),
    stopSync: (how) => call("stopSync", { body: { how } }),
    continueSync: () => call("continueSync"),
    log: async (limit, before) => {
      const query = { limit: String(limit), ...(before === undefined ? {} : { before }) };
      return (await call<{ entries: HistoryView[] }>("log", { query })).entries;
    },
    setAside: async () => (await call<{ items: ParkedView[] }>("setAside")).items,
    retrySetAside: async (key) =>
      (await call<{ items: ParkedView[] }>("retrySetAside", { body: { key } })).items,
    makePlan: (setup) => call("makePlan", { body: { setup } }),
    planEntries: (planId, wanted, offset) =>
      call("planEntries", {
        parameters: { planId },
        query: { ...wanted, offset: String(offset) },
      }),
    planCsv: (planId) => call("planCsv", { parameters: { planId } }),
    carryOutPlan: (planId) => call("carryOutPlan", { parameters: { planId } }),
    decidePairs: (planId, body) => call("decidePairs", { parameters: { planId }, body }),
    findItem: (body) => call("findItem", { body }),
    item: (itemId) => onItem("item", itemId),
    sendInvitations: (itemId, sending) => onItem("sendInvitations", itemId, sending),
    endMeeting: (itemId, decision) => onItem("endMeeting", itemId, decision),
    decideDoubt: (itemId, decisions) => onItem("decideDoubt", itemId, decisions),
    openActivity: (activityId) => call("openActivity", { parameters: { activityId } }),
    chooseItem: (itemId, choice) => onItem("chooseItem", itemId, choice),
    releaseItem: (itemId, removeErpCopy) => onItem("releaseItem", itemId, { removeErpCopy }),
    syncItem: (itemId) => onItem("syncItem", itemId),
    answerConflict: (itemId, answer) => onItem("answerConflict", itemId, answer),
    waitingItems: () => call("waitingItems"),
    explainItem: (itemId) => onItem("explainItem", itemId),
    previewItem: (itemId, choice) => onItem("previewItem", itemId, choice),
    previewUnsaved: (body) => call("previewUnsaved", { body }),
    itemRecords: (itemId, search) =>
      call("itemRecords", { parameters: { itemId }, query: queryOf(search) }),
    records: (search) => call("records", { query: queryOf(search) }),
    advance: (key) => call("advance", { parameters: { key } }),
    makeAdvance: (key, body) => call("makeAdvance", { parameters: { key }, body }),
    withdrawAdvance: (key) => call("withdrawAdvance", { parameters: { key } }),
    people: (addresses) => call("people", { body: { addresses } }),
    createContact: (body) => call("createContact", { body }),
    recordForms: async () => (await call<{ forms: RecordFormView[] }>("recordForms")).forms,
    createRecord: (body) => call("createRecord", { body }),
    previewUndo: (body) => call("previewUndo", { body }),
    undo: async (target, agreed) => {
      await call("undo", { body: { ...target, ...agreed } });
    },
    mailboxes: () => call("mailboxes"),
    addMailbox: (body) => call("addMailbox", { body }),
    giveUpMailbox: (further) => call("giveUpMailbox", { parameters: { mailboxId: further } }),
    furtherSetup: (mailbox) => call("furtherSetup", { parameters: { mailboxId: mailbox } }),
    saveFurtherSetup: (mailbox, body) =>
      call("saveFurtherSetup", { parameters: { mailboxId: mailbox }, body }),
    actOnFurther: (mailbox, act) =>
      call("actOnFurther", { parameters: { mailboxId: mailbox }, body: { act } }),
    planFurther: (mailbox, rules) =>
      call("planFurther", { parameters: { mailboxId: mailbox }, body: { rules } }),
    inMailbox: (further) => createApi(fetch, tokens, online, language, further),
    openEvents: (signal) =>
      authorized("/api/events", { headers: { accept: "text/event-stream" }, signal }),
  };
}
