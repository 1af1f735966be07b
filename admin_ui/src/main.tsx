import "./ui/tokens.css";
import "./ui/base.css";
import "./text/t";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { signStyles } from "./ui/nonce";

signStyles();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
