/** The licences of what is shipped: of what webpack bundled, and of what the server needs to run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import LicencePlugin from "webpack-license-plugin";
import { projectDir } from "./install.mjs";

/** Folders of the packages that `npm ci --omit=dev` installs, which is what an image holds. */
function shippedFolders() {
  const { packages } = JSON.parse(readFileSync(join(projectDir, "package-lock.json"), "utf8"));
  return Object.entries(packages).flatMap(([path, { dev }]) =>
    path === "" || dev === true ? [] : [join(projectDir, path)],
  );
}

/**
 * Whether what is shipped under this licence would have to be shipped otherwise, by its copyleft.
 * @param expression SPDX; where it offers a choice, ours is the other one
 */
export function isUnwanted(expression) {
  return expression
    .split(" OR ")
    .every((choice) => /\b(A?GPL|LGPL|SSPL|BUSL|CC-BY-NC|UNLICENSED|SEE LICENSE)/.test(choice));
}

/** What pages show of the packages: those whose texts are the same share one. */
export function listOf(packages) {
  const texts = [];
  const indexOf = (text) => {
    if (!texts.includes(text)) texts.push(text);
    return texts.indexOf(text);
  };
  const shown = packages.map(({ name, version, license, licenseText, noticeText }) => {
    const text = [licenseText, noticeText].flatMap((one) => one?.trim() || []).join("\n\n");
    return { name, version, licence: license, text: text === "" ? null : indexOf(text) };
  });
  return JSON.stringify({ packages: shown, texts });
}

/** Writes `licences.json`; a package without a licence, or under an unwanted one, fails the build. */
export function licences() {
  return new LicencePlugin({
    // With addresses of sources and authors: for whoever keeps such lists. It is not served.
    outputFilename: "../licences-in-full.json",
    additionalFiles: { "licences.json": listOf },
    includePackages: shippedFolders,
    includeNoticeText: true,
    unacceptableLicenseTest: isUnwanted,
    excludedPackageTest: (name) => name === "sync-to-erp",
  });
}
