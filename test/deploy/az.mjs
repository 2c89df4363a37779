#!/usr/bin/env node
/**
 * Stands in for the Azure command line, as far as register.sh goes: takes the documented options of five
 * commands and no others, keeps what Graph would keep in the folder AZ_FOLDER, and prints what the real
 * one prints. `az rest` sends to Graph as it is told; the others answer in the shape their reference
 * shows, of which `--query` (JMESPath: a name, or a list of names) and `--output` make text.
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
  rest: ["--method", "--url", "--body"],
  "ad sp create": ["--id"],
  "ad app credential reset": ["--id", "--append", "--display-name"],
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

function graph({ "--method": method, "--url": url, "--body": body = "{}" }) {
  const refuse = (reason, code, message) =>
    stop(1, `${reason}(${JSON.stringify({ error: { code, message } })})`);
  const { origin, pathname } = new URL(url);
  if (origin !== process.env.AZ_GRAPH)
    return refuse("Unauthorized", "InvalidAuthenticationToken", "");
  // A body that begins with @ is read from that file.
  const given = JSON.parse(body.startsWith("@") ? readFileSync(body.slice(1), "utf8") : body);
  const stranger = Object.keys(given).find((name) => !properties.has(name));
  if (stranger !== undefined) {
    return refuse("Bad Request", "Request_BadRequest", `Invalid property '${stranger}'.`);
  }
  if (method === "POST" && pathname === "/v1.0/applications") {
    if (process.env.AZ_FORBIDS === "register") {
      return refuse("Forbidden", "Authorization_RequestDenied", "Insufficient privileges.");
    }
    const made = { id: "0bec7000-0000-4000-8000-000000000001", appId: process.env.AZ_APP_ID };
    entra.applications.push({ ...made, identifierUris: [], passwordCredentials: [], ...given });
    return entra.applications.at(-1);
  }
  const known = entra.applications.find(({ id }) => pathname === `/v1.0/applications/${id}`);
  if (method !== "PATCH" || known === undefined) {
    return refuse("Not Found", "Request_ResourceNotFound", "Resource does not exist.");
  }
  const uris = given.identifierUris ?? [];
  // Without a verified domain an identifier must hold the application's own id.
  if (uris.some((uri) => uri !== `api://${known.appId}`)) {
    return refuse("Bad Request", "HostNameNotOnVerifiedDomain", "identifierUris");
  }
  Object.assign(known, given);
  return undefined;
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
      entra.servicePrincipals.push({ appId, displayName });
      return { id: "5e7ce000-0000-4000-8000-000000000001", appId, displayName };
    }
    case "ad app credential reset": {
      const known = application(options["--id"]);
      const credential = { displayName: options["--display-name"] ?? null };
      const before = options["--append"] === true ? known.passwordCredentials : [];
      known.passwordCredentials = [...before, credential];
      process.stderr.write("WARNING: The output includes credentials that you must protect.\n");
      // Secrets of Entra hold what a shell would take for its own.
      return { appId: known.appId, password: "Q~8Q~ab$c`d\\e.f*g", tenant: process.env.AZ_TENANT };
    }
    case "account show":
      return { id: "subscription", tenantId: process.env.AZ_TENANT, user: { name: "admin" } };
  }
}

/** As `--output tsv` prints: each of a list on a line of its own, and text without quotes. */
function printed(result, { "--query": query, "--output": output = "json" }) {
  if (result === undefined || output === "none") return "";
  const names = /^\[(.*)\]$/.exec(query ?? "")?.[1]?.split(/,\s*/);
  const found =
    query === undefined ? result : (names?.map((name) => result[name]) ?? result[query]);
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
