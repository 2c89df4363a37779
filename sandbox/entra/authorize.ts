import { randomUUID } from "node:crypto";
import { application, users, type SandboxTenant, type SandboxUser } from "../tenants.ts";
import type { WireRequest, WireResponse } from "../wire.ts";
import { SignInError } from "./errors.ts";
import { answersChallenge, type EntraContext } from "./grants.ts";
import {
  accountPage,
  approvalPage,
  consentPage,
  failurePage,
  formPostPage,
  secondFactorPage,
} from "./pages.ts";
import { findUser, type RedirectUris } from "./registration.ts";
import { parseConsent } from "./scopes.ts";
import { readSession, signIn } from "./sessions.ts";
import { install, scopesWithoutConsent, tenantState, userState } from "./state.ts";
import { authorityTenant, requireAudience } from "./authority.ts";
import { clientInfo } from "./tokens.ts";

const CODE_MS = 10 * 60_000;
/** What the names of fields start with that our own pages add to the request. */
const OWN_FIELD = "sandbox_";

/** Query and form together: MSAL may send a sign-in either way, and so do our pages. */
export function requestFields(wire: WireRequest): URLSearchParams {
  const fields = new URLSearchParams(wire.url.split("?")[1]);
  if (wire.method === "POST") {
    for (const [name, value] of new URLSearchParams(wire.body)) fields.set(name, value);
  }
  return fields;
}

/** The request as the client sent it, for the next page; `kept` of our own fields stay. */
export function carried(fields: URLSearchParams, kept: readonly string[]): URLSearchParams {
  return new URLSearchParams(
    [...fields].filter(([name]) => !name.startsWith(OWN_FIELD) || kept.includes(name)),
  );
}

/** Sends `answer` to the client in the way it asked for. */
function respond(
  fields: URLSearchParams,
  answer: Record<string, string>,
  headers: Readonly<Record<string, string>>,
): WireResponse {
  const redirectUri = fields.get("redirect_uri") ?? "";
  const state = fields.get("state");
  const sent = new URLSearchParams({ ...answer, ...(state === null ? {} : { state }) });
  const mode = fields.get("response_mode") ?? "query";
  if (mode === "form_post") {
    const page = formPostPage(redirectUri, sent);
    return { ...page, headers: { ...page.headers, ...headers } };
  }
  const target = new URL(redirectUri);
  if (mode === "fragment") target.hash = sent.toString();
  else for (const [name, value] of sent) target.searchParams.set(name, value);
  return {
    status: 302,
    headers: { location: target.href, "cache-control": "no-store", ...headers },
    body: "",
  };
}

/** Who is signing in: chosen on our page, named by the client, or the session's only account. */
function chosenAccount(
  context: EntraContext,
  wire: WireRequest,
  fields: URLSearchParams,
  tenant: SandboxTenant | undefined,
): SandboxUser | undefined {
  const picked = fields.get("sandbox_account");
  if (picked !== null) return findUser(picked);
  const prompt = fields.get("prompt");
  if (prompt === "select_account" || prompt === "login") return undefined;
  const accounts = Object.keys(readSession(context.state(), wire)?.session.accounts ?? {})
    .flatMap((id) => findUser(id) ?? [])
    .filter((user) => tenant === undefined || user.tenantId === tenant.id);
  const hint = fields.get("login_hint")?.toLowerCase();
  if (hint !== undefined) return accounts.find((user) => user.address === hint);
  if (prompt === "none" && accounts.length > 1) throw new SignInError(16000);
  return accounts.length === 1 ? accounts[0] : undefined;
}

/** What must still be asked of the person, as a page; `undefined` when nothing. Throws when silent. */
function question(
  context: EntraContext,
  path: string,
  fields: URLSearchParams,
  user: SandboxUser,
  multiFactor: boolean,
): WireResponse | undefined {
  const state = context.state();
  const silent = fields.get("prompt") === "none";
  const asked = answersChallenge(fields.get("claims") ?? undefined);
  const request = carried(fields, ["sandbox_account", "sandbox_mfa"]);
  request.set("sandbox_account", user.id);
  if ((asked || userState(state, user.id).challenged) && !multiFactor) {
    if (silent) throw new SignInError(50076);
    return secondFactorPage(path, request, user);
  }
  const scopes = parseConsent(fields.get("scope") ?? "");
  const forced = fields.get("prompt") === "consent";
  if (!forced && scopesWithoutConsent(state, user, scopes.names).length === 0) return undefined;
  const decision = fields.get("sandbox_consent");
  const tenant = tenantState(state, user.tenantId);
  const allowed = tenant.userConsent === "allowed" || user.administrator;
  if (silent) throw new SignInError(65001);
  if (decision === "decline") throw new SignInError(allowed ? 65004 : 90094);
  if (!allowed) return approvalPage(path, request, user);
  if (decision === null) return consentPage(path, request, user, scopes.consentTo);
  const missing = scopesWithoutConsent(state, user, scopes.consentTo);
  if (decision === "organization" && user.administrator) tenant.scopes.push(...missing);
  else userState(state, user.id).scopes.push(...missing);
  install(tenant);
  return undefined;
}

/** Throws where the request may not even be answered by redirect: unknown client or redirect URI. */
function checkClient(
  fields: URLSearchParams,
  uris: RedirectUris,
): { readonly singlePage: boolean } {
  const clientId = fields.get("client_id");
  if (clientId !== application.clientId) {
    throw new SignInError(700016, `Client "${clientId ?? ""}".`);
  }
  const redirectUri = fields.get("redirect_uri") ?? "";
  const singlePage = uris.singlePage.includes(redirectUri);
  if (!singlePage && !uris.web.includes(redirectUri)) {
    throw new SignInError(50011, `Register "${redirectUri}".`);
  }
  return { singlePage };
}

/** One step of a sign-in at `/{tenant}/oauth2/v2.0/authorize`: the next page, or the answer. */
export function authorize(
  context: EntraContext,
  uris: RedirectUris,
  authority: string,
  wire: WireRequest,
): WireResponse {
  const fields = requestFields(wire);
  const path = wire.url.split("?")[0] ?? "";
  let client: { readonly singlePage: boolean };
  let tenant: SandboxTenant | undefined;
  try {
    client = checkClient(fields, uris);
    tenant = authorityTenant(authority);
    // Of an application that is not there, the redirects are not known either.
    if (tenant !== undefined) requireAudience(context.state(), tenant.id);
  } catch (error) {
    if (error instanceof SignInError) return failurePage(error.message);
    throw error;
  }
  try {
    requireAudience(context.state(), tenant?.id);
    return step(context, client.singlePage, tenant, path, wire, fields);
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    // The authorize endpoint names what is missing; the token endpoint says `invalid_grant`.
    const consent = error.code === 65001 ? "consent_required" : error.oauthError;
    return respond(
      fields,
      {
        error: consent,
        error_description: error.message,
        ...(error.suberror === undefined ? {} : { suberror: error.suberror }),
      },
      {},
    );
  }
}

function step(
  context: EntraContext,
  singlePage: boolean,
  tenant: SandboxTenant | undefined,
  path: string,
  wire: WireRequest,
  fields: URLSearchParams,
): WireResponse {
  const challenge = fields.get("code_challenge");
  if (singlePage && (challenge === null || fields.get("code_challenge_method") !== "S256")) {
    throw new SignInError(9002325);
  }
  parseConsent(fields.get("scope") ?? "");
  const user = chosenAccount(context, wire, fields, tenant);
  if (user === undefined) {
    if (fields.get("prompt") === "none") throw new SignInError(50058);
    const members = users.filter(({ tenantId }) => tenant === undefined || tenantId === tenant.id);
    return accountPage(path, carried(fields, []), members);
  }
  if (tenant !== undefined && user.tenantId !== tenant.id) throw new SignInError(50020);

  const session = readSession(context.state(), wire)?.session.accounts[user.id];
  const multiFactor = fields.get("sandbox_mfa") === "approve" || session?.multiFactor === true;
  const page = question(context, path, fields, user, multiFactor);
  if (page !== undefined) return page;

  const code = `0.${randomUUID()}${randomUUID()}`.replaceAll("-", "");
  const nonce = fields.get("nonce");
  context.state().codes[code] = {
    userId: user.id,
    clientId: application.clientId,
    redirectUri: fields.get("redirect_uri") ?? "",
    scope: fields.get("scope") ?? "",
    singlePage,
    multiFactor,
    expiresAtMs: context.clock.now() + CODE_MS,
    ...(nonce === null ? {} : { nonce }),
    ...(challenge === null ? {} : { challenge }),
  };
  return respond(
    fields,
    { code, client_info: clientInfo(user), session_state: randomUUID() },
    signIn(context.state(), wire, user.id, multiFactor),
  );
}
