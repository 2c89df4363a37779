import type { Entra } from "../entra/entra.ts";
import { route, type Route } from "./route.ts";
import type { Sides } from "./side-routes.ts";
import * as shapes from "./shapes.ts";

/** Routes that change what the sign-in allows, and the broker of Outlook. */
export function signInRoutes(entra: Entra, { graph }: Sides): Route[] {
  const { switches } = entra;
  return [
    route(
      "POST",
      "/sandbox/signin/consent",
      "{user, granted, also?: full names of scopes} or {tenant, delegated, application?, userConsent?: allowed | administrators}.",
      shapes.consentShape,
      (asked) => {
        if ("user" in asked) {
          switches.setConsent(asked.user, asked.granted, asked.also);
          return;
        }
        switches.grantTenant(asked.tenant, asked);
        if (asked.userConsent !== undefined) {
          switches.setUserConsent(asked.tenant, asked.userConsent);
        }
      },
    ),
    route(
      "POST",
      "/sandbox/signin/uninstall",
      "The tenant is as before anybody of it agreed to anything: {tenant}.",
      shapes.tenantShape,
      ({ tenant }) => switches.uninstall(tenant),
    ),
    route(
      "POST",
      "/sandbox/signin/audience",
      "Whose people the registration is for: {audience: one | any}.",
      shapes.audienceShape,
      ({ audience }) => switches.setAudience(audience),
    ),
    route(
      "POST",
      "/sandbox/signin/challenge",
      "A policy asks this person for multi-factor authentication: {user, required}.",
      shapes.challengeShape,
      ({ user, required }) => switches.setChallenge(user, required),
    ),
    route(
      "POST",
      "/sandbox/signin/role",
      "Whether this administrator of a directory has the application's role: {user, assigned}.",
      shapes.roleShape,
      ({ user, assigned }) => switches.setRole(user, assigned),
    ),
    route(
      "POST",
      "/sandbox/signin/revoke",
      "Ends the person's refresh tokens and subscriptions as a new password does: {user}.",
      shapes.userShape,
      ({ user }) => {
        switches.endRefreshTokens(user, "revoked");
        graph.userChanged(user.id);
      },
    ),
    route(
      "POST",
      "/sandbox/signin/expire",
      "Ends the person's refresh tokens as 90 idle days do: {user}.",
      shapes.userShape,
      ({ user }) => switches.endRefreshTokens(user, "expired"),
    ),
    route(
      "POST",
      "/sandbox/signin/certificate",
      "Accepts client assertions signed by this certificate: {pem}.",
      shapes.certificateShape,
      ({ pem }) => switches.trustCertificate(pem),
    ),
    route(
      "POST",
      "/sandbox/broker",
      "Outlook's broker for nested app authentication: {user, clientId, scopes, claims?, interactive?, origin?}.",
      shapes.brokerShape,
      (request) => entra.broker(request),
    ),
  ];
}
