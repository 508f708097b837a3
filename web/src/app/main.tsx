import { createRoot } from "react-dom/client";
import { startWords } from "../i18n";
import { Console } from "./Console";
import "./console.css";

await startWords();
const root = document.querySelector("#root");
if (root) createRoot(root).render(<Console />);
