/** Rules of Outlook's manifest that no schema states; each one was paid for by somebody. */
export interface ManifestWorld {
  /** Width and height in pixels of the icon at this path of the host; `undefined`: no such file. */
  readonly iconSize: (path: string) => readonly [number, number] | undefined;
  /** Names passed to `Office.actions.associate`. */
  readonly handlers: ReadonlySet<string>;
}

const bytesMax = 256 * 1024;
const residLengthMax = 32;
const shortStringMax = 125;
const longStringMax = 250;
/** The pixels that Outlook asks of the add-in's own icons. */
const ownIcons = { IconUrl: 64, HighResolutionIconUrl: 128 };

/** Every mistake as a sentence; empty where there is none. */
export function findMistakes(xml: string, world: ManifestWorld): readonly string[] {
  const document = new DOMParser().parseFromString(xml, "application/xml");
  if (elements(document, "parsererror").length > 0) return ["it is not well-formed XML"];
  return [
    ...(Buffer.byteLength(xml) > bytesMax ? [`it is larger than ${bytesMax} bytes`] : []),
    ...checkVersion(document),
    ...checkAddresses(document),
    ...elements(document, "VersionOverrides").flatMap((level) => checkLevel(level, world)),
    ...Object.entries(ownIcons).flatMap(([name, size]) =>
      elements(document, name).flatMap((icon) =>
        checkIcon(world, name, attribute(icon, "DefaultValue"), size),
      ),
    ),
  ];
}

/** Elements of this name anywhere below, whatever their namespace. */
export function elements(from: Document | Element, name: string): Element[] {
  return [...from.getElementsByTagNameNS("*", name)];
}

function checkVersion(document: Document): string[] {
  const version = elements(document, "Version")[0]?.textContent ?? "";
  return /^\d{1,5}(\.\d{1,5}){3}$/.test(version) ? [] : [`Version ${version} is not four numbers`];
}

function checkAddresses(document: Document): string[] {
  const addresses = [...document.getElementsByTagName("*")].flatMap((element) => [
    element.localName === "AppDomain" ? element.textContent : "",
    element.localName === "String" ? "" : attribute(element, "DefaultValue"),
    element.localName === "Override" && element.parentElement?.localName === "Url"
      ? attribute(element, "Value")
      : "",
  ]);
  return addresses
    .filter((address) => /^\w+:\/\//.test(address) && !address.startsWith("https://"))
    .map((address) => `${address} is not https`);
}

/** One `VersionOverrides` without the one inside it: nothing is inherited, each must be whole. */
function checkLevel(level: Element, world: ManifestWorld): string[] {
  const own = (name: string): Element[] =>
    elements(level, name).filter((element) => element.closest("VersionOverrides") === level);
  const where = level.getAttribute("xsi:type") ?? "";
  const kinds = { Image: "Images", Url: "Urls", String: "Strings" };
  const resources = Object.keys(kinds)
    .flatMap(own)
    .filter((element) => element.hasAttribute("id"));
  const resourceIds = resources.map((resource) => attribute(resource, "id"));
  const used = [...level.querySelectorAll("[resid]")].filter(
    (element) => element.closest("VersionOverrides") === level,
  );
  const ids = ["Group", "Control"].flatMap(own).map((element) => attribute(element, "id"));
  return [
    ...repeated([...resourceIds]).map((id) => `resource ${id} is defined twice`),
    ...repeated(ids).map((id) => `id ${id} is used twice`),
    ...resourceIds
      .filter((id) => id.length > residLengthMax)
      .map((id) => `resource id ${id} is longer than ${residLengthMax} characters`),
    ...used
      .filter((element) => !resourceIds.includes(attribute(element, "resid")))
      .map(
        (element) => `${element.localName} names ${attribute(element, "resid")}, which is missing`,
      ),
    ...resourceIds
      .filter((id) => !used.some((element) => attribute(element, "resid") === id))
      .map((id) => `resource ${id} is not used`),
    ...checkStrings(own("ShortStrings"), shortStringMax),
    ...checkStrings(own("LongStrings"), longStringMax),
    ...own("Image")
      .filter((image) => image.hasAttribute("size"))
      .flatMap((image) => {
        const resid = attribute(image, "resid");
        const address = resources.find((resource) => attribute(resource, "id") === resid);
        const size = Number(attribute(image, "size"));
        return address === undefined
          ? []
          : checkIcon(world, resid, attribute(address, "DefaultValue"), size);
      }),
    ...own("LaunchEvent")
      .map((event) => attribute(event, "FunctionName"))
      .filter((name) => !world.handlers.has(name))
      .map((name) => `${name} has no handler in addin/commands.ts`),
  ].map((mistake) => `${where}: ${mistake}`);
}

function checkStrings(lists: readonly Element[], max: number): string[] {
  const strings = lists.flatMap((list) => elements(list, "String"));
  return strings.flatMap((string) =>
    [string, ...elements(string, "Override")]
      .map((one) => attribute(one, one === string ? "DefaultValue" : "Value"))
      .filter((text) => text.length === 0 || text.length > max)
      .map((text) => `${attribute(string, "id")} has ${text.length} characters, not 1 to ${max}`),
  );
}

function checkIcon(world: ManifestWorld, name: string, address: string, size: number): string[] {
  const pixels = URL.canParse(address) ? world.iconSize(new URL(address).pathname) : undefined;
  if (pixels === undefined) return [`${name}: there is no icon ${address}`];
  const [width, height] = pixels;
  return width === size && height === size
    ? []
    : [`${name}: ${address} is ${width} x ${height} pixels, not ${size} x ${size}`];
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function attribute(element: Element, name: string): string {
  return element.getAttribute(name) ?? "";
}
