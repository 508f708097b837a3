import { actingHeaders } from "./acting";
import { OfflineError, RequestRefused, type RequestFault } from "./faults";

export interface Uploaded {
  readonly id: string;
  readonly name: string;
}

/** Hands a file in, for a day or until it becomes part of something; says how much of it is there, from 0 to 1. */
export function uploadFile(
  file: File,
  purpose: "SHEET" | "MATERIAL",
  progress: (share: number) => void = () => undefined,
): Promise<Uploaded> {
  // fetch does not tell how far an upload is
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/files?name=${encodeURIComponent(file.name)}&purpose=${purpose}`);
    request.setRequestHeader("X-GreenBridge-Client", "console");
    for (const [name, value] of Object.entries(actingHeaders())) request.setRequestHeader(name, value);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(total ? loaded / total : 0));
    request.addEventListener("error", () => reject(new OfflineError()));
    request.addEventListener("load", () => {
      const answer = request.response as (Uploaded & { readonly errors?: readonly RequestFault[] }) | null;
      if (request.status === 201 && answer) resolve(answer);
      else reject(new RequestRefused(answer?.errors ?? [{ message: request.statusText }]));
    });
    request.send(file);
  });
}
