// Building and patching elements. Text always enters as text nodes, never as markup.
import { ICONS } from "./icons.js";

/** The element with this id; the page's skeleton is in index.html. */
export const byId = (id) => document.getElementById(id);

/**
 * Builds an element. `props` are DOM properties, except `data`, `aria` (attributes by suffix), `attrs` (any attribute)
 * and `on` (listeners by event). Children are nodes or strings; null and false are left out.
 */
export function h(tag, { data = {}, aria = {}, attrs = {}, on = {}, ...props } = {}, ...children) {
  const node = Object.assign(document.createElement(tag), props);
  Object.assign(node.dataset, data);
  for (const [name, value] of Object.entries(aria)) node.setAttribute(`aria-${name}`, value);
  for (const [name, value] of Object.entries(attrs)) node.setAttribute(name, value);
  for (const [event, listener] of Object.entries(on)) node.addEventListener(event, listener);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A decorative line icon; see icons.js for the names. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Puts the icons named in `data-icon` into the skeleton's buttons. */
export function placeIcons() {
  for (const node of document.querySelectorAll("[data-icon]")) node.prepend(icon(node.dataset.icon));
}

const drawn = new WeakMap();

/**
 * Shows `items` as the children of `parent`, redrawing only those that changed, so that a playing video, an open letter
 * and the keyboard focus survive an update. `key(item)` names a child, `draw(item)` builds it.
 */
export function patch(parent, items, key, draw) {
  const before = drawn.get(parent) ?? new Map();
  const after = new Map();
  for (const item of items) {
    const print = JSON.stringify(item);
    const old = before.get(key(item));
    after.set(key(item), old?.print === print ? old : { print, node: draw(item) });
  }
  drawn.set(parent, after);
  place(
    parent,
    [...after.values()].map(({ node }) => node),
  );
}

function place(parent, nodes) {
  const kept = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!kept.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
}
