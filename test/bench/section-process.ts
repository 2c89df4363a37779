/** One section, measured in a process of its own; its figures go to whoever started it. */
import { sections } from "./sections.ts";

const [name = ""] = process.argv.slice(2);
const section = sections[name];
if (section === undefined) throw new Error(`There is no section ${name}.`);
await section.run((figure) => process.send?.(figure));
// Whatever still listens has nothing more to say.
process.exit(0);
