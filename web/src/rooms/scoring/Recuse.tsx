import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useWords } from "../../i18n/useWords";

const Dialog = lazy(async () => ({ default: (await import("./RecuseDialog")).RecuseDialog }));

/** The way to step back from an entry; its dialog is fetched when it is asked for. */
export function Recuse({ taskId, done }: { readonly taskId: string; readonly done: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const t = useWords("scoring");
  return (
    <>
      <Button block onClick={() => setAsking(true)}>
        {t("recuse.open")}
      </Button>
      {isAsking && (
        <Suspense>
          <Dialog taskId={taskId} close={() => setAsking(false)} done={done} />
        </Suspense>
      )}
    </>
  );
}
