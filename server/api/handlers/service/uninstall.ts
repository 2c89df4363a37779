import type { Handlers } from "../handler.ts";
import type { UninstallDesk } from "./uninstall-desk.ts";

type UninstallHandlers = Pick<
  Handlers,
  "uninstall" | "uninstallPreview" | "beginUninstall" | "actOnUninstall" | "uninstallProof"
>;

/** The end of the whole installation, for those who administer all of it. */
export function uninstallHandlers(desk: UninstallDesk): UninstallHandlers {
  return {
    uninstall: ({ language }) => desk.view(language),
    uninstallPreview: () => desk.preview(),
    beginUninstall: ({ body: { confirm, ...choices }, by, language }) =>
      desk.begin(choices, confirm, by, language),
    actOnUninstall: ({ body: { act }, by, language }) => desk.act(act, by, language),
    uninstallProof: () => desk.proof(),
  };
}
