import { join } from "node:path";
import { JSONFile } from "lowdb/node";
import type { ManualClock } from "../server/lib/clock.ts";
import type { Addresses } from "./addresses.ts";
import { createControl } from "./control/control.ts";
import { createFaults, type Faults } from "./control/faults.ts";
import { createLatency } from "./control/latency.ts";
import { createRequestLog, type RequestLog } from "./control/request-log.ts";
import { createEntra, isSignInPath, type Entra } from "./entra/entra.ts";
import type { EntraState } from "./entra/state.ts";
import { createErp, type Erp } from "./erp/erp.ts";
import type { ErpData } from "./erp/model.ts";
import { createGraph, type Graph } from "./graph/graph.ts";
import { hosts } from "./hosts.ts";
import { createMailbag, type Mailbag } from "./mail/mailbag.ts";
import { mailPage } from "./mail/page.ts";
import { createSmtpFaults, type SmtpFaults } from "./mail/smtp-faults.ts";
import { createOutlook } from "./outlook/outlook.ts";
import type { Deliver } from "./post.ts";
import { createSnapshotFile } from "./snapshot-file.ts";
import { users } from "./tenants.ts";
import { json, type WireHandler, type WireRequest } from "./wire.ts";

export interface SandboxDeps {
  readonly addresses: Addresses;
  readonly clock: ManualClock;
  /** Decides the mailboxes and the ERP's books. */
  readonly seed: number;
  /** The checkout, for the files that the window and the ERP page serve. */
  readonly projectDir: string;
  /** Where the state is kept between starts; in memory where absent. */
  readonly dataDir?: string;
  /** Posts notifications and webhook calls. */
  readonly post: Deliver;
  /** Called when the clock was put forward: by how much it is now ahead of its base. */
  readonly shifted?: (shiftMs: number) => Promise<void>;
}

/** Everything outside the product, offline: sign-in, Graph, the Outlook window, the demo ERP. */
export interface Sandbox {
  readonly entra: Entra;
  readonly graph: Graph;
  readonly erp: Erp;
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  /** What the product sent by mail, and what its mail server shall do wrong. */
  readonly mailbag: Mailbag;
  readonly smtpFaults: SmtpFaults;
  /** Whether a request is for the sandbox rather than for the product, by host and path. */
  claims(host: string, url: string): boolean;
  readonly handle: WireHandler;
  readonly handleErp: WireHandler;
  /** Does what is due by the clock, such as notifying again; whoever owns the timers calls it. */
  tick(): Promise<void>;
  /** How far the clock was put forward in all. */
  shiftMs(): number;
  /** Goes on where an earlier start left. */
  load(): Promise<void>;
  save(): Promise<void>;
}

interface Saved {
  readonly shiftMs: number;
  readonly entra: EntraState;
  readonly graph: unknown;
}

type Part = "control" | "graph" | "outlook" | "signIn";

const partOfHost: Readonly<Record<string, Part | "product">> = {
  [hosts.signIn]: "signIn",
  [hosts.graph]: "graph",
  [hosts.outlook]: "outlook",
  [hosts.officeJs]: "outlook",
  [hosts.ajax]: "outlook",
  [hosts.product]: "product",
};

/** Which part answers: by real name where one is used, else by path. `undefined` is the product's. */
function partOf(host: string, url: string): Part | undefined {
  const path = url.replace(/[?#].*$/, "");
  const named = partOfHost[host.replace(/:\d+$/, "").toLowerCase()];
  if (named === "product") return undefined;
  if (/^\/sandbox(\/|$)/.test(path)) return "control";
  if (named !== undefined) return named;
  if (path.startsWith("/graph/")) return "graph";
  if (/^\/(outlook|officejs)(\/|$)/.test(path)) return "outlook";
  return isSignInPath(path) ? "signIn" : undefined;
}

/** Puts the parts together. Nothing listens here; `front.ts` and `main.ts` own the sockets. */
export function createSandbox(deps: SandboxDeps): Sandbox {
  const { addresses, clock, dataDir, projectDir, seed, post } = deps;
  const faults = createFaults();
  const requestLog = createRequestLog();
  const latency = createLatency();
  const mailbag = createMailbag(clock);
  const smtpFaults = createSmtpFaults();
  let shiftMs = 0;

  const entra = createEntra({
    origin: addresses.signIn,
    productOrigin: addresses.product,
    clock,
  });
  const graph = createGraph({
    clock,
    seed,
    verifyToken: (bearer) => entra.verifyGraphToken(bearer),
    faults,
    requestLog,
    deliver: post,
    sent: (mail) => mailbag.add({ ...mail, via: "graph", user: "", encrypted: true }),
    // Inside Graph rather than before it: slow requests count as running at the same time.
    pause: () => latency.wait(),
  });

  /** Stops wherever something is due, so that it happens at its time and in its order. */
  async function advance(ms: number): Promise<void> {
    let leftMs = ms;
    const step = async (stepMs: number): Promise<void> => {
      clock.advance(stepMs);
      leftMs -= stepMs;
      shiftMs += stepMs;
      await deps.shifted?.(shiftMs);
    };
    await graph.tick();
    for (let due = graph.nextDueAt(); due !== undefined; due = graph.nextDueAt()) {
      const untilMs = Math.max(0, due - clock.now());
      if (untilMs > leftMs) break;
      if (untilMs > 0) await step(untilMs);
      await graph.tick();
    }
    if (leftMs > 0) await step(leftMs);
  }

  const erp = createErp({
    clock,
    seed,
    faults,
    requestLog,
    projectDir,
    openInOutlook: `${addresses.product}/open/`,
    deliver: post,
    ...(dataDir === undefined ? {} : { adapter: new JSONFile<ErpData>(join(dataDir, "erp.json")) }),
  });
  const outlook = createOutlook({ projectDir, productOrigin: addresses.product, users });
  const control = createControl({
    entra,
    faults,
    requestLog,
    latency,
    sides: { graph, erp },
    mail: { mailbag, smtpFaults },
    clock,
    advance,
  });

  const file =
    dataDir === undefined
      ? undefined
      : createSnapshotFile<Saved>(join(dataDir, "sandbox.json"), () => ({
          shiftMs,
          entra: entra.snapshot(),
          graph: graph.snapshot(),
        }));
  const parts: Record<Part, WireHandler> = {
    control: control.handle,
    graph: graph.handle,
    outlook: outlook.handle,
    signIn: entra.handle,
  };

  const handle = async (request: WireRequest) => {
    const part = partOf(request.headers["host"] ?? "", request.url);
    if (part === undefined) {
      return json(404, { error: `The sandbox has nothing at ${request.url}; see /sandbox.` });
    }
    if (part === "control" && request.url.startsWith("/sandbox/mail.html")) {
      return mailPage(mailbag.list());
    }
    const response = await parts[part](request);
    // Reading changes nothing but sessions, which start with a GET that redirects.
    if (request.method !== "GET" || response.status === 302) file?.touch();
    return response;
  };

  return {
    entra,
    graph,
    erp,
    faults,
    requestLog,
    mailbag,
    smtpFaults,
    claims: (host, url) => partOf(host, url) !== undefined,
    handle,
    handleErp: async (request) => {
      await latency.wait();
      return erp.handle(request);
    },
    tick: () => graph.tick(),
    shiftMs: () => shiftMs,
    load: async () => {
      const saved = await file?.load();
      if (saved === undefined) return;
      shiftMs = saved.shiftMs;
      clock.advance(shiftMs);
      entra.restore(saved.entra);
      graph.restore(saved.graph);
    },
    save: async () => {
      file?.touch();
      await file?.flush();
    },
  };
}
