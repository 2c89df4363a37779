import { fireEvent, screen } from "@testing-library/react";
import {
  AppointForm,
  type PromisedAppointment,
} from "../../../addin/features/service/administrators/AppointForm.tsx";
import { show } from "../render.tsx";

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
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Appoint" }).disabled).toBe(true);
  });
});
