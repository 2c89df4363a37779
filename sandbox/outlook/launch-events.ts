import type { LaunchEvent } from "./page-config.ts";

const pattern = /<LaunchEvent\b([^>]*?)\/?>/gu;

function attribute(text: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`, "u").exec(text)?.[1];
}

/**
 * The launch events that a manifest.xml declares, in its order, each once (VersionOverrides 1.0 and
 * 1.1 may repeat them). Outlook reads them at installation; the window reads them per page load.
 */
export function launchEventsOf(manifestXml: string): readonly LaunchEvent[] {
  const events = new Map<string, LaunchEvent>();
  for (const [, attributes = ""] of manifestXml.matchAll(pattern)) {
    const type = attribute(attributes, "Type");
    const functionName = attribute(attributes, "FunctionName");
    if (type !== undefined && functionName !== undefined) events.set(type, { type, functionName });
  }
  return [...events.values()];
}
