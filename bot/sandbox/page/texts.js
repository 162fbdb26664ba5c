// The page's own words: Russian in the code and in index.html, English here. What people and the bot write stays as it is.
const ENGLISH = {
  "Файл пустой": "The file is empty",
  "Это не картинка: отправьте её файлом": "This is no picture: send it as a file",
  "В альбоме не больше 10 файлов": "An album has up to 10 files",
  "Супергруппой может стать только обычная группа": "Only a basic group can become a supergroup",
  "Это могут только администраторы группы": "Only administrators of the group may do that",
  "Бот уже в этой группе": "The bot is in this group already",
  "Подпись слишком длинная: можно до 1024 знаков": "The caption is too long: up to 1024 characters",
  "Группа стала супергруппой": "The group became a supergroup",
  "Сообщение пустое": "The message is empty",
  "Сообщение слишком длинное: можно до 4096 знаков": "The message is too long: up to 4096 characters",
  "Тема закрыта": "The topic is closed",
  "Этой кнопки под сообщением уже нет": "This button is not under the message any more",
  "Этого сообщения уже нет": "This message is gone",
  "Этой темы уже нет": "This topic is gone",
  "Этот стол нельзя начать заново": "This desk cannot be begun anew",
  "Эта ссылка ведёт не к боту": "This link does not lead to the bot",
  "Это чужое сообщение": "This message is not yours",
  "Вы не состоите в этом чате": "You are not in this chat",
  "Вы заблокировали бота": "You have blocked the bot",
  "Удалить это сообщение вам нельзя": "You may not delete this message",
  "Ответ сервера: {0}": "The server answered {0}",
  Песочница: "Sandbox",
  "{0} · тема закрыта": "{0} · topic closed",
  "бот заблокирован": "bot blocked",
  бот: "bot",
  "группа с темами · общая тема": "group with topics · General",
  группа: "group",
  "Фото или видео": "Photo or video",
  Файл: "File",
  Аудио: "Audio",
  "Голосовое сообщение": "Voice message",
  Видеосообщение: "Video message",
  Анимация: "Animation",
  Стикер: "Sticker",
  Геопозиция: "Location",
  Контакт: "Contact",
  Опрос: "Poll",
  "Убрать {0}": "Remove {0}",
  "Переслано. Автор: {0}": "Forwarded. Author: {0}",
  Вложение: "Attachment",
  "изменено ": "edited ",
  "Действия с сообщением": "Message actions",
  Скопировано: "Copied",
  "Общая тема": "General",
  "Сообщений нет": "No messages",
  "непрочитанных: {0}": "unread: {0}",
  "+{0} ч": "+{0} h",
  "+1 час": "+1 hour",
  "+1 сутки": "+1 day",
  "Рабочее время": "Working hours",
  "Вперёд на рабочие часы: ночи, выходные и праздники пропускаются.":
    "Forward by working hours: nights, weekends and holidays are skipped.",
  "Обычное время": "Plain time",
  "Вперёд подряд, вместе с ночами и выходными.": "Straight forward, nights and weekends included.",
  "{0}, МСК": "{0}, Moscow time",
  "Поддержка закрыта": "The support is closed",
  "Изменение сообщения": "Editing the message",
  Отменить: "Cancel",
  Разблокировать: "Unblock",
  Запустить: "Start",
  "Этот стол начат пустым. Готовый стол — с группой, операторами и руководителем.":
    "This desk began empty. The ready one has a group, operators and a supervisor.",
  "Вернуть готовый стол": "Back to the ready desk",
  "Пройдите путь нового владельца: ни руководителя, ни группы операторов ещё нет. Всё, что сейчас в песочнице, будет забыто.":
    "Go the way of a new owner: there is no supervisor and no operator group yet. All that is in the sandbox now will be forgotten.",
  "Начать с пустого стола": "Begin with an empty desk",
  "Откройте ссылку слева и следуйте боту.": "Open the link on the left and follow the bot.",
  "Настройки группы здесь — на вкладке «Сбои»: откройте группу и отметьте, что боту можно.":
    "The settings of a group are on the tab “Faults” here: open the group and tick what the bot may do.",
  "В теме обращения отвечайте как оператор, в чате с ботом — как пользователь.":
    "Answer as an operator in a request's topic, and as a requester in the chat with the bot.",
  "Пустой стол": "Empty desk",
  "Готовый стол": "Ready desk",
  "Этот стол нельзя начать заново.": "This desk cannot be begun anew.",
  "Стол пуст. Кто первым откроет ссылку, станет руководителем. Вне песочницы её печатает терминал.":
    "The desk is empty. Who opens the link first becomes its supervisor. Outside the sandbox the terminal prints it.",
  "Открыть ссылку": "Open the link",
  "Стол начинается заново…": "The desk begins anew…",
  "Стол не отвечает. Обновите страницу чуть позже": "The desk does not answer. Reload the page a little later",
  "управление темами": "manage topics",
  "удаление сообщений": "delete messages",
  "закрепление сообщений": "pin messages",
  "В какую группу добавить бота?": "Which group is the bot to be added to?",
  "Нет групп без бота": "No group is without the bot",
  "группа с темами": "group with topics",
  "группа без тем": "group without topics",
  "Сделать администратором: {0}": "Make it an administrator: {0}",
  "429: слишком часто": "429: too many requests",
  "500: ошибка сервера": "500: server error",
  "Обрыв связи до выполнения": "Connection cut before the call is done",
  "Обрыв связи после выполнения": "Connection cut after the call is done",
  "Нет ответа": "No answer",
  "Ограничивать отправку, как Telegram": "Limit sending as Telegram does",
  "20 в минуту на группу, 1 в секунду на человека, 30 в секунду всего; сверх того 429.":
    "20 a minute for a group, 1 a second for a person, 30 a second in all; 429 beyond that.",
  "Открытый чат": "Open chat",
  "Ответы Telegram": "Telegram's answers",
  "Сбои сняты": "The faults are removed",
  "Снять все": "Remove all",
  "{0} с": "{0} s",
  "любой метод": "any method",
  "чат {0}": "chat {0}",
  "ещё {0}": "{0} more",
  "Пауза, с": "Pause, s",
  "Что случится": "What happens",
  "Сколько раз": "How many times",
  Метод: "Method",
  любой: "any",
  "Только в открытом чате": "In the open chat only",
  "Включить сбой": "Switch the fault on",
  "Сбой включён": "The fault is on",
  "Ограничения включены": "The limits are on",
  "Ограничения сняты": "The limits are off",
  "{0} Б": "{0} B",
  КБ: "KB",
  МБ: "MB",
  "Писем пока нет. Здесь появится всё, что бот отправит по электронной почте.":
    "No letters yet. Whatever the bot sends by e-mail appears here.",
  "От: {0}": "From: {0}",
  "Текст письма": "Text of the letter",
  Фото: "Photo",
  "Это видео не открывается": "This video does not open",
  Ответить: "Reply",
  "Копировать текст": "Copy the text",
  Изменить: "Edit",
  Удалить: "Delete",
  "Реакция {0}": "Reaction {0}",
  "Что умеет этот бот?\n\n{0}": "What can this bot do?\n\n{0}",
  пользователь: "requester",
  оператор: "operator",
  руководитель: "supervisor",
  "Показать полностью": "Show all",
  Свернуть: "Fold",
  "Скрытый текст": "Hidden text",
  "Бот состоит в группе": "The bot is in the group",
  "Бот администратор": "The bot is an administrator",
  "Бот управляет темами": "The bot manages topics",
  "Бот удаляет сообщения": "The bot deletes messages",
  "Бот закрепляет сообщения": "The bot pins messages",
  "В группе включены темы": "The group has topics",
  "Чат не выбран": "No chat is chosen",
  "Бот разблокирован": "The bot is unblocked",
  "Бот заблокирован": "The bot is blocked",
  "Разблокировать бота": "Unblock the bot",
  "Заблокировать бота": "Block the bot",
  "Открыть тему": "Open the topic",
  "Тема открыта": "The topic is open",
  "Закрыть тему": "Close the topic",
  "Удалить тему": "Delete the topic",
  "Тема удалена": "The topic is deleted",
  "Сделать супергруппой": "Make it a supergroup",
  "Группа стала супергруппой, её номер изменился": "The group became a supergroup, its number has changed",
  ": да": ": yes",
  ": нет": ": no",
  "Песочница поддержки": "Sandbox of the support",
  "Люди и чаты": "People and chats",
  "Кто вы": "Who you are",
  Чат: "Chat",
  "К списку чатов": "To the chats",
  "Письма, сбои, часы и стол": "Letters, faults, clock and desk",
  Сообщения: "Messages",
  "К последнему сообщению": "To the last message",
  "Новое сообщение": "New message",
  Прикрепить: "Attach",
  Сообщение: "Message",
  "Текст сообщения": "Text of the message",
  "Команды бота": "Commands of the bot",
  "Клавиатура бота": "Keyboard of the bot",
  Отправить: "Send",
  Инструменты: "Tools",
  Часы: "Clock",
  Письма: "Letters",
  Сбои: "Faults",
  Стол: "Desk",
  "Закрыть панель": "Close the panel",
  "Что прикрепить": "What to attach",
  Отмена: "Cancel",
};
const KEY = "language";
const WORDED = ["aria-label", "placeholder", "title"];

/** The language of the page, "ru" or "en": that of `?lang=`, else the one chosen last, else Russian. */
export const language =
  (new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(KEY)) === "en" ? "en" : "ru";

/** A text in the page's language: t("…"), or t`… ${value} …` whose values stand in for {0}, {1}. */
export function t(text, ...values) {
  const key = typeof text === "string" ? text : text.reduce((before, part, n) => `${before}{${n - 1}}${part}`);
  const said = language === "en" ? (ENGLISH[key] ?? key) : key;
  return values.reduce((before, value, n) => before.replace(`{${n}}`, () => value), said);
}

/** Words the skeleton of index.html in the page's language, and lets `button` switch to the other. */
export function word(button) {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("*")) {
    for (const name of WORDED) if (node.hasAttribute(name)) node.setAttribute(name, t(node.getAttribute(name)));
    for (const child of node.childNodes) {
      const said = child.nodeType === Node.TEXT_NODE && child.data.trim();
      if (said) child.data = child.data.replace(said, () => t(said));
    }
  }
  const other = language === "en" ? "ru" : "en";
  button.textContent = other === "en" ? "English" : "По-русски";
  button.lang = other;
  button.addEventListener("click", () => {
    localStorage.setItem(KEY, other);
    const address = new URL(location.href);
    address.searchParams.delete("lang");
    history.replaceState(null, "", address);
    location.reload();
  });
}
