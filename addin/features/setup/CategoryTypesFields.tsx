import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { SetupOptions } from "../../../server/api/contract/account.ts";
import { isMap } from "../../../server/settings/setting-value.ts";
import { CategoryTypesTable, CategoryTypesText } from "../../components/CategoryTypesTable.tsx";
import { useWords } from "../../locales/locale.ts";
import { isLocked, Origin, type Origins } from "./Origin.tsx";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
});

export interface CategoryTypesFieldsProps {
  readonly options: SetupOptions;
  readonly companyId: string | null;
  readonly rules: SetupOptions["rules"];
  readonly origins: Origins;
  readonly onChange: (rules: SetupOptions["rules"]) => void;
}

/** Which of the person's categories means which activity type, where that is his to say. */
export function CategoryTypesFields(props: CategoryTypesFieldsProps) {
  const { options, companyId, rules, origins, onChange } = props;
  const styles = useStyles();
  const words = useWords().categoryTypes;
  const company = options.companies.find(({ id }) => id === companyId);
  const known = { categories: options.categories, types: company?.activityTypes ?? null };
  const name = "categoryTypes";
  return (
    <>
      <p className={styles.text}>{words.hint}</p>
      {isLocked(origins, name) ? (
        <CategoryTypesText rows={rules.categoryTypes} />
      ) : (
        <CategoryTypesTable
          rows={rules.categoryTypes}
          known={known}
          rowsMax={options.categoryTypesMax}
          onChange={(categoryTypes) => onChange({ ...rules, categoryTypes })}
        />
      )}
      <Origin
        name={name}
        label={words.title}
        origins={origins}
        aboveText={(value) =>
          isMap(value) && value.length > 0 ? words.count(value.length) : words.noneShort
        }
      />
    </>
  );
}
