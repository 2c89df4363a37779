import type { RequestHandler } from "express";
import { ProblemError } from "./errors.ts";

/**
 * The path below which a reverse proxy passes requests on, without a slash at its end; empty where a
 * whole host is ours.
 */
export function basePath(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/+$/, "");
}

/**
 * Asked at the top of the host, whatever our path: probes do not know it, and Outlook looks for the
 * list of scripts there and nowhere else.
 */
const atTheTop: ReadonlySet<string> = new Set([
  ...["/healthz", "/readyz", "/.well-known/microsoft-officeaddins-allowed.json"],
]);

/**
 * From here on requests are spelled as if there were no path in front; who asks beside it is told
 * so. Pages name what they load and ask relative to themselves, so only redirects need to know.
 */
export function below(base: string): RequestHandler {
  return (request, response, next) => {
    if (base === "" || atTheTop.has(request.path)) {
      next();
    } else if (request.path === base) {
      // Without its slash a page's own addresses would lead beside our path.
      response.redirect(`${base}/${request.url.slice(base.length)}`);
    } else if (request.url.startsWith(`${base}/`)) {
      request.url = request.url.slice(base.length);
      next();
    } else {
      next(new ProblemError("not-found", `Nothing is here: this server answers below ${base}/.`));
    }
  };
}
