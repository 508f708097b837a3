import { App } from "antd";
import { useState } from "react";
import { sentenceOf } from "../i18n/useWords";
import { faultOf } from "./faults";
import { saveFile } from "./saveFile";

interface Ready {
  readonly url: string;
  readonly fileName: string;
}

/** Asks for a file that the server makes, and keeps it; null when it was refused, which is said already. */
export function useDownload(): [(ask: () => Promise<Ready | null>) => Promise<void>, boolean] {
  const [isRunning, setRunning] = useState(false);
  const { message } = App.useApp();
  const run = async (ask: () => Promise<Ready | null>) => {
    setRunning(true);
    try {
      const ready = await ask();
      if (ready) await saveFile(ready.url, ready.fileName);
    } catch (problem) {
      const { code, params } = faultOf(problem);
      void message.error(sentenceOf(code, params));
    } finally {
      setRunning(false);
    }
  };
  return [run, isRunning];
}
