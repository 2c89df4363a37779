/**
 * Loaded into the server process when the sandbox stands in under the real names: connections to them
 * end at the sandbox on loopback, so that the production configuration runs unchanged and nothing
 * leaves the machine. `SANDBOX_NAMES` lists the names, `SANDBOX_NAMES_PORT` says where they are.
 */
import process from "node:process";
import tls from "node:tls";

const names = new Set((process.env["SANDBOX_NAMES"] ?? "").split(","));
const port = Number(process.env["SANDBOX_NAMES_PORT"]);
const connect = tls.connect;

tls.connect = (options, ...rest) =>
  typeof options === "object" && names.has(options.host)
    ? connect(
        { ...options, host: "127.0.0.1", port, servername: options.servername || options.host },
        ...rest,
      )
    : connect(options, ...rest);
