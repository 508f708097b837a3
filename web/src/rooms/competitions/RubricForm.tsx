import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Alert, Button, Card, Col, Form, Input, Row, Typography } from "antd";
import { graphql } from "react-relay";
import { numberText, useWords } from "../../i18n/useWords";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import type { RubricFormMutation } from "../../__generated__/RubricFormMutation.graphql";
import { NumberField } from "../../ui/NumberField";
import { upTo } from "../../ui/limits";

interface Criterion {
  readonly id: string;
  readonly name: string;
  readonly help: string;
  readonly weight: string;
  readonly maxPoints: string;
  readonly step: string;
  readonly scaleWords: readonly string[];
}

interface Values {
  criteria: (Partial<Criterion> & { name: string })[];
}

interface Props {
  readonly roundId: string;
  readonly version: number;
  readonly isInUse: boolean;
  readonly criteria: readonly Criterion[];
  readonly done: () => void;
}

/** The criteria of a rubric; once somebody scored by it only its texts. */
export function RubricForm({ roundId, version, isInUse, criteria, done }: Props) {
  const t = useWords("competitions");
  const [edit] = useGesture<RubricFormMutation>(graphql`
    mutation RubricFormMutation($input: EditRubricInput!) {
      editRubric(input: $input) {
        __typename
        ... on EditRubricSuccess {
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
  const required = [{ required: true, message: t("required") }];
  return (
    <RecordForm<Values>
      draftKey={`rubric.${roundId}`}
      version={version}
      initial={{ criteria: criteria.map((each) => ({ ...each })) }}
      save={async (values, sent) => {
        const given = values.criteria.map(({ id, name, help, weight, maxPoints, step, scaleWords }) => ({
          id,
          name,
          help: help ?? "",
          weight: String(weight ?? 0),
          maxPoints: String(maxPoints ?? 10),
          step: String(step ?? 1),
          scaleWords: scaleWords ?? [],
        }));
        const { success, refusal } = await edit(
          { input: { roundId, version: sent ?? version, criteria: given } },
          { quiet: true },
        );
        if (success) done();
        return refusal;
      }}
      reload={done}
      cancel={done}
    >
      {isInUse && <Alert type="info" showIcon className="form-notice" title={t("rubric.isInUse")} />}
      <Form.List name="criteria">
        {(rows, { add, remove }) => (
          <>
            {rows.map((row) => (
              <Card key={row.key} size="small" className="form-notice">
                <Row gutter={12} align="middle">
                  <Col flex="auto">
                    <Form.Item name={[row.name, "name"]} label={t("rubric.criterion")} rules={required}>
                      <Input {...upTo(120)} />
                    </Form.Item>
                  </Col>
                  {!isInUse && (
                    <Col>
                      <Button
                        type="text"
                        icon={<DeleteOutlined />}
                        aria-label={t("remove")}
                        onClick={() => remove(row.name)}
                      />
                    </Col>
                  )}
                </Row>
                <Form.Item name={[row.name, "help"]} label={t("rubric.help")}>
                  <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} {...upTo(2000)} />
                </Form.Item>
                <Row gutter={12}>
                  {(["weight", "maxPoints", "step"] as const).map((name) => (
                    <Col key={name} xs={8}>
                      <Form.Item name={[row.name, name]} label={t(`rubric.${name}`)} rules={required}>
                        <NumberField stringMode min="0" max="1000" disabled={isInUse} style={{ width: "100%" }} />
                      </Form.Item>
                    </Col>
                  ))}
                </Row>
              </Card>
            ))}
            {!isInUse && (
              <Button
                icon={<PlusOutlined />}
                onClick={() => add({ name: "", help: "", weight: "0", maxPoints: "10", step: "1", scaleWords: [] })}
              >
                {t("rubric.add")}
              </Button>
            )}
          </>
        )}
      </Form.List>
      <Form.Item noStyle shouldUpdate>
        {(form) => {
          const given = (form.getFieldValue("criteria") ?? []) as (Partial<Criterion> | undefined)[];
          const sum = given.reduce((total, each) => total + Number(each?.weight ?? 0), 0);
          return (
            <Typography.Paragraph type={sum === 100 ? "secondary" : "danger"} style={{ marginTop: 12 }}>
              {t("rubric.sum", { sum: numberText(sum) })}
            </Typography.Paragraph>
          );
        }}
      </Form.Item>
    </RecordForm>
  );
}
