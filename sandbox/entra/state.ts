import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import type { JWK } from "jose";
import { tenants } from "../tenants.ts";
import { chosenScopes, declaredScopes } from "./registration.ts";

/** A code waiting to be redeemed. */
export interface CodeGrant {
  readonly userId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly singlePage: boolean;
  readonly multiFactor: boolean;
  readonly expiresAtMs: number;
  readonly nonce?: string;
  readonly challenge?: string;
}

/** A browser's sign-in session: who is signed in there. */
export interface Session {
  readonly accounts: Record<string, { multiFactor: boolean }>;
}

export interface TenantState {
  /** Full names of the delegated scopes an administrator granted for everyone. */
  scopes: string[];
  /** Application permissions granted. */
  roles: string[];
  /** Who may consent. */
  userConsent: "allowed" | "administrators";
  /**
   * Nobody here ever agreed to anything, so that the application is not among the tenant's. Never so in
   * the tenant of the registration.
   */
  notInstalled?: boolean;
}

export interface UserState {
  /** Full names of the scopes this person consented to. */
  scopes: string[];
  /** A policy asks this person for multi-factor authentication. */
  challenged: boolean;
  /** Refresh tokens of an earlier generation no longer work. */
  generation: number;
  /** Why those of earlier generations ended. */
  ended: "revoked" | "expired";
  /** An administrator of the directory who has no role of the application. */
  withoutRole?: boolean;
}

/** Everything the sign-in stand-in remembers: plain JSON. */
export interface EntraState {
  signingKey: JWK;
  keyId: string;
  /** Base64url key that authenticates refresh tokens, which carry their own facts. */
  sealKey: string;
  tenants: Record<string, TenantState>;
  users: Record<string, UserState>;
  /** Whose people the registration is for: its own tenant's, or any. */
  audience?: "one" | "any";
  codes: Record<string, CodeGrant>;
  sessions: Record<string, Session>;
  /** PEM certificates that may sign client assertions. */
  certificates: string[];
}

type Switches = Omit<EntraState, "signingKey" | "keyId" | "sealKey">;

/** The state of a new sandbox but for its keys: administrators have consented to the delegated scopes. */
export function initialSwitches(): Switches {
  return {
    tenants: Object.fromEntries(
      tenants.map(({ id }) => [
        id,
        { scopes: [...declaredScopes, ...chosenScopes], roles: [], userConsent: "allowed" },
      ]),
    ),
    users: {},
    audience: "any",
    codes: {},
    sessions: {},
    certificates: [],
  };
}

let signingKey: JWK | undefined;

/** Made once in a process: it takes longer than all else of a new sandbox together. */
function keyOfProcess(): JWK {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ format: "jwk" });
}

/** A new sandbox's state; its tokens bear the id of a key that no other sandbox knows. */
export function initialState(): EntraState {
  signingKey ??= keyOfProcess();
  return {
    signingKey,
    keyId: `sandbox-${randomUUID().slice(0, 8)}`,
    sealKey: randomBytes(32).toString("base64url"),
    ...initialSwitches(),
  };
}

/** What is remembered of a user; made at first use. */
export function userState(state: EntraState, userId: string): UserState {
  return (state.users[userId] ??= {
    scopes: [],
    challenged: false,
    generation: 0,
    ended: "revoked",
  });
}

/** What is remembered of a tenant. Throws for an id that is none of the sandbox's. */
export function tenantState(state: EntraState, tenantId: string): TenantState {
  const tenant = state.tenants[tenantId];
  if (tenant === undefined) throw new Error(`The sandbox has no tenant ${tenantId}.`);
  return tenant;
}

/** What a person or an administrator agrees to installs the application in the tenant. */
export function install(tenant: TenantState): void {
  tenant.notInstalled = false;
}

interface Member {
  readonly id: string;
  readonly tenantId: string;
}

/** What the person or an administrator has granted, of any resource; each once. */
export function grantedScopes(state: EntraState, user: Member): string[] {
  return [
    ...new Set([...tenantState(state, user.tenantId).scopes, ...userState(state, user.id).scopes]),
  ];
}

/** Those of the scopes that neither the person nor an administrator has granted. */
export function scopesWithoutConsent(
  state: EntraState,
  user: Member,
  names: readonly string[],
): string[] {
  const granted = new Set(grantedScopes(state, user));
  return names.filter((name) => !granted.has(name));
}
