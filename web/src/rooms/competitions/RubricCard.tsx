import { Button, Card, Dropdown, Typography } from "antd";
import { useState } from "react";
import { graphql, useFragment, useLazyLoadQuery } from "react-relay";
import { currentLanguage } from "../../i18n";
import { numberText, useWords } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { Frame } from "../../ui/Frame";
import { Rows } from "../../ui/Rows";
import { useGesture } from "../../ui/useGesture";
import type { RubricCard_round$key } from "../../__generated__/RubricCard_round.graphql";
import type { RubricCardTemplateMutation } from "../../__generated__/RubricCardTemplateMutation.graphql";
import type { RubricCardTemplatesQuery } from "../../__generated__/RubricCardTemplatesQuery.graphql";
import { RubricForm } from "./RubricForm";

interface Props {
  readonly round: RubricCard_round$key;
  readonly canEdit: boolean;
}

/** The rubric of a round: what is scored, how it weighs. */
export function RubricCard({ round: key, canEdit }: Props) {
  const round = useFragment(
    graphql`
      fragment RubricCard_round on Round {
        id
        rubric {
          id
          version
          isInUse
          criteria {
            id
            name
            help
            weight
            maxPoints
            step
            scaleWords
          }
        }
      }
    `,
    key,
  );
  const [isEditing, setEditing] = useState(false);
  const t = useWords("competitions");
  const { rubric } = round;
  const criteria = rubric?.criteria ?? [];
  if (isEditing) {
    return (
      <Card size="small" title={t("rubric.title")}>
        <RubricForm
          roundId={round.id}
          version={rubric?.version ?? 0}
          isInUse={rubric?.isInUse ?? false}
          criteria={criteria}
          done={() => setEditing(false)}
        />
      </Card>
    );
  }
  return (
    <Card
      size="small"
      title={t("rubric.title")}
      extra={canEdit && rubric && <Button onClick={() => setEditing(true)}>{t("edit")}</Button>}
    >
      {criteria.length === 0 ? (
        <Empty text={t("rubric.none")}>
          {canEdit && (
            <Frame>
              <Templates roundId={round.id} />
              <Button type="link" onClick={() => setEditing(true)}>
                {t("rubric.own")}
              </Button>
            </Frame>
          )}
        </Empty>
      ) : (
        <Rows
          rows={criteria}
          columns={[
            {
              key: "name",
              title: t("rubric.criterion"),
              render: ({ name, help }) => (
                <>
                  {name}
                  <br />
                  <Typography.Text type="secondary">{help}</Typography.Text>
                </>
              ),
            },
            {
              key: "weight",
              title: t("rubric.weight"),
              align: "right",
              render: (row) => `${numberText(row.weight)} %`,
            },
            { key: "points", title: t("rubric.maxPoints"), align: "right", render: (row) => numberText(row.maxPoints) },
            { key: "step", title: t("rubric.step"), align: "right", render: (row) => numberText(row.step) },
          ]}
        />
      )}
    </Card>
  );
}

function Templates({ roundId }: { readonly roundId: string }) {
  const t = useWords("competitions");
  const locale = currentLanguage() === "zh" ? "ZH" : "EN";
  const { rubricTemplates } = useLazyLoadQuery<RubricCardTemplatesQuery>(
    graphql`
      query RubricCardTemplatesQuery($locale: Locale!) {
        rubricTemplates(locale: $locale) {
          code
          title
        }
      }
    `,
    { locale },
  );
  const [use, isRunning] = useGesture<RubricCardTemplateMutation>(graphql`
    mutation RubricCardTemplateMutation($input: UseRubricTemplateInput!) {
      useRubricTemplate(input: $input) {
        __typename
        ... on UseRubricTemplateSuccess {
          rubric {
            round {
              ...RubricCard_round
            }
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: rubricTemplates.map(({ code, title }) => ({
          key: code,
          label: title,
          onClick: () => void use({ input: { roundId, code, locale } }),
        })),
      }}
    >
      <Button type="primary" loading={isRunning}>
        {t("rubric.useTemplate")}
      </Button>
    </Dropdown>
  );
}
