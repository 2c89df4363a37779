import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "@swc/core";
import { users as people } from "../tenants.ts";
import { json, type WireResponse } from "../wire.ts";

/** Addresses of the page itself; the script in it reads which activity or record is meant. */
const pages = /^\/(?:activities\/[^/]+|records\/[^/]+\/[^/]+)?$/;
const files = /^\/page\/([a-z-]+)\.(css|ts)$/;

/** Inline content is none of this page's: what notes bring along stays dead. */
const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/**
 * The page on which a person sees and edits activities; `undefined` for an address it has not.
 * @param openInOutlook an address that an activity's id is added to
 */
export function createPage(
  projectDir: string,
  openInOutlook: string | null,
): (path: string) => Promise<WireResponse | undefined> {
  const folder = join(projectDir, "sandbox/erp/page");
  return async (path) => {
    if (path === "/page/settings") {
      const users = people.map(({ givenName, name, address }) => ({
        id: `u-${givenName.toLowerCase()}`,
        name,
        address,
      }));
      return json(200, { users, openInOutlook }, headers);
    }
    const [, name = "index", kind = "html"] = files.exec(path) ?? [];
    if (name === "index" && !pages.test(path)) return undefined;
    const source = await readFile(join(folder, `${name}.${kind}`), "utf8").catch(() => undefined);
    if (source === undefined) return undefined;
    return {
      status: 200,
      headers: { ...headers, "content-type": mediaTypes[kind] ?? "" },
      body: kind === "ts" ? await script(source) : source,
    };
  };
}

const mediaTypes: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  ts: "text/javascript; charset=utf-8",
};

/** Browsers get the page's scripts with their types taken out; imports stay as written. */
async function script(source: string): Promise<string> {
  const { code } = await transform(source, {
    isModule: true,
    jsc: { target: "es2023", parser: { syntax: "typescript" } },
  });
  return code;
}
