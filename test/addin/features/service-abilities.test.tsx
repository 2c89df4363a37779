import { fireEvent, screen } from "@testing-library/react";
import type { Api } from "../../../addin/api/client.ts";
import { AbilitiesCard } from "../../../addin/features/service/erps/AbilitiesCard.tsx";
import { Failure } from "../../../addin/failures.ts";
import type { AbilitiesView, RightsView } from "../../../server/api/contract/service/abilities.ts";
import { show } from "../render.tsx";

const abilities: AbilitiesView = {
  abilities: [
    { ability: "series", level: "no" },
    { ability: "lock", level: "partly" },
    { ability: "push", level: "yes" },
  ],
};

async function card(rights: RightsView["rights"], more: Partial<RightsView> = {}): Promise<void> {
  const told: RightsView = { rights, page: null, problem: null, ...more };
  const ask = (async ({ path }: { path: string }) =>
    path.endsWith("/rights") ? told : abilities) as unknown as Api["ask"];
  await show(<AbilitiesCard connectionId="demo" name="Demo ERP" onClose={() => undefined} />, {
    api: { ask },
  });
  await screen.findByText("Series");
}

describe("what an ERP can do", () => {
  it("is said in words, each with what it means for people", async () => {
    await card([]);
    expect(screen.getByText(/each day is an activity of its own/)).toBeTruthy();
    expect(screen.getByText(/somebody was faster/)).toBeTruthy();
    expect(screen.getByText(/It calls when something changes/)).toBeTruthy();
  });

  it("names a right that is missing, with what does not work and where to give it", async () => {
    await card(
      [
        { use: "users", state: "granted", name: "users.read" },
        { use: "createActivities", state: "missing", name: "activities.create" },
      ],
      { page: "https://erp.example/" },
    );
    expect(await screen.findByText(/set aside.*the right activities\.create/)).toBeTruthy();
    expect(screen.getByText("Missing")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Open the ERP" }).getAttribute("href")).toBe(
      "https://erp.example/",
    );
  });

  it("says that all is there, and what nobody can tell", async () => {
    await card([{ use: "users", state: "granted", name: null }]);
    expect(await screen.findByText("Nothing that is needed is missing.")).toBeTruthy();
  });

  it("says nothing that a look which failed did not find", async () => {
    let isDown = false;
    const granted = { use: "users", state: "granted", name: null } as const;
    const ask = (async ({ path }: { path: string }) => {
      if (!path.endsWith("/rights")) return abilities;
      if (isDown) throw new Failure("internal");
      return { rights: [granted], page: null, problem: null };
    }) as unknown as Api["ask"];
    await show(<AbilitiesCard connectionId="demo" name="Demo ERP" onClose={() => undefined} />, {
      api: { ask },
    });
    const said = await screen.findByText("Nothing that is needed is missing.");
    expect(said.closest("[role=status]")).toBeTruthy();
    isDown = true;
    const again = screen.getByRole("button", { name: "Ask again" });
    again.focus();
    fireEvent.click(again);
    await screen.findByRole("alert");
    expect(screen.queryByText("Nothing that is needed is missing.")).toBeNull();
    expect(document.activeElement).toBe(again);
  });

  it("says why the ERP could not be asked", async () => {
    await card([], { problem: "The demo ERP did not answer." });
    expect(await screen.findByText("The demo ERP did not answer.")).toBeTruthy();
  });
});
