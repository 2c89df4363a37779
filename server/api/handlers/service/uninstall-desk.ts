import type { Administrators, Decider } from "../../../administration/administrators.ts";
import type { Audit } from "../../../administration/audit.ts";
import type { Leaving } from "../../../administration/leaving/leaving.ts";
import type { Uninstall } from "../../../administration/uninstall.ts";
import type { Overview } from "../../../engine/mailboxes/overview.ts";
import type { Installation } from "../../../installation/installation.ts";
import type { ClearingChoices } from "../../../store/documents/administration.ts";
import type { Store } from "../../../store/store.ts";
import type {
  UninstallPreview,
  UninstallProof,
  UninstallView,
} from "../../contract/service/uninstall.ts";
import { ProblemError } from "../../errors.ts";
import type { Language } from "../../told.ts";
import { companyOf, documentsOf, leftCompany, nameOf, stakeOf, waitTold } from "./leaving-views.ts";

export interface UninstallDeskDeps {
  readonly store: Store;
  readonly uninstall: Uninstall;
  readonly leaving: Pick<Leaving, "sight" | "settled">;
  readonly overview: Overview;
  readonly audit: Pick<Audit, "verify">;
  readonly administrators: Pick<Administrators, "list">;
  readonly installation: Pick<Installation, "tenants" | "connections">;
  /** Where people reach the server: the installation is named by it. */
  readonly publicUrl: string;
}

export type UninstallAct = "stop" | "continue" | "leave-behind" | "take-back";

/** The end of the whole installation, as it is asked for in the portal and by the command line. */
export interface UninstallDesk {
  view(language: Language): Promise<UninstallView>;
  /** Counts alone, which need no language. Looks into every mailbox. */
  preview(): Promise<UninstallPreview>;
  /**
   * @param confirm the installation's name
   * @throws ProblemError `bad-request` where it is another one; AdministrationError `rejected`
   */
  begin(
    choices: ClearingChoices,
    confirm: string,
    by: Decider,
    language: Language,
  ): Promise<UninstallView>;
  /** @throws AdministrationError `not-found` | `rejected` */
  act(act: UninstallAct, by: Decider, language: Language): Promise<UninstallView>;
  /** @throws ProblemError `not-found` until all is done */
  proof(): Promise<UninstallProof>;
  /** When nothing is done in the background any more. */
  settled(): Promise<void>;
}

/** So many mailboxes are opened at once. */
const atOnce = 16;

export function createUninstallDesk(deps: UninstallDeskDeps): UninstallDesk {
  const { store, uninstall, leaving, overview, installation } = deps;
  const name = deps.publicUrl.replace(/^https?:\/\//, "");

  const view = async (language: Language): Promise<UninstallView> => {
    const sights = await overview.sights();
    const found = await uninstall.sight();
    const companies = [];
    for (const tenant of installation.tenants()) {
      companies.push(await companyOf(leaving, tenant, sights, language));
    }
    if (found === null) {
      const nobody = { at: null, by: null, endedAt: null, choices: null, wait: null };
      return { name, state: "in", companies, ...nobody };
    }
    const { at, by, endedAt = null, choices } = found.uninstall;
    const { state } = found;
    const wait = waitTold(found.wait, language);
    return { name, state, at, by: nameOf(by), endedAt, choices, wait, companies };
  };

  const stakes = async () => {
    const sights = await overview.sights();
    const all = [];
    for (let start = 0; start < sights.length; start += atOnce) {
      const some = sights.slice(start, start + atOnce);
      all.push(...(await Promise.all(some.map((sight) => stakeOf(store, sight, "en")))));
    }
    return all;
  };

  const entries = async (): Promise<number> => {
    let sum = await uninstall.entries();
    for (const { id } of installation.tenants()) sum += await documentsOf(store, id);
    return sum;
  };

  return {
    view,
    async preview() {
      const all = await stakes();
      const sumOf = (count: (stake: (typeof all)[number]) => number): number =>
        all.reduce((sum, stake) => sum + count(stake), 0);
      const { companies } = await view("en");
      return {
        name,
        companies: companies.map(({ name: called, fixed, mailboxes, linked }) => ({
          ...{ name: called, fixed, mailboxes, linked },
        })),
        mailboxes: all.length,
        refused: sumOf(({ refused }) => (refused === null ? 0 : 1)),
        links: sumOf(({ links }) => links),
        marks: sumOf(({ marks }) => marks),
        outlookCopies: sumOf(({ outlookCopies }) => outlookCopies),
        erpCopies: sumOf(({ erpCopies }) => erpCopies),
        subscriptions: sumOf(({ subscriptions }) => subscriptions),
        tokens: sumOf(({ tokens }) => (tokens ? 1 : 0)),
        documents: await entries(),
        connections: installation
          .connections()
          .map(({ id, name: called, fixed }) => ({ id, name: called, fixed })),
        roles: (await deps.administrators.list({ tenantId: null })).length,
      };
    },
    async begin(choices, confirm, by, language) {
      if (confirm.trim().toLowerCase() !== name.toLowerCase()) {
        throw new ProblemError("bad-request", "This is not the name of the installation.", {
          ...{ field: "confirm", remedy: `Type ${name} to end it for everybody.` },
        });
      }
      await uninstall.begin(choices, by);
      return view(language);
    },
    async act(act, by, language) {
      if (act === "stop") await uninstall.stop(by);
      else if (act === "take-back") await uninstall.takeBack(by);
      else await uninstall.goOn(act === "leave-behind", by);
      return view(language);
    },
    async proof() {
      const found = await uninstall.sight();
      const { rest, endedAt } = found?.uninstall ?? {};
      if (found === null || rest === undefined || endedAt === undefined) {
        throw new ProblemError("not-found", "The proof is there once all companies have left.");
      }
      const companies = [];
      for (const { id } of installation.tenants()) {
        const sight = await leaving.sight(id);
        if (sight?.leaving.state === "done") companies.push(leftCompany(sight));
      }
      const { at, by, choices } = found.uninstall;
      return {
        ...{ product: "Sync to ERP", name, begunAt: at, endedAt, begunBy: nameOf(by), choices },
        ...{ companies, installation: { ...rest, connections: [...rest.connections] } },
        trail: (await deps.audit.verify()).head,
      };
    },
    async settled() {
      await leaving.settled();
      await uninstall.settled();
    },
  };
}
