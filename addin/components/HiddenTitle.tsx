import { makeStyles } from "@fluentui/react-components";
import { useWords } from "../locales/locale.ts";

const useStyles = makeStyles({
  // Read out, not seen: the notice below says everything that the eye needs.
  hidden: {
    position: "absolute",
    width: "1px",
    height: "1px",
    margin: "-1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  },
});

/** The title of a page that can show nothing but a failure. */
export function HiddenTitle() {
  return <h1 className={useStyles().hidden}>{useWords().name}</h1>;
}
