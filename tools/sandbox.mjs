/** `npm run sandbox`: the sandbox and the demo ERP without the server, on plain HTTP too. */
import process from "node:process";
import { installIfNeeded, requireNode, runSandbox } from "./install.mjs";

requireNode();
installIfNeeded();
runSandbox(["--alone", "--headless", ...process.argv.slice(2)]);
