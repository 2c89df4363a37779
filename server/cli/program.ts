import { userInfo } from "node:os";
import type { Readable, Writable } from "node:stream";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { LogLineView } from "../api/contract/service/log.ts";
import type { RetentionView } from "../api/contract/service/retention.ts";
import { connect, type Build, type Connection } from "./connect.ts";
import { CliError, exitCodes } from "./failure.ts";
import { exportThrough, exportTo, importFrom, importThrough, streamed } from "./backup.ts";
import { dryRunCsv, dryRunText, ruleOf, tryOut } from "./dry-run.ts";
import { explainText } from "./explain.ts";
import { doctorText } from "./doctor.ts";
import {
  followLog,
  lineText,
  logText,
  newestLines,
  withLogOptions,
  type LogOptions,
} from "./log.ts";
import { writeManifest } from "./manifest.ts";
import { play, playedText } from "./simulate.ts";
import {
  isStopped,
  previewText,
  uninstall,
  uninstalledText,
  type UninstallWish,
} from "./uninstall.ts";
import {
  actedText,
  brakesText,
  exportText,
  importText,
  mailboxText,
  mailboxesText,
  releaseText,
  retentionText,
  rotationText,
  statusText,
} from "./print.ts";

export interface Terminal {
  /** The answer; what scripts read. */
  readonly out: (text: string) => void;
  /** Everything else. */
  readonly err: (text: string) => void;
  /** The streams behind `-` in place of a file; absent: there are none. */
  readonly streams?: { readonly input: Readable; readonly output: Writable };
  /** Asked by what goes on until it is interrupted; absent: nothing does. */
  readonly interrupted?: () => AbortSignal;
  /** Waits meanwhile; real time where absent. */
  readonly pause?: (ms: number, until: AbortSignal) => Promise<void>;
  /** What somebody types as an answer; absent where nobody is there to type it. */
  readonly ask?: (question: string) => Promise<string>;
}

interface Options {
  readonly data: string;
  readonly json?: true;
}

interface DryRunOptions {
  readonly all?: boolean;
  readonly csv?: boolean;
  readonly rule?: ReturnType<typeof ruleOf>;
}

/** The command line: `sync-to-erp <command>`. @returns the exit code. */
export async function runCommand(
  args: readonly string[],
  build: Build,
  terminal: Terminal,
): Promise<number> {
  const verdict = { isBad: false };
  const program = createProgram(build, terminal, verdict);
  try {
    await program.parseAsync([...args], { from: "user" });
    return verdict.isBad ? exitCodes.failed : exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    }
    tell(error, program.opts<Options>().json === true, terminal);
    return exitCodes.failed;
  }
}

/** @param verdict what an answer that arrived means for the exit code */
function createProgram(build: Build, terminal: Terminal, verdict: { isBad: boolean }): Command {
  const program = new Command("sync-to-erp")
    .description("Runs Sync to ERP: asks the server that has the data folder, or opens the folder.")
    .version(build.version)
    .addOption(
      new Option("--data <dir>", "the server's data folder").env("DATA_DIR").default(".data"),
    )
    .option("--json", "print the answer as JSON")
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError("Help: sync-to-erp --help")
    .exitOverride();

  const say = (line: string): void => terminal.err(`${line}\n`);
  const streams = (): NonNullable<Terminal["streams"]> => {
    if (terminal.streams !== undefined) return terminal.streams;
    throw new CliError("no-stream", "There is no standard input or output here.", "Name a file.");
  };

  /** Opens the door for one command and prints what it answers; `null` is nothing to print. */
  const answer = async <T>(
    ask: (connection: Connection) => Promise<T>,
    worded: (found: T) => string,
    mayBeEmpty = false,
  ): Promise<void> => {
    const { data, json } = program.opts<Options>();
    const connection = await connect({ dataDir: data, mayBeEmpty, build }, say);
    try {
      const found = await ask(connection);
      if (found === null) return;
      terminal.out(`${json === true ? JSON.stringify(found, null, 2) : worded(found)}\n`);
    } finally {
      await connection.close();
    }
  };

  program
    .command("status")
    .argument("[mailbox]", "its address or id; the server and who needs attention where absent")
    .option("--all", "every mailbox, a line each")
    .description("how the server and its mailboxes are doing")
    .action((mailbox: string | undefined, { all }: { readonly all?: boolean }) =>
      all === true
        ? answer(async ({ client }) => (await client.ask("mailboxes")).mailboxes, mailboxesText)
        : mailbox === undefined
          ? answer(async ({ client }) => {
              const status = await client.ask("status");
              return { ...status, notifications: (await client.ask("testNotifications")).test };
            }, statusText)
          : answer(({ client }) => client.ask("mailbox", { mailbox }), mailboxText),
    );

  program
    .command("doctor")
    .description("looks at everything that must be right, and says who mends what is not")
    .action(() =>
      answer(async ({ client }) => {
        const { findings } = await client.ask("doctor");
        verdict.isBad = findings.some(({ state }) => state === "failed");
        return findings;
      }, doctorText),
    );

  program
    .command("resync")
    .argument("<mailbox>", "its address or id")
    .addOption(new Option("--side <side>", "this side alone").choices(["outlook", "erp"]))
    .description("has the next run list both sides completely; nothing is made twice by it")
    .action((mailbox: string, { side }: { side?: "outlook" | "erp" }) =>
      answer(
        ({ client }) => client.ask("resync", { mailbox, ...(side && { side: sideOf[side] }) }),
        (acted) => actedText(acted, "is listed anew by its next run, which is due at once"),
      ),
    );
  program
    .command("pause")
    .argument("<mailbox>", "its address or id")
    .description("stops a mailbox after the step in hand, until somebody goes on")
    .action((mailbox: string) =>
      answer(
        ({ client }) => client.ask("pause", { mailbox }),
        (acted) => actedText(acted, "is paused; its person sees it and can go on as well"),
      ),
    );
  program
    .command("continue")
    .argument("<mailbox>", "its address or id")
    .description("goes on with a paused mailbox")
    .action((mailbox: string) =>
      answer(
        ({ client }) => client.ask("goOn", { mailbox }),
        (acted) => actedText(acted, "goes on"),
      ),
    );

  program
    .command("retention")
    .option("--log-days <days>", "the log and the history of items: 7 to 3650, or keep", daysOf)
    .option("--undo-days <days>", "what takes changes back: 1 to 30", daysOf)
    .option(
      "--quarantine-days <days>",
      "items set aside that never came in: 7 to 3650, or keep",
      daysOf,
    )
    .option("--invitation-days <days>", "whom was invited and when: 7 to 3650, or keep", daysOf)
    .description("how long things are kept that nothing needs any more; a daily sweep forgets them")
    .action((typed: Readonly<Record<string, number | "keep">>) => {
      const said = Object.entries(typed).map(([name, days]) => [
        name,
        days === "keep" ? null : days,
      ]);
      return answer(
        ({ client }) =>
          said.length === 0
            ? client.ask("retention")
            : client.ask("setRetention", Object.fromEntries(said) as Partial<RetentionView>),
        retentionText,
      );
    });

  program
    .command("rotate-key")
    .description("seals everything with the first key of TOKEN_KEYS that an older one sealed")
    .action(() =>
      answer(async ({ client }) => {
        const rotation = await client.ask("rotateKey");
        verdict.isBad = rotation.left.length > 0 || rotation.refused > 0;
        return rotation;
      }, rotationText),
    );

  program
    .command("simulate")
    .option("--seeds <count>", "how many days are played", countOf, 200)
    .option("--from <seed>", "the first of them", countOf, 0)
    .description(
      "plays this build's engine against itself, in memory: touches no data and no network",
    )
    .action(async ({ seeds, from }: { seeds: number; from: number }) => {
      const played = await play(from, seeds);
      verdict.isBad = played.failed.length > 0;
      const { json } = program.opts<Options>();
      terminal.out(`${json === true ? JSON.stringify(played, null, 2) : playedText(played)}\n`);
    });

  program
    .command("manifest")
    .option("--host <address>", "another address than the server's own")
    .option("--out <file>", "where to write it; it is printed where absent")
    .description("the add-in's manifest, as Outlook takes it")
    .action(({ host, out }: { host?: string; out?: string }) =>
      answer(
        async ({ client }) => {
          const made = await client.ask("manifest", host === undefined ? {} : { host });
          if (out !== undefined) await writeManifest(out, made.manifest);
          return made;
        },
        ({ address, manifest }) =>
          out === undefined ? manifest.trimEnd() : `${out} is the manifest for ${address}.`,
        true,
      ),
    );

  program
    .command("export")
    .argument("<file>", "where to write the backup; it must not exist yet. - is standard output")
    .description("writes a backup of everything: secrets stay sealed, keep their keys elsewhere")
    .action((file: string) =>
      file === streamed
        ? answer(
            async ({ client }) => {
              const end = await exportThrough(client, streams().output);
              // Standard output has the backup: what is told of it goes beside it.
              say(exportText("The backup", end));
              return null;
            },
            () => "",
          )
        : answer(
            ({ client }) => exportTo(client, file),
            (end) => exportText(file, end),
          ),
    );
  program
    .command("import")
    .argument("<file>", "a backup made by export. - is standard input")
    .description("replaces what the server knows by a backup, then looks at both sides anew")
    .action((file: string) =>
      answer(
        ({ client }) =>
          file === streamed ? importThrough(client, streams().input) : importFrom(client, file),
        importText,
        true,
      ),
    );

  program
    .command("explain")
    .argument("<mailbox>", "its address or id")
    .argument("<item>", "its id in the ERP, or a part of its subject")
    .description("what is known of an item, and all that happened to it")
    .action((mailbox: string, item: string) =>
      answer(async ({ client }) => client.ask("explain", { mailbox, item }), explainText),
    );

  program
    .command("dry-run")
    .argument("[mailbox]", "its address or id")
    .option("--all", "every mailbox, one after the other")
    .option("--csv", "print all of it as a table")
    .option("--rule <name=value>", "by another rule than its own; may be repeated", ruleOf)
    .description("what the next run would do on each side and why; nothing is written")
    .action(async (mailbox: string | undefined, options: DryRunOptions) => {
      const { all = false, csv = false, rule = {} } = options;
      if ((mailbox === undefined) !== all) {
        program.error("Name a mailbox, or type --all.");
      }
      const ask = ({ client }: Connection) => tryOut(client, mailbox, rule);
      await answer(ask, (tried) => {
        if (!csv) return dryRunText(tried);
        const failed = tried.filter(({ failure }) => failure !== null);
        if (failed.length > 0) terminal.err(`${dryRunText(failed)}\n`);
        return dryRunCsv(tried);
      });
    });

  withLogOptions(program.command("log"), Date.now)
    .description("what was done in everybody's synchronization, and what comes")
    .action(async (options: LogOptions) => {
      if (options.follow === undefined) {
        await answer(({ client }) => newestLines(client, options), logText);
        return;
      }
      const { data, json } = program.opts<Options>();
      const until = terminal.interrupted?.() ?? AbortSignal.abort();
      // One line each, for whoever reads them as they come.
      const print = (lines: readonly LogLineView[]): void =>
        lines.forEach((line) =>
          terminal.out(`${json === true ? JSON.stringify(line) : lineText(line)}\n`),
        );
      const connection = await connect({ dataDir: data, mayBeEmpty: false, build }, say);
      try {
        const page = await newestLines(connection.client, options);
        print(page.entries.toReversed());
        await followLog(connection.client, options, page, {
          ...{ told: print, until, pause: terminal.pause },
          missed: () => say("Lines were left out: too many came, or the server started anew."),
        });
      } finally {
        await connection.close();
      }
    });

  program
    .command("administrator")
    .description(
      "a token that makes whoever enters it in the portal an administrator of everything",
    )
    .action(() =>
      answer(
        ({ client }) => client.ask("administratorToken"),
        ({ token, url }) => `Sign in at ${url} and enter: ${token}\nIt works once, for a day.`,
      ),
    );

  program
    .command("uninstall")
    .option("--yes <name>", "do it; the name is the one that it shows")
    .addOption(
      new Option("--marks <what>", "our categories in Outlook")
        .choices(["leave", "remove"])
        .default("leave"),
    )
    .addOption(
      new Option("--outlook-copies <what>", "appointments that we made of activities")
        .choices(["keep", "remove"])
        .default("keep"),
    )
    .addOption(
      new Option("--erp-copies <what>", "activities that we made of appointments")
        .choices(["keep", "remove"])
        .default("keep"),
    )
    .option("--leave-behind", "go on without what could not be cleared")
    .description("shows what would go of everybody and what stays; with its name it does it")
    .action((wish: UninstallWish) =>
      answer(async ({ client }) => {
        const { json } = program.opts<Options>();
        const found = await uninstall(client, wish, {
          say: (line) => terminal.err(`${line}\n`),
          async confirm(preview) {
            if (json === true || terminal.ask === undefined) return "";
            terminal.out(`${previewText(preview)}\n`);
            return terminal.ask(`Type ${preview.name} to do it, or press Enter: `);
          },
        });
        verdict.isBad = "progress" in found && (wish.yes !== undefined || isStopped(found));
        return found;
      }, uninstalledText),
    );

  const brake = program
    .command("brake")
    .description("deletions that are held back until somebody agrees");
  brake
    .command("list", { isDefault: true })
    .description("which mailboxes are held")
    .action(() => answer(async ({ client }) => (await client.ask("brakes")).held, brakesText));
  brake
    .command("release")
    .argument("<mailbox>", "its address or id")
    .description("agree to what is held in a mailbox, as it is listed")
    .action((mailbox: string) =>
      answer(
        async ({ client }) =>
          (await client.ask("releaseBrake", { mailbox, by: whoAmI() })).released,
        releaseText,
      ),
    );
  return program;
}

/** Days as they were typed. */
function daysOf(typed: string): number | "keep" {
  if (typed === "keep") return typed;
  if (/^\d{1,4}$/.test(typed)) return Number(typed);
  throw new InvalidArgumentError("Type a number of days, or keep.");
}

function countOf(typed: string): number {
  if (/^\d{1,9}$/.test(typed)) return Number(typed);
  throw new InvalidArgumentError("Type a whole number.");
}

/** As people call it, and as the contract does. */
const sideOf = { outlook: "microsoft", erp: "erp" } as const;

/** For the mailbox's log; some containers know no names. */
function whoAmI(): string {
  try {
    return `operator ${userInfo().username}`;
  } catch {
    return "operator";
  }
}

function tell(error: unknown, asJson: boolean, { err }: Terminal): void {
  const failure =
    error instanceof CliError
      ? error
      : new CliError("failed", error instanceof Error ? error.message : String(error));
  const { code, message, remedy } = failure;
  if (asJson) {
    err(
      `${JSON.stringify({ error: { code, message, ...(remedy === undefined ? {} : { remedy }) } })}\n`,
    );
    return;
  }
  err(`${message}\n`);
  if (remedy !== undefined) err(`${remedy}\n`);
}
