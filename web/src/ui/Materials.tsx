import { DeleteOutlined, UploadOutlined } from "@ant-design/icons";
import { App, Button, Card, Flex, Progress, Switch, Tooltip, Upload } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import type { Materials_files$key } from "../__generated__/Materials_files.graphql";
import type { MaterialsEditMutation } from "../__generated__/MaterialsEditMutation.graphql";
import type { MaterialsRemoveMutation } from "../__generated__/MaterialsRemoveMutation.graphql";
import { sentenceOf, numberText, useWords, wordOf } from "../i18n/useWords";
import { actingAddress } from "./acting";
import { AskFirst } from "./AskFirst";
import { Empty } from "./Empty";
import { faultOf } from "./faults";
import type { ListColumn } from "./list";
import { Rows } from "./Rows";
import { uploadFile } from "./uploadFile";
import { useGesture } from "./useGesture";

interface Props {
  readonly files: Materials_files$key;
  readonly canEdit: boolean;
  /** Makes an uploaded file one of these; what it answers must select them anew. */
  readonly attach: (fileId: string) => Promise<unknown>;
  /** Only files of entries are shown to judges of blind rounds or hidden from them. */
  readonly hasBlind?: boolean;
}

interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly isBlind: boolean;
  readonly version: number;
  readonly state: string;
  readonly downloadUrl: string;
}

/** The files of an entry, a need or a package. */
export function Materials({ files: key, canEdit, attach, hasBlind = false }: Props) {
  const files = useFragment(
    graphql`
      fragment Materials_files on AttachmentConnection {
        nodes {
          id
          name
          size
          isBlind
          version
          state
          downloadUrl
        }
      }
    `,
    key,
  );
  const t = useWords();
  const [gone, setGone] = useState<readonly string[]>([]);
  if (!canEdit && files.nodes.length === 0) return null;
  const rows = files.nodes.filter(({ id }) => !gone.includes(id));
  const columns: ListColumn<FileRow>[] = [
    {
      key: "name",
      title: t("materials.name"),
      render: ({ name, state, downloadUrl }) =>
        state === "CLEAN" ? (
          <a href={actingAddress(downloadUrl)} download={name}>
            {name}
          </a>
        ) : (
          `${name}（${wordOf("FileState", state)}）`
        ),
    },
    { key: "size", title: t("materials.size"), align: "right", render: ({ size }) => sizeText(size) },
  ];
  if (hasBlind)
    columns.push({
      key: "blind",
      title: t("materials.blind"),
      render: (row) => <BlindSwitch file={row} isFixed={!canEdit} />,
    });
  if (canEdit)
    columns.push({
      key: "doing",
      title: "",
      align: "right",
      render: (row) => <Remove file={row} done={() => setGone([...gone, row.id])} />,
    });
  return (
    <Card size="small" title={t("materials.title")} extra={canEdit && <Add attach={attach} />}>
      <Rows rows={rows} columns={columns} empty={<Empty text={t("materials.none")} />} />
    </Card>
  );
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const isLarge = bytes >= 1024 * 1024;
  return `${numberText(bytes / (isLarge ? 1024 * 1024 : 1024), 1)} ${isLarge ? "MB" : "KB"}`;
}

function Add({ attach }: Pick<Props, "attach">) {
  const t = useWords();
  const { message } = App.useApp();
  const [coming, setComing] = useState<{ name: string; share: number } | null>(null);
  const take = async (file: File) => {
    setComing({ name: file.name, share: 0 });
    try {
      const { id } = await uploadFile(file, "MATERIAL", (share) => setComing({ name: file.name, share }));
      await attach(id);
    } catch (problem) {
      const { code, params } = faultOf(problem);
      void message.error(sentenceOf(code, params));
    } finally {
      setComing(null);
    }
  };
  const label = coming ? t("materials.uploading", { name: coming.name }) : t("materials.add");
  return (
    <Flex gap="small" align="center">
      {coming && (
        <Progress type="circle" size={20} aria-label={label} percent={Math.round(coming.share * 100)} status="active" />
      )}
      <Upload
        showUploadList={false}
        disabled={coming !== null}
        beforeUpload={(file) => {
          void take(file);
          return false;
        }}
      >
        <Button icon={<UploadOutlined />} loading={coming !== null}>
          {label}
        </Button>
      </Upload>
    </Flex>
  );
}

function BlindSwitch({ file, isFixed }: { readonly file: FileRow; readonly isFixed: boolean }) {
  const t = useWords();
  const [edit, isRunning] = useGesture<MaterialsEditMutation>(graphql`
    mutation MaterialsEditMutation($input: EditAttachmentInput!) {
      editAttachment(input: $input) {
        __typename
        ... on EditAttachmentSuccess {
          attachment {
            id
            isBlind
            version
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const change = (isBlind: boolean) => edit({ input: { attachmentId: file.id, version: file.version, isBlind } });
  return (
    <Tooltip title={t("materials.blindHelp")}>
      <Switch
        aria-label={`${t("materials.blind")} ${file.name}`}
        checked={file.isBlind}
        disabled={isFixed}
        loading={isRunning}
        onChange={(isBlind) => void change(isBlind)}
      />
    </Tooltip>
  );
}

function Remove({ file, done }: { readonly file: FileRow; readonly done: () => void }) {
  const t = useWords();
  const [remove] = useGesture<MaterialsRemoveMutation>(graphql`
    mutation MaterialsRemoveMutation($input: RemoveAttachmentInput!) {
      removeAttachment(input: $input) {
        __typename
        ... on RemoveAttachmentSuccess {
          removedId
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const run = async () => {
    const { success } = await remove({ input: { attachmentId: file.id, version: file.version } });
    if (success) done();
  };
  const label = t("removeNamed", { name: file.name });
  return (
    <AskFirst
      question={t("materials.removeQuestion")}
      label={<DeleteOutlined />}
      run={run}
      button={{ type: "text", danger: true, "aria-label": label }}
    />
  );
}
