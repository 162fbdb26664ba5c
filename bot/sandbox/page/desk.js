// «Стол»: whether the desk began empty, the link by which it is entered then, and links to the bot that people open.
import * as api from "./api.js";
import { byId, h } from "./dom.js";
import { attempt, toast } from "./notice.js";
import { state, update, watch } from "./state.js";
import { t } from "./texts.js";

const RETRY_MS = 300;
const TRIES = 50;
const CREATOR = "301/bot/"; // whoever begins with an empty desk

/** Wires the tab, the line below the people, and the links; `go(chat)` is called with the chat that one leads to. */
export function showDesk(go) {
  watch(["desk"], drawTab);
  watch(["desk"], drawInvitation);
  document.addEventListener("click", (event) => follow(event, go), true);
}

/** Asks the server how the desk began; another beginning than the one that is shown is all new. */
export async function readDesk() {
  const desk = await attempt(api.desk());
  if (desk && state.desk && desk.run !== state.desk.run) location.reload();
  if (desk) update({ desk });
}

function drawTab() {
  const { anew, empty } = state.desk;
  const [hint, label] = empty
    ? [t("Этот стол начат пустым. Готовый стол — с группой, операторами и руководителем."), t("Вернуть готовый стол")]
    : [
        t("Пройдите путь нового владельца: ни руководителя, ни группы операторов ещё нет. Всё, что сейчас в песочнице, будет забыто."),
        t("Начать с пустого стола"),
      ];
  const steps = [
    t("Откройте ссылку слева и следуйте боту."),
    t("Настройки группы здесь — на вкладке «Сбои»: откройте группу и отметьте, что боту можно."),
    t("В теме обращения отвечайте как оператор, в чате с ботом — как пользователь."),
  ];
  const begin = h("button", { className: "plain wide", on: { click: () => beginAnew(!empty) } }, label);
  byId("desk").replaceChildren(
    h("h2", {}, empty ? t("Пустой стол") : t("Готовый стол")),
    h("p", { className: "hint" }, anew ? hint : t("Этот стол нельзя начать заново.")),
    ...(anew && empty ? steps.map((step) => h("p", { className: "hint" }, step)) : []),
    ...(anew ? [begin] : []),
  );
}

function drawInvitation() {
  const { invitation } = state.desk;
  const line = byId("invitation");
  line.hidden = !invitation;
  if (!invitation) return line.replaceChildren();
  line.replaceChildren(
    h("p", {}, t("Стол пуст. Кто первым откроет ссылку, станет руководителем. Вне песочницы её печатает терминал.")),
    h("a", { className: "plain", href: invitation }, t("Открыть ссылку")),
  );
}

async function beginAnew(empty) {
  if ((await attempt(api.beginDesk(empty))) === undefined) return;
  toast(t("Стол начинается заново…"));
  const { run } = state.desk;
  for (let tried = 0; tried < TRIES; tried++) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    const told = await api.desk().catch(() => null);
    if (!told || told.run === run) continue;
    if (empty) history.replaceState(null, "", `#${CREATOR}`);
    location.reload();
    return;
  }
  toast(t("Стол не отвечает. Обновите страницу чуть позже"));
}

/** Lets a link to the bot lead to it here, as Telegram's apps do. */
function follow(event, go) {
  const link = event.target.closest?.("a[href]");
  const url = link && new URL(link.href);
  if (!url || url.host !== "t.me" || url.pathname !== `/${state.desk?.bot}`) return;
  event.preventDefault();
  if (url.searchParams.has("startgroup")) chooseGroup(url, go);
  else if (url.searchParams.has("start")) open(url, {}, go, "bot");
  else go("bot", null);
}

async function open(url, choice, go, chat) {
  if ((await attempt(api.open(state.me, url.href, choice))) === undefined) return;
  await go(chat, null);
}

const RIGHTS = {
  manage_topics: t("управление темами"),
  delete_messages: t("удаление сообщений"),
  pin_messages: t("закрепление сообщений"),
};

/** As Telegram does: asks for the group, and whether to give the rights that the link asks for. */
function chooseGroup(url, go) {
  const groups = state.chats.filter(({ type, bot }) => type !== "private" && !bot.member);
  const asked = (url.searchParams.get("admin") ?? "").split(/[+ ]/).filter((right) => RIGHTS[right]);
  const rights = h("input", { type: "checkbox", checked: true });
  const dialog = byId("choice");
  const choose = ({ chat }) => {
    dialog.close();
    open(url, { chat, rights: rights.checked }, go, "bot");
  };
  byId("choice-title").textContent = groups.length ? t("В какую группу добавить бота?") : t("Нет групп без бота");
  byId("choice-lines").replaceChildren(
    ...groups.map((group) =>
      h(
        "button",
        { type: "button", className: "plain", on: { click: () => choose(group) } },
        group.title,
        h("small", {}, group.is_forum ? t("группа с темами") : t("группа без тем")),
      ),
    ),
  );
  byId("choice-rights").replaceChildren(
    ...(asked.length && groups.length
      ? [rights, t`Сделать администратором: ${asked.map((right) => RIGHTS[right]).join(", ")}`]
      : []),
  );
  dialog.showModal();
}
