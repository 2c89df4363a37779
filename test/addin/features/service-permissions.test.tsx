import { screen } from "@testing-library/react";
import { Permissions } from "../../../addin/features/service/microsoft/Permissions.tsx";
import type { TenantsView, TenantView } from "../../../server/api/contract/service/tenants.ts";
import { show } from "../render.tsx";

const features: TenantsView["features"] = [
  { feature: "calendar", required: ["Calendars.ReadWrite"], missing: [], askedOf: "everybody" },
  { feature: "mail", required: ["Mail.Send"], missing: ["Mail.Send"], askedOf: "chosen" },
];

function company(name: string, more: Partial<TenantView>): TenantView {
  const rest = { domains: [], fixed: false, people: 1, asApplication: false, consent: null };
  return { id: name, name, ...rest, ...more };
}

/** The table, cell by cell. */
async function rowsOf(tenants: readonly TenantView[]): Promise<readonly (readonly string[])[]> {
  await show(<Permissions features={features} tenants={[...tenants]} />);
  return screen
    .getAllByRole<HTMLTableRowElement>("row")
    .slice(1)
    .map((row) => [...row.cells].map((cell) => cell.textContent));
}

describe("the table of permissions", () => {
  it("says when an administrator's consent came back, with whom, and whether it was proved", async () => {
    const consent = { at: "2026-11-23T09:00:00Z", by: "Katherine Johnson", proved: true };
    const [calendar, mail] = await rowsOf([company("Contoso", { consent })]);
    expect(calendar?.[2]).toMatch(
      /^Agreed to what the registration lists, .*10:00.*, Katherine Johnson$/,
    );
    expect(calendar?.[3]).toBe("Granted");
    expect(mail?.slice(2)).toEqual(["Asked of whoever switches it on", "Missing: Mail.Send"]);
  });

  it("says of a consent that came back and was not proved yet that it was not", async () => {
    const consent = { at: "2026-11-23T09:00:00Z", by: "Katherine Johnson", proved: false };
    const [calendar] = await rowsOf([company("Contoso", { consent })]);
    expect(calendar?.[2]).toMatch(/Katherine Johnson; not proved by a sign-in yet$/);
  });

  it("never takes for granted what was not recorded, and tells companies apart", async () => {
    const [calendar] = await rowsOf([
      company("Contoso", {}),
      company("Fabrikam", { asApplication: true }),
    ]);
    expect(calendar?.[2]).toContain("Contoso: Not recorded here");
    expect(calendar?.[2]).toContain("Fabrikam: Given to the application itself");
  });
});
