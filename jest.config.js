const swc = [
  "@swc/jest",
  {
    jsc: {
      target: "es2023",
      parser: { syntax: "typescript", tsx: true },
      transform: { react: { runtime: "automatic" } },
    },
    module: { type: "commonjs" },
  },
];
/** Packages that ship as ES modules only, or import() when they are at work; jest runs CommonJS, so they are transformed too. */
const esModules = [
  "lowdb",
  "steno",
  "jose",
  "html-to-text",
  "@selderee",
  "selderee",
  "parseley",
  "leac",
  "peberminta",
  "htmlparser2",
  "domhandler",
  "domutils",
  "domelementtype",
  "dom-serializer",
  "entities",
  "deepmerge-ts",
  "@opentelemetry/otlp-exporter-base",
];
const shared = {
  transform: { "\\.[jt]sx?$": swc },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join("|")})/)`],
  testPathIgnorePatterns: ["/node_modules/", "/dist/"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.data/"],
};
export default {
  // A test hangs or it does not: how busy the machine is must not decide.
  testTimeout: 240_000,
  projects: [
    {
      ...shared,
      displayName: "server",
      testEnvironment: "node",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: [
        ...shared.testPathIgnorePatterns,
        "<rootDir>/test/e2e/",
        "<rootDir>/test/crash/",
      ],
    },
    {
      ...shared,
      displayName: "addin",
      testEnvironment: "jsdom",
      testMatch: ["<rootDir>/test/**/*.test.tsx"],
      setupFiles: ["<rootDir>/test/support/dom.ts"],
      moduleNameMapper: { "^@fluentui/react-icons$": "<rootDir>/test/support/icons.cjs" },
    },
    {
      ...shared,
      displayName: "crash",
      testEnvironment: "node",
      testMatch: ["<rootDir>/test/crash/**/*.test.ts"],
    },
    {
      ...shared,
      displayName: "e2e",
      testEnvironment: "<rootDir>/test/e2e/environment.ts",
      testMatch: ["<rootDir>/test/e2e/**/*.test.ts"],
    },
  ],
};
