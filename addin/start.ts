import type { PublicConfig } from "../server/api/contract/account.ts";
import { createApi, fetchConfig, type Fetch } from "./api/client.ts";
import { createFirst } from "./api/first.ts";
import { lateTokens } from "./auth/late.ts";
import { storedMemory } from "./auth/memory.ts";
import { createTokens } from "./auth/tokens.ts";
import { pickLanguage } from "./locales/language.ts";
import { createLocale, loadWords, type Locale } from "./locales/locale.ts";
import type { Services } from "./services.ts";

export interface Place {
  /** Address of the open mailbox; `null` in the portal. */
  readonly mailbox: string | null;
  /** Whether Outlook announces nested app authentication. */
  readonly nestedAuth: boolean;
  readonly interaction: "window" | "redirect";
  /** Named in the details for support. */
  readonly host: string;
}

/** The services of a page. Nothing is loaded before the first view asks for something. */
export function createServices(place: Place, language: string): Services {
  const { mailbox } = place;
  const online = (): boolean => navigator.onLine;
  // Routes are spelled from the server's own root, which lies where this page does.
  const ask: Fetch = (input, init) => fetch(`.${input}`, init);
  const domain = mailbox?.split("@")[1] ?? null;
  let asked: Promise<PublicConfig> | undefined;
  const config = (): Promise<PublicConfig> => {
    asked ??= fetchConfig(ask, online, domain).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
  const tokens = lateTokens(async () => {
    // Asked for together; the sign-in library is the larger half of the wait.
    const [known, msal] = await Promise.all([config(), import("./auth/msal.ts")]);
    return createTokens({
      scope: known.scope,
      mailbox,
      connectNested: place.nestedAuth ? () => msal.connectNested(known) : null,
      connectStandard: () => msal.connectStandard(known),
      interaction: place.interaction,
      memory: storedMemory(() => localStorage),
    });
  });
  return {
    api: createApi(ask, tokens, online, language),
    tokens,
    config,
    // Hardly anybody asks, so it does not come with the page.
    licences: async () => (await import("./api/licences.ts")).fetchLicences(ask, online),
    first: (token) => createFirst(ask, online, language, token),
    mailbox,
    host: place.host,
  };
}

/** Fetches what every sign-in needs, while there is something else to wait for. */
export function prepareSignIn(): void {
  // A failure shows where the library is needed; it is fetched again then.
  import("./auth/msal.ts").catch(() => undefined);
}

/** The page's language: `?locale=`, else Outlook's, else the browser's. Also sets `<html lang>`. */
export async function startLocale(displayLanguage: string | null): Promise<Locale> {
  const asked = new URLSearchParams(location.search).get("locale");
  const preferred = displayLanguage === null ? [...navigator.languages] : [displayLanguage];
  const language = pickLanguage(asked, preferred);
  const words = await loadWords(language);
  document.documentElement.lang = language;
  return createLocale(language, words, asked ?? preferred[0] ?? language);
}

/** The element that the page is rendered into. Throws where the template lost it. */
export function rootElement(): HTMLElement {
  const root = document.getElementById("root");
  if (root === null) throw new Error("the page has no element #root");
  return root;
}
