import { App, Alert, Button, Card, Flex, Form, Input, Modal, Select, Typography } from "antd";
import { startTransition, useState } from "react";
import { graphql, useRefetchableFragment } from "react-relay";
import { timeText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { Empty } from "../../ui/Empty";
import { upTo } from "../../ui/limits";
import { Rows } from "../../ui/Rows";
import { useGesture } from "../../ui/useGesture";
import type { TokensRefetchQuery } from "../../__generated__/TokensRefetchQuery.graphql";
import type { Tokens_account$key } from "../../__generated__/Tokens_account.graphql";
import type { TokensCreateMutation } from "../../__generated__/TokensCreateMutation.graphql";
import type { TokensRevokeMutation } from "../../__generated__/TokensRevokeMutation.graphql";
import { DoorForm } from "./DoorForm";
import { NumberField } from "../../ui/NumberField";

const LONGEST_DAYS = 365;
const USUAL_DAYS = 90;

interface Values {
  readonly name: string;
  readonly scope: "READ" | "WRITE";
  readonly days: number;
}

/** Tokens by which programs act in the person's name. */
export function Tokens({ account }: { readonly account: Tokens_account$key }) {
  const [{ apiTokens }, refetch] = useRefetchableFragment<TokensRefetchQuery, Tokens_account$key>(
    graphql`
      fragment Tokens_account on Account @refetchable(queryName: "TokensRefetchQuery") {
        apiTokens(first: 50) {
          nodes {
            id
            name
            scope
            createdAt
            usedAt
            expiresAt
          }
        }
      }
    `,
    account,
  );
  const [revoke] = useGesture<TokensRevokeMutation>(graphql`
    mutation TokensRevokeMutation($input: RevokeApiTokenInput!) {
      revokeApiToken(input: $input) {
        __typename
        ... on RevokeApiTokenSuccess {
          account {
            ...Tokens_account
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [isOpen, setOpen] = useState(false);
  const { message } = App.useApp();
  const t = useWords("identity");
  const end = async (apiTokenId: string) => {
    const { success } = await revoke({ input: { apiTokenId } });
    if (success) void message.success(t("tokens.revoked"));
  };
  const create = (
    <Button type="primary" onClick={() => setOpen(true)}>
      {t("tokens.create")}
    </Button>
  );
  return (
    <Card>
      <Flex wrap gap="middle" justify="space-between" align="center" className="form-notice">
        <Typography.Text type="secondary">{t("tokens.about")}</Typography.Text>
        {apiTokens.nodes.length > 0 && create}
      </Flex>
      <Rows
        rows={apiTokens.nodes}
        empty={<Empty text={t("tokens.empty")}>{create}</Empty>}
        columns={[
          { key: "name", title: t("tokens.name"), render: ({ name }) => name },
          { key: "scope", title: t("tokens.scope"), render: ({ scope }) => wordOf("TokenScope", scope) },
          { key: "createdAt", title: t("tokens.createdAt"), render: ({ createdAt }) => timeText(createdAt) },
          { key: "usedAt", title: t("tokens.usedAt"), render: ({ usedAt }) => timeText(usedAt) || t("tokens.never") },
          { key: "expiresAt", title: t("tokens.expiresAt"), render: ({ expiresAt }) => timeText(expiresAt) },
          {
            key: "revoke",
            title: "",
            align: "right",
            render: (row) => (
              <AskFirst
                question={
                  <>
                    {t("tokens.revokeNamed", { name: row.name })}
                    <br />
                    {t("tokens.revokeText")}
                  </>
                }
                label={t("tokens.revoke")}
                run={() => end(row.id)}
                button={{ size: "small", danger: true }}
              />
            ),
          },
        ]}
      />
      <Modal
        open={isOpen}
        title={t("tokens.create")}
        footer={null}
        mask={{ closable: false }}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <Create created={() => startTransition(() => void refetch({}, { fetchPolicy: "network-only" }))} />
      </Modal>
    </Card>
  );
}

function Create({ created }: { readonly created: () => void }) {
  const [create] = useGesture<TokensCreateMutation>(graphql`
    mutation TokensCreateMutation($input: CreateApiTokenInput!) {
      createApiToken(input: $input) {
        __typename
        ... on CreateApiTokenSuccess {
          text
          apiToken {
            id
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [text, setText] = useState<string | null>(null);
  const t = useWords("identity");
  const submit = async (values: Values) => {
    const { success, refusal } = await create({ input: values }, { quiet: true });
    if (success?.text) {
      setText(success.text);
      created();
    }
    return refusal;
  };
  if (text)
    return (
      <>
        <Alert type="success" showIcon title={t("tokens.shown")} description={t("tokens.shownAbout")} />
        <Typography.Paragraph copyable code className="secret">
          {text}
        </Typography.Paragraph>
      </>
    );
  return (
    <DoorForm<Values> go={t("tokens.create")} submit={submit} initial={{ scope: "READ", days: USUAL_DAYS }}>
      <Form.Item
        name="name"
        label={t("tokens.name")}
        rules={[{ required: true, whitespace: true, message: t("fill") }]}
      >
        <Input placeholder={t("tokens.namePlaceholder")} {...upTo(80)} autoFocus />
      </Form.Item>
      <Form.Item name="scope" label={t("tokens.scope")}>
        <Select
          options={(["READ", "WRITE"] as const).map((value) => ({ value, label: wordOf("TokenScope", value) }))}
        />
      </Form.Item>
      <Form.Item name="days" label={t("tokens.days")} rules={[{ required: true, message: t("fill") }]}>
        <NumberField min={1} max={LONGEST_DAYS} precision={0} />
      </Form.Item>
    </DoorForm>
  );
}
