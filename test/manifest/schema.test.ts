import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validateXML } from "xmllint-wasm";

/** Microsoft's schemas lie beside the project, where they are at hand. */
const schemas = join("..", "shared", "manifest-xsd");
const manifest = readFileSync("manifest.xml", "utf8");

async function schemaErrors(xml: string): Promise<readonly string[]> {
  const files = readdirSync(schemas).map((fileName) => ({
    fileName,
    contents: readFileSync(join(schemas, fileName), "utf8"),
  }));
  const main = "OfficeAppManifestV1_1.xsd";
  const { errors } = await validateXML({
    xml: { fileName: "manifest.xml", contents: xml },
    schema: files.filter(({ fileName }) => fileName === main),
    preload: files.filter(({ fileName }) => fileName !== main),
  });
  return errors.map(({ message }) => message);
}

const hasSchemas = existsSync(schemas);
const withSchemas = hasSchemas ? describe : describe.skip;

withSchemas(
  `manifest.xml and Microsoft's schemas${hasSchemas ? "" : " (../shared/manifest-xsd is absent)"}`,
  () => {
    it("agree", async () => {
      expect(await schemaErrors(manifest)).toEqual([]);
    });

    const sharedFolders = "<SupportsSharedFolders>true</SupportsSharedFolders>";
    it.each([
      ["an element that does not exist", manifest.replace("</Hosts>", "<Nonsense/></Hosts>")],
      [
        "elements in another order",
        manifest
          .replace(sharedFolders, "")
          .replace(/<\/DesktopFormFactor>(?=\s+<Mobile)/, `${sharedFolders}</DesktopFormFactor>`),
      ],
      [
        "a surface that does not exist",
        manifest.replace("MessageReadCommandSurface", "MessageRead"),
      ],
    ])("disagree on %s", async (_, changed) => {
      expect(changed).not.toBe(manifest);
      expect(await schemaErrors(changed)).not.toEqual([]);
    });
  },
);

describe("office-addin-manifest", () => {
  it("reads what Outlook will", () => {
    // Its package mixes module kinds, which jest cannot load; its command line can be asked.
    const cli = require.resolve("office-addin-manifest/cli.js");
    const { stdout } = spawnSync(process.execPath, [cli, "info", "manifest.xml"], {
      encoding: "utf8",
    });
    expect(stdout).toMatch(/Id: 7f9e0a52-6f0f-4d0e-9a31-2f6f2c1d8a10/);
    expect(stdout).toMatch(/Name: Sync to ERP/);
    expect(stdout).toMatch(/Permissions: ReadWriteItem/);
  });
});

describe("npm run manifest", () => {
  const folder = mkdtempSync(join(tmpdir(), "sync-to-erp-manifest-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "tools/manifest.mjs", ...args], {
      encoding: "utf8",
    });

  it("converts it to a unified manifest that Microsoft's own schema accepts", () => {
    const out = join(folder, "converted.xml");
    const unified = join(folder, "unified");
    const host = "https://erp-sync.example.com";
    expect(run("--host", host, "--out", out, "--unified", unified).status).toBe(0);
    // Of JSON the schema is bundled; an XML manifest would be sent to a service of Microsoft's.
    const cli = require.resolve("office-addin-manifest/cli.js");
    const json = join(unified, "manifest.json");
    const { status, stdout } = spawnSync(process.execPath, [cli, "validate", json], {
      encoding: "utf8",
    });
    expect([status, stdout]).toEqual([0, ""]);
    expect(readFileSync(json, "utf8")).not.toContain("localhost");
  });

  it("writes the manifest for a real host, and nothing of localhost is left", () => {
    const out = join(folder, "manifest.xml");
    const { status, stderr } = run("--host", "https://erp-sync.example.com/", "--out", out);
    expect([status, stderr]).toEqual([0, ""]);
    const written = readFileSync(out, "utf8");
    expect(written).toContain("https://erp-sync.example.com/taskpane.html");
    expect(written).not.toContain("localhost");
  });

  it("writes one for a path behind a reverse proxy; Outlook's list of domains takes origins alone", () => {
    const out = join(folder, "below.xml");
    expect(run("--host", "https://intranet.example.com/sync/", "--out", out).status).toBe(0);
    const written = readFileSync(out, "utf8");
    expect(written).toContain("https://intranet.example.com/sync/taskpane.html");
    expect(written).toContain("<AppDomain>https://intranet.example.com</AppDomain>");
    expect(written).not.toContain("sync//");
  });

  it.each([
    ["no host", [], /--host is missing/],
    ["plain http", ["--host", "http://erp.example"], /must begin with https/],
    [
      "a query",
      ["--host", "https://erp.example/a?b"],
      /anything after it.*https:\/\/erp\.example\/a/,
    ],
    ["no address", ["--host", "erp.example"], /is not a web address/],
    ["an unknown option", ["--hots", "https://erp.example"], /--hots/],
    ["the source as target", ["--host", "https://a.example", "--out", "manifest.xml"], /overwrite/],
  ])("refuses %s with the remedy", (_, args, sentence) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr).toContain("Usage: npm run manifest");
  });
});
