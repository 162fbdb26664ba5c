// The side panel with its tabs; a drawer on narrow screens.
import { byId } from "./dom.js";

const TABS = ["clock", "mail", "bank", "faults", "desk"];
const WIDE = matchMedia("(min-width: 1200px)");

/** Wires the panel; `opened(tab)` is called when a tab comes into sight. */
export function showPanel(opened) {
  for (const tab of TABS) {
    byId(`tab-${tab}`).addEventListener("click", () => select(tab, opened));
    byId(`tab-${tab}`).addEventListener("keydown", (event) => byArrows(event, tab));
  }
  byId("panel-toggle").addEventListener("click", () => toggle(byId("panel").hidden));
  for (const id of ["panel-close", "shade"]) byId(id).addEventListener("click", () => toggle(false));
  byId("panel").addEventListener("keydown", ({ key }) => key === "Escape" && toggle(false));
  WIDE.addEventListener("change", ({ matches }) => toggle(matches));
  select("clock", opened);
  toggle(WIDE.matches);
}

function toggle(shown) {
  byId("panel").hidden = !shown;
  byId("shade").hidden = !shown;
  byId("panel-toggle").ariaExpanded = String(shown);
  document.body.classList.toggle("with-panel", shown);
  if (!WIDE.matches) byId(shown ? "panel-close" : "panel-toggle").focus();
}

/** Brings a tab into sight. */
export function select(tab, opened = () => {}) {
  for (const other of TABS) {
    byId(`tab-${other}`).ariaSelected = String(other === tab);
    byId(`tab-${other}`).tabIndex = other === tab ? 0 : -1;
    byId(other).hidden = other !== tab;
  }
  opened(tab);
}

function byArrows({ key }, tab) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!step) return;
  const next = byId(`tab-${TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length]}`);
  next.focus();
  next.click();
}
