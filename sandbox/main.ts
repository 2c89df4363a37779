/** Starts the sandbox, the demo ERP and the server: `npm start`, or `npm run sandbox` for the first two. */
import { rm } from "node:fs/promises";
import http from "node:http";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import open from "open";
import { shiftedClock } from "../server/lib/clock.ts";
import { addressesAt } from "./addresses.ts";
import { openCertificate } from "./certificate.ts";
import { createFront } from "./front.ts";
import { createSmtpCatcher } from "./mail/smtp.ts";
import { listen, listenerOf } from "./listener.ts";
import { createPost } from "./post.ts";
import { createSandbox } from "./sandbox.ts";
import { startServer, type ServerProcess } from "./server-process.ts";

const projectDir = resolve(import.meta.dirname, "..");

/** How often the sandbox looks for what is due by the clock, such as notifications to send again. */
const tickMs = 1000;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function report(error: unknown): void {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}

function wholeNumber(flag: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new Error(`--${flag} must be a whole number from ${min} to ${max}, not "${text}".`);
  }
  return value;
}

function readFlags() {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "3000" },
      data: { type: "string", default: ".data" },
      seed: { type: "string", default: "1" },
      headless: { type: "boolean", default: false },
      fresh: { type: "boolean", default: false },
      "first-day": { type: "boolean", default: false },
      alone: { type: "boolean", default: false },
      "real-names": { type: "boolean", default: false },
    },
  });
  return {
    // Four more ports follow the first.
    port: wholeNumber("port", values.port, 1, 65_531),
    dataDir: resolve(projectDir, values.data),
    seed: wholeNumber("seed", values.seed, 0, 2 ** 31),
    headless: values.headless,
    fresh: values.fresh,
    firstDay: values["first-day"],
    alone: values.alone,
    realNames: values["real-names"],
  };
}

/** Forgets what earlier starts left, but not the certificate, which the browser may trust by now. */
async function forget(dataDir: string): Promise<void> {
  for (const name of ["sandbox.json", "erp.json", "server"]) {
    await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const flags = readFlags();
  const { dataDir } = flags;
  if (flags.fresh) await forget(dataDir);
  const addresses = addressesAt(flags.port, flags.realNames);
  const certificate = await openCertificate(dataDir);
  let server: ServerProcess | undefined;
  const sandbox = createSandbox({
    addresses,
    clock: shiftedClock(),
    seed: flags.seed,
    projectDir,
    dataDir,
    post: createPost({
      ca: certificate.ca,
      productOrigin: addresses.product,
      productPort: addresses.frontPort,
    }),
    shifted: async (shiftMs) => server?.setClock(shiftMs),
  });
  await sandbox.load();

  const front = createFront({ certificate, sandbox, serverPort: addresses.serverPort, report });
  const erp = http.createServer(listenerOf(sandbox.handleErp, report));
  const plain = http.createServer(listenerOf(sandbox.handle, report));
  const smtp = createSmtpCatcher({
    certificate,
    mailbag: sandbox.mailbag,
    faults: sandbox.smtpFaults,
    acceptsToken: (token) => sandbox.entra.acceptsExchangeToken(token),
  });
  await listen(front, addresses.frontPort);
  await smtp.listen(addresses.smtpPort);
  await listen(erp, addresses.erpPort);
  if (flags.alone) await listen(plain, addresses.plainPort);

  const ticking = setInterval(() => void sandbox.tick().catch(report), tickMs);
  let stopping = false;
  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    clearInterval(ticking);
    await server?.stop();
    for (const listener of [front, erp, plain]) {
      listener.close();
      listener.closeAllConnections();
    }
    await smtp.close();
    await sandbox.save();
    process.exit(code);
  };
  process.on("SIGINT", () => void stop(0));
  process.on("SIGTERM", () => void stop(0));

  if (!flags.alone) {
    server = await startServer({
      projectDir,
      dataDir,
      addresses,
      certificate,
      shiftMs: sandbox.shiftMs(),
      firstDay: flags.firstDay,
    });
    void server.ended.then((why) => {
      if (stopping) return;
      report(why);
      void stop(1);
    });
    try {
      await server.ready();
    } catch (error) {
      report(error instanceof Error ? error.message : error);
      await stop(1);
    }
  }

  say("");
  say(`  Outlook window   ${addresses.outlook}`);
  if (!flags.alone) say(`  Portal           ${addresses.product}/portal.html`);
  say(`  Demo ERP         ${addresses.erp}/`);
  say(`  Mails            https://localhost:${addresses.frontPort}/sandbox/mail.html`);
  if (flags.alone)
    say(`  Without TLS      http://localhost:${addresses.plainPort}/graph/v1.0/ and /sandbox`);
  say(`  Control          https://localhost:${addresses.frontPort}/sandbox`);
  say("");
  if (certificate.trusted === undefined) {
    say(
      "  The browser will warn once: this machine made the certificate itself. Go on to localhost,",
    );
    say("  or run `npx office-addin-dev-certs install` and start again to have no warning.");
    say("");
  }
  say("  Ctrl-C stops everything.");
  if (!flags.headless && !flags.realNames) await open(addresses.outlook).catch(() => undefined);
}

main().catch((error: unknown) => {
  report(error instanceof Error ? error.message : error);
  process.exit(1);
});
