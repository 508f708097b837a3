import { graphql, useFragment } from "react-relay";
import { Link } from "react-router";
import { useWords } from "../../i18n/useWords";
import { Rows } from "../../ui/Rows";
import type { RestrictionRows_restriction$key } from "../../__generated__/RestrictionRows_restriction.graphql";
import { PeriodText } from "./PeriodText";
import { RestrictionTag } from "./RestrictionTag";

/** Restrictions that name an organization. */
export function RestrictionRows({ restrictions }: { readonly restrictions: RestrictionRows_restriction$key }) {
  const rows = useFragment(
    graphql`
      fragment RestrictionRows_restriction on Restriction @relay(plural: true) {
        id
        reason
        startsOn
        endsOn
        liftedAt
      }
    `,
    restrictions,
  );
  const t = useWords("organizations");
  return (
    <Rows
      rows={rows}
      columns={[
        {
          key: "reason",
          title: t("restriction.reason"),
          render: ({ id, reason }) => <Link to={`/restrictions/${id}`}>{reason}</Link>,
        },
        { key: "period", title: t("restriction.period"), render: (row) => <PeriodText {...row} /> },
        { key: "state", title: t("restriction.state"), render: (row) => <RestrictionTag {...row} /> },
      ]}
    />
  );
}
