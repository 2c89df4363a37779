import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative, resolve, sep } from "node:path";
import { Router, type RequestHandler, type Response } from "express";
import { basePath } from "./below.ts";

/** Where the pages are built to load office.js from, as Microsoft requires it. */
const OFFICE_JS_CDN = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js";
/** Best first. */
const encodings = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;
const YEAR_SECONDS = 31_536_000;

export interface StaticDeps {
  /** What `npm run build` made of the add-in. */
  readonly folder: string;
  /** Where Outlook reaches us. */
  readonly publicUrl: string;
  readonly officeJsUrl: string;
  /** Headers of pages and of what they load. */
  readonly headers: RequestHandler;
}

/**
 * Serves the add-in's bundles. Only files that were there at the start are served, by their exact
 * names: no path of a request ever reaches the file system.
 * @throws Error where the add-in was not built.
 */
export function servePages({ folder, publicUrl, officeJsUrl, headers }: StaticDeps): Router {
  const files = new Map(filesOf(folder).map((path) => [`/${path.split(sep).join("/")}`, path]));
  if (!files.has("/taskpane.html")) {
    throw new Error(`The add-in is not built: ${folder} has no taskpane.html. Run npm run build.`);
  }
  const pages = new Map(
    [...files]
      .filter(([path]) => path.endsWith(".html"))
      .map(([path, file]) => [path, pageWith(join(folder, file), officeJsUrl)]),
  );

  const portal = `${basePath(publicUrl)}/portal.html`;
  const router = Router();
  router.get("/", (_request, response) => response.redirect(portal));
  // What an ERP shows as "Open in Outlook": an address made of nothing but the ERP's own id, so that it
  // need not be written into its records.
  router.get("/open/:activity", (request, response) => {
    response.redirect(`${portal}#open/${encodeURIComponent(request.params.activity)}`);
  });
  // Classic Outlook runs event handlers outside a page; only scripts named here may call our API there.
  router.get("/.well-known/microsoft-officeaddins-allowed.json", headers, (_request, response) => {
    response.set("Cache-Control", "no-cache").json({ allowed: [`${publicUrl}/commands.js`] });
  });
  router.get("/{*path}", (request, response, next) => {
    const file = files.get(request.path);
    if (file === undefined || /\.(br|gz|map)$/.test(file)) {
      next("router");
      return;
    }
    headers(request, response, (error?: unknown) => {
      const page = pages.get(request.path);
      if (error !== undefined) next(error);
      else if (page !== undefined) {
        response.set("Cache-Control", "no-cache").type("html").send(page);
      } else {
        const accepted = request.acceptsEncodings();
        sendFile(response, folder, file, (ending) => files.has(request.path + ending), accepted);
      }
    });
  });
  return router;
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
      statSync(join(folder, path)).isFile(),
    );
  } catch {
    return [];
  }
}

function pageWith(file: string, officeJsUrl: string): string {
  return readFileSync(file, "utf8").replaceAll(OFFICE_JS_CDN, officeJsUrl);
}

function sendFile(
  response: Response,
  folder: string,
  file: string,
  has: (ending: string) => boolean,
  accepted: readonly string[],
): void {
  const encoding = encodings.find(([name, ending]) => accepted.includes(name) && has(ending));
  // A name that carries a hash of the content never means anything else.
  const immutable = /[.-][0-9a-f]{16,}\./.test(file);
  response.set({
    "Cache-Control": immutable ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache",
    Vary: "Accept-Encoding",
  });
  response.type(extname(file));
  if (encoding !== undefined) response.set("Content-Encoding", encoding[0]);
  const name = relative(folder, resolve(folder, file)) + (encoding?.[1] ?? "");
  response.sendFile(name, { root: resolve(folder), cacheControl: false, dotfiles: "allow" });
}
