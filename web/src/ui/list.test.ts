import { describe, expect, it } from "vitest";
import { changed, filterOf, variablesOf, type ListFilter } from "./list";

const FILTERS: ListFilter[] = [
  { name: "text", label: "", kind: "text" },
  { name: "state", label: "", kind: "choice", isList: true },
  { name: "isOpen", label: "", kind: "flag" },
];

describe("the address of a list", () => {
  it("becomes the server's filter", () => {
    const search = new URLSearchParams("text=风电&state=DRAFT,PUBLISHED&isOpen=false&else=1");
    expect(filterOf(search, FILTERS)).toEqual({ text: "风电", state: ["DRAFT", "PUBLISHED"], isOpen: false });
    expect(filterOf(new URLSearchParams("text="), FILTERS)).toBeNull();
  });

  it("asks for yes and no as the server takes them, also where they are a choice", () => {
    const choice: ListFilter = { name: "isRead", label: "", kind: "choice" };
    expect(filterOf(new URLSearchParams("isRead=false"), [choice])).toEqual({ isRead: false });
  });

  it("pages forward and back, by sizes that are offered", () => {
    expect(variablesOf(new URLSearchParams("size=50&after=x"), FILTERS, "NAME_ASC")).toEqual({
      first: 50,
      after: "x",
      filter: null,
      orderBy: "NAME_ASC",
    });
    expect(variablesOf(new URLSearchParams("size=7&before=y&order=CODE_DESC"), FILTERS, "NAME_ASC")).toEqual({
      last: 20,
      before: "y",
      filter: null,
      orderBy: "CODE_DESC",
    });
  });

  it("starts at the first page after a new question", () => {
    const next = changed(new URLSearchParams("after=x&text=a"), { text: null, state: "DRAFT" });
    expect(next.toString()).toBe("state=DRAFT");
  });
});
