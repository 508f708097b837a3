import { actingHeaders } from "./acting";
import { OfflineError, RequestRefused, type RequestFault } from "./faults";

/** Fetches a file of the server as the person who is signed in, and hands it to the browser to keep. */
export async function saveFile(path: string, name: string): Promise<void> {
  let answer: Response;
  try {
    answer = await fetch(path, { headers: { "X-GreenBridge-Client": "console", ...actingHeaders() } });
  } catch {
    throw new OfflineError();
  }
  if (!answer.ok) {
    const told = (await answer.json().catch(() => null)) as { readonly errors?: readonly RequestFault[] } | null;
    throw new RequestRefused(told?.errors ?? [{ message: answer.statusText }]);
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
