// Short words to the person: a toast that goes by itself, a dialog that waits.
import { byId } from "./dom.js";

const SHOWN_MS = 3500;
let hiding = 0;

/** Shows a passing line; a new one replaces the old. */
export function toast(text) {
  const node = byId("toast");
  node.textContent = text;
  node.showPopover();
  clearTimeout(hiding);
  hiding = setTimeout(() => node.hidePopover(), SHOWN_MS);
}

/** Shows a text that stays until it is dismissed. */
export function alert(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

/** Waits for an API call; a refusal becomes a toast and the result is undefined. */
export async function attempt(promise) {
  try {
    return await promise;
  } catch (error) {
    toast(error.message);
    return undefined;
  }
}
