/** Which folder may import which. A folder not named on the right is out of bounds. */
const mayImport = {
  "server/sync": [],
  "server/resources": ["server/sync"],
  "server/settings": ["server/sync", "server/resources"],
  "server/lib": [],
  "server/store": ["server/sync", "server/lib"],
  "server/connectors": ["server/sync", "server/resources", "server/lib"],
  "server/engine": [
    "server/sync",
    "server/resources",
    "server/settings",
    "server/lib",
    "server/store/store.ts",
    "server/store/followed.ts",
    "server/store/documents",
    "server/connectors/port",
  ],
  "server/traces": ["server/lib"],
  "server/backup": ["server/lib", "server/store/store.ts", "server/store/documents"],
  "server/auth": ["server/lib", "server/store/store.ts", "server/store/documents"],
  "server/administration": [
    "server/lib",
    "server/settings",
    "server/store/store.ts",
    "server/store/documents",
  ],
  // Counts what the others do, and tells nobody but whoever asks for figures.
  "server/metrics": [
    "server/sync/model.ts",
    "server/lib",
    "server/store/store.ts",
    "server/store/followed.ts",
    "server/store/documents",
  ],
  "server/installation": [
    "server/administration",
    "server/lib",
    "server/store/store.ts",
    "server/store/documents",
  ],
  "server/notify": [
    // As in "server/api".
    "server/sync/asked.ts",
    "server/settings",
    "server/lib",
    "server/store/store.ts",
    "server/store/followed.ts",
    "server/store/documents",
  ],
  "server/api": [
    // What waits for a person is told alike on Home, by a category and by mail.
    "server/sync/asked.ts",
    // Values are worded for people where the resource is known: docs/decisions/0007.
    "server/resources",
    "server/sync/model.ts",
    "server/engine",
    "server/administration",
    "server/installation",
    "server/auth",
    "server/backup",
    "server/settings",
    "server/notify",
    "server/connectors/port",
    "server/store/store.ts",
    "server/store/documents",
    "server/lib",
  ],
  // It is a client of a door, the running server's or one it opens itself: docs/decisions/0011.
  "server/cli": ["server/api/contract", "server/lib", "server/offline.ts", "server/simulate.ts"],
  sandbox: ["server/lib"],
  // A rule is compared here as it is there, whoever parsed it: docs/decisions/0080.
  addin: ["server/api/contract", "server/settings/setting-value.ts"],
};
/** What the pure folders may take from npm: libraries that neither wait nor look at the clock. */
const pureLibraries = ["html-to-text", "luxon", "windows-iana", "zod"];
const literally = (path) => path.replaceAll(".", "\\.");

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "sync-imports-nothing",
      severity: "error",
      from: { path: "^server/sync/" },
      to: { dependencyTypes: ["npm", "core"] },
    },
    {
      name: "pure-libraries-only",
      severity: "error",
      from: { path: "^server/(resources|settings)/" },
      to: {
        dependencyTypes: ["npm", "core"],
        pathNot: `node_modules/(@types/)?(${pureLibraries.join("|")})/`,
      },
    },
    {
      name: "contract-needs-zod-only",
      severity: "error",
      from: { path: "^server/api/contract/" },
      to: { pathNot: "^(server/api/contract/|node_modules/zod/)" },
    },
    {
      name: "no-sibling-implementations",
      severity: "error",
      from: { path: "^server/(connectors|store)/([^/]+)/" },
      // What is stored is no implementation, nor is the port: all of them share these.
      to: {
        path: "^server/$1/[^/]+/",
        pathNot: ["^server/$1/$2/", "^server/store/documents/", "^server/connectors/port/"],
      },
    },
    {
      name: "wiring-alone-picks-implementations",
      severity: "error",
      from: { path: "^server/(main\\.ts$|config/)" },
      to: { path: "^server/(connectors|store|engine|auth)/" },
    },
    ...Object.entries(mayImport).map(([folder, allowed]) => ({
      name: folder.replace("server/", ""),
      severity: "error",
      from: { path: `^${folder}/` },
      to: {
        path: "^(server|addin|sandbox|test)/",
        pathNot: [folder, ...allowed].map((path) => `^${literally(path)}(/|$)`),
      },
    })),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: "^dist",
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
