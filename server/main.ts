import { createServer, type Server } from "node:http";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openDoor } from "./api/operator/door.ts";
import { ConfigError, readConfig, type Config } from "./config/config.ts";
import { createLog } from "./lib/log.ts";
import { openTraces } from "./traces/otlp.ts";
import { wire } from "./wiring/wiring.ts";
import { realWorld } from "./wiring/world.ts";

/**
 * Long enough for the steps in hand, each at most a portion of writes. What kills it sooner, or this,
 * loses nothing either: it costs the next start some questions.
 */
const stopWithinMs = 25_000;
const lastAnswersMs = 500;
/**
 * How long a connection may be idle. Longer than the proxies in front of us keep theirs (nginx 60 s,
 * Traefik 90 s, Caddy and IIS 120 s, Azure's application gateway 240 s): the side that asks has to be
 * the one that closes, or it asks by a connection that is just being closed and answers 502.
 */
const idleConnectionMs = 300_000;

/** What is being answered goes out first; lines that stay open by themselves are cut. */
async function hangUp(listener: Server): Promise<void> {
  const closed = new Promise((resolve) => listener.close(resolve));
  listener.closeIdleConnections();
  const insisting = setTimeout(() => listener.closeAllConnections(), lastAnswersMs);
  await closed;
  clearTimeout(insisting);
}

function configuration(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

async function main(): Promise<void> {
  const config = configuration();
  const log = createLog({ level: config.logLevel });
  const { version } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  ) as { version: string };
  const addinFolder = new URL("../addin/", import.meta.url);
  const manifest = readFileSync(new URL("../../manifest.xml", import.meta.url), "utf8");
  const { traces: followed } = config;
  const traces = followed === null ? null : await openTraces(followed, version, config.outbound.ca);
  const world = {
    ...(await realWorld(config, log)),
    ...(traces === null ? {} : { trace: traces.trace }),
  };
  const build = { addinFolder: fileURLToPath(addinFolder), version, manifest };
  const server = wire(config, log, world, build);
  await server.load();
  // Before anyone can hear that the server is there: who waits for its health may use the door at once.
  const door = await openDoor({
    ...config.operator,
    folder: config.dataDir,
    behind: server.operator,
  });
  const listener = createServer({ keepAliveTimeout: idleConnectionMs }, server.app);
  try {
    await new Promise<void>((listening, failed) => {
      listener.once("error", failed);
      listener.listen(config.port, config.host, listening);
    });
  } catch (error) {
    // A key that is left behind would lead the command line to a door that nobody opens any more.
    await door.close();
    throw error;
  }
  await server.engine.start();
  server.notifier.start();
  log.info({ port: config.port, url: config.publicUrl, version }, "listening");
  const invitation = await server.invitation();
  if (invitation !== null) {
    // To the console and past the log: logs are kept and sent on, and this opens everything.
    process.stderr.write(
      `Nobody administers this installation yet. Open ${invitation.url} and enter: ${invitation.token}\n`,
    );
  }

  let stopping = false;
  /** Answers until the last step is over: notifications are kept, and whoever asks hears why. */
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping");
    setTimeout(() => {
      log.warn({}, "a step in hand took too long; the next start sees to it");
      process.exit(1);
    }, stopWithinMs).unref();
    await server.engine.stop();
    await server.notifier.stop();
    await server.figures.save();
    await hangUp(listener);
    await door.close();
    await server.store.close();
    await traces?.close();
    log.info({}, "stopped");
    process.exit(0);
  };
  /** Each mailbox is read once for the lists of Service: of ten thousand whoever opened the first would wait minutes. */
  const lookAtAll = async (): Promise<void> => {
    try {
      await server.overview.sights();
    } catch (error) {
      // The store closes behind a server that stops meanwhile; else the first list tries again, and says why.
      if (!stopping)
        log.warn({ error }, "not all mailboxes could be read for the lists of Service");
    }
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => void stop(signal));
  }
  await lookAtAll();
}

try {
  await main();
} catch (error) {
  // A folder that another process owns, a port in use: a sentence and no stack.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
