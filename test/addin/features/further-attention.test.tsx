import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { HomePage } from "../../../addin/features/home/HomePage.tsx";
import { WaitingCard } from "../../../addin/features/home/WaitingCard.tsx";
import { FurtherMailboxes } from "../../../addin/features/mailboxes/FurtherMailboxes.tsx";
import { FurtherSetup } from "../../../addin/features/mailboxes/setup/FurtherSetup.tsx";
import { words as furtherWords } from "../../../addin/features/mailboxes/setup/words.ts";
import { useLiveEvents } from "../../../addin/features/shell/useLiveEvents.ts";
import { en } from "../../../addin/locales/en.ts";
import type { ParkedView, Status } from "../../../server/api/contract/account.ts";
import { fakeApi, show, violations } from "../render.tsx";
import { contested, created, furtherSetup, linkedItem, profile } from "../samples.ts";

const text = furtherWords.en;
const item = (subject: string) => ({
  ...{ itemId: `item of ${subject}`, linkId: "link", subject, when: null },
  ...{ conflicts: [contested], notTaken: [], erpWebUrl: null, ending: null },
});
const one = (subject: string) => ({ total: 1, items: [item(subject)], elsewhere: [] });
const none = { total: 0, items: [], elsewhere: [] };
const team = { mailboxId: "team", name: "Field Service", waiting: 2, setAside: 1, held: 6 };
const sentence = "2 wait for you · 1 set aside · Deletions held back: 6";
const parked: ParkedView = {
  ...{ key: "L1", subject: "Roof", code: "rejected", field: null, attempts: 1, side: "erp" },
  ...{ reason: "The subject is too long.", since: "2026-11-20T08:00:00Z", nextTryAt: null },
};
const brake: Status["brake"] = {
  ...{ deletions: 6, linked: 9, at: "2026-11-20T08:00:00Z", side: "erp", cause: "deletions" },
  planned: [{ linkId: "L1", kind: "delete", side: "erp", subject: "Heating" }],
};
const calendar = { ...furtherSetup.status.calendar, quarantined: 1 };
const inTrouble = { ...furtherSetup, status: { ...furtherSetup.status, brake, calendar } };
const setup = <FurtherSetup mailboxId="team" backTo="setup" onBack={() => undefined} />;

describe("the set-up of a further mailbox", () => {
  it("lists what waits there beside what waits in one's own, and decides it there", async () => {
    const answerConflict = jest.fn(async () => linkedItem);
    let there = one("Boiler");
    const inMailbox = jest.fn(() =>
      fakeApi({ waitingItems: async () => there, answerConflict, log: async () => [created] }),
    );
    await show(
      <>
        <WaitingCard />
        {setup}
      </>,
      { api: { waitingItems: async () => one("Dentist"), inMailbox } },
    );
    expect(screen.getByRole("heading", { level: 3, name: "Dentist" })).toBeTruthy();
    const boiler = await screen.findByRole("heading", { level: 3, name: "Boiler" });
    const team = boiler.closest("section")!;
    there = { ...there, total: 0, items: [] };
    fireEvent.click(within(team).getByRole("button", { name: "Keep ERP’s: Subject" }));
    await waitFor(() => expect(screen.queryByText("Boiler")).toBeNull());
    expect(answerConflict).toHaveBeenCalledWith(
      "item of Boiler",
      expect.objectContaining({ keep: "erp" }),
    );
    expect(inMailbox).toHaveBeenCalledWith("team");
    expect(screen.getByRole("heading", { level: 3, name: "Dentist" })).toBeTruthy();
  });

  it("lists what is set aside, tries it again there, and names what the brake holds", async () => {
    const retrySetAside = jest.fn(async () => []);
    const container = await show(setup, {
      api: {
        furtherSetup: async () => inTrouble,
        setAside: () => Promise.reject(new Error("one's own is not asked for")),
        inMailbox: () => fakeApi({ setAside: async () => [parked], retrySetAside }),
      },
    });
    expect(screen.getByText(en.home.brake.deletions.erp(6, 9))).toBeTruthy();
    expect(screen.getByText("Heating: delete in the ERP")).toBeTruthy();
    expect(await screen.findByText(parked.reason)).toBeTruthy();
    expect(await violations(container)).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: /^Try again: Roof/ }));
    await waitFor(() => expect(retrySetAside).toHaveBeenCalledWith("L1"));
    await waitFor(() => expect(screen.queryByText(parked.reason)).toBeNull());
  });

  it("asks for nothing that is closed to its person", async () => {
    const inMailbox = jest.fn(() => fakeApi());
    const shut = { ...furtherSetup, closed: true };
    await show(setup, { api: { furtherSetup: async () => shut, inMailbox } });
    expect(screen.getByRole("heading", { level: 1, name: "Field Service" })).toBeTruthy();
    expect(inMailbox).not.toHaveBeenCalled();
  });
});

describe("how much is to be looked at in further mailboxes", () => {
  const api = { waitingItems: async () => ({ ...none, elsewhere: [team] }) };

  it("stands on Home, leads to where it is listed, and back", async () => {
    const container = await show(<HomePage profile={profile} />, { api });
    const card = screen.getByRole("region", { name: en.further.title });
    expect(card.textContent).toContain(`Field Service${sentence}`);
    expect(await violations(container)).toEqual([]);
    fireEvent.click(within(card).getByRole("button", { name: `${sentence}: Field Service` }));
    await screen.findByRole("heading", { level: 1, name: "Field Service" });
    fireEvent.click(screen.getByRole("button", { name: text.back.home }));
    expect(document.activeElement).toBe(
      screen.getByRole("heading", { level: 1, name: en.home.title }),
    );
  });

  it("is no card on Home where there is nothing", async () => {
    await show(<HomePage profile={profile} />);
    expect(screen.queryByRole("region", { name: en.further.title })).toBeNull();
  });

  it("stands in its row in Setup, for those where there is something", async () => {
    const onOpen = jest.fn();
    const other = { ...furtherSetup.mailbox, mailboxId: "other", name: "Sales" };
    const mailboxes = [furtherSetup.mailbox, other];
    await show(<FurtherMailboxes onOpen={onOpen} />, {
      api: { ...api, mailboxes: async () => ({ mailboxes, offered: [] }) },
    });
    const [link, ...others] = screen.getAllByRole("button", { name: /wait for you/ });
    expect([link?.textContent, others]).toEqual([sentence, []]);
    fireEvent.click(link!);
    expect(onOpen).toHaveBeenCalledWith("team");
  });
});

it("a mailbox that was just added is listened to without opening anything anew", async () => {
  const openEvents = jest.fn(() => new Promise<never>(() => {}));
  const added = { mailboxes: [furtherSetup.mailbox], offered: [] };
  const Listening = () => {
    useLiveEvents(true);
    return <FurtherMailboxes onOpen={() => undefined} />;
  };
  await show(<Listening />, { api: { openEvents, addMailbox: async () => added } });
  expect(openEvents).toHaveBeenCalledTimes(1);
  const address = screen.getByRole("textbox", { name: en.further.address });
  fireEvent.change(address, { target: { value: "service@contoso.example" } });
  fireEvent.click(screen.getByRole("button", { name: en.further.add }));
  await screen.findByText("Field Service");
  await waitFor(() => expect(openEvents).toHaveBeenCalledTimes(2));
});
