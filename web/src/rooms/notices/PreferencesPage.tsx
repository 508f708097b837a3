import { App, Card, Flex, Select, Typography } from "antd";
import { useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useWords, wordOf } from "../../i18n/useWords";
import { Page } from "../../ui/Page";
import { Rows } from "../../ui/Rows";
import { useGesture } from "../../ui/useGesture";
import type { NoticeChoice, PreferencesPageQuery } from "../../__generated__/PreferencesPageQuery.graphql";
import type { PreferencesPageMutation } from "../../__generated__/PreferencesPageMutation.graphql";
import type { PreferencesPageScheduleMutation } from "../../__generated__/PreferencesPageScheduleMutation.graphql";
import "./notices.css";

const CHOICES: readonly NoticeChoice[] = ["NONE", "IN_APP", "MAIL", "DIGEST"];
const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: hour, label: `${String(hour).padStart(2, "0")}:00` }));
const ZONES = Intl.supportedValuesOf("timeZone").map((value) => ({ value, label: value.replaceAll("_", " ") }));

/** How one hears of every kind of event, and when the digest comes. */
export function PreferencesPage() {
  const { noticePreferences, noticeSchedule } = useLazyLoadQuery<PreferencesPageQuery>(
    graphql`
      query PreferencesPageQuery {
        noticePreferences {
          kind
          choice
        }
        noticeSchedule {
          timeZone
          digestHour
        }
      }
    `,
    {},
    { fetchPolicy: "network-only" },
  );
  const [choose] = useGesture<PreferencesPageMutation>(graphql`
    mutation PreferencesPageMutation($input: SetNoticePreferenceInput!) {
      setNoticePreference(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [setSchedule] = useGesture<PreferencesPageScheduleMutation>(graphql`
    mutation PreferencesPageScheduleMutation($input: SetNoticeScheduleInput!) {
      setNoticeSchedule(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [chosen, setChosen] = useState<Readonly<Record<string, NoticeChoice>>>({});
  const [schedule, keepSchedule] = useState(noticeSchedule);
  const { message } = App.useApp();
  const t = useWords("notices");
  const set = async (kind: PreferencesPageMutation["variables"]["input"]["kind"], choice: NoticeChoice) => {
    const { success } = await choose({ input: { kind, choice } });
    if (!success) return;
    setChosen((known) => ({ ...known, [kind]: choice }));
    void message.success(t("saved"));
  };
  const plan = async (next: { timeZone: string; digestHour: number }) => {
    const { success } = await setSchedule({ input: next });
    if (!success) return;
    keepSchedule(next);
    void message.success(t("saved"));
  };
  const rows = (noticePreferences ?? []).map((each) => ({ ...each, id: each.kind }));
  return (
    <Page title={t("preferences")} above={[{ to: "/account", label: t("account") }]}>
      <Flex vertical gap="middle">
        {schedule && (
          <Card title={t("digest")}>
            <Typography.Paragraph type="secondary">{t("digestAbout")}</Typography.Paragraph>
            <Flex wrap gap="small">
              <Select
                aria-label={t("digestHour")}
                options={HOURS}
                value={schedule.digestHour}
                onChange={(digestHour: number) => void plan({ ...schedule, digestHour })}
              />
              <Select
                className="zone-choice"
                aria-label={t("timeZone")}
                showSearch={{ optionFilterProp: "label" }}
                options={ZONES}
                value={schedule.timeZone}
                onChange={(timeZone: string) => void plan({ ...schedule, timeZone })}
              />
            </Flex>
          </Card>
        )}
        <Card title={t("byKind")}>
          <Rows
            rows={rows}
            columns={[
              { key: "kind", title: t("kind"), render: ({ kind }) => wordOf("EventKind", kind) },
              {
                key: "choice",
                title: t("choice"),
                render: ({ kind, choice }) => (
                  <Select
                    className="preference-choice"
                    aria-label={wordOf("EventKind", kind)}
                    options={CHOICES.map((value) => ({ value, label: wordOf("NoticeChoice", value) }))}
                    value={chosen[kind] ?? choice}
                    onChange={(value: NoticeChoice) => void set(kind, value)}
                  />
                ),
              },
            ]}
          />
        </Card>
      </Flex>
    </Page>
  );
}
