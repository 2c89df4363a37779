import { fireEvent, screen } from "@testing-library/react";
import { renderHelp, showAsked } from "../../../addin/features/help/page.ts";
import { panels } from "../../../addin/features/service/panels.ts";
import { MainMenu } from "../../../addin/features/shell/MainMenu.tsx";
import { help as german } from "../../../addin/locales/de/help.ts";
import { help as english } from "../../../addin/locales/en/help.ts";
import { en } from "../../../addin/locales/en.ts";
import { show } from "../render.tsx";

function page(words: typeof english): HTMLElement {
  document.body.innerHTML = '<div id="root"></div>';
  const root = document.getElementById("root")!;
  renderHelp(root, words);
  return root;
}

describe("the help page", () => {
  it.each([
    ["English", english],
    ["German", german],
  ])("in %s leads from its contents to every section", (_language, words) => {
    const root = page(words);
    const links = [...root.querySelectorAll("nav a")].map((link) => link.getAttribute("href"));
    expect(links.length).toBeGreaterThan(25);
    for (const link of links) expect(root.querySelector(`h3${link}`)).not.toBeNull();
    expect(root.querySelectorAll("h3")).toHaveLength(links.length);
    expect(root.querySelectorAll("h1")).toHaveLength(1);
  });

  it("has a section for each panel of Service", () => {
    const sections = Object.keys(english.administrators.sections);
    expect(sections).toEqual(
      expect.arrayContaining(Object.keys(panels).map((name) => `service-${name}`)),
    );
  });

  it("begins at the section that was asked for, and at its top where there is none", () => {
    page(english);
    const seen: Element[] = [];
    Element.prototype.scrollIntoView = function (this: Element) {
      seen.push(this);
    };
    showAsked("#nothing");
    showAsked("");
    expect(seen).toEqual([]);
    showAsked("#undo");
    expect(seen).toEqual([document.getElementById("undo")]);
    expect(document.activeElement).toBe(document.getElementById("undo"));
  });

  it("is reached from the menu in the reader's language, signed in or not", async () => {
    const nothing = () => {};
    await show(<MainMenu signedIn={false} places={null} onDetails={nothing} onSignOut={nothing} />);
    fireEvent.click(screen.getByRole("button", { name: en.nav.menu }));
    const link = await screen.findByRole("menuitem", { name: en.nav.help });
    expect(link.getAttribute("href")).toBe("help.html?locale=en-US");
    expect(link.getAttribute("target")).toBe("_blank");
  });
});
