import { fireEvent, screen } from "@testing-library/react";
import { detailLines, type SupportFacts } from "../../../addin/features/shell/details.ts";
import { DetailsDialog } from "../../../addin/features/shell/DetailsDialog.tsx";
import { Failure } from "../../../addin/failures.ts";
import { de } from "../../../addin/locales/de.ts";
import { en } from "../../../addin/locales/en.ts";
import { show } from "../render.tsx";
import { linkedItem, profile } from "../samples.ts";

const facts: SupportFacts = {
  version: "0.1.0",
  host: "OfficeOnline 16.0",
  userAgent: "Mozilla/5.0",
  language: "en-US",
  timeZone: "Europe/Berlin",
  now: new Date("2026-11-20T09:00:00Z"),
  mailbox: null,
  profile,
  item: {
    ...linkedItem,
    state: "failed",
    reason: { code: "rejected", text: "Subject too long", side: "erp" },
  },
  lastFailure: new Failure("erp-unavailable", { requestId: "req-7" }),
};

describe("details for support", () => {
  it("tell versions, host, mailbox, figures, the open item and the last failed request", () => {
    expect(detailLines(facts, en)).toEqual([
      "Sync to ERP 0.1.0 · OfficeOnline 16.0",
      "Mozilla/5.0",
      "2026-11-20T09:00:00.000Z · Europe/Berlin · en-US",
      "Mailbox: ada@contoso.example",
      "ERP connection: Demo ERP",
      "State: operational",
      "Last sync: 2026-11-20T09:00:00Z",
      "Linked 41 · Waiting 2 · Set aside 1",
      "Push: Microsoft 365 ✓ · ERP ✗",
      "Open appointment: failed rejected · link",
      "Last failed request: erp-unavailable req-7",
    ]);
  });

  it.each([en, de])("hold nothing of what an appointment says ($language)", (words) => {
    const secret = {
      ...linkedItem,
      subject: "Doctor",
      reason: { code: "x", text: "Doctor", side: null },
    };
    const text = detailLines({ ...facts, item: secret }, words).join("\n");
    expect(text).not.toContain("Doctor");
    for (const { name } of linkedItem.records) expect(text).not.toContain(name);
  });

  it("say what they can before anybody signed in", () => {
    const nobody = { ...facts, version: null, profile: undefined, item: null, lastFailure: null };
    expect(detailLines({ ...nobody, mailbox: "ada@contoso.example" }, en).slice(3)).toEqual([
      "Mailbox: ada@contoso.example",
      "State: ?",
      "Last failed request: none",
    ]);
  });

  it("are copied by one click, and say so", async () => {
    const writeText = jest.fn(async () => {});
    Object.assign(navigator, { clipboard: { writeText } });
    await show(<DetailsDialog onClose={() => {}} profile={profile} lastFailure={null} />);
    fireEvent.click(screen.getByRole("button", { name: en.details.copy }));
    expect(await screen.findByText(en.details.copied)).toBeTruthy();
    expect(writeText).toHaveBeenCalledWith(expect.stringContaining("ada@contoso.example"));
  });

  it("lead to the licences of what the product is built with, and back, without losing the focus", async () => {
    const licences = async () => ({
      packages: [
        { name: "react", version: "19.3.1", licence: "MIT", text: 0 },
        { name: "icons", version: "2.0.0", licence: "MIT", text: null },
      ],
      texts: ["Permission is hereby granted"],
    });
    const dialog = <DetailsDialog onClose={() => {}} profile={profile} lastFailure={null} />;
    await show(dialog, { services: { licences } });
    const button = screen.getByRole("button", { name: en.licences.open });
    button.focus();
    fireEvent.click(button);
    expect(await screen.findByText(en.licences.text("0.1.0"))).toBeTruthy();
    const react = (await screen.findByText("react 19.3.1")).closest("details")!;
    expect(screen.queryByText("Permission is hereby granted")).toBeNull();
    react.open = true;
    expect(await screen.findByText("Permission is hereby granted")).toBeTruthy();
    screen.getByText("icons 2.0.0").closest("details")!.open = true;
    expect(await screen.findByText(en.licences.noText("MIT"))).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: en.licences.back }));
    fireEvent.click(button);
    expect(await screen.findByText(en.details.text)).toBeTruthy();
  });
});
