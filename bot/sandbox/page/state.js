// What the page knows, and who is told when it changes. Modules read `state` and change it only by `update`.
export const state = {
  people: [],
  me: null, // a person's id
  chats: [], // of this person
  unread: {}, // person's id → how much is unread
  chat: null, // "bot" or a group's id
  thread: null, // a topic of the open chat, null for General and outside forums
  messages: [], // of the open chat and topic
  now: new Date().toISOString(), // the sandbox's clock
  desk: null, // how the desk began
  open: false, // whether these are working hours
  replyTo: null, // the view being answered
  editing: null, // the view being edited
};

const watchers = [];

/** Calls `draw` whenever one of the `keys` of the state is updated. */
export function watch(keys, draw) {
  watchers.push({ keys, draw });
}

export function update(changes) {
  Object.assign(state, changes);
  for (const { keys, draw } of watchers) if (keys.some((key) => key in changes)) draw();
}

export const me = () => state.people.find(({ id }) => id === state.me);
export const openChat = () => state.chats.find(({ chat }) => chat === state.chat);
export const openTopic = () => openChat()?.topics?.find(({ thread }) => thread === state.thread);
export const place = () => ({ chat: state.chat, thread: state.thread });
export const placeKey = () => `${state.me}/${state.chat}/${state.thread ?? ""}`;

/** Whether a message is words alone, with nothing attached. */
export const isText = ({ media, location, contact, poll, invoice, service }) =>
  !(media || location || contact || poll || invoice || service);

/** The place named by the address: `#person/chat/thread`, so that every tab can be somebody else. */
export function fromAddress() {
  const [who, chat, thread] = location.hash.slice(1).split("/");
  return {
    me: Number(who) || null,
    chat: chat === "bot" ? chat : Number(chat) || null,
    thread: Number(thread) || null,
  };
}

export function toAddress() {
  history.replaceState(null, "", `#${placeKey()}`);
}
