/** Builds elements; the window needs no framework. */
type Child = Node | string | null | undefined | false;
type Property = string | number | boolean | null | undefined | ((event: never) => void);

/**
 * An element with attributes, listeners (`onclick: (event) => …`) and children. `false`, `null` and
 * `undefined` leave an attribute or child out; `true` sets an attribute without value.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Readonly<Record<string, Property>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value as (event: Event) => void);
    } else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(
    ...children.filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

const paths = {
  add: "M9 3v6H3v2h6v6h2v-6h6V9h-6V3H9Z",
  calendar: "M6 2v2H3v13h14V4h-3V2h-2v2H8V2H6Zm-1 6h10v7H5V8Z",
  check: "M8 13.6 4.4 10 3 11.4l5 5 9-9L15.6 6 8 13.6Z",
  close:
    "M5.4 4 4 5.4 8.6 10 4 14.6 5.4 16l4.6-4.6 4.6 4.6 1.4-1.4L11.4 10 16 5.4 14.6 4 10 8.6 5.4 4Z",
  delete: "M7 2v2H3v2h1l1 12h10l1-12h1V4h-4V2H7Zm0 4h6l-.8 10H7.8L7 6Z",
  edit: "M14.5 2.5 17.5 5.5 7 16l-4 1 1-4L14.5 2.5Z",
  left: "M12 4 6 10l6 6 1.4-1.4L8.8 10l4.6-4.6L12 4Z",
  lock: "M6 8V6a4 4 0 0 1 8 0v2h1v9H5V8h1Zm2 0h4V6a2 2 0 0 0-4 0v2Z",
  mail: "M2 4h16v12H2V4Zm2 2v.5l6 4 6-4V6H4Z",
  people: "M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-6 7a6 6 0 0 1 12 0H4Z",
  right: "M8 4l6 6-6 6-1.4-1.4L11.2 10 6.6 5.4 8 4Z",
  save: "M3 3h11l3 3v11H3V3Zm3 0v4h7V3H6Zm0 8v4h8v-4H6Z",
  sync: "M10 3a7 7 0 0 1 6.3 4H18l-3 4-3-4h2A5 5 0 0 0 5.6 7.6L4.2 6.2A7 7 0 0 1 10 3ZM5 9l3 4H6a5 5 0 0 0 8.4-.6l1.4 1.4A7 7 0 0 1 3.7 13H2l3-4Z",
  theme: "M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 2v12a6 6 0 0 1 0-12Z",
} as const;

export type IconName = keyof typeof paths;

/** A decorative picture of 20 by 20; whoever shows it gives the name. */
export function icon(name: IconName): SVGSVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", paths[name]);
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}
