import { smtpAccount } from "../../../sandbox/mail/smtp.ts";
import { picture } from "../browser.ts";
import { flawsOf } from "../inspect.ts";
import type { TheServiceDesk } from "./desk.ts";

/** Mail set-up, and what became of the mails. */
export function mailTests(desk: TheServiceDesk): void {
  it("sets up mail, tries it before it is saved, and shows what became of the mails", async () => {
    const { stack, katherine, openPanel } = desk();
    const page = await openPanel("mail");
    // What the operator set up holds until somebody decides otherwise.
    await page.getByText(`localhost:${stack.addresses.smtpPort}`).waitFor();
    await page.getByRole("button", { name: "Send a test mail to me" }).click();
    await page.getByText(/was taken over for katherine@contoso.example/).waitFor();
    expect(stack.sandbox.mailbag.list()).toMatchObject([{ to: ["katherine@contoso.example"] }]);

    await page.getByRole("switch", { name: "Use the setting above" }).click();
    await page.getByRole("textbox", { name: "Port" }).fill("25");
    await page.getByText(/Port 25 is for mail between servers/).waitFor();
    await page.getByRole("textbox", { name: "Port" }).fill(String(stack.addresses.smtpPort));
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Fill this in.").waitFor();
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Send a test mail to me" }).click();
    await page.getByText("The server refuses the sign-in").waitFor();
    await picture(page, "service-mail");
    expect(await flawsOf(page)).toEqual([]);

    await page.getByLabel("Password").fill(smtpAccount.password);
    await page.getByRole("textbox", { name: "Addresses" }).fill("it@contoso.example");
    await page.getByRole("textbox", { name: "Minutes until" }).fill("5");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. What was waiting is tried at once.").waitFor();

    // The ERP goes down, and the mail server does not want to hear of it at first.
    await stack.control("POST", "/mail/faults", { stage: "sender", status: 451, times: 1 });
    await stack.control("POST", "/faults", { path: "/api/v1", status: 503, times: 1000 });
    const shows = page.getByRole("combobox", { name: "Show" });
    const subject = page.getByText("The ERP does not answer: Contoso");
    // The server asks the ERP when it is due, then the time counts until it is told.
    for (let step = 0; step < 6 && !(await subject.isVisible()); step++) {
      await stack.control("POST", "/clock", { minutes: 16 });
      await subject.waitFor({ timeout: 7_000 }).catch(() => undefined);
    }
    await subject.waitFor();
    await stack.control("POST", "/clock", { minutes: 6 });
    await page.getByText(/The server cannot take mails just now/).waitFor();
    await page.getByRole("heading", { name: "Outbox" }).scrollIntoViewIfNeeded();
    await picture(page, "service-mail-outbox");
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole("button", { name: /^Try now: The ERP does not answer/ }).click();
    await shows.selectOption("sent");
    await page.getByText("Sent", { exact: true }).waitFor();
    await stack.control("DELETE", "/faults");
    const mails = await katherine.newPage();
    await mails.goto(`https://localhost:${stack.addresses.frontPort}/sandbox/mail.html`);
    await mails.getByRole("heading", { name: /The ERP does not answer/ }).waitFor();
    await picture(mails, "sandbox-mails");

    // Another company decides nothing, and has what holds above it; Health leads to it.
    const company = page.getByRole("combobox", { name: "Company" });
    await company.selectOption({ label: "Everybody here" });
    await page.getByRole("heading", { name: "Outbox" }).waitFor({ state: "hidden" });
    await page.getByRole("switch", { name: "Use the setting above", checked: true }).waitFor();
    await picture(page, "service-mail-everybody");
    expect(await flawsOf(page)).toEqual([]);
    const fabrikam = "22222222-aaaa-4bbb-8ccc-000000000002";
    await page.goto(`${stack.addresses.product}/portal.html#service/mail/${fabrikam}`);
    await page.getByText(/^Above this, the operator of the server/).waitFor();
    expect(await company.inputValue()).toBe(fabrikam);
    await page.setViewportSize({ width: 320, height: 1200 });
    await picture(page, "service-mail-company-narrow");
    expect(await flawsOf(page)).toEqual([]);

    // By a token there is no password, but something for an administrator of Exchange to do first.
    await page.getByRole("switch", { name: "Use the setting above" }).click();
    await page.getByRole("combobox", { name: "Sign-in" }).selectOption("oauth");
    const steps = page.getByRole("button", {
      name: "What an administrator of Exchange does for it",
    });
    await steps.click();
    await page.getByText(/^Set-CASMailbox/).waitFor();
    await steps.evaluate((shown) => shown.scrollIntoView());
    await picture(page, "service-mail-exchange-narrow");
    expect(await flawsOf(page)).toEqual([]);
  });
}
