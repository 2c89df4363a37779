import { decodeJwt } from "jose";

/** What of the product needs which delegated permissions of Microsoft Graph. */
export type Feature = "calendar" | "categoryColors" | "sharedMailboxes" | "mail";

interface FeatureNeeds {
  /** Short names of scopes, as a token's `scp` spells them; without all of them the feature is off. */
  readonly scopes: readonly string[];
  /**
   * `everybody`: asked for at the first sign-in, by the registration. `chosen`: only of whoever
   * switches the feature on, and of nobody before that.
   */
  readonly askedOf: "everybody" | "chosen";
}

/** The one table of permissions: sign-in, Setup and the administrator's page read it. */
export const features: Readonly<Record<Feature, FeatureNeeds>> = {
  calendar: {
    scopes: ["User.Read", "Calendars.ReadWrite", "MailboxSettings.Read"],
    askedOf: "everybody",
  },
  /** Without it the categories that show what is in the ERP have no colour. */
  categoryColors: { scopes: ["MailboxSettings.ReadWrite"], askedOf: "chosen" },
  /** The second finds a mailbox by its address: Graph reaches it by its Entra id. */
  sharedMailboxes: {
    scopes: ["Calendars.ReadWrite.Shared", "User.ReadBasic.All"],
    askedOf: "chosen",
  },
  mail: { scopes: ["Mail.Send"], askedOf: "chosen" },
};

/**
 * Which scopes of a feature are not among the granted ones. A wider permission counts for a narrower
 * one of the same name: `.ReadWrite` for `.Read`, `.All` of the directory for its basics.
 * @param granted short or full names
 */
export function missingScopes(feature: Feature, granted: readonly string[]): readonly string[] {
  const held = new Set(granted.map(shortName));
  return features[feature].scopes.filter(
    (scope) => ![scope, ...(wider[scope] ?? [])].some((one) => held.has(one)),
  );
}

const wider: Readonly<Record<string, readonly string[]>> = {
  "MailboxSettings.Read": ["MailboxSettings.ReadWrite"],
  "User.Read": ["User.ReadWrite"],
  "User.ReadBasic.All": ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All"],
};

/** `https://graph.microsoft.com/User.Read` as `User.Read`. */
export function shortName(scope: string): string {
  return scope.slice(scope.lastIndexOf("/") + 1);
}

/** What an application's token allows by itself (`roles`); nothing where it cannot be read. */
export function rolesIn(token: string): readonly string[] {
  try {
    const { roles } = decodeJwt(token);
    return Array.isArray(roles) ? roles.map(String) : [];
  } catch {
    // Graph's tokens are Graph's: that they can be read is custom and no promise.
    return [];
  }
}
