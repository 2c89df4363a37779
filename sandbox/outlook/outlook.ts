/**
 * Serves the window that looks like Outlook on the web and, under their own names or on one origin,
 * the scripts that a pane loads inside it. Holds no mailbox: the window acts through Graph alone.
 */
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { constants, brotliCompressSync } from "node:zlib";
import { transform } from "@swc/core";
import { findIana } from "windows-iana";
import { groups, sharedMailboxes, type SandboxUser } from "../tenants.ts";
import { json, type WireHandler, type WireRequest, type WireResponse } from "../wire.ts";
import { launchEventsOf } from "./launch-events.ts";
import { carriesBridge, servedOfficeJs } from "./office-js.ts";
import type { MailboxOwner, PageConfig } from "./page-config.ts";

export interface OutlookOptions {
  /** The checkout: holds `sandbox/outlook/`, `manifest.xml` and `node_modules/@microsoft/office-js`. */
  readonly projectDir: string;
  /** Origin of the add-in's pages, e.g. `https://localhost:3000`. */
  readonly productOrigin: string;
  readonly users: readonly SandboxUser[];
}

export interface Outlook {
  readonly handle: WireHandler;
}

/** The id of the add-in in manifest.xml; it also names the custom properties in the mailbox. */
export const addinId = "7f9e0a52-6f0f-4d0e-9a31-2f6f2c1d8a10";

const realNames = {
  window: "outlook.office.com",
  officeJs: "appsforoffice.microsoft.com",
  ajax: "ajax.aspnetcdn.com",
} as const;

const mediaTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".ts": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".gif": "image/gif",
};

const notFound = (path: string): WireResponse =>
  json(404, { error: `The Outlook window serves nothing at ${path}.` });

function withoutPort(host: string | undefined): string {
  return (host ?? "").replace(/:\d+$/u, "");
}

/** The file part of a URL below `prefix`, or undefined where it would leave the folder. */
function below(prefix: string, path: string): string | undefined {
  // None of the files needs escapes in its name; what has some is not one of them.
  if (!path.startsWith(prefix) || path.includes("%")) return undefined;
  const file = normalize(path.slice(prefix.length)).replaceAll("\\", "/");
  return file.startsWith("..") || file.startsWith("/") ? undefined : file;
}

function ownerOf(user: SandboxUser): MailboxOwner {
  return {
    id: user.id,
    tenantId: user.tenantId,
    name: user.name,
    address: user.address,
    jobTitle: user.jobTitle,
    windowsZone: user.timeZone,
    ianaZone: findIana(user.timeZone)[0] ?? "Etc/UTC",
    groups: groups
      .filter(({ tenantId }) => tenantId === user.tenantId)
      .map(({ address }) => address),
  };
}

/** Creates the window's HTTP side. Files are read on demand, office.js is compressed once. */
export function createOutlook(options: OutlookOptions): Outlook {
  const folder = join(options.projectDir, "sandbox/outlook");
  const officeJsFolder = join(options.projectDir, "node_modules/@microsoft/office-js/dist");
  const compressed = new Map<string, Uint8Array>();

  const script = async (path: string, isModule: boolean): Promise<string> => {
    const source = await readFile(path, "utf8");
    const { code } = await transform(source, {
      filename: path,
      isModule,
      sourceMaps: isModule ? "inline" : false,
      jsc: { target: "es2023", parser: { syntax: "typescript" } },
    });
    return code;
  };

  const page = async (file: string): Promise<WireResponse> => {
    const path = join(folder, "page", file);
    const body = file.endsWith(".ts") ? await script(path, true) : await readFile(path);
    return {
      status: 200,
      headers: {
        "content-type": mediaTypes[extname(file)] ?? "application/octet-stream",
        "cache-control": "no-store",
      },
      body,
    };
  };

  /** A cached script of a CDN: readable from any origin, brotli where the client takes it. */
  const cdn = async (
    key: string,
    request: WireRequest,
    read: () => Promise<string | Uint8Array>,
  ): Promise<WireResponse> => {
    const headers = {
      "content-type": mediaTypes[extname(key)] ?? "application/octet-stream",
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=3600",
      vary: "accept-encoding",
    };
    const brotli = (request.headers["accept-encoding"] ?? "").includes("br");
    if (!brotli || !/\.(?:js|css|json)$/u.test(key)) {
      return { status: 200, headers, body: await read() };
    }
    let body = compressed.get(key);
    if (body === undefined) {
      // Quality 7: close to the best size at a tenth of its time.
      body = brotliCompressSync(await read(), { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } });
      compressed.set(key, body);
    }
    return { status: 200, headers: { ...headers, "content-encoding": "br" }, body };
  };

  const ajax = (request: WireRequest): Promise<WireResponse> =>
    cdn("MicrosoftAjax.js", request, () =>
      script(join(folder, "injected/microsoft-ajax.ts"), false),
    );

  const officeJs = (file: string, request: WireRequest, real: boolean): Promise<WireResponse> =>
    cdn(`${real ? "real" : "local"}/${file}`, request, async () => {
      const path = join(officeJsFolder, file);
      if (!file.endsWith(".js")) return readFile(path);
      const bridge = carriesBridge(file)
        ? await script(join(folder, "injected/nested-auth-bridge.ts"), false)
        : "";
      return servedOfficeJs(file, await readFile(path, "utf8"), bridge, real);
    });

  const config = async (request: WireRequest): Promise<PageConfig> => {
    const host = request.headers["host"] ?? "localhost";
    const real = withoutPort(host) === realNames.window;
    const manifest = await readFile(join(options.projectDir, "manifest.xml"), "utf8").catch(
      // A checkout without a manifest shows the window, only without launch events.
      () => "",
    );
    return {
      addinId,
      addinName: "Sync to ERP",
      addinOrigin: options.productOrigin,
      graphOrigin: real ? "https://graph.microsoft.com" : "/graph",
      signInHost: real ? "login.microsoftonline.com" : host,
      owners: options.users.map(ownerOf),
      others: [...sharedMailboxes, ...options.users].map(({ tenantId, name, address }) => ({
        ...{ tenantId, name, address },
      })),
      launchEvents: launchEventsOf(manifest),
    };
  };

  const route = async (request: WireRequest): Promise<WireResponse> => {
    const path = request.url.replace(/[?#].*$/u, "");
    const host = withoutPort(request.headers["host"]);
    if (host === realNames.ajax) {
      return path === "/ajax/3.5/MicrosoftAjax.js" ? ajax(request) : notFound(path);
    }
    if (host === realNames.officeJs) {
      const file = below("/lib/1/hosted/", path);
      return file === undefined ? notFound(path) : officeJs(file, request, true);
    }
    if (path === "/" || path === "/outlook") {
      const query = request.url.slice(path.length);
      return { status: 302, headers: { location: `/outlook/${query}` }, body: "" };
    }
    if (path === "/officejs/MicrosoftAjax.js") return ajax(request);
    if (path === "/outlook/config.json") return json(200, await config(request));
    const officeFile = below("/officejs/", path);
    if (officeFile !== undefined) return officeJs(officeFile, request, false);
    const pageFile = below("/outlook/", path);
    if (pageFile === undefined) return notFound(path);
    return page(pageFile === "." || pageFile === "" ? "index.html" : pageFile);
  };

  return {
    handle: async (request) => {
      if (request.method !== "GET" && request.method !== "HEAD") {
        return json(405, { error: "The Outlook window serves files: use GET." }, { allow: "GET" });
      }
      try {
        return await route(request);
      } catch (error) {
        const missing = ["ENOENT", "EISDIR", "ENOTDIR"];
        if (missing.includes((error as NodeJS.ErrnoException).code ?? "")) {
          return notFound(request.url);
        }
        throw error;
      }
    },
  };
}
