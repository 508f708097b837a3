import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useWords } from "../../i18n/useWords";
import { missingOf } from "./sheet";
import type { Props } from "./SubmitDialog";

const Dialog = lazy(async () => ({ default: (await import("./SubmitDialog")).SubmitDialog }));

/** The way to hand a sheet in; its dialog is fetched when it is asked for. */
export function Submit(props: Omit<Props, "close">) {
  const [isAsking, setAsking] = useState(false);
  const t = useWords("scoring");
  const { sheet, criteria } = props;
  return (
    <>
      <Button
        type="primary"
        size="large"
        disabled={missingOf(sheet, criteria) === criteria.length}
        onClick={() => setAsking(true)}
      >
        {t("submit.go")}
      </Button>
      {isAsking && (
        <Suspense>
          <Dialog {...props} close={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}
