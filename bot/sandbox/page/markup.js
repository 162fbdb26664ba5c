// The quick markup of Telegram's own clients: **bold**, __italic__, ~~strike~~, ||spoiler||, `code`, ```block```.
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const RULES = [
  [/```\n?([\s\S]+?)\n?```/g, "pre"],
  [/`([^`\n]+)`/g, "code"],
  [/\*\*(.+?)\*\*/gs, "b"],
  [/__(.+?)__/gs, "i"],
  [/~~(.+?)~~/gs, "s"],
  [/\|\|(.+?)\|\|/gs, "tg-spoiler"],
];

/** What to send for a typed text: plain as it is, or Bot API HTML when quick markup was used. */
export function content(text) {
  const escaped = text.replace(/[&<>]/g, (char) => ESCAPES[char]);
  const html = RULES.reduce((done, [pattern, tag]) => done.replace(pattern, `<${tag}>$1</${tag}>`), escaped);
  return html === escaped || !isNested(html) ? { text } : { text: html, html: true };
}

/** Whether tags close in their order; crossed ones, which a browser would mend and the Bot API refuse, stay as typed. */
const isNested = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).innerHTML === html;
