import { missingScopes } from "../../auth/features.ts";
import { ConnectorError } from "../../connectors/port/connector-error.ts";
import type { AccountState, Person, Setup } from "../../engine/mailboxes/accounts.ts";
import type { ErpUser } from "../../connectors/port/facets.ts";
import { bareActor } from "../../engine/mailboxes/accounts.ts";
import { categoriesOf } from "../../engine/mailboxes/people/known-names.ts";
import { canBeChosen } from "../../engine/mailboxes/calendars.ts";
import { askForColors } from "../../engine/run/apply/marks.ts";
import { labelOf, mappedName } from "../../resources/appointment/mapped.ts";
import { categoryTypesMax } from "../../settings/category-types.ts";
import { calendarChoices } from "../../settings/calendar.ts";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import { put } from "../../store/store.ts";
import type { Profile, SetupRequest, Status } from "../contract/account.ts";
import { readerOf } from "../reader.ts";
import type { HandlerDeps, Handlers } from "./handler.ts";
import type { AnyCall } from "./names.ts";
import { offeredFields } from "./offered-fields.ts";
import { parkedView, sideView, statusView } from "./status.ts";
import { historyView } from "./views.ts";

type AccountHandlers = Pick<
  Handlers,
  | "profile"
  | "status"
  | "testConnection"
  | "setupOptions"
  | "allowColors"
  | "saveSetup"
  | "syncNow"
  | "refresh"
  | "stopSync"
  | "continueSync"
  | "log"
  | "setAside"
  | "retrySetAside"
>;

/** A person as he sees himself: who he is on both sides, how he is doing, what he chose. */
export function profileReader(
  deps: HandlerDeps,
): (person: Person, language: "en" | "de") => Promise<Profile> {
  const { accounts } = deps;
  return async (person, language) => {
    const account = await accounts.state(person);
    const { user, unavailable } = await erpUserOf(deps, person, account);
    const chosen = await accounts.isChosen(person);
    const { mailbox } = account;
    return {
      name: person.name,
      address: mailbox?.address ?? person.address,
      tenantId: person.tenantId,
      erp: {
        connection: deps.connectionName(accounts.connectionOf(person.tenantId)),
        user: user === null ? null : { id: user.id, name: user.name },
        unavailable,
        chosen,
      },
      scopes: [...(await deps.scopesOf(person))],
      status: statusView(account, language),
      fieldNames: Object.fromEntries(
        (mailbox === null ? [] : deps.fields(mailbox.connectionId)).map((one) => [
          mappedName(one),
          labelOf(one, language),
        ]),
      ),
      setup: mailbox === null ? null : setupView(mailbox),
    };
  };
}

/** Who I am, how I am doing, what I chose: Home and Setup. */
export function accountHandlers(deps: HandlerDeps): AccountHandlers {
  const { accounts, engine, engineDeps } = deps;
  const profile = profileReader(deps);

  const setAside = async ({ scope, language }: Pick<AnyCall, "scope" | "language">) => ({
    items: [...(await engineDeps.store.list(scope, "quarantine"))].map((one) =>
      parkedView(one, language),
    ),
  });

  const synced = async ({ person, scope, language }: AnyCall): Promise<Status> => {
    await engine.wakeConnection(accounts.connectionOf(person.tenantId));
    await engine.scheduler.runNow(scope);
    return statusView(await accounts.state(person, scope), language);
  };

  return {
    profile: ({ person, language }) => profile(person, language),
    setAside,
    async retrySetAside(call) {
      const { scope, body } = call;
      const document = { kind: "retry", key: body.key } as const;
      await engineDeps.store.commit(scope, [put("inbox", engineDeps.ids.next(), document)]);
      await engine.scheduler.runNow(scope);
      return setAside(call);
    },
    status: async ({ person, language }) => statusView(await accounts.state(person), language),
    async testConnection({ person, language }) {
      const { microsoft, erp } = await accounts.check(person);
      return { microsoft: sideView(microsoft, language), erp: sideView(erp, language) };
    },
    async allowColors(call) {
      await askForColors(engineDeps, call.scope);
      await synced(call);
      return {};
    },
    async setupOptions({ person }) {
      const offer = await accounts.offer(person);
      const granted = await deps.scopesOf(person);
      const company =
        offer.companies.find((one) => one.id === offer.user?.companyId) ?? offer.companies[0];
      const location =
        company?.locations.find((one) => one.id === offer.user?.locationId) ??
        company?.locations[0];
      const missing = [
        ...(offer.user === null ? ["erp-user-unknown"] : []),
        ...(offer.user !== null && company === undefined ? ["company-missing"] : []),
        ...(company !== undefined && location === undefined ? ["location-missing"] : []),
      ];
      // Of two systems: neither waits for the other.
      const [companies, categories] = await Promise.all([
        Promise.all(
          offer.companies.map(async ({ id, name, locations }) => ({
            ...{ id, name, locations: [...locations] },
            activityTypes: await accounts.typeNames(person, offer.user, id),
          })),
        ),
        categoriesOf(engineDeps.graph, bareActor(person)),
      ]);
      return {
        companies,
        categoryTypesMax,
        categories: [...categories],
        proposal: {
          companyId: company?.id ?? null,
          locationId: location?.id ?? null,
          timeZone: offer.timeZone,
        },
        timeZones: Intl.supportedValuesOf("timeZone"),
        rules: calendarChoices(offer.rules),
        own: { ...offer.own },
        above: offer.above.map((one) => ({ ...one, settings: { ...one.settings } })),
        calendars: {
          all: offer.calendars.map((one) => ({ ...one, choosable: canBeChosen(one) })),
          chosen: [...offer.chosen.chosen],
          target: offer.chosen.target,
        },
        fields: offeredFields(engineDeps.graph, accounts.erp(person)),
        erpCancels: accounts.erp(person).capabilities.cancels === true,
        // Nothing is granted to him where the application has permissions of its own.
        lacksColors: granted.length > 0 && missingScopes("categoryColors", granted).length > 0,
        scope: offer.window,
        notices: missing.map((code) => ({ job: "calendar" as const, code })),
      };
    },
    async saveSetup({ person, body, language }) {
      await accounts.save(person, setupOf(body, language));
      return profile(person, language);
    },
    syncNow: synced,
    async stopSync({ person, body, language }) {
      await accounts.halt(person, body.how);
      return statusView(await accounts.state(person), language);
    },
    async continueSync({ person, language }) {
      await accounts.goOn(person);
      return statusView(await accounts.state(person), language);
    },
    async refresh(call) {
      await accounts.refresh(call.person);
      return synced(call);
    },
    async log({ person, scope, query, language }) {
      const entries = await engineDeps.store.history(scope, {
        limit: query.limit,
        ...(query.before === undefined ? {} : { before: query.before }),
      });
      const { mailbox } = await accounts.state(person, scope);
      const reader = readerOf(mailbox, language, deps.fields);
      const lines = entries.map(({ id }) => id);
      const kept = await engine.undos.kept(scope, lines);
      return { entries: entries.map((entry) => historyView(entry, reader, kept)) };
    },
  };
}

function setupView(mailbox: MailboxDocument): Profile["setup"] {
  const { companyId, locationId, timeZone, mails = false, jobs } = mailbox;
  const { enabled, offAbove, outlookItems, erpItems } = jobs.calendar;
  // What he chose holds again once it is his to choose.
  const calendar = { enabled: enabled || offAbove === true, outlookItems, erpItems };
  return { companyId, locationId, timeZone, mails, calendar };
}

/** What was not said is not a choice. */
export function setupOf(
  { calendar, mails, ...body }: SetupRequest,
  language: Setup["language"],
): Setup {
  const { rules = {}, calendars, inherit = [], ...job } = calendar;
  const said = Object.entries(rules).filter(([, choice]) => choice !== undefined);
  const picked = calendars === undefined ? {} : { calendars };
  const mailed = mails === undefined ? {} : { mails };
  const chosen = { ...job, ...picked, rules: Object.fromEntries(said) };
  return { ...body, ...mailed, language, inherit, calendar: chosen };
}

async function erpUserOf(
  { accounts }: HandlerDeps,
  person: Person,
  { mailbox }: AccountState,
): Promise<{ user: Pick<ErpUser, "id" | "name"> | null; unavailable: boolean }> {
  try {
    return { user: (await accounts.identity(person)).user, unavailable: false };
  } catch (error) {
    // The profile is shown although the ERP is down: that is when people look at it.
    if (!(error instanceof ConnectorError) || error.side !== "erp") throw error;
    const id = mailbox?.erpUserId ?? null;
    return { user: id === null ? null : { id, name: id }, unavailable: true };
  }
}
