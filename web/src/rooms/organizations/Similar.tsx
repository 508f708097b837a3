import { App, Card, Typography } from "antd";
import { graphql, useFragment } from "react-relay";
import { Link } from "react-router";
import { numberText, useWords } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { Rows } from "../../ui/Rows";
import { useGesture } from "../../ui/useGesture";
import type { Similar_query$key } from "../../__generated__/Similar_query.graphql";
import type { SimilarMergeMutation } from "../../__generated__/SimilarMergeMutation.graphql";

interface Props {
  readonly id: string;
  readonly query: Similar_query$key;
  readonly changed: () => void;
}

/** Organizations that may be the same under another name, for the administration that makes them one. */
export function Similar({ id, query, changed }: Props) {
  const { similarOrganizations } = useFragment(
    graphql`
      fragment Similar_query on Query @argumentDefinitions(id: { type: "ID!" }) {
        similarOrganizations(organizationId: $id) {
          organizationId
          name
          score
        }
      }
    `,
    query,
  );
  const [merge] = useGesture<SimilarMergeMutation>(graphql`
    mutation SimilarMergeMutation($input: MergeOrganizationsInput!) {
      mergeOrganizations(input: $input) {
        __typename
        ... on MergeOrganizationsSuccess {
          organization {
            id
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { message } = App.useApp();
  const t = useWords("organizations");
  const rows = (similarOrganizations ?? []).map((each) => ({ ...each, id: each.organizationId }));
  if (rows.length === 0) return null;
  const unite = async (mergedOrganizationId: string) => {
    const { success } = await merge({ input: { organizationId: id, mergedOrganizationId } });
    if (!success) return;
    void message.success(t("similar.merged"));
    changed();
  };
  return (
    <Card title={t("similar.title")}>
      <Typography.Paragraph type="secondary">{t("similar.about")}</Typography.Paragraph>
      <Rows
        rows={rows}
        columns={[
          {
            key: "name",
            title: t("organization.name"),
            render: (row) => <Link to={`/organizations/${row.id}`}>{row.name}</Link>,
          },
          { key: "score", title: t("similar.score"), align: "right", render: ({ score }) => numberText(score, 0) },
          {
            key: "merge",
            title: "",
            align: "right",
            render: (row) => (
              <AskFirst
                question={t("similar.mergeAsk", { name: row.name })}
                label={t("similar.merge")}
                run={() => unite(row.id)}
                button={{ size: "small" }}
              />
            ),
          },
        ]}
      />
    </Card>
  );
}
