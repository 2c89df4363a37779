import type { Handlers } from "../handler.ts";
import type { UninstallDesk } from "./uninstall-desk.ts";

type UninstallHandlers = Pick<
  Handlers,
  "uninstall" | "uninstallPreview" | "beginUninstall" | "actOnUninstall" | "uninstallProof"
>;

/** The end of the whole installation, for those who administer all of it. */
export function uninstallHandlers(desk: UninstallDesk): UninstallHandlers {
  return {
    uninstall: () => desk.view(),
    uninstallPreview: () => desk.preview(),
    beginUninstall: ({ body: { confirm, ...choices }, by }) => desk.begin(choices, confirm, by),
    actOnUninstall: ({ body: { act }, by }) => desk.act(act, by),
    uninstallProof: () => desk.proof(),
  };
}
