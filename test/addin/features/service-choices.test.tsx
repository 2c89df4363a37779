/** What somebody chose in his Setup, as who looks after him sees it. */
import { screen, within } from "@testing-library/react";
import { ChoicesCard } from "../../../addin/features/service/users/ChoicesCard.tsx";
import type { UserPage } from "../../../server/api/contract/service/users.ts";
import { show } from "../render.tsx";

type Choices = NonNullable<UserPage["choices"]>;

const setting = (name: string, more: Partial<Choices["settings"][number]>) => ({
  ...({ name, value: "ask", from: "default", lockedBy: null, overruled: null } as const),
  ...more,
});
const choices = (
  settings: Choices["settings"],
  calendars: Choices["calendars"] = { count: 1, isDefaultAlone: true, intoDefault: true },
): Choices => ({ calendars, mails: true, settings });

const valueOf = (name: string) => {
  const term = screen.getByText(name, { selector: "dt" });
  return within(term.nextElementSibling as HTMLElement);
};

it("tells his own choices from what stands above, and what of his does not hold", async () => {
  const all = choices([
    setting("outlookItems", { value: "all", from: "person" }),
    setting("precedence", {
      ...{ value: "erp", from: "company", lockedBy: "company", overruled: "ask" },
    }),
    setting("daysBack", { value: 7, from: "system" }),
    setting("categoryTypes", { value: null, from: "person" }),
  ]);
  await show(<ChoicesCard choices={all} language="de" />, {});
  expect(valueOf("Which Outlook events go to the ERP").getByText("All events")).toBeTruthy();
  expect(valueOf("Which Outlook events go to the ERP").getByText("Own choice")).toBeTruthy();
  const precedence = valueOf("When both sides changed the same field");
  expect(precedence.getByText("The ERP wins")).toBeTruthy();
  expect(precedence.getByText("Fixed for the company")).toBeTruthy();
  expect(precedence.getByText(/does not hold: Ask the person/)).toBeTruthy();
  expect(valueOf("Days back").getByText("From everybody here")).toBeTruthy();
  expect(screen.getByText("Categories of the person’s own")).toBeTruthy();
  expect(valueOf("Calendars").getByText("The default calendar alone")).toBeTruthy();
  expect(valueOf("Language").getByText("German")).toBeTruthy();
  expect(screen.queryByText(/left all rules to the levels above/)).toBeNull();
  // There is nothing to change here.
  expect(screen.queryByRole("button")).toBeNull();
});

it("counts his calendars and names none", async () => {
  const several = choices([], { count: 3, isDefaultAlone: false, intoDefault: false });
  await show(<ChoicesCard choices={several} language={null} />, {});
  expect(
    valueOf("Calendars").getByText(/^3 calendars; .* in another than the default one\./),
  ).toBeTruthy();
  expect(screen.queryByText("Language")).toBeNull();
  expect(screen.getByText(/left all rules to the levels above/)).toBeTruthy();
});
