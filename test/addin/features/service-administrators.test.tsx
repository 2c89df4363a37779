import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import type { Api } from "../../../addin/api/client.ts";
import { AdministratorsPanel } from "../../../addin/features/service/administrators/AdministratorsPanel.tsx";
import {
  AppointForm,
  type PromisedAppointment,
} from "../../../addin/features/service/administrators/AppointForm.tsx";
import { Failure } from "../../../addin/failures.ts";
import type { AdministratorsView } from "../../../server/api/contract/service/administrators.ts";
import { show } from "../render.tsx";
import { me } from "../samples.ts";

const ada = { tenantId: "t", userId: "u", name: "Ada Lovelace", address: "ada@contoso.example" };

async function form(people: readonly (typeof ada)[], everywhere = false) {
  const promised: PromisedAppointment[] = [];
  const noOne = () => undefined;
  await show(
    <AppointForm
      people={[...people]}
      everywhere={everywhere}
      busy={false}
      onAppoint={noOne}
      onPromise={(one) => promised.push(one)}
    />,
  );
  return promised;
}

describe("giving a role by address", () => {
  it("is a choice beside the people who are here", async () => {
    const promised = await form([ada]);
    expect(screen.queryByRole("textbox")).toBeNull();
    fireEvent.change(screen.getByRole("combobox", { name: "Who" }), { target: { value: "else" } });
    const address = screen.getByRole("textbox", { name: /Mail address/ });
    fireEvent.change(address, { target: { value: " grace@contoso.example " } });
    fireEvent.click(screen.getByRole("button", { name: "Appoint" }));
    expect(promised).toEqual([
      { address: "grace@contoso.example", role: "administrator", reach: "tenant" },
    ]);
  });

  it("is for his company only, whatever was chosen before", async () => {
    const promised = await form([ada], true);
    const choose = (name: string, value: string): void =>
      void fireEvent.change(screen.getByRole("combobox", { name }), { target: { value } });
    choose("For", "installation");
    choose("Who", "else");
    expect(screen.queryByRole("option", { name: "Everything here" })).toBeNull();
    const address = screen.getByRole("textbox", { name: /Mail address/ });
    fireEvent.change(address, { target: { value: "grace@contoso.example" } });
    fireEvent.click(screen.getByRole("button", { name: "Appoint" }));
    expect(promised).toMatchObject([{ reach: "tenant" }]);
  });

  it("is what is asked where nobody is here yet, and needs an address", async () => {
    await form([]);
    expect(screen.getByRole("textbox", { name: /Mail address/ })).toBeTruthy();
    const appoint = screen.getByRole("button", { name: "Appoint" });
    expect(appoint.getAttribute("aria-disabled")).toBe("true");
  });
});

describe("the administrators", () => {
  const promised: AdministratorsView["promised"][number] = {
    ...{ tenantId: "t", address: "grace@contoso.example" },
    role: "administrator",
    reach: "tenant",
    ...{ by: "Katherine", at: "2026-11-20T08:00:00Z", until: "2026-12-20T08:00:00Z" },
  };

  async function panel() {
    let view: AdministratorsView = { appointed: [], promised: [], people: [] };
    let isRefused = false;
    const ask = (async ({ method, path }: { method: string; path: string }) => {
      if (isRefused) throw new Failure("rejected", { message: "That domain is not yours." });
      if (method === "GET") return view;
      view = { ...view, promised: path.endsWith("/withdraw") ? [] : [promised] };
      return view;
    }) as unknown as Api["ask"];
    await show(<AdministratorsPanel me={{ ...me, administers: "tenant" }} about={null} />, {
      api: { ask },
    });
    const field = await screen.findByRole<HTMLInputElement>("textbox", { name: /Mail address/ });
    const give = (address: string): void => {
      field.focus();
      fireEvent.change(field, { target: { value: address } });
      fireEvent.submit(field.form!);
    };
    return { field, give, refuse: (refused: boolean) => (isRefused = refused) };
  }

  it("are told what was given, and whoever types goes on where he is", async () => {
    const { field, give } = await panel();
    give("grace@contoso.example");
    const said = await screen.findByText(
      "Whoever signs in as grace@contoso.example gets the role.",
    );
    expect(said.closest("[role=status]")).toBeTruthy();
    expect(field.value).toBe("");
    expect(document.activeElement).toBe(field);
  });

  it("are told of a refusal until the next one is given", async () => {
    const { give, refuse } = await panel();
    refuse(true);
    give("grace@elsewhere.example");
    await screen.findByText(/That domain is not yours/);
    refuse(false);
    give("grace@contoso.example");
    await screen.findByText(/gets the role/);
    expect(screen.queryByText(/That domain is not yours/)).toBeNull();
  });

  it("are not left at the top of the page by a role that is taken back", async () => {
    const { give } = await panel();
    give("grace@contoso.example");
    const button = await screen.findByRole("button", { name: /^Take back the role of grace/ });
    button.focus();
    fireEvent.click(button);
    const dialog = await screen.findByRole("dialog");
    fireEvent.click(within(dialog).getByRole("button", { name: "Take back" }));
    await screen.findByText(/was taken back/);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(document.activeElement).not.toBe(document.body);
  });
});
