import type {
  ApplicationView,
  EnteredApplicationBody,
  SavedApplication,
} from "../../server/api/contract/service/application.ts";
import type { firstRoutes } from "../../server/api/contract/service/application.ts";
import { failureFrom, reach, type Fetch } from "./client.ts";

/** What the portal asks before anybody can sign in; each call throws `Failure`. */
export interface First {
  readonly application: () => Promise<ApplicationView>;
  /** Is proved by a token before it is kept. */
  readonly enter: (entered: EnteredApplicationBody) => Promise<SavedApplication>;
}

/** Spelled here since the browser takes only the contract's types, which refuse another spelling. */
const path: (typeof firstRoutes)["firstApplication" | "enterApplication"]["path"] =
  "/api/first/application";

/** @param token of the server's console */
export function createFirst(
  fetch: Fetch,
  online: () => boolean,
  language: string,
  token: string,
): First {
  const ask = async <T>(init: RequestInit): Promise<T> => {
    const headers = {
      accept: "application/json",
      authorization: `Console ${token.trim()}`,
      "accept-language": language,
      ...(init.body === undefined ? {} : { "content-type": "application/json" }),
    };
    const response = await reach(fetch, online, path, { ...init, headers });
    if (!response.ok) throw await failureFrom(response);
    return (await response.json()) as T;
  };
  return {
    application: () => ask({}),
    enter: (entered) => ask({ method: "POST", body: JSON.stringify(entered) }),
  };
}
