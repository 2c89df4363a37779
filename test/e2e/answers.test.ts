import type { BrowserContext } from "playwright-core";
import { finishSetup, openErp, openOutlook, picture, stateIs } from "./browser.ts";
import { flawsOf, paneFlaws } from "./inspect.ts";
import { theProduct } from "./product.ts";
import type { Stack } from "./stack.ts";

const [ada, grace] = ["ada@contoso.example", "grace@contoso.example"];
const start = theProduct();
let stack: Stack;
let context: BrowserContext;

beforeAll(async () => {
  ({ stack, context } = await start());
  const asked = [ada, "nina@northwind.example", "sales@contoso.example"];
  const attendees = [
    ...asked.map((address) => ({ emailAddress: { address } })),
    { type: "resource", emailAddress: { address: "room5@contoso.example", name: "Room 5" } },
  ];
  await stack.newEvent(grace, { subject: "Delivery plan", attendees });
});

describe("an invitation", () => {
  it("is answered in the ERP, and the pane shows what everybody said", async () => {
    const outlook = await openOutlook(context, stack, `?user=${ada}`);
    const { pane, page } = outlook;
    await outlook.open("Delivery plan");
    await outlook.openPane();
    await finishSetup(outlook);
    await pane.getByText("You have not answered yet.").waitFor();
    await pane.getByRole("button", { name: "Sync to ERP", exact: true }).click();
    await stateIs({ pane }, "In sync");

    const erp = await openErp(context, stack);
    await erp.open("Delivery plan");
    const answer = erp.page.getByRole("group", { name: "Your answer" });
    await answer.getByRole("button", { name: "Accept", exact: true }).click();
    await erp.page.getByText("Ada Lovelace: Accepted").waitFor();
    const accepted = answer.getByRole("button", { name: "Accept", exact: true, pressed: true });
    await accepted.waitFor();
    await picture(erp.page, "erp-answer");
    expect(await flawsOf(erp.page)).toEqual([]);

    await pane.getByText("You accepted.").waitFor();
    await pane.getByRole("button", { name: "Show all 4" }).click();
    await pane.getByText("Room or resource").waitFor();
    await pane.getByText("Group", { exact: true }).waitFor();
    await pane.getByText("You accepted.").scrollIntoViewIfNeeded();
    await picture(page, "pane-answers");
    expect(await paneFlaws(page)).toEqual([]);

    const mails = stack.sandbox.graph.mails().map(({ kind, from }) => [kind, from]);
    expect(mails).toEqual([
      ["invitation", grace],
      ["response", ada],
    ]);
    await Promise.all([page.close(), erp.page.close()]);
  });
});
