// Who you are: the row of faces above the chats, each with the count of what that person has not read.
import { byId, h, patch } from "./dom.js";
import { fullName, initials, tint } from "./format.js";
import { me, state, watch } from "./state.js";
import { t } from "./texts.js";

const ROLES = { requester: t("пользователь"), operator: t("оператор"), supervisor: t("руководитель") };

/** Draws the row; `choose(id)` is called with the person picked. */
export function showPeople(choose) {
  watch(["people", "me", "unread"], () => draw(choose));
  byId("people").addEventListener("keydown", moveByArrows);
}

function draw(choose) {
  const faces = state.people.map((person) => ({
    person,
    chosen: person.id === state.me,
    unread: state.unread[person.id] ?? 0,
  }));
  const had = byId("people").contains(document.activeElement);
  patch(
    byId("people"),
    faces,
    ({ person }) => person.id,
    (item) => face(item, choose),
  );
  if (had) byId("people").querySelector('[aria-checked="true"]')?.focus();
  byId("whoami").replaceChildren(...about(me()));
}

function about(person) {
  if (!person) return [];
  return [
    h("strong", {}, fullName(person)),
    ` ${ROLES[person.role]}`,
    person.note !== ROLES[person.role] && h("span", { title: person.note }, person.note),
  ].filter(Boolean);
}

function face({ person, chosen, unread }, choose) {
  const label = [fullName(person), ROLES[person.role], person.note, unread && t`непрочитанных: ${unread}`];
  return h(
    "button",
    {
      className: "person",
      title: [ROLES[person.role], person.note].filter(Boolean).join(" · "),
      tabIndex: chosen ? 0 : -1,
      attrs: { role: "radio" },
      aria: { checked: chosen, label: label.filter(Boolean).join(", ") },
      on: { click: () => choose(person.id) },
    },
    h("span", { className: `avatar ${tint(person.id)}` }, initials(fullName(person))),
    unread > 0 && h("span", { className: "badge" }, String(unread)),
    h("span", { className: "person-name" }, person.first_name),
  );
}

function moveByArrows(event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const faces = [...byId("people").children];
  const next = (faces.indexOf(document.activeElement) + step + faces.length) % faces.length;
  faces[next].focus();
  faces[next].click();
}
