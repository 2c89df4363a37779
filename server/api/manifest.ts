/** The add-in's manifest for a real address, made of the developers' one, which is the only source. */

const developers = "https://localhost:3000";

/**
 * Why people cannot load an add-in from this address; `undefined` where they can.
 * @param host a web address, with the path below which a reverse proxy passes requests on, if any
 */
export function mistakeOfHost(host: string): string | undefined {
  if (!URL.canParse(host)) return `${host} is not a web address; it begins with https://`;
  const url = new URL(host);
  if (url.protocol !== "https:") {
    return `${host} must begin with https://: Outlook loads add-ins over https only.`;
  }
  if (url.search !== "" || url.hash !== "" || url.username !== "") {
    return `${host} must be a host and perhaps a path, without anything after it: ${addressOf(host)}`;
  }
  return undefined;
}

/** The address as it stands in front of a file's name. */
export function addressOf(host: string): string {
  const { origin, pathname } = new URL(host);
  return origin + pathname.replace(/\/+$/, "");
}

/**
 * The manifest under which Outlook loads the add-in from `host`.
 * @param source the text of manifest.xml
 */
export function manifestFor(source: string, host: string): string {
  const { origin } = new URL(host);
  return (
    source
      // Outlook takes whole origins here and refuses a path.
      .replaceAll(`<AppDomain>${developers}</AppDomain>`, `<AppDomain>${origin}</AppDomain>`)
      .replaceAll(developers, addressOf(host))
  );
}
