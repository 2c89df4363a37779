import type { Audit } from "../../../administration/audit.ts";
import { listMailboxes } from "../../../engine/mailboxes/people/directory.ts";
import type { Installation } from "../../../installation/installation.ts";
import type { MailLevels } from "../../../notify/levels.ts";
import type { Store } from "../../../store/store.ts";
import type { StartView } from "../../contract/service/start.ts";
import type { Handlers } from "../handler.ts";
import type { Asker, PlaceDeps } from "./job-places.ts";

export interface StartHandlerDeps {
  readonly store: Store;
  readonly installation: Installation;
  readonly mail: Pick<MailLevels, "ofTenant">;
  readonly audit: Pick<Audit, "page">;
  /** Those of a tenant's ERP, as far as people here, and whoever asks, see them. */
  readonly companies: PlaceDeps["companies"];
  readonly publicUrl: string;
  /** The manifest for this server's address. */
  readonly manifest: () => string;
}

type Step = StartView["steps"][number];

const namesShown = 5;

/** From a server that knows nobody to people who synchronize: what is done, and what comes next. */
export function startHandlers(deps: StartHandlerDeps): Pick<Handlers, "start" | "startFiles"> {
  const { store, installation, publicUrl } = deps;
  return {
    async start({ by }) {
      const people = (await listMailboxes(store)).filter(({ jobs }) => jobs.calendar.enabled);
      const tenants = installation.tenants();
      const proved = tenants.filter(({ consent }) => consent !== undefined);
      const connections = installation.connections();
      const companies = await companiesSeen(deps, by.caller);
      const counted = (step: Step["step"], count: number): Step => ({
        ...{ step, count, state: count > 0 ? "done" : "open", names: [] },
      });
      const chosen = (step: Step["step"], isDone: boolean): Step => ({
        ...{ step, count: null, state: isDone ? "done" : "optional", names: [] },
      });
      return {
        steps: [
          // Whoever reads this has signed in by it.
          { step: "application", state: "done", count: null, names: [] },
          counted("company", proved.length),
          counted("erp", connections.length),
          // An ERP may have none, or show none to whoever looks.
          {
            ...chosen("companies", companies.length > 0),
            ...{ count: companies.length, names: companies.slice(0, namesShown) },
          },
          chosen("rules", await hasRules(store)),
          chosen("mail", await sendsMail(deps)),
          chosen("dry-run", await wasTried(deps)),
          counted("people", people.length),
        ],
        portal: `${publicUrl}/portal.html`,
      };
    },
    async startFiles() {
      return { files: [{ name: "manifest.xml", text: deps.manifest() }] };
    },
  };
}

/** The names of the ERPs' companies, each once. */
async function companiesSeen(
  { installation, companies }: StartHandlerDeps,
  asker: Asker,
): Promise<readonly string[]> {
  const seen = await Promise.all(installation.tenants().map(({ id }) => companies(id, asker)));
  return [...new Set(seen.flat().map(({ name }) => name))].toSorted();
}

/** Whether a dry run of many was ever made, as far as the trail is looked through at once. */
async function wasTried({ audit }: StartHandlerDeps): Promise<boolean> {
  const { entries } = await audit.page({ tenantId: null }, { limit: 1, act: "dry-run-started" });
  return entries.length > 0;
}

/** Whether anything was decided about the calendar: for everybody, or for a company of an ERP. */
async function hasRules(store: Store): Promise<boolean> {
  for (const scope of [{ kind: "installation" } as const, ...(await store.scopes("connection"))]) {
    const settings = [...(await store.list(scope, "settings"))];
    const says = settings.some(
      ([key, { values, locked = [] }]) =>
        /^calendar(\/|$)/.test(key) && Object.keys(values).length + locked.length > 0,
    );
    if (says) return true;
  }
  return false;
}

/** Whether mail goes out for anybody, whoever decided it: the operator, a tenant or a company. */
async function sendsMail({ installation, mail }: StartHandlerDeps): Promise<boolean> {
  for (const { id } of installation.tenants()) {
    const { tenant, companies } = await mail.ofTenant(id);
    if ([tenant, ...companies.values()].some(({ transport }) => transport.kind !== "none")) {
      return true;
    }
  }
  return false;
}
