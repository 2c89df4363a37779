import { readFileSync } from "node:fs";
import { ConfigError, readConfig, variableNames } from "../../server/config/config.ts";

const tenant = "11111111-aaaa-4bbb-8ccc-000000000001";
const key = Buffer.alloc(32, 1).toString("base64");
const connection = {
  id: "erp",
  name: "ERP",
  connector: "demo",
  url: "https://erp.contoso.com",
  apiKey: "erp-secret-key",
  tenants: [tenant],
};
const good = {
  PUBLIC_URL: "https://sync.contoso.com",
  ENTRA_CLIENT_ID: "5E2C0E7B-3c5b-4a61-9f0e-7d1f0a6b9c01",
  ENTRA_CLIENT_SECRET: "value",
  TENANTS: `${tenant}=Contoso.com,contoso.de`,
  TOKEN_KEYS: `new:${key},old:${key}`,
  ERP_CONNECTIONS: JSON.stringify([connection]),
};

function mistakesOf(
  env: Record<string, string | undefined>,
  readFile?: (path: string) => string,
): readonly string[] {
  try {
    readConfig(env, readFile);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe("the configuration", () => {
  it("needs six variables; the rest has defaults that are safe", () => {
    expect(readConfig(good)).toMatchObject({
      production: true,
      host: "127.0.0.1",
      port: 3001,
      publicUrl: "https://sync.contoso.com",
      entra: {
        application: {
          clientId: "5e2c0e7b-3c5b-4a61-9f0e-7d1f0a6b9c01",
          credential: { kind: "secret", secret: "value" },
        },
        authorityHost: "https://login.microsoftonline.com",
      },
      tenants: [{ id: tenant, domains: ["contoso.com", "contoso.de"] }],
      graph: { url: "https://graph.microsoft.com", resource: "https://graph.microsoft.com" },
      syncIntervalMs: 900_000,
      safetyNetMs: 21_600_000,
      frameAncestors: [],
      trustProxyHops: 0,
    });
  });

  it("reads a mail server from one address, encrypted either way", () => {
    const mail = { MAIL_FROM: "sync@contoso.com", ALERTS_TO: "a@contoso.com, b@contoso.com" };
    const of = (url: string) => readConfig({ ...good, ...mail, SMTP_URL: url }).mail;
    expect(of("smtp://sync%40contoso.com:p%3A%2F@smtp.contoso.com")).toEqual({
      server: {
        ...{ host: "smtp.contoso.com", port: 587, security: "starttls" },
        ...{ user: "sync@contoso.com", password: "p:/" },
      },
      from: "sync@contoso.com",
      alertsTo: ["a@contoso.com", "b@contoso.com"],
    });
    expect(of("smtps://relay:465")?.server).toMatchObject({ port: 465, security: "tls", user: "" });
    expect(readConfig(good).mail).toBeNull();
    expect(mistakesOf({ ...good, ...mail, SMTP_URL: "smtp.contoso.com:587" })).toEqual([
      expect.stringMatching(/^SMTP_URL must be smtp:/),
    ]);
    expect(mistakesOf({ ...good, ...mail })).toEqual([
      "SMTP_URL and MAIL_FROM: one cannot be used without the other.",
    ]);
  });

  it("knows whether the registration is for one directory alone, where it was told", () => {
    const tenantId = "11111111-AAAA-4bbb-8ccc-000000000001";
    const { application } = readConfig({ ...good, ENTRA_SINGLE_TENANT: tenantId }).entra;
    expect(application?.singleTenantId).toBe(tenantId.toLowerCase());
    expect(readConfig(good).entra.application).not.toHaveProperty("singleTenantId");
    expect(mistakesOf({ ...good, ENTRA_SINGLE_TENANT: "contoso.com" })).toEqual([
      "ENTRA_SINGLE_TENANT must be the directory (tenant) id of the registration, a GUID.",
    ]);
  });

  it("knows when a client secret ends, where it was told", () => {
    const env = { ...good, ENTRA_CLIENT_SECRET_EXPIRES: "2027-05-31" };
    expect(readConfig(env).entra.application?.credential).toMatchObject({
      expiresAtMs: Date.UTC(2027, 4, 31),
    });
    expect(mistakesOf({ ...env, ENTRA_CLIENT_SECRET_EXPIRES: "31.5.2027" })).toEqual([
      "ENTRA_CLIENT_SECRET_EXPIRES must be the day on which the client secret expires, as 2027-05-31.",
    ]);
  });

  it("reads keys in their order, as bytes", () => {
    const { tokenKeys } = readConfig(good);
    expect(tokenKeys.map(({ id }) => id)).toEqual(["new", "old"]);
    expect(tokenKeys[0]?.bytes).toHaveLength(32);
  });

  it("tells every mistake at once, each with its variable", () => {
    const mistakes = mistakesOf({
      PORT: "99999",
      PUBLIC_URL: "sync.contoso.com",
      ENTRA_CLIENT_ID: "my-app",
      TENANTS: "contoso",
      TOKEN_KEYS: "short:AAAA",
      ERP_CONNECTIONS: "[]",
      LOG_LEVEL: "loud",
    });
    for (const name of [
      ...["PORT", "PUBLIC_URL", "ENTRA_CLIENT_ID", "ENTRA_CLIENT_SECRET", "TENANTS"],
      ...["TOKEN_KEYS", "ERP_CONNECTIONS", "LOG_LEVEL"],
    ]) {
      expect(mistakes.filter((text) => text.startsWith(name))).toHaveLength(1);
    }
    expect(mistakes).toHaveLength(8);
  });

  it("may leave the application of Entra to the portal, all of it or nothing", () => {
    const { ENTRA_CLIENT_ID: id, ENTRA_CLIENT_SECRET: secret, ...rest } = good;
    expect(readConfig(rest).entra.application).toBeNull();
    expect(mistakesOf({ ...rest, ENTRA_CLIENT_SECRET: secret })).toEqual([
      expect.stringMatching(/^ENTRA_CLIENT_ID is missing/) as string,
    ]);
    expect(mistakesOf({ ...rest, ENTRA_CLIENT_ID: id })).toEqual([
      expect.stringMatching(/^ENTRA_CLIENT_SECRET or ENTRA_CERTIFICATE_FILE/) as string,
    ]);
  });

  it("says what is missing and what it should be", () => {
    expect(mistakesOf({ ...good, TOKEN_KEYS: "" })).toEqual([
      expect.stringMatching(/^TOKEN_KEYS is missing: it must .*openssl rand/) as string,
    ]);
  });

  it.each([
    ["PUBLIC_URL", "ftp://sync.contoso.com"],
    ["PUBLIC_URL", "https://user:password@sync.contoso.com"],
    ["ENTRA_CLIENT_ID", "my-app"],
    ["TENANTS", "------------------------------------"],
    ["TOKEN_KEYS", `one:${key},one:${key}`],
    ["TRUST_PROXY_HOPS", "all"],
    ["SYNC_INTERVAL_MINUTES", "0"],
    ["FRAME_ANCESTORS", "https:"],
    ["FRAME_ANCESTORS", "*"],
    ["ERP_PRIVATE_HOSTS", "http://erp"],
    ["NODE_ENV", "prod"],
  ])("refuses %s=%s", (name, value) => {
    const mistakes = mistakesOf({ ...good, [name]: value });
    expect(mistakes).toEqual([expect.stringMatching(`^${name} must`) as string]);
  });

  it("may lie below a path of somebody else's host, spelled plainly", () => {
    const at = (PUBLIC_URL: string) => readConfig({ ...good, PUBLIC_URL }).publicUrl;
    expect(at("https://intranet.contoso.com/apps/sync/")).toBe(
      "https://intranet.contoso.com/apps/sync",
    );
    for (const path of ["/a//b", "/a b", "/../a", "/.well-known/x", "/a;b", "/%61"]) {
      expect(mistakesOf({ ...good, PUBLIC_URL: `https://intranet.contoso.com${path}` })).toEqual([
        expect.stringMatching(/^PUBLIC_URL may have a path of letters/) as string,
      ]);
    }
  });

  it.each(["PUBLIC_URL", "ENTRA_AUTHORITY_HOST", "GRAPH_URL", "OFFICE_JS_URL"])(
    "refuses http for %s in production, and only there",
    (name) => {
      const env = { ...good, [name]: "http://localhost:3000" };
      expect(mistakesOf(env)).toEqual([expect.stringContaining("https://") as string]);
      expect(mistakesOf({ ...env, NODE_ENV: "development" })).toEqual([]);
    },
  );

  it("never repeats a secret", () => {
    const text = mistakesOf({
      ...good,
      TOKEN_KEYS: "key:secret-key-material",
      ERP_CONNECTIONS: '[{"apiKey":"erp-secret-key",}]',
    }).join();
    expect(text).not.toContain("secret-key");
  });
});

describe("the proof of the application", () => {
  const files: Record<string, string> = { "/c.pem": "CERTIFICATE", "/k.pem": "KEY" };
  const readFile = (path: string): string => {
    const text = files[path];
    if (text === undefined) throw Object.assign(new Error("no file"), { code: "ENOENT" });
    return text;
  };
  const certificate = {
    ...good,
    ENTRA_CLIENT_SECRET: undefined,
    ENTRA_CERTIFICATE_FILE: "/c.pem",
    ENTRA_CERTIFICATE_KEY_FILE: "/k.pem",
  };

  it("may be a certificate with its key", () => {
    expect(readConfig(certificate, readFile).entra.application?.credential).toEqual({
      kind: "certificate",
      certificatePem: "CERTIFICATE",
      keyPem: "KEY",
    });
  });

  it.each([
    ["none", { ENTRA_CERTIFICATE_FILE: "", ENTRA_CERTIFICATE_KEY_FILE: "" }, "exactly one"],
    ["both", { ENTRA_CLIENT_SECRET: "value" }, "exactly one"],
    ["a certificate without key", { ENTRA_CERTIFICATE_KEY_FILE: "" }, "without the other"],
    [
      "a file that is not there",
      { ENTRA_CERTIFICATE_FILE: "/none" },
      "cannot be read: /none (ENOENT)",
    ],
  ])("is refused with %s", (_, change, sentence) => {
    const mistakes = mistakesOf({ ...certificate, ...change }, readFile);
    expect(mistakes).toEqual([expect.stringContaining(sentence) as string]);
  });
});

describe("ERP connections", () => {
  const withConnections = (...list: unknown[]): Record<string, string> => ({
    ...good,
    ERP_CONNECTIONS: JSON.stringify(list),
  });

  it("may stand in a file", () => {
    const env = { ...good, ERP_CONNECTIONS: "", ERP_CONNECTIONS_FILE: "/erp.json" };
    const config = readConfig(env, () => JSON.stringify([connection]));
    expect(config.erpConnections).toEqual([{ ...connection, series: true }]);
  });

  it("may lie inside where that is allowed by name", () => {
    const env = withConnections({ ...connection, url: "http://localhost:3002" });
    expect(readConfig({ ...env, ERP_PRIVATE_HOSTS: "LOCALHOST:3002" }).erpConnections).toHaveLength(
      1,
    );
  });

  it.each([
    ["an empty list", withConnections(), "at least one"],
    ["an unknown field", withConnections({ ...connection, apikey: "x" }), "apikey"],
    [
      "a connector that does not exist",
      withConnections({ ...connection, connector: "sap" }),
      '"demo"',
    ],
    ["a bad address", withConnections({ ...connection, url: "file:///etc" }), "at 0.url"],
    ["one id twice", withConnections(connection, connection), "one id"],
    [
      "a tenant that is not served",
      withConnections({ ...connection, tenants: ["other"] }),
      "names tenant other",
    ],
    [
      "an address inside",
      withConnections({ ...connection, url: "http://127.0.0.1:3002" }),
      "connection erp leads to 127.0.0.1, on loopback or in a private network; if that is meant, add 127.0.0.1:3002 to ERP_PRIVATE_HOSTS.",
    ],
    [
      "an operator's door for the whole network",
      { ...good, OPERATOR_HOST: "0.0.0.0" },
      "OPERATOR_HOST must be an address of this machine alone",
    ],
    ["a list and a file", { ...good, ERP_CONNECTIONS_FILE: "/erp.json" }, "only one of the two"],
  ])("are refused with %s", (_, env, sentence) => {
    expect(mistakesOf(env)).toEqual([expect.stringContaining(sentence) as string]);
  });
});

describe(".env.example", () => {
  const lines = readFileSync(".env.example", "utf8").split("\n");
  const named = lines.flatMap((line) => /^(?:# )?([A-Z_]+)=/.exec(line)?.[1] ?? []);

  it("holds every variable once, and nothing else", () => {
    expect([...named].sort()).toEqual([...variableNames].sort());
  });

  it("is that of a server whose first administrator is led through all of it in the portal", () => {
    const active = lines.flatMap((line) => {
      const [, name, value] = /^([A-Z_]+)=(.+)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    });
    const config = readConfig({ ...Object.fromEntries(active), TOKEN_KEYS: `new:${key}` });
    expect(config).toMatchObject({ tenants: [], erpConnections: [] });
    expect(active.map(([name]) => name)).toEqual(["PUBLIC_URL"]);
  });

  it("has a sentence above each", () => {
    lines.forEach((line, index) => {
      if (!/^(?:# )?[A-Z_]+=/.test(line)) return;
      expect(lines[index - 1]).toMatch(/^# .*[.]$/);
    });
  });
});
