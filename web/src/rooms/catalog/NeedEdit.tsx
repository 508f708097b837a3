import { App } from "antd";
import { graphql } from "react-relay";
import { useWords } from "../../i18n/useWords";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import type { NeedEditMutation } from "../../__generated__/NeedEditMutation.graphql";
import { needInput, NeedFields, type NeedValues } from "./NeedFields";
import type { Need } from "./NeedPage";

/** A need in a form. */
export function NeedEdit({ need, done }: { readonly need: Need; readonly done: () => void }) {
  const t = useWords("catalog");
  const { message } = App.useApp();
  const [edit] = useGesture<NeedEditMutation>(graphql`
    mutation NeedEditMutation($input: EditNeedInput!) {
      editNeed(input: $input) {
        __typename
        ... on EditNeedSuccess {
          need {
            ...NeedPage_need @relay(mask: false)
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const initial: NeedValues = {
    title: need.title,
    problem: need.problem,
    category: need.category ?? null,
    greenFields: [...need.greenFields],
    technicalFields: [...need.technicalFields],
    chainNodes: [...need.chainNodes],
    cooperationModes: [...need.cooperationModes],
    region: need.region,
    trl: need.trl ?? null,
    budgetWan: need.budgetWan ?? null,
    deadlineOn: need.deadlineOn ?? null,
    wantedCount: need.wantedCount,
    visibility: need.visibility,
    indicators: need.indicators.map(({ name, comparator, target, baseline, unit }) => ({
      name,
      comparator: comparator ?? null,
      target: target ?? null,
      baseline: baseline ?? null,
      unit,
    })),
    private: {
      details: need.private?.details ?? "",
      name: need.private?.name ?? "",
      phone: need.private?.phone ?? "",
      email: need.private?.email ?? "",
      decisionMaker: need.private?.decisionMaker ?? "",
    },
  };
  return (
    <RecordForm<NeedValues>
      draftKey={`need.${need.id}`}
      version={need.version}
      initial={initial}
      pathBefore="need"
      save={async (values, sent) => {
        const consentedOrganizationIds = need.consentedOrganizations.map(({ id }) => id);
        const input = {
          needId: need.id,
          version: sent ?? need.version,
          need: { ...needInput(values), consentedOrganizationIds },
        };
        const { success, refusal } = await edit({ input }, { quiet: true });
        if (success) {
          void message.success(t("saved"));
          done();
        }
        return refusal;
      }}
      reload={done}
      cancel={done}
    >
      <NeedFields />
    </RecordForm>
  );
}
