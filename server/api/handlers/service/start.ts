import { listMailboxes } from "../../../engine/mailboxes/directory.ts";
import type { Installation } from "../../../installation/installation.ts";
import type { MailLevels } from "../../../notify/levels.ts";
import type { Store } from "../../../store/store.ts";
import type { StartView } from "../../contract/service/start.ts";
import type { Handlers } from "../handler.ts";

export interface StartHandlerDeps {
  readonly store: Store;
  readonly installation: Installation;
  readonly mail: Pick<MailLevels, "ofTenant">;
  readonly publicUrl: string;
  /** The manifest for this server's address. */
  readonly manifest: () => string;
}

/** From a server that knows nobody to people who synchronize: what is done, and what comes next. */
export function startHandlers(deps: StartHandlerDeps): Pick<Handlers, "start" | "startFiles"> {
  const { store, installation, publicUrl } = deps;
  return {
    async start() {
      const people = (await listMailboxes(store)).filter(({ jobs }) => jobs.calendar.enabled);
      const tenants = installation.tenants();
      const proved = tenants.filter(({ consent }) => consent !== undefined);
      const connections = installation.connections();
      const counted = (step: StartView["steps"][number]["step"], count: number) => ({
        ...{ step, count, state: count > 0 ? ("done" as const) : ("open" as const) },
      });
      const chosen = (step: "rules" | "mail", isDone: boolean) => ({
        ...{ step, count: null, state: isDone ? ("done" as const) : ("optional" as const) },
      });
      return {
        steps: [
          // Whoever reads this has signed in by it.
          { step: "application", state: "done", count: null },
          counted("company", proved.length),
          counted("erp", connections.length),
          chosen("rules", await hasRules(store)),
          chosen("mail", await sendsMail(deps)),
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
