import { isDeepStrictEqual } from "node:util";
import type { Sealer } from "../lib/sealer.ts";
import { contextOfSecret } from "../auth/secrets.ts";
import type { Config } from "../config/config.ts";
import { mistakeOfErpAddress } from "../config/erp-hosts.ts";
import type { Connector } from "../connectors/port/connector.ts";
import { ConnectorError } from "../connectors/port/connector-error.ts";
import { createDemoConnector } from "../connectors/demo/demo.ts";
import type { Turn } from "../connectors/http.ts";
import { withKnownAddresses } from "../connectors/known-as.ts";
import { withMappedFields } from "../connectors/mapped.ts";
import { createPace, type DayCount, type Pace, type PaceDeps } from "../connectors/pace.ts";
import { strengthened, usualStrengthening } from "../connectors/strengthen/strengthen.ts";
import type { ErpTermsBook } from "../engine/erp-terms.ts";
import type { ConnectionSettings } from "../engine/mailboxes/settings/connection-settings.ts";
import type { EngineDeps, EngineLog } from "../engine/mailboxes/mailbox.ts";
import {
  createInstallation,
  type ErpConnection,
  type Installation,
  type InstallationDeps,
} from "../installation/installation.ts";
import type { Clock } from "../lib/clock.ts";
import type { MailboxDocument } from "../store/documents/mailbox.ts";

/** What administrators and the configuration say there is; nothing is read from the store yet. */
export function openInstallation(
  config: Pick<Config, "tenants" | "erpConnections" | "erpPrivateHosts">,
  deps: Omit<InstallationDeps, "fixed" | "seal" | "open" | "mistakeOfAddress"> & {
    readonly sealer: Sealer;
  },
): Installation {
  const { sealer } = deps;
  const contextOf = (key: string) => contextOfSecret({ kind: "installation" }, key);
  return createInstallation({
    ...deps,
    fixed: { tenants: config.tenants, connections: config.erpConnections },
    seal: (key, text) => sealer.seal(contextOf(key), text),
    open: (key, sealed) => sealer.open(contextOf(key), sealed).text,
    mistakeOfAddress: (url) => {
      const mistake = mistakeOfErpAddress(url, config.erpPrivateHosts);
      return mistake === undefined ? undefined : `This address ${mistake}.`;
    },
  });
}

/** What it takes to reach an ERP. */
interface Reaching {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Absent: nobody limits its requests. */
  readonly turn?: Turn;
}

/** The ERP with what it promises by itself, for whoever is told of it. */
export function plainConnectorOf(
  { url, apiKey, series, time }: ErpConnection,
  reaching: Reaching,
): Connector {
  const kept = time === undefined ? {} : { time };
  return createDemoConnector({ baseUrl: url, apiKey, series, ...kept, ...reaching });
}

/** A connector of its own, for one question. */
export function connectorOf(connection: ErpConnection, reaching: Reaching): Connector {
  const plain = plainConnectorOf(connection, reaching);
  const strong = strengthened(plain, { ...usualStrengthening, clock: reaching.clock });
  return withMappedFields(withKnownAddresses(strong));
}

/**
 * The turns of each connection's requests; they outlive a change of how it is reached.
 * @param days how much each was asked, of which a process begins with what the one before had counted
 */
export function erpPaces(
  terms: ErpTermsBook,
  days: ConnectionSettings<DayCount>,
  { clock, pause, log }: Pick<PaceDeps, "clock" | "pause"> & { readonly log: EngineLog },
): (connectionId: string) => Pace {
  const made = new Map<string, Pace>();
  return (id) => {
    const known = made.get(id);
    if (known !== undefined) return known;
    const pace = createPace({
      ...{ clock, pause },
      limits: () => terms.of(id).limits,
      closed: () => terms.maintenance(id, clock.now()),
      tally: {
        read: () => days.of(id),
        // Nobody waits for it: the request that is counted is not worth more than a full disk.
        keep: (count) =>
          void days.save(id, count).catch((error: unknown) => {
            log.warn({ connection: id, error }, "how much the ERP was asked today was not kept");
          }),
      },
    });
    made.set(id, pace);
    return pace;
  };
}

/** One connector per connection, for as long as nobody changes it. @param turnOf absent: nobody limits them */
export function erpConnectors(
  installation: Installation,
  world: Reaching,
  turnOf?: (connectionId: string) => Turn,
): EngineDeps["erp"] {
  const made = new Map<string, { readonly of: ErpConnection; readonly connector: Connector }>();
  return (connectionId) => {
    const connection = installation.connections().find(({ id }) => id === connectionId);
    if (connection === undefined) {
      throw notConnected("This ERP connection is not configured.");
    }
    const known = made.get(connectionId);
    if (known !== undefined && isDeepStrictEqual(known.of, connection)) return known.connector;
    const turn = turnOf === undefined ? {} : { turn: turnOf(connectionId) };
    const connector = connectorOf(connection, { ...world, ...turn });
    made.set(connectionId, { of: connection, connector });
    return connector;
  };
}

/** The ERP of a tenant's people. */
export function erpOf(installation: Installation, tenantId: string): ErpConnection | undefined {
  return installation.connections().find((one) => one.tenants.includes(tenantId));
}

/** Nothing is synchronized for a company that is shut out, or with an ERP that is not its own now. */
export function served<D extends Required<Pick<EngineDeps, "decided">>>(
  decisions: D,
  isServed: (mailbox: MailboxDocument) => boolean,
): D {
  return {
    ...decisions,
    async decided(mailbox) {
      const decided = await decisions.decided(mailbox);
      if (isServed(mailbox)) return decided;
      const calendar = { ...decided.jobs.calendar, enabled: false, offAbove: true as const };
      return { ...decided, jobs: { ...decided.jobs, calendar } };
    },
  };
}

/** @throws ConnectorError where the tenant has none */
export function connectionOf(installation: Installation, tenantId: string): string {
  const connection = erpOf(installation, tenantId);
  if (connection !== undefined) return connection.id;
  throw notConnected("No ERP is connected for your organization.");
}

function notConnected(told: string): ConnectorError {
  return new ConnectorError("unavailable", "erp", told, { notConnected: true });
}
