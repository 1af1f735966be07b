import "./ui/tokens.css";
import "./ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { useLook } from "./shell/appearance";
import { loadLanguage } from "./text/t";
import { signStyles } from "./ui/nonce";

signStyles();

const root = document.getElementById("root");
if (root) {
  void loadLanguage(useLook.getState().language).then(() =>
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
}
