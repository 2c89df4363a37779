/** @jest-environment jsdom */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { elements, findMistakes, type ManifestWorld } from "./rules.ts";

const manifest = readFileSync("manifest.xml", "utf8");
const commands = readFileSync("addin/commands.ts", "utf8");

const world: ManifestWorld = {
  iconSize(path) {
    try {
      const png = readFileSync(`addin${path}`);
      return [png.readUInt32BE(16), png.readUInt32BE(20)];
    } catch {
      return undefined;
    }
  },
  handlers: new Set(
    [...commands.matchAll(/Office\.actions\.associate\("(\w+)"/g)].map(([, name]) => name ?? ""),
  ),
};

/**
 * Outlook keeps a manifest by its version, and people whose administrator accepted this one would
 * never see a change. Changed manifest.xml? Raise its Version, then put both here.
 */
const released = {
  version: "1.0.0.0",
  sha256: "b077a9d1cb591ae3bb55bda4212831633556deab7c04f3e28789978408e6a3fe",
};

describe("manifest.xml", () => {
  const document = new DOMParser().parseFromString(manifest, "application/xml");
  const texts = (name: string, attribute: string) =>
    elements(document, name).map((element) => element.getAttribute(attribute));

  it("keeps every rule that no schema states", () => {
    expect(findMistakes(manifest, world)).toEqual([]);
  });

  it("has a higher version whenever it changed", () => {
    const sha256 = createHash("sha256").update(manifest.replaceAll("\r\n", "\n")).digest("hex");
    expect({ version: elements(document, "Version")[0]?.textContent, sha256 }).toEqual(released);
  });

  it("offers Sync to ERP on the four surfaces, to old and new Outlook alike", () => {
    const surfaces = texts("ExtensionPoint", "xsi:type").filter((type) =>
      type?.endsWith("CommandSurface"),
    );
    const four = [
      "MessageReadCommandSurface",
      "MessageComposeCommandSurface",
      "AppointmentOrganizerCommandSurface",
      "AppointmentAttendeeCommandSurface",
    ];
    expect(surfaces).toEqual([...four, ...four, "MobileMessageReadCommandSurface"]);
  });

  it("can be pinned on messages, where Outlook knows pinning", () => {
    const pinned = elements(document, "SupportsPinning").map((element) =>
      element.closest("ExtensionPoint")?.getAttribute("xsi:type"),
    );
    expect(pinned).toEqual(["MessageReadCommandSurface", "MessageComposeCommandSurface"]);
  });

  it("is handled by a function for every launch event, and has no function without one", () => {
    expect(new Set(texts("LaunchEvent", "FunctionName"))).toEqual(world.handlers);
  });

  it("asks for no more than the open item", () => {
    expect(elements(document, "Permissions")[0]?.textContent).toBe("ReadWriteItem");
  });
});

describe("the rules", () => {
  it.each([
    ["an id that is not defined", 'resid="Taskpane.Url"', 'resid="Missing"', /Missing.* missing/],
    [
      "a resource twice",
      'bt:Url id="Commands.Url"',
      'bt:Url id="Taskpane.Url"',
      /Taskpane.Url is defined twice/,
    ],
    ["an id twice", 'id="MessageCompose.Group"', 'id="MessageRead.Group"', /id MessageRead.Group/],
    ["a long id", /Group\.Label/g, "G".repeat(33), /longer than 32/],
    ["a long label", '"ERP"', `"${"E".repeat(126)}"`, /126 characters, not 1 to 125/],
    ["a long description", /Value="Verkn[^"]*"/, `Value="${"V".repeat(251)}"`, /251 characters/],
    ["plain http", /https:\/\/localhost:3000\/taskpane/g, "http://localhost/taskpane", /not https/],
    ["an icon that is missing", /icon-16/g, "icon-17", /no icon/],
    ["an icon of another size", /icon-16/g, "icon-32", /32 x 32 pixels, not 16 x 16/],
    ["an own icon of another size", /icon-128/g, "icon-64", /64 x 64 pixels, not 128 x 128/],
    ["an event without a handler", /onAppointmentSend/g, "onSend", /onSend has no handler/],
    ["a version of three numbers", "1.0.0.0", "1.0.0", /not four numbers/],
    ["a manifest that is too large", "</OfficeApp>", `${" ".repeat(262144)}</OfficeApp>`, /larger/],
    ["a manifest that is not XML", "</OfficeApp>", "", /well-formed/],
  ])("find %s", (_, text, replacement, mistake) => {
    const changed =
      typeof text === "string"
        ? manifest.replace(text, replacement)
        : manifest.replaceAll(new RegExp(text, "g"), replacement);
    expect(changed).not.toBe(manifest);
    expect(findMistakes(changed, world).join("\n")).toMatch(mistake);
  });
});
