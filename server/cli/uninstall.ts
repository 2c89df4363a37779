import type {
  UninstallPreview,
  UninstallProof,
  UninstallView,
} from "../api/contract/service/uninstall.ts";
import type { Client } from "./client.ts";
import { CliError } from "./failure.ts";
import { counted } from "./print.ts";

/** As it was typed. */
export interface UninstallWish {
  /** The installation's name, where it is to be done without asking. */
  readonly yes?: string;
  /** What could not be cleared stays as it is. */
  readonly leaveBehind?: true;
  readonly marks: "leave" | "remove";
  readonly outlookCopies: "keep" | "remove";
  readonly erpCopies: "keep" | "remove";
}

/** How the person is met meanwhile. */
export interface UninstallTerminal {
  /** Shows what would go and asks for the name; empty: nothing is to be done. */
  readonly confirm: (preview: UninstallPreview) => Promise<string>;
  readonly say: (line: string) => void;
}

/** What came of it: it was shown alone, is under way or stands, or is done. */
export type Uninstalled =
  | { readonly preview: UninstallPreview }
  | { readonly progress: UninstallView }
  | { readonly proof: UninstallProof };

/**
 * Shows what would go of everybody, and does it where its name is given. It goes on in the server when
 * whoever waits for it stops waiting.
 * @throws CliError where no server is running, or the name is another one
 */
export async function uninstall(
  client: Client,
  wish: UninstallWish,
  terminal: UninstallTerminal,
): Promise<Uninstalled> {
  if (!(await client.ask("status")).running) {
    throw new CliError(
      "unavailable",
      "No server is running that could ask both sides.",
      "Start it, then try again: Outlook and the ERPs must be told, too.",
    );
  }
  const view = await client.ask("uninstall");
  if (view.state === "in") {
    const preview = await client.ask("uninstallPreview");
    const confirm = wish.yes ?? (await terminal.confirm(preview));
    if (confirm === "") return { preview };
    const { marks, outlookCopies, erpCopies } = wish;
    await client.ask("beginUninstall", { marks, outlookCopies, erpCopies, confirm });
    return ended(client, terminal);
  }
  if (view.state !== "done" && wish.yes === undefined) return { progress: view };
  if (view.state === "stopped") {
    if (wish.yes?.trim().toLowerCase() !== view.name.toLowerCase()) {
      throw new CliError("bad-request", `Its name is ${view.name}.`, "Name it with --yes.");
    }
    const act = wish.leaveBehind === true ? "leave-behind" : "continue";
    await client.ask("actOnUninstall", { act });
  }
  return ended(client, terminal);
}

async function ended(client: Client, { say }: UninstallTerminal): Promise<Uninstalled> {
  for (let before = ""; ;) {
    const view = await client.ask("awaitUninstall");
    if (view.state === "done") return { proof: await client.ask("uninstallProof") };
    if (view.state === "stopped" || waits(view)) return { progress: view };
    const line = mailboxesText(view);
    if (line !== before) say(line);
    before = line;
  }
}

/** Whether somebody has to see to it. */
export function isStopped({ progress }: { readonly progress: UninstallView }): boolean {
  return progress.state === "stopped";
}

/** Whether nothing is done before some later time. */
function waits({ companies, wait }: UninstallView): boolean {
  const running = companies.filter(({ progress }) => progress?.state === "running");
  if (running.length === 0) return wait !== null;
  return running.every(({ progress }) => progress?.wait != null);
}

function mailboxesText({ companies }: UninstallView): string {
  const sumOf = (name: "gone" | "mailboxes"): number =>
    companies.reduce((sum, { progress }) => sum + (progress?.[name] ?? 0), 0);
  return `Gone: ${sumOf("gone")} of ${mailboxesIn(sumOf("mailboxes"))}.`;
}

function mailboxesIn(count: number): string {
  return counted(count, "mailbox", "mailboxes");
}

function companiesIn(count: number): string {
  return counted(count, "company", "companies");
}

/** What `sync-to-erp uninstall` prints for people. */
export function uninstalledText(found: Uninstalled): string {
  if ("preview" in found) return previewText(found.preview);
  return "proof" in found ? proofText(found.proof) : progressText(found.progress);
}

export function previewText(preview: UninstallPreview): string {
  const { name, companies, connections, mailboxes, links, tokens, documents } = preview;
  const erps = connections.map((one) =>
    one.fixed ? `${one.name} (named by ERP_CONNECTIONS)` : one.name,
  );
  return [
    `${name}: ${companiesIn(companies.length)}, ${mailboxesIn(mailboxes)}.`,
    ...companies.map((one) => `  ${one.name}: ${mailboxesIn(one.mailboxes)}, ${one.linked} linked`),
    ...(preview.refused === 0
      ? []
      : [`  Refused by the store and not in these figures: ${mailboxesIn(preview.refused)}.`]),
    "Goes for good",
    `  here: ${mailboxesIn(mailboxes)} with ${counted(links, "link")}, log and the tokens of ${tokens}; ${counted(documents, "entry", "entries")} of companies and for everybody`,
    `  Microsoft 365: ${counted(preview.subscriptions, "subscription")}`,
    `  ERPs: our address and their keys here: ${erps.length === 0 ? "none" : erps.join(", ")}`,
    "Goes where you say so",
    `  Microsoft 365: our categories on ${counted(preview.marks, "item")} (--marks remove), ${counted(preview.outlookCopies, "appointment")} that we made (--outlook-copies remove)`,
    `  ERPs: ${counted(preview.erpCopies, "activity", "activities")} that we made (--erp-copies remove)`,
    "Stays",
    `  here: audit trail, ${counted(preview.roles, "role")}, the registration and the proof, until you delete the data folder; your backups`,
    "  Microsoft 365: what people made; random marks; the add-in, consent and registration (docs/operations.md, Leaving)",
    "  ERPs: what people made; the keys, which their administrators take back",
    `Nothing was done. To do it: sync-to-erp uninstall --yes ${name}`,
  ].join("\n");
}

function progressText(view: UninstallView): string {
  const { name, state, wait, companies } = view;
  const standing = companies.flatMap(({ name: company, progress }) => {
    if (progress === null || progress.state === "done") return [];
    const later = progress.wait;
    return [
      `  ${company}: ${progress.state}, gone: ${progress.gone} of ${mailboxesIn(progress.mailboxes)}`,
      ...(later === null ? [] : [`    goes on by itself at ${later.until}: ${later.reason}`]),
      ...(progress.problem === null
        ? []
        : [`    stopped by ${progress.problem.kind} at ${progress.problem.at}: see the log`]),
      ...progress.held.map((one) => `    ${one.name || one.mailboxId} is held: ${one.reason}`),
    ];
  });
  return [
    `${name} is being uninstalled: ${state}. ${mailboxesText(view)}`,
    ...standing,
    ...(wait === null ? [] : [`  goes on by itself at ${wait.until}: ${wait.reason}`]),
    state === "stopped"
      ? `Go on: sync-to-erp uninstall --yes ${name} (--leave-behind leaves what could not be cleared)`
      : "It goes on in the server; type the command again to see how far it is.",
  ].join("\n");
}

function proofText({ name, companies, installation, endedAt, trail }: UninstallProof): string {
  const mailboxes = companies.flatMap((company) => company.mailboxes);
  const left = [...companies, installation].flatMap(({ connections }) =>
    connections.filter(({ webhook }) => webhook === "left").map(({ id }) => id),
  );
  return [
    `${name} is uninstalled since ${endedAt}: ${companiesIn(companies.length)}, ${mailboxesIn(mailboxes.length)}.`,
    ...companies.map(
      (one) =>
        `  ${one.name}: gone: ${mailboxesIn(one.mailboxes.filter(({ isGone }) => isGone).length)}`,
    ),
    ...(left.length === 0 ? [] : [`  Our address is left in: ${left.join(", ")}`]),
    `The trail ends with ${trail}. --json prints the whole proof: keep it.`,
    "Now stop the server, delete its data folder and backups, and throw away TOKEN_KEYS and the application's credential.",
  ].join("\n");
}
