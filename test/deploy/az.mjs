#!/usr/bin/env node
/**
 * Stands in for the Azure command line, as far as register.sh goes: takes the documented options of a
 * few commands and no others, keeps what Graph would keep in the folder AZ_FOLDER, and prints what the real
 * one prints. `az rest` sends to Graph as it is told; the others answer in the shape their reference
 * shows, of which `--query` (JMESPath: a path as a.b[].c, or a list of paths) and `--output` make text.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { URL } from "node:url";

const folder = process.env.AZ_FOLDER ?? "";
const file = join(folder, "entra.json");
const entra = existsSync(file)
  ? JSON.parse(readFileSync(file, "utf8"))
  : { calls: [], applications: [], servicePrincipals: [] };

/** What each command takes, beside --query and --output. @type {Record<string, string[]>} */
const takes = {
  rest: ["--method", "--url", "--url-parameters", "--body"],
  "ad sp create": ["--id"],
  "ad app credential reset": ["--id", "--append", "--display-name", "--cert"],
  "ad app permission add": ["--id", "--api", "--api-permissions"],
  "account show": [],
};
const flags = ["--append"];
/** What Graph's resource type "application" has, as far as one may be made with it. */
const properties = new Set([
  ...["displayName", "signInAudience", "identifierUris", "spa", "web", "publicClient", "api"],
  ...["appRoles", "requiredResourceAccess", "optionalClaims", "groupMembershipClaims", "notes"],
  ...["isFallbackPublicClient", "info", "tags", "passwordCredentials", "keyCredentials"],
]);

function stop(code, words) {
  process.stderr.write(`ERROR: ${words}\n`);
  process.exit(code);
}

function parsed(args) {
  const command = Object.keys(takes).find((name) => `${args.join(" ")} `.startsWith(`${name} `));
  if (command === undefined) return stop(2, `'${args[0] ?? ""}' is misspelled or not recognized.`);
  const options = {};
  const rest = args.slice(command.split(" ").length);
  while (rest.length > 0) {
    const name = rest.shift();
    if (![...takes[command], "--query", "--output"].includes(name)) {
      return stop(2, `unrecognized arguments: ${name}`);
    }
    const value = flags.includes(name) ? true : rest.shift();
    if (value === undefined) return stop(2, `argument ${name}: expected one argument`);
    options[name] = value;
  }
  return { command, options };
}

/** A value that begins with @ is read from that file. */
const content = (value) => (value.startsWith("@") ? readFileSync(value.slice(1), "utf8") : value);

/** Those of a collection that `$filter=NAME eq 'VALUE'` lets through. */
function filtered(all, parameters) {
  const [, name, value] = /^\$filter=(\w+) eq '(.*)'$/.exec(parameters ?? "") ?? [];
  return name === undefined
    ? refuse("Bad Request", "Request_UnsupportedQuery", "Unsupported Query.")
    : { value: all.filter((one) => one[name] === value) };
}

function refuse(reason, code, message) {
  return stop(1, `${reason}(${JSON.stringify({ error: { code, message } })})`);
}

function graph(options) {
  const { "--method": method, "--url": url, "--url-parameters": parameters } = options;
  const { origin, pathname } = new URL(url);
  if (origin !== process.env.AZ_GRAPH)
    return refuse("Unauthorized", "InvalidAuthenticationToken", "");
  const given = JSON.parse(content(options["--body"] ?? "{}"));
  switch (`${method} ${pathname}`) {
    case "GET /v1.0/applications":
      return filtered(entra.applications, parameters);
    case "GET /v1.0/servicePrincipals":
      return filtered(entra.servicePrincipals, parameters);
    case "POST /v1.0/applications":
      return register(given);
  }
  const [, appId, action = ""] =
    /^\/v1\.0\/applications\(appId='([^']+)'\)(\/addPassword)?$/.exec(pathname) ?? [];
  const known = entra.applications.find((one) => one.appId === appId);
  if (known === undefined) {
    return refuse("Not Found", "Request_ResourceNotFound", "Resource does not exist.");
  }
  switch (`${method} ${action}`.trim()) {
    case "GET":
      return known;
    case "PATCH":
      return change(known, given);
    case "POST /addPassword":
      return addPassword(known, given.passwordCredential ?? {});
    default:
      return refuse("Method Not Allowed", "Request_BadRequest", "");
  }
}

function checkNames(given) {
  const stranger = Object.keys(given).find((name) => !properties.has(name));
  if (stranger !== undefined) {
    refuse("Bad Request", "Request_BadRequest", `Invalid property '${stranger}'.`);
  }
}

function register(given) {
  checkNames(given);
  if (process.env.AZ_FORBIDS === "register") {
    return refuse("Forbidden", "Authorization_RequestDenied", "Insufficient privileges.");
  }
  const made = { id: `0bec7000-0000-4000-8000-000000000001`, appId: process.env.AZ_APP_ID };
  const empty = { identifierUris: [], passwordCredentials: [], keyCredentials: [] };
  entra.applications.push({ ...made, ...empty, ...given });
  return entra.applications.at(-1);
}

/** Of `api` and `spa` what is not named stays, as everywhere in Graph; a list is replaced as a whole. */
function change(known, given) {
  checkNames(given);
  const uris = given.identifierUris ?? [];
  // Without a verified domain an identifier must hold the application's own id.
  if (uris.some((uri) => uri !== `api://${known.appId}`)) {
    return refuse("Bad Request", "HostNameNotOnVerifiedDomain", "identifierUris");
  }
  const gone = ({ value, isEnabled }) =>
    isEnabled && given.appRoles?.every((role) => role.value !== value);
  if (given.appRoles !== undefined && known.appRoles?.some(gone)) {
    return refuse("Bad Request", "CannotDeleteOrUpdateEnabledEntitlement", "appRoles");
  }
  for (const [name, value] of Object.entries(given)) {
    const whole = Array.isArray(value) || typeof value !== "object";
    known[name] = whole ? value : { ...known[name], ...value };
  }
  return undefined;
}

function addPassword(known, { displayName = null }) {
  if (process.env.AZ_FORBIDS === "secret") {
    return refuse("Bad Request", "CredentialTypeNotAllowedAsPerAppPolicy", "Not allowed.");
  }
  const endDateTime = process.env.AZ_ENDS ?? "2099-05-31T21:30:00Z";
  known.passwordCredentials.push({ displayName, endDateTime });
  // Secrets of Entra hold what a shell would take for its own.
  return { displayName, endDateTime, secretText: "Q~8Q~ab$c`d\\e.f*g" };
}

function application(id) {
  const known = entra.applications.find((one) => [one.id, one.appId].includes(id));
  return known ?? stop(1, `Resource '${id}' does not exist or one of its queried references.`);
}

function answer({ command, options }) {
  switch (command) {
    case "rest":
      return graph(options);
    case "ad sp create": {
      const { appId, displayName } = application(options["--id"]);
      const made = { id: "5e7ce000-0000-4000-8000-000000000001", appId, displayName };
      entra.servicePrincipals.push(made);
      return made;
    }
    case "ad app credential reset": {
      const known = application(options["--id"]);
      if (
        options["--append"] !== true ||
        !content(options["--cert"] ?? "").startsWith("-----BEGIN")
      ) {
        return stop(1, "This would take away what is there, or make a secret.");
      }
      const endDateTime = "2099-05-31T21:30:00Z";
      known.keyCredentials.push({ displayName: options["--display-name"] ?? null, endDateTime });
      process.stderr.write("WARNING: The output includes credentials that you must protect.\n");
      return { appId: known.appId, tenant: process.env.AZ_TENANT };
    }
    case "ad app permission add": {
      const known = application(options["--id"]);
      const [id, type] = options["--api-permissions"].split("=");
      const all = (known.requiredResourceAccess ??= []);
      let resource = all.find((one) => one.resourceAppId === options["--api"]);
      if (resource === undefined) {
        resource = { resourceAppId: options["--api"], resourceAccess: [] };
        all.push(resource);
      }
      resource.resourceAccess.push({ id, type });
      process.stderr.write("WARNING: `az ad app permission grant` makes the change effective.\n");
      return undefined;
    }
    case "account show":
      return { id: "subscription", tenantId: process.env.AZ_TENANT, user: { name: "admin" } };
  }
}

/** What lies at a path as a.b[].c; below [] in each, without those that have nothing there. */
function at(path, value) {
  let found = value;
  let isMany = false;
  for (const step of path.split(".")) {
    const name = step.replace("[]", "");
    const below = (one) => one?.[name] ?? undefined;
    found = isMany ? found.map(below).filter((one) => one !== undefined) : below(found);
    if (!step.endsWith("[]") || found === undefined) continue;
    found = found.flat();
    isMany = true;
  }
  return found;
}

/** As `--output tsv` prints: each of a list on a line of its own, and text without quotes. */
function printed(result, { "--query": query, "--output": output = "json" }) {
  if (result === undefined || output === "none") return "";
  const paths = /^\[(.*)\]$/.exec(query ?? "")?.[1]?.split(/,\s*/);
  const found =
    query === undefined ? result : (paths?.map((path) => at(path, result)) ?? at(query, result));
  if (found === undefined) return "";
  if (output !== "tsv") return `${JSON.stringify(found, null, 2)}\n`;
  return [found]
    .flat()
    .map((one) => `${String(one)}\n`)
    .join("");
}

const args = process.argv.slice(2);
const asked = parsed(args);
entra.calls.push(args);
const result = answer(asked);
writeFileSync(file, JSON.stringify(entra));
process.stdout.write(printed(result, asked.options));
