import { Button, makeStyles } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons";

const useStyles = makeStyles({ root: { alignSelf: "flex-start" } });

export interface BackButtonProps {
  /** Where it leads. */
  readonly children: string;
  readonly onClick: () => void;
}

/** First on a page that stands in another one's place: the way back to that. */
export function BackButton({ children, onClick }: BackButtonProps) {
  const styles = useStyles();
  return (
    <Button
      className={styles.root}
      appearance="subtle"
      icon={<ArrowLeftRegular />}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
