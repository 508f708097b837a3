import { expect, test } from "vitest";
import { faultOf, RequestRefused } from "./faults";

test("a refused request tells what was wrong, not only that something was", () => {
  const faults = [{ path: "file", code: "FILE_TYPE_NOT_ALLOWED", params: { found: "image/jpeg" } }];
  const extensions = { code: "INVALID_INPUT", params: { faultCount: 1 }, faults };
  expect(faultOf(new RequestRefused([{ message: "INVALID_INPUT", extensions }]))).toEqual({
    code: "FILE_TYPE_NOT_ALLOWED",
    params: [{ name: "found", value: "image/jpeg" }],
  });
  expect(faultOf(new RequestRefused([{ message: "?" }])).code).toBe("SERVER_FAILED");
});
