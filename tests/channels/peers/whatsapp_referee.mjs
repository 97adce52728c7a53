// What whatsapp-api-js says of the messages we send: it makes each again, and checks Meta's limits.
import { isDeepStrictEqual } from "node:util";
import { readFileSync } from "node:fs";
import {
  ActionButtons, ActionList, Body, Button, Document, Interactive, ListSection, Row, Text,
} from "whatsapp-api-js/messages";

const make = {
  text: ({ text }) => new Text(text.body, text.preview_url),
  document: ({ document }) => new Document(document.id, true, document.caption, document.filename),
  interactive: ({ interactive: { type, body, action } }) =>
    new Interactive(type === "button" ? buttons(action) : list(action), new Body(body.text)),
};
const buttons = ({ buttons }) =>
  new ActionButtons(...buttons.map(({ reply }) => new Button(reply.id, reply.title)));
const list = ({ button, sections }) =>
  new ActionList(button, ...sections.map(({ title, rows }) =>
    new ListSection(title, ...rows.map((row) => new Row(row.id, row.title, row.description)))));

function wrong(message) {
  try {
    const made = JSON.parse(JSON.stringify(make[message.type](message)));
    return isDeepStrictEqual(made, message[message.type]) ? "" : JSON.stringify(made);
  } catch (error) {
    return error.message;
  }
}

const messages = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(messages.map(wrong)));
