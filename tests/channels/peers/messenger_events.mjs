// Deliveries as @warriorteam/messenger-sdk reads them: whether it takes the signature, and each event.
import { readFileSync } from "node:fs";
import {
  extractWebhookEvents, getWebhookEventType, verifyWebhookSignature,
} from "@warriorteam/messenger-sdk";

const said = ({ message, postback, message_edit: edit }) =>
  postback?.payload ?? edit?.text ?? message?.quick_reply?.payload ?? message?.text ?? null;

async function read([body, signature, secret]) {
  const { isValid } = await verifyWebhookSignature(Buffer.from(body), signature, secret);
  if (!isValid) return "refused";
  return extractWebhookEvents(JSON.parse(body)).map((event) => ({
    type: getWebhookEventType(event),
    person: event.sender.id,
    said: said(event),
    at: event.timestamp,
  }));
}

const deliveries = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(await Promise.all(deliveries.map(read))));
