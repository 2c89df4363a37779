import { Button } from "@fluentui/react-components";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { Modal } from "../../../addin/components/Modal.tsx";
import { show } from "../render.tsx";

/** A list whose rows are taken away in a dialog; it is read anew when the test says so. */
function List() {
  const [rows, setRows] = useState(["one", "two"]);
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <section>
      <Button onClick={() => setRows(["two"])}>Read anew</Button>
      <ul>
        {rows.map((row) => (
          <li key={row}>
            <Button onClick={() => setAsked(row)}>{`Discard ${row}`}</Button>
          </li>
        ))}
      </ul>
      {asked !== null && (
        <Modal
          title="Discard?"
          about="service-queue"
          onClose={() => setAsked(null)}
          actions={<Button onClick={() => setAsked(null)}>Discard</Button>}
        >
          It goes.
        </Modal>
      )}
    </section>
  );
}

const button = (name: string) => screen.getByRole("button", { name });

async function discardOne() {
  await show(<List />);
  button("Discard one").focus();
  fireEvent.click(button("Discard one"));
  fireEvent.click(await screen.findByRole("button", { name: "Discard" }));
  await waitFor(() => expect(document.activeElement).toBe(button("Discard one")));
}

it("leads to what the help says of it, behind what is to be pressed", async () => {
  await show(<List />);
  fireEvent.click(button("Discard one"));
  const discard = await screen.findByRole("button", { name: "Discard" });
  const link = screen.getByRole("link", { name: /Discard\?$/ });
  expect(link.getAttribute("href")).toBe("help.html?locale=en-US#service-queue");
  expect(discard.compareDocumentPosition(link)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
});

describe("the focus after a dialog", () => {
  it("goes on beside its row where that goes later, when the list is read anew", async () => {
    await discardOne();
    fireEvent.click(button("Read anew"));
    await waitFor(() => expect(document.activeElement).toBe(button("Discard two")));
  });

  it("stays where the person has gone meanwhile", async () => {
    await discardOne();
    button("Read anew").focus();
    fireEvent.click(button("Read anew"));
    await waitFor(() => expect(screen.queryByRole("button", { name: "Discard one" })).toBeNull());
    expect(document.activeElement).toBe(button("Read anew"));
  });
});
