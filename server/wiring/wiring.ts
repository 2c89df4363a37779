import { setTimeout } from "node:timers/promises";
import { Router, type Express, type Request } from "express";
import { createAdministrators } from "../administration/administrators.ts";
import { createErasure } from "../administration/erasure.ts";
import { createAudit } from "../administration/audit.ts";
import { createApp } from "../api/app.ts";
import { consoleRoutes } from "../api/console.ts";
import type { NeededFeature } from "../api/contract/routes.ts";
import { applicationHandlers } from "../api/handlers/service/application.ts";
import { createUninstallDesk } from "../api/handlers/service/uninstall-desk.ts";
import { liveEvents } from "../api/live.ts";
import { createLogDesk } from "../api/log-desk.ts";
import { manifestFor } from "../api/manifest.ts";
import { mountRoutes } from "../api/mount.ts";
import { notificationRoutes } from "../api/notifications.ts";
import { openApiDocument } from "../api/openapi.ts";
import { publicConfigRoute } from "../api/public-config.ts";
import { testNotifications } from "../api/doctor/self-test.ts";
import { createRecentRequests } from "../api/recent-requests.ts";
import { callerOf } from "../api/security.ts";
import { ProblemError } from "../api/errors.ts";
import { createApplicationProof } from "../auth/application-proof.ts";
import { createConsentLinks } from "../auth/consent.ts";
import { AuthError } from "../auth/errors.ts";
import { createRotation } from "../auth/rotation.ts";
import { createSealer } from "../lib/sealer.ts";
import { createGraphTokens } from "../auth/tokens.ts";
import { createTokenValidator } from "../auth/validate.ts";
import type { Config } from "../config/config.ts";
import { ConnectorError } from "../connectors/port/connector-error.ts";
import { createGraphConnector } from "../connectors/graph/graph.ts";
import { withMappedFields } from "../connectors/mapped.ts";
import { withMarks } from "../connectors/marked.ts";
import { createTurns } from "../lib/turns.ts";
import type { Overview } from "../engine/mailboxes/overview.ts";
import { createAccounts, type Person } from "../engine/mailboxes/accounts.ts";
import { companiesOf, seenByLooker, type Looker } from "../engine/mailboxes/settings/companies.ts";
import { createCompanyNames } from "../engine/mailboxes/settings/company-names.ts";
import { createAdoptions, withAdoptions } from "../engine/mailboxes/adoptions.ts";
import { createCare } from "../engine/mailboxes/care.ts";
import { listMailboxes } from "../engine/mailboxes/people/directory.ts";
import { createPlans } from "../engine/dry-run/desk.ts";
import { createPreviews } from "../engine/dry-run/preview.ts";
import { createSurveys } from "../engine/dry-run/surveys.ts";
import { createEngine, type Engine } from "../engine/engine.ts";
import { createErpDays, createErpTerms } from "../engine/erp-terms.ts";
import { rereadMs } from "../engine/run/observe/observe.ts";
import { createErpAdministrators } from "../engine/mailboxes/people/erp-administrators.ts";
import { createLevelChanges } from "../engine/mailboxes/settings/level-changes.ts";
import { createLevels, decisions, feedIntervalMs } from "../engine/mailboxes/settings/levels.ts";
import { createMailboxActs } from "../engine/mailboxes/mailbox-acts.ts";
import {
  createFieldMappings,
  createMappingChanges,
  withMappings,
} from "../engine/mailboxes/settings/field-mappings.ts";
import { createIdentities, noteWhoCame } from "../engine/mailboxes/people/identities.ts";
import { createInvitedUsers } from "../engine/mailboxes/people/invited-users.ts";
import { createFurtherSetup } from "../engine/mailboxes/further-setup.ts";
import { createFurtherMailboxes } from "../engine/mailboxes/further-mailboxes.ts";
import { askedBy, mailboxScope, type EngineDeps } from "../engine/mailboxes/mailbox.ts";
import { sweepAll } from "../engine/mailboxes/retention.ts";
import type { Figures } from "../engine/log/figures.ts";
import { createLogs } from "../engine/log/logs.ts";
import { createProgress } from "../engine/progress.ts";
import type { ErpConnection } from "../installation/installation.ts";
import { randomIds } from "../lib/ids.ts";
import type { Log } from "../lib/log.ts";
import type { Notifier } from "../notify/notifier.ts";
import { createMemoryStore } from "../store/memory/memory.ts";
import type { Store } from "../store/store.ts";
import {
  connectionOf,
  connectorOf,
  erpConnectors,
  erpPaces,
  erpOf,
  openInstallation,
  plainConnectorOf,
  served,
} from "./erp.ts";
import { countedWorld } from "./counted.ts";
import { leavesTold, wireLeaving } from "./leaving.ts";
import { wireMail } from "./mail.ts";
import { doctorOf } from "./doctor.ts";
import { wireOperator } from "./operator.ts";
import { personHandlers, serviceHandlers } from "./routes.ts";
import type { World } from "./world.ts";
import { consentWitness, graphToken, noRightsFor, openApplication, whoWeAre } from "./sign-in.ts";

/** Wake-ups that come together become one run; short enough not to be felt. */
const foldMs = 250;
/** Runs at the same time in this process. */
const parallelRuns = 16;

/** What is known of the build. */
export interface Facts {
  readonly addinFolder: string;
  readonly version: string;
  /** The text of manifest.xml. */
  readonly manifest: string;
}

export interface WiredServer {
  readonly app: Express;
  /** What stands behind the operator's door. @param token what a caller must show */
  readonly operator: (token: string) => Express;
  readonly engine: Engine;
  readonly notifier: Notifier;
  readonly figures: Pick<Figures, "save">;
  readonly overview: Pick<Overview, "sights">;
  readonly store: Store;
  /** Reads what administrators decided; before anybody is served. */
  readonly load: () => Promise<void>;
  /** What the console says to who sets the server up; `null` once somebody administers it. */
  readonly invitation: () => Promise<{ readonly token: string; readonly url: string } | null>;
}

/** Puts the server together. Nothing listens and nothing runs until it is started. */
export function wire(config: Config, log: Log, world: World, facts: Facts): WiredServer {
  const { clock, ids } = world;
  const { store, fetch, toErp, watch, metrics, census, overview, recent, figures, engineWatch } =
    countedWorld(config, log, world, facts.version);
  const sealer = createSealer(config.tokenKeys);
  const audit = createAudit({ store, clock, ids, log });
  const installation = openInstallation(config, {
    ...{ store, clock, log, audit, sealer },
    connected: () => listMailboxes(store, log),
    abandon: (connectionId) => abandon(connectionId),
  });
  const isTenant = (tenantId: string): boolean =>
    installation.tenants().some(({ id }) => id === tenantId);
  const { authorityHost } = config.entra;
  const application = openApplication(config, { store, clock, log, audit, sealer });
  const entra = whoWeAre(application, authorityHost);
  const tokens = createGraphTokens({
    entra,
    graphResource: config.graph.resource,
    store,
    sealer,
    clock,
    fetch,
    log,
  });
  const levels = createLevels(store, log);
  const mappings = createFieldMappings(store, log);
  const adoptions = createAdoptions(store, log);
  const asApplication = (tenantId: string): boolean => config.applicationTenants.includes(tenantId);
  const pause = async (ms: number): Promise<void> => {
    metrics.waited(ms);
    await (world.pause ?? setTimeout)(ms);
  };
  const terms = createErpTerms(store, log);
  const days = createErpDays(store, log);
  const paceOf = erpPaces(terms, days, { clock, pause, log });
  /** What administrators decided and what every request asks is held in memory. */
  const load = async (): Promise<void> => {
    await audit.tellInterrupted();
    await application.load();
    await installation.load();
    await leaving.load();
    await mappings.load();
    await adoptions.load();
    await terms.load();
    await days.load();
  };
  const deps: EngineDeps = {
    store,
    clock,
    ids,
    graph: withMappedFields(
      withMarks(
        createGraphConnector({
          baseUrl: config.graph.url,
          accessToken: (actor, claims) => graphToken(tokens, asApplication, actor, claims),
          asApplication,
          fetch,
          clock,
          pause,
        }),
      ),
    ),
    erp: erpConnectors(installation, toErp, (id) => paceOf(id).run),
    erpAsked: erpConnectors(installation, toErp, (id) => paceOf(id).runFirst),
    pauseOf: (connectionId) => paceOf(connectionId).standing(),
    userTurns: createTurns(),
    ...served(
      withAdoptions(
        withMappings(
          decisions(levels.above, () => levels.ready()),
          mappings,
        ),
        adoptions,
      ),
      ({ tenantId, connectionId }) =>
        isTenant(tenantId) &&
        leaving.standing(tenantId) === "in" &&
        erpOf(installation, tenantId)?.id === connectionId,
    ),
    progress: createProgress(clock),
    log,
    watch: engineWatch,
    ...(world.chance === undefined ? {} : { chance: world.chance }),
    ...(world.trace === undefined ? {} : { trace: world.trace }),
  };
  const connectionIds = () =>
    installation
      .connections()
      .filter(({ tenants }) => tenants.every((id) => leaving.standing(id) !== "gone"))
      .map(({ id }) => id)
      .filter((id) => !leaving.ends(id));
  const forgetConnection = async (id: string): Promise<void> => {
    await engine.forgetConnection(id);
    for (const said of [terms, days, mappings, adoptions]) said.forget(id);
  };
  const abandon = async (id: string): Promise<void> => {
    try {
      await engine.leaveConnection(id);
    } catch (error) {
      // What the ERP still calls for is not ours any more and is dropped: its secret is forgotten.
      if (!(error instanceof ConnectorError)) throw error;
    }
    await forgetConnection(id);
  };
  const notificationUrl = `${config.publicUrl}/api/notifications/graph`;
  const cadence = {
    ...{ intervalMs: config.syncIntervalMs, safetyNetMs: config.safetyNetMs },
    ...{ foldMs, parallel: parallelRuns },
  };
  const engine = createEngine(deps, {
    cadence,
    addresses: {
      notificationUrl,
      lifecycleUrl: `${config.publicUrl}/api/notifications/graph/lifecycle`,
    },
    feedIntervalMs: (id) => feedIntervalMs(levels, id, cadence.intervalMs),
    feedAddress: (id) => `${config.publicUrl}/api/notifications/erp/${encodeURIComponent(id)}`,
    connectionIds,
    daily: (scheduler) => sweepAll(deps, scheduler),
    resumed: async () => {
      await changes.resume();
      await leaving.resume();
      await uninstall.resume();
    },
    ticked: () => {
      leaving.tick();
      uninstall.tick();
    },
    rested: () => uninstallDesk.settled(),
  });
  metrics.watch(async () => ({
    ...(await census.sight(clock.now())),
    feeds: connectionIds().map((id) => ({
      connection: id,
      // One that is spared is not asked, and nobody is to be woken because of it.
      healthy: engine.feedHealthy(id) || paceOf(id).standing() !== null,
    })),
    running: engine.scheduler.active(),
    due: engine.scheduler.due(),
  }));
  const asked = askedBy(deps);
  const accounts = createAccounts(
    asked,
    engine,
    (tenantId) => connectionOf(installation, tenantId),
    levels.above,
  );
  const identities = createIdentities(
    asked,
    (tenantId) => connectionOf(installation, tenantId),
    accounts.saving,
  );
  const invitedUsers = createInvitedUsers(
    asked,
    (tenantId) => connectionOf(installation, tenantId),
    identities,
  );
  const notifier = wireMail({
    ...{ config, log, world, store, watch, sealer, tokens, engine, installation, application },
    isPaused: (connectionId) => paceOf(connectionId).standing() !== null,
  });
  const further = createFurtherMailboxes(deps, accounts.saving, asApplication);
  const mailboxActs = createMailboxActs(deps, accounts.saving);
  const furtherSetup = createFurtherSetup(
    ...([deps, further, mailboxActs, accounts.saving, levels.above] as const),
  );
  const tried = { ...deps, memory: createMemoryStore };
  const changes = createLevelChanges(deps, tried, levels, accounts.saving, () => engine.stopping());
  const surveys = createSurveys(tried, engine.scheduler, accounts.saving, () => engine.stopping());
  const administrators = createAdministrators({
    ...{ store, clock, audit },
    configured: config.administrators,
    erpSays: createErpAdministrators(asked),
  });
  const consent = createConsentLinks({
    clientId: () => entra().clientId,
    authorityHost,
    graphResource: config.graph.resource,
    redirectUri: `${config.publicUrl}/portal.html`,
    ...{ sealer, clock },
  });
  const probe = (connection: ErpConnection, looker: Looker) =>
    seenByLooker(
      connectorOf(connection, { ...toErp, turn: paceOf(connection.id).runFirst }),
      looker,
    );
  const administratorToken = () => ({
    token: administrators.issueToken(),
    url: `${config.publicUrl}/portal.html#service/token`,
  });
  const handlers = {
    engine,
    accounts,
    engineDeps: deps,
    further,
    furtherSetup,
    plans: createPlans(tried, engine.scheduler, accounts, furtherSetup),
    previews: createPreviews(askedBy(tried)),
    scopesOf: (person: Person) => tokens.scopesOf(person),
    connectionName: (id: string) =>
      installation.connections().find((one) => one.id === id)?.name ?? id,
    fields: mappings.known,
  };
  const tenantName = (id: string): string =>
    installation.tenants().find((one) => one.id === id)?.name ?? id;
  const logs = createLogs(store, recent, randomIds.next());
  const care = createCare(tried, mailboxActs, engine);
  const requests = createRecentRequests(clock);
  const erasure = createErasure({
    ...{ store, clock, audit, administrators },
    forget: ({ tenantId, mailboxId }) => {
      surveys.forget(mailboxScope(tenantId, mailboxId));
      requests.forget({ tenantId, userId: mailboxId });
      handlers.plans.forget({ tenantId, userId: mailboxId });
    },
  });
  const reload = async (): Promise<void> => {
    await levels.reload();
    await load();
  };
  const { leaving, uninstall } = wireLeaving({
    ...{ store, clock, log, audit, erasure, overview, care, engine, installation },
    ...{ tokens, engineDeps: deps, forgetConnection, reload },
  });
  const uninstallDesk = createUninstallDesk({
    ...{ store, uninstall, leaving, overview, audit, administrators, installation },
    publicUrl: config.publicUrl,
  });
  const logDesk = createLogDesk({
    ...{ overview, audit, logs, requests, administrators },
    ...{ tenantName, fields: mappings.known },
  });
  const companiesSeen = (tenantId: string, asker: Looker) => {
    const connection = installation.connections().find(({ tenants }) => tenants.includes(tenantId));
    const looker = connection && { ...asker, connectionId: connection.id };
    return companiesOf(asked, tenantId, looker);
  };
  const rotation = createRotation({
    ...{ store, sealer, tokens, keyIds: config.tokenKeys.map(({ id }) => id) },
  });
  const selfTest = () => testNotifications(notificationUrl, fetch);
  const doctor = doctorOf(config, {
    ...{ store, clock, fetch, application, installation, erp: asked.erp, secrets: rotation },
    ...{ testNotifications: selfTest, mail: notifier },
  });
  const service = {
    ...{ ...handlers, store, clock, installation, overview, figures, notifier },
    ...{ administrators, audit, surveys, care, erasure, leaving, logDesk, doctor, uninstallDesk },
    ...{
      levels,
      changes,
      identities,
      invitedUsers,
      adoptions,
      terms,
      consent,
      tokens,
      probe,
      asApplication,
    },
    ...{ tenantName, companies: companiesSeen, publicUrl: config.publicUrl },
    ...{ erp: asked.erp, graph: asked.graph },
    ...{ mail: notifier.levels, credential: notifier.credential },
    companyNames: createCompanyNames(asked, (id) => engine.feedHealthy(id)),
    mapping: createMappingChanges(tried, mappings, engine.scheduler),
    connections: () => installation.connections(),
    plain: (connection: ErpConnection) => plainConnectorOf(connection, toErp),
    pauseOf: (id: string) => paceOf(id).standing(),
    standing: (tenantId: string) => leaving.standing(tenantId),
    clientId: () => entra().clientId,
    application,
    manifest: () => manifestFor(facts.manifest, config.publicUrl),
    forgetTokens: (person: { tenantId: string; userId: string }) => tokens.forget(person),
    now: () => new Date(clock.now()).toISOString(),
    asked: { ...cadence, seriesMs: rereadMs },
    configured: { intervalMinutes: cadence.intervalMs / 60_000 },
  };
  const proveConsent = consentWitness(installation, tokens);
  const signIn = async (request: Request): Promise<Person> => {
    const { principal, accessToken } = callerOf(request);
    if (!isTenant(principal.tenantId)) throw new AuthError("tenant-unknown", "tenant not let in");
    if (leaving.standing(principal.tenantId) !== "in") throw leavesTold();
    if (!asApplication(principal.tenantId)) {
      await tokens.onBehalfOf(principal, accessToken);
      await proveConsent(principal);
    }
    await noteWhoCame(deps, principal);
    engine.signedIn(principal);
    // What holds for him is decided by what stands above.
    await levels.ready();
    return principal;
  };
  const cover = async (request: Request, feature: NeededFeature): Promise<void> => {
    const { principal, accessToken } = callerOf(request);
    // With application permissions Graph lets us into every mailbox: whose rights would we ask for?
    if (asApplication(principal.tenantId))
      throw new ProblemError("forbidden", noRightsFor(feature));
    await tokens.cover(principal, accessToken, feature);
  };
  const renew = (request: Request): Promise<readonly string[]> => {
    const { principal, accessToken } = callerOf(request);
    return tokens.renew(principal, accessToken);
  };
  const applicationRoutes = applicationHandlers({
    ...{ application, publicUrl: config.publicUrl, authorityHost, graphUrl: config.graph.url },
    prove: createApplicationProof({
      ...{ authorityHost, clock, fetch, graphResource: config.graph.resource },
    }),
  });
  const app = createApp({
    config: {
      publicUrl: config.publicUrl,
      trustProxyHops: config.trustProxyHops,
      addinFolder: facts.addinFolder,
      authorityHost,
      officeJsUrl: config.officeJsUrl,
      frameAncestors: config.frameAncestors,
    },
    clock,
    ids,
    log,
    validate: createTokenValidator({
      clientId: () => application.current()?.clientId ?? null,
      authorityHost,
      isTenant,
      // Of an empty installation anybody may be the first: the console's token says who is.
      mayBeFirst: (tenantId) =>
        installation.tenants().length === 0 &&
        (application.current()?.tenantId ?? tenantId) === tenantId,
      clock,
      fetch,
    }),
    routers: {
      hooks: notificationRoutes({ engine, erp: deps.erp, connectionIds, log }),
      open: Router()
        .use(
          publicConfigRoute(
            { authorityHost, application: application.current, tenants: installation.tenants },
            facts.version,
          ),
        )
        .use(consoleRoutes(applicationRoutes, (token) => administrators.holdsToken(token))),
      person: Router()
        .get("/api/events", liveEvents(deps.progress, signIn, further.scopesOf))
        .get("/api/openapi.json", (_request, response) =>
          response.json(openApiDocument(facts.version)),
        )
        .use(
          mountRoutes({
            handlers: {
              ...personHandlers(handlers),
              ...serviceHandlers(service, applicationRoutes),
            },
            signIn,
            cover,
            renew,
            scopeOf: further.scopeOf,
            administrators,
            audit,
            isTenant,
          }),
        ),
    },
    requests,
    answered: (area, status, ms) => metrics.answered(area, status, ms),
    ...(world.trace === undefined ? {} : { trace: world.trace }),
    readiness: async () => {
      await store.scopes("installation");
      return [
        { name: "store", ready: true },
        { name: "engine", ready: !engine.stopping() },
      ];
    },
  });
  const operator = wireOperator({
    ...{ store, clock, ids, log, config, facts, audit, engine, doctor, rotation, selfTest },
    sealer,
    ...{ logDesk, tried, mailboxActs, metrics, connectionIds },
    ...{ administratorToken, uninstall: uninstallDesk, fields: mappings.known },
    reload,
  });
  return {
    app,
    operator,
    engine,
    notifier,
    figures,
    overview,
    store,
    load,
    invitation: async () => ((await administrators.isAdministered()) ? null : administratorToken()),
  };
}
