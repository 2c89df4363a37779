import { isWithin, type Realm } from "../../administration/authority.ts";
import type { Rotation } from "../../auth/rotation.ts";
import type { Connector } from "../../connectors/port/connector.ts";
import type { ClientCredential } from "../../lib/credential.ts";
import type { Store } from "../../store/store.ts";
import type { NotificationTest } from "../contract/operator.ts";
import type { Finding } from "../contract/doctor.ts";
import { lookAtMailboxes } from "../operator/mailboxes.ts";
import { reasonOf, soon, well, wrong, type Found } from "./finding.ts";
import { createMailLook, type MailDeps, type MailLook } from "./mail.ts";
import { lookAtConfiguration, lookAtDisk, lookAtKeys, lookAtStore, type SetUp } from "./machine.ts";
import {
  lookAtCredential,
  lookAtDoor,
  lookAtGraph,
  lookAtSignIn,
  type Door,
  type MicrosoftDeps,
} from "./microsoft.ts";
import {
  lookAtErps,
  lookAtNotifications,
  lookAtPublicAddress,
  type PeerCertificate,
} from "./reach.ts";

export interface DoctorDeps extends MicrosoftDeps {
  readonly setUp: SetUp;
  readonly dataDir: string;
  /** What the server proves itself to Entra with; `null`: no application is entered. */
  readonly credential: () => ClientCredential | null;
  /** Whose people may sign in by the application, as far as anybody told; `null`: none is entered. */
  readonly door: () => Door | null;
  /** Of TOKEN_KEYS. */
  readonly keyIds: readonly string[];
  readonly store: Store;
  readonly secrets: Pick<Rotation, "tally">;
  readonly tenants: () => readonly { readonly id: string; readonly name: string }[];
  readonly connections: () => readonly {
    readonly id: string;
    readonly tenants: readonly string[];
  }[];
  readonly erp: (connectionId: string) => Connector;
  readonly peerCertificate: PeerCertificate;
  /** `null` where no server runs that could answer. */
  readonly testNotifications: (() => Promise<NotificationTest>) | null;
  /** `null` where no server runs that could send. */
  readonly mail: MailDeps | null;
}

/** Looks at all that belongs to a realm: at the machine only where it is the whole installation. */
export type Doctor = (realm: Realm) => Promise<readonly Finding[]>;

/** What looks after everything: the operator. */
export const everywhere: Realm = { tenantId: null };

/**
 * Looks at everything that must be right for mailboxes to be synchronized, all at once, and changes
 * nothing. A check that fails in a way nobody foresaw is a finding and hides no other.
 */
export function createDoctor(deps: DoctorDeps): Doctor {
  const atMail: MailLook =
    deps.mail === null ? async () => [] : createMailLook(deps.mail, deps.clock);
  return (realm) =>
    takeAll([
      ...(realm.tenantId === null ? looksAtAll(deps) : []),
      ...looksWithin(deps, atMail, realm),
    ]);
}

function looksAtAll(deps: DoctorDeps): readonly Look[] {
  const graph = lookAtGraph(deps);
  return [
    ["server", async () => [lookAtServer(deps)]],
    ["configuration", async () => lookAtConfiguration(deps.setUp)],
    ["store", () => lookAtStore(deps.store)],
    ["disk", () => lookAtDisk(deps.dataDir)],
    ["keys", async () => lookAtKeys(await deps.secrets.tally(), deps.keyIds)],
    ["credential", async () => lookAtCredential(deps.credential(), deps.clock)],
    ["graph", async () => (await graph).graph],
    ["clock", async () => (await graph).clock],
    [
      "public-address",
      () => lookAtPublicAddress(deps.setUp.publicUrl, deps.peerCertificate, deps.clock),
    ],
    [
      "notifications",
      async () =>
        deps.testNotifications === null ? [] : lookAtNotifications(await deps.testNotifications()),
    ],
  ];
}

function looksWithin(deps: DoctorDeps, atMail: MailLook, realm: Realm): readonly Look[] {
  const { store, erp } = deps;
  const tenantIds = deps
    .tenants()
    .map(({ id }) => id)
    .filter((id) => isWithin(realm, id));
  const connectionIds = deps
    .connections()
    .filter(({ tenants }) => realm.tenantId === null || tenants.includes(realm.tenantId))
    .map(({ id }) => id);
  return [
    [
      "sign-in",
      async () => {
        const found = await lookAtSignIn(deps, tenantIds);
        return realm.tenantId === null ? [...found, ...lookAtDoor(deps.door(), found)] : found;
      },
    ],
    ["erp", () => lookAtErps(connectionIds, erp)],
    ["mail", () => atMail(deps.tenants(), realm)],
    ["mailboxes", () => lookAtHealth(store, realm)],
  ];
}

/** What can be looked at where nobody knows the configuration. */
export function lookAround(store: Store, dataDir: string): Promise<readonly Finding[]> {
  return takeAll([
    ["server", async () => [lookAtServer({ testNotifications: null })]],
    ["store", () => lookAtStore(store)],
    ["disk", () => lookAtDisk(dataDir)],
    ["mailboxes", () => lookAtHealth(store, everywhere)],
  ]);
}

type Look = readonly [Finding["check"], () => Promise<readonly Found[]>];

async function takeAll(looks: readonly Look[]): Promise<readonly Finding[]> {
  const found = await Promise.all(
    looks.map(async ([check, look]) =>
      (await guarded(look)).map((one): Finding => ({ check, ...one })),
    ),
  );
  return found.flat();
}

async function guarded(look: () => Promise<readonly Found[]>): Promise<readonly Found[]> {
  try {
    return await look();
  } catch (error) {
    return [wrong(`This could not be looked at: ${reasonOf(error)}.`, "See the server's log.")];
  }
}

function lookAtServer({ testNotifications }: Pick<DoctorDeps, "testNotifications">): Found {
  if (testNotifications !== null) return well("The server is running.");
  return wrong("No server is running on this folder: nothing is synchronized.", "Start it.");
}

/** Whose mailboxes wait for somebody, by what they wait for. */
async function lookAtHealth(store: Store, realm: Realm): Promise<readonly Found[]> {
  const sights = (await lookAtMailboxes(store)).filter(({ scope }) =>
    isWithin(realm, scope.tenantId),
  );
  const count = (...healths: readonly string[]): number =>
    sights.filter(({ health }) => healths.includes(health)).length;
  const forPeople = count("signed-out", "no-consent");
  const braked = count("braked");
  const broken = count("failed", "refused", "storage");
  const found = [
    ...(forPeople === 0
      ? []
      : [
          soon(
            `Mailboxes that wait for a sign-in or a permission: ${forPeople}.`,
            "Their people open the pane and do what it says; Service, Users and `sync-to-erp status` list them.",
            "person",
          ),
        ]),
    ...(braked === 0
      ? []
      : [
          soon(
            `Mailboxes that are held by the brake: ${braked}.`,
            "See what is held under Service, Users or by `sync-to-erp brake list`, then release what is meant.",
            "administrator",
          ),
        ]),
    ...(broken === 0
      ? []
      : [
          soon(
            `Mailboxes that cannot be synchronized: ${broken}.`,
            "Service, Users and `sync-to-erp status` say why for each.",
          ),
        ]),
  ];
  if (found.length > 0) return found;
  return [well(`Mailboxes: ${sights.length}; none waits for anybody.`)];
}
