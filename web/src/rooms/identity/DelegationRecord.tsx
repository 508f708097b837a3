import { graphql, useFragment } from "react-relay";
import { timeText } from "../../i18n/times";
import { useWords } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { personName } from "../../ui/personName";
import { Rows } from "../../ui/Rows";
import type { DelegationRecord_gestures$key } from "../../__generated__/DelegationRecord_gestures.graphql";

/** What was done on behalf of somebody, newest first; one that comes twice is shown once. */
export function DelegationRecord({ gestures }: { readonly gestures: DelegationRecord_gestures$key }) {
  const done = useFragment(
    graphql`
      fragment DelegationRecord_gestures on DeputyGesture @relay(plural: true) {
        id
        gesture
        createdAt
        account {
          name
          erasedAt
        }
        deputy {
          name
          erasedAt
        }
      }
    `,
    gestures,
  );
  const t = useWords("identity");
  const rows = [...new Map(done.map((each) => [each.id, each])).values()].toSorted((one, other) =>
    other.createdAt.localeCompare(one.createdAt),
  );
  return (
    <Rows
      rows={rows}
      empty={<Empty text={t("delegation.emptyGestures")} />}
      columns={[
        { key: "gesture", title: t("delegation.gesture"), render: ({ gesture }) => t(`gestures.${gesture}`) },
        { key: "deputy", title: t("delegation.deputy"), render: ({ deputy }) => personName(deputy) },
        { key: "account", title: t("delegation.account"), render: ({ account }) => personName(account) },
        { key: "at", title: t("delegation.at"), render: ({ createdAt }) => timeText(createdAt) },
      ]}
    />
  );
}
