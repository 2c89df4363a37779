import { fireEvent, screen } from "@testing-library/react";
import { Answers } from "../../../addin/features/item/Answers.tsx";
import { ItemPage } from "../../../addin/features/item/ItemPage.tsx";
import { de } from "../../../addin/locales/de.ts";
import { en } from "../../../addin/locales/en.ts";
import { createLocale } from "../../../addin/locales/locale.ts";
import type { AnswersView } from "../../../server/api/contract/items.ts";
import { show, violations } from "../render.tsx";
import { linkedItem, formContent } from "../samples.ts";

const other = (
  address: string,
  name: string,
  response: AnswersView["others"][number]["response"],
  kind: AnswersView["others"][number]["kind"] = "required",
) => ({ address, name, kind, response });

const room = other("room5@contoso.example", "Room 5", "accepted", "resource");
const list = other("sales@contoso.example", "Sales", "none");
const answers: AnswersView = {
  own: "tentative",
  others: [
    other("grace@contoso.example", "Grace Hopper", "accepted"),
    other("nina.katz@northwind.example", "nina.katz@northwind.example", "declined"),
    list,
    room,
  ],
};
const people = [{ address: list.address, name: list.name, group: true as const }];

const rows = (): (string | null)[] =>
  screen.getAllByRole("listitem").map(({ textContent }) => textContent);

describe("what the people of a meeting said", () => {
  it("is one's own answer, and the others' in a line", async () => {
    const container = await show(<Answers answers={answers} people={people} />, {});
    expect(screen.getByText(en.answers.own.tentative)).toBeTruthy();
    expect(screen.getByText("2 accepted, 1 declined, 1 no answer")).toBeTruthy();
    expect(screen.queryByRole("listitem")).toBeNull();
    expect(await violations(container)).toEqual([]);
  });

  it("is shown of everybody to whoever asks, rooms and groups labelled", async () => {
    const container = await show(<Answers answers={answers} people={people} />, {});
    fireEvent.click(screen.getByRole("button", { name: en.answers.show(4) }));
    expect(rows()).toEqual([
      "Grace Hoppergrace@contoso.exampleAccepted",
      "Nina Katznina.katz@northwind.exampleDeclined",
      "SalesGroupsales@contoso.exampleNo answer",
      "Room 5Room or resourceroom5@contoso.exampleAccepted",
    ]);
    expect(await violations(container)).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: en.answers.hide }));
    expect(screen.queryByRole("listitem")).toBeNull();
  });

  it("tells the organizer of the others alone, and an only guest of himself alone", async () => {
    await show(<Answers answers={{ ...answers, own: null }} people={[]} />, {});
    for (const text of Object.values(en.answers.own)) expect(screen.queryByText(text)).toBeNull();
    document.body.replaceChildren();
    await show(<Answers answers={{ own: "none", others: [] }} people={[]} />, {});
    expect(screen.getByText(en.answers.own.none)).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("is counted and shown as far as it is known", async () => {
    const guest = { own: "none", others: [{ ...room, response: null }, list] } as const;
    await show(<Answers answers={{ ...guest, others: [...guest.others] }} people={[]} />, {});
    expect(screen.getByText("1 no answer")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: en.answers.show(2) }));
    expect(rows()[0]).toBe("Room 5Room or resourceroom5@contoso.example");
  });

  it("is said in German", async () => {
    const locale = createLocale("de", de, "de-DE");
    await show(<Answers answers={answers} people={people} />, { locale });
    expect(screen.getByText("Sie haben mit Vorbehalt zugesagt.")).toBeTruthy();
    expect(screen.getByText("2 zugesagt, 1 abgesagt, 1 ohne Antwort")).toBeTruthy();
  });

  it("stands in the pane's item view; a room or group is not unknown to the ERP", async () => {
    const asked = jest.fn(async () => ({ people: [], companyType: "customer" }));
    const view = { ...linkedItem, answers };
    const all = [
      ...people,
      { address: room.address, name: room.name },
      { address: "grace@contoso.example", name: "Grace Hopper" },
    ];
    const readForm = async () => formContent;
    await show(
      <ItemPage
        {...{ restId: "rest", people: all, edited: false, readForm }}
        onLinked={() => {}}
      />,
      { api: { findItem: async () => view, item: async () => view, people: asked } },
    );
    expect(screen.getByText(en.answers.own.tentative)).toBeTruthy();
    expect(asked).toHaveBeenCalledWith(["grace@contoso.example"]);
  });
});
