import { userInfo } from "node:os";
import { Command, CommanderError, Option } from "commander";
import { connect, type Connection } from "./connect.ts";
import { CliError, exitCodes } from "./failure.ts";
import { exportTo, importFrom } from "./backup.ts";
import { dryRunCsv, dryRunText, ruleOf, tryOut } from "./dry-run.ts";
import { explainText } from "./explain.ts";
import { brakesText, exportText, importText, releaseText, statusText } from "./print.ts";

export interface Terminal {
  /** The answer; what scripts read. */
  readonly out: (text: string) => void;
  /** Everything else. */
  readonly err: (text: string) => void;
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
  version: string,
  terminal: Terminal,
): Promise<number> {
  const program = createProgram(version, terminal);
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    }
    tell(error, program.opts<Options>().json === true, terminal);
    return exitCodes.failed;
  }
}

function createProgram(version: string, terminal: Terminal): Command {
  const program = new Command("sync-to-erp")
    .description("Runs Sync to ERP: asks the server that has the data folder, or opens the folder.")
    .version(version)
    .addOption(
      new Option("--data <dir>", "the server's data folder").env("DATA_DIR").default(".data"),
    )
    .option("--json", "print the answer as JSON")
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError("Help: sync-to-erp --help")
    .exitOverride();

  /** Opens the door for one command and prints what it answers. */
  const answer = async <T>(
    ask: (connection: Connection) => Promise<T>,
    worded: (found: T) => string,
    mayBeEmpty = false,
  ): Promise<void> => {
    const { data, json } = program.opts<Options>();
    const connection = await connect({ dataDir: data, mayBeEmpty, version }, (line) =>
      terminal.err(`${line}\n`),
    );
    try {
      const found = await ask(connection);
      terminal.out(`${json === true ? JSON.stringify(found, null, 2) : worded(found)}\n`);
    } finally {
      await connection.close();
    }
  };

  program
    .command("status")
    .description("how the server and its mailboxes are doing")
    .action(() =>
      answer(async ({ client }) => {
        const status = await client.ask("status");
        return { ...status, notifications: (await client.ask("testNotifications")).test };
      }, statusText),
    );

  program
    .command("export")
    .argument("<file>", "where to write the backup; it must not exist yet")
    .description("writes a backup of everything: secrets stay sealed, keep their keys elsewhere")
    .action((file: string) =>
      answer(
        ({ client }) => exportTo(client, file),
        (end) => exportText(file, end),
      ),
    );
  program
    .command("import")
    .argument("<file>", "a backup made by export")
    .description("replaces what the server knows by a backup, then looks at both sides anew")
    .action((file: string) => answer(({ client }) => importFrom(client, file), importText, true));

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
