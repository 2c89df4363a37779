import { screen } from "@testing-library/react";
import type { Api } from "../../../addin/api/client.ts";
import { panels } from "../../../addin/features/service/panels.ts";
import { StartPanel } from "../../../addin/features/service/start/StartPanel.tsx";
import { startSteps, type StartView } from "../../../server/api/contract/service/start.ts";
import { show } from "../render.tsx";

it("the steps of the start lead to panels that there are", async () => {
  const view: StartView = {
    steps: startSteps.map((step) => ({ step, state: "open", count: 0, names: [] })),
    portal: "https://sync.example/portal.html",
  };
  await show(<StartPanel />, { api: { ask: (async () => view) as Api["ask"] } });
  const links = screen.getAllByRole<HTMLAnchorElement>("link").map((link) => link.hash);
  expect(links.length).toBeGreaterThan(0);
  const known = Object.keys(panels).map((name) => `#service/${name}`);
  expect(known).toEqual(expect.arrayContaining(links));
});
