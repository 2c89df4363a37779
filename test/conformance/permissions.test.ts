/** Which permission opens which operation of the sandbox, asked of the sandbox itself and held against the list. */
import { createRoutes } from "../../sandbox/graph/routes.ts";
import { type Ask, type Desk, openDesk, userNamed } from "../sandbox/graph/desk.ts";
import { permissionDeviations } from "./deviations.ts";
import { describeConformance } from "./describe-conformance.ts";
import { readReference } from "./reference.ts";

interface Listed {
  readonly least: readonly string[];
  readonly higher: readonly string[];
}
type Entry = Readonly<Partial<Record<"DelegatedWork" | "Application", Listed>>>;

const placeholders: Readonly<Record<string, string>> = {
  user: "user-id",
  calendar: "calendar-id",
  event: "event-id",
  category: "outlookCategory-id",
  extension: "extension-id",
  group: "calendarGroup-id",
  attachment: "attachment-id",
  organization: "organization-id",
  subscription: "subscription-id",
  standard: "TimeZoneStandard",
};
const values: Readonly<Record<string, string>> = {
  user: userNamed("ada").id,
  organization: userNamed("ada").tenantId,
  standard: "Iana",
};

/** Permissions that must not open what they are not listed for. */
const probes = [
  ...["Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite", "Mail.ReadWrite"],
  ...["MailboxSettings.Read", "MailboxSettings.ReadWrite", "Contacts.ReadWrite", "User.Read"],
  ...["User.ReadBasic.All", "User.Read.All", "Directory.Read.All", "Organization.Read.All"],
];

/** What a subscription needs depends on what it watches: `subscriptions.test.ts`. */
const operations = createRoutes(async () => ({ status: 200, body: "" }))
  .filter(({ template }) => !template.startsWith("/subscriptions"))
  .map(({ method, template }) => ({
    method,
    name: `${method} ${template.replace(/\{(\w+)\}/g, (_, name: string) => `{${placeholders[name] ?? name}}`)}`,
    path: template.replace(
      /\{(\w+)\}/g,
      (_, name: string) => values[name] ?? "AAMkAGI1AAAt9AHjAAA=",
    ),
  }));

/** Without limits: thousands of requests at one time by the sandbox's clock. */
const open = (): Desk => openDesk({ limits: { requests: 1e9, extensions: 1e9, ofApp: 1e9 } });

const bodies: Readonly<Record<string, unknown>> = { POST: {}, PATCH: {} };

async function opens(ask: Ask, { method, path }: { method: string; path: string }) {
  const body = bodies[method];
  const address = path.replace("microsoft.graph.timeZoneStandard", "");
  const { status } = await ask(method, address, {
    wrong: true,
    ...(body !== undefined && { body }),
  });
  return status !== 403;
}

/** The permissions among `asked` that open the operation. */
async function opening(
  operation: { method: string; path: string },
  asked: readonly string[],
  as: (permissions: string[]) => Ask,
): Promise<string[]> {
  const opened: string[] = [];
  for (const permission of asked) {
    if (await opens(as([permission]), operation)) opened.push(permission);
  }
  return opened;
}

const deviationsOf = (name: string) =>
  permissionDeviations.filter(({ operation }) => operation.test(name));

function excused(name: string, permission: string): boolean {
  return deviationsOf(name).some(({ also }) => also?.includes(permission) === true);
}

describeConformance("permissions", () => {
  const { operations: listed } = readReference("permissions-slice.json") as {
    operations: Readonly<Record<string, Entry>>;
  };
  const desk = open();
  const kinds = [
    ["DelegatedWork", (scopes: string[]) => desk.as("ada", scopes)],
    ["Application", (roles: string[]) => desk.app(roles)],
  ] as const;

  /** What the list says, or what stands in where it says nothing. */
  function entryOf(name: string): Entry | undefined {
    const instead = deviationsOf(name).find((deviation) => deviation.instead !== undefined);
    return listed[name] ?? listed[instead?.instead ?? ""];
  }

  it("are listed for every operation, or a deviation says what stands in; each is needed", () => {
    expect(operations.length).toBeGreaterThan(100);
    expect(operations.filter(({ name }) => entryOf(name) === undefined)).toEqual([]);
    const idle = permissionDeviations.filter(
      ({ operation }) => !operations.some(({ name }) => operation.test(name)),
    );
    expect(idle).toEqual([]);
  });

  it.each(operations.map(({ name, ...operation }) => [name, operation] as const))(
    "%s opens with what is listed, and with nothing else",
    async (name, operation) => {
      for (const [kind, as] of kinds) {
        if (kind === "Application" && name.includes(" /me")) continue;
        const { least = [], higher = [] } = entryOf(name)?.[kind] ?? {};
        const expected = [...least, ...higher].filter(
          (permission) => !/Shared|CrossCloud/.test(permission),
        );
        const asked = [...new Set([...expected, ...probes])];
        const opened = await opening(operation, asked, as);
        expect({ kind, opened: opened.filter((one) => !excused(name, one)).toSorted() }).toEqual({
          kind,
          opened: expected.filter((one) => !excused(name, one)).toSorted(),
        });
        expect(await opens(as([]), operation)).toBe(false);
      }
    },
  );
});
