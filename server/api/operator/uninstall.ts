import { setTimeout } from "node:timers/promises";
import type { UninstallDesk } from "../handlers/service/uninstall-desk.ts";
import { ProblemError } from "../errors.ts";
import type { OperatorHandlers } from "./app.ts";

type UninstallHandlers = Pick<
  OperatorHandlers,
  | "uninstall"
  | "uninstallPreview"
  | "beginUninstall"
  | "actOnUninstall"
  | "awaitUninstall"
  | "uninstallProof"
>;

/** Whoever waits is told how far it is so often. */
const patienceMs = 2_000;

/** The end of the whole installation, at the operator's door. @param desk `null` where no server runs */
export function operatorUninstall(desk: UninstallDesk | null): UninstallHandlers {
  const served = (): UninstallDesk => {
    if (desk !== null) return desk;
    throw new ProblemError("conflict", "No server is running that could ask both sides.", {
      remedy: "Start it, then try again: Outlook and the ERPs must be told, too.",
    });
  };
  return {
    uninstall: () => served().view("en"),
    uninstallPreview: () => served().preview(),
    beginUninstall: ({ confirm, ...choices }, requestId) =>
      served().begin(choices, confirm, { caller: "operator", requestId }, "en"),
    actOnUninstall: ({ act }, requestId) =>
      served().act(act, { caller: "operator", requestId }, "en"),
    async awaitUninstall() {
      const found = served();
      const patience = new AbortController();
      const tired = setTimeout(patienceMs, undefined, { signal: patience.signal });
      await Promise.race([found.settled(), tired.catch(() => undefined)]);
      patience.abort();
      return found.view("en");
    },
    uninstallProof: () => served().proof(),
  };
}
